import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kindDescriptions } from '#programs/authoring';
import { caseSchemaFile, policySchemaFile } from './commands/schema.js';
import { pasted } from './testing/pasted.js';
import { ran } from './testing/ran.js';

const guide = readFileSync('docs/writing-a-policy.md', 'utf8');

interface Snippet {
  readonly language: string;
  readonly text: string;
  /** Title of the step that it stands in. */
  readonly step: string;
}

const snippets = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ({ 1: language = '', 2: text = '', index }): Snippet => ({
    language,
    text,
    step: [...guide.slice(0, index).matchAll(/^## (.*)$/gm)].at(-1)?.[1] ?? '',
  }),
);

const policyFile = 'drafts/us/mississippi/cpss/2012-07-01.yaml';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-guide-'));
  const source = snippets.find(({ language }) => language === 'text');
  save('drafts/us/mississippi/cpss/sources/guide.txt', source?.text ?? '');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function save(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The policy after each step that adds to it, as its reader has it. */
function written(until?: string): string {
  const steps = snippets.filter(({ language }) => language === 'yaml');
  const last =
    until === undefined ? steps.length : steps.findLastIndex(({ step }) => step === until) + 1;
  return steps
    .slice(0, last)
    .filter(({ text }) => !text.includes('cases:'))
    .reduce((file, { text }) => pasted(file, text), '');
}

/** What the guide shows of a command. */
function shown(step: string, command: string): string {
  const found = snippets.find(
    ({ language, text, step: own }) =>
      language === 'console' && own === step && text.startsWith(`$ npm run policy -- ${command} `),
  );
  if (found === undefined) throw new Error(`The guide has no ${command} under ${step}`);
  return found.text.slice(found.text.indexOf('\n') + 1);
}

function commandIn(step: string, command: string): readonly string[] {
  const line = snippets
    .filter(({ language, step: own }) => language === 'console' && own === step)
    .map(({ text }) => text.split('\n')[0] ?? '')
    .find((text) => text.startsWith(`$ npm run policy -- ${command} `));
  if (line === undefined) throw new Error(`The guide has no ${command} under ${step}`);
  return line.replace('$ npm run policy -- ', '').split(' ');
}

const steps = [
  ...new Set(
    snippets
      .filter(({ language, text }) => language === 'yaml' && !text.includes('cases:'))
      .map(({ step }) => step),
  ),
];

describe('docs/writing-a-policy.md', () => {
  test('has its steps', () => {
    expect(steps.length).toBeGreaterThanOrEqual(9);
    expect(snippets.filter(({ language }) => language === 'console')).toHaveLength(6);
  });

  test.each(steps.slice(1))('the policy is sound after “%s”', async (step) => {
    save(policyFile, written(step));
    expect(await ran(folder, 'check', policyFile)).toMatchObject({
      code: 0,
      out: `${policyFile}: sound\n`,
    });
  });

  test('the file begun is sound but for the remark that is shown', async () => {
    const step = '2. Begin the file';
    save(policyFile, snippets.find((one) => one.step === step)?.text ?? '');
    const { code, out } = await ran(folder, ...commandIn(step, 'check'));
    expect([code, out]).toEqual([0, shown(step, 'check')]);
  });

  test('a mistake is answered as is shown, where the reader has it; the next one after that', async () => {
    const step = '5. Letters, and what is not said of them';
    const misquoted = written(step).replace("individual's ability", "individual's agility");
    save(policyFile, misquoted.replace('count: 2', 'count: two'));
    const { code, out } = await ran(folder, ...commandIn(step, 'check'));
    expect([code, out]).toEqual([1, shown(step, 'check')]);

    save(policyFile, misquoted);
    expect((await ran(folder, 'check', policyFile)).out).toContain('S3-22 does not stand in guide');
  });

  test('what is put below `not stated`, and not in its place, is refused', async () => {
    const [first = '', second = ''] = snippets
      .filter(({ language }) => language === 'yaml')
      .map(({ text }) => text);
    save(policyFile, `${first}${second}`);
    const { code, out } = await ran(folder, 'check', policyFile);
    const answer = 'the field apply stands on line 16 and on line 23';
    expect([code, out]).toEqual([1, expect.stringContaining(`:23:1 apply\n  error: ${answer}`)]);
    expect(guide).toContain(`\`${answer}\``);
  });

  test('one requirement is explained as is shown', async () => {
    const step = '5. Letters, and what is not said of them';
    save(policyFile, written(step));
    const { out } = await ran(folder, ...commandIn(step, 'explain'));
    expect(out).toBe(shown(step, 'explain'));
  });

  test('the finished policy is sound, as is shown', async () => {
    save(policyFile, written());
    const { out } = await ran(folder, ...commandIn('10. Done', 'check'));
    expect(out).toBe(shown('10. Done', 'check'));
  });

  test('the cases come out as is shown', async () => {
    const step = '11. Try it on people';
    save(policyFile, written());
    save('drafts/experience.yaml', snippets.find((one) => one.step === step)?.text ?? '');
    const { code, out } = await ran(folder, ...commandIn(step, 'try'));
    expect([code, out]).toEqual([0, shown(step, 'try')]);
  });

  test('the finished files are there to be copied', () => {
    const finished = (file: string) => readFileSync(join('docs', file), 'utf8');
    expect(finished(policyFile)).toBe(written());
    const source = snippets.find(({ language }) => language === 'text');
    expect(finished('drafts/us/mississippi/cpss/sources/guide.txt')).toBe(source?.text);
    const cases = snippets.find(({ text }) => text.includes('cases:'));
    expect(finished('drafts/experience.yaml')).toBe(cases?.text);
  });

  test('a later version is held against it as is shown', async () => {
    const step = '13. When the rules change';
    const policy = written();
    save(policyFile, policy);
    const [, , later = ''] = commandIn(step, 'diff');
    save(
      later,
      policy.replace("from: '2012-07-01'", "from: '2027-01-01'").replace('count: 2', 'count: 3'),
    );
    const { code, out } = await ran(folder, ...commandIn(step, 'diff'));
    expect([code, out]).toEqual([0, shown(step, 'diff')]);
  });

  test('the lines for editors lead to the schemas from the drafts', () => {
    const [ofPolicy, ofCases] = snippets
      .filter(({ text }) => text.startsWith('# yaml-language-server'))
      .map(({ text }) => text.trim().split('$schema=')[1] ?? '');
    expect(join(dirname(policyFile), ofPolicy ?? '')).toBe(policySchemaFile);
    expect(join('drafts', ofCases ?? '')).toBe(caseSchemaFile);
  });

  test('lists every kind', () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)].map(
      ({ 1: kind = '', 2: words = '' }) => [kind, words],
    );
    expect(rows).toEqual(Object.entries(kindDescriptions));
  });
});
