import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ran } from './testing/ran.js';

const shipped = resolve('libs/programs/data/us/massachusetts/cps');
const cases = resolve('libs/programs/cases/us/massachusetts/cps');

let folder: string;
const file = 'us/massachusetts/cps/2018-01-01.yaml';
const later = 'us/massachusetts/cps/2020-09-01.yaml';

/** A copy of the Massachusetts rules, to be changed, with cases of one's own beside it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-try-'));
  cpSync(shipped, join(folder, 'us/massachusetts/cps'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function change(from: string, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  if (!before.includes(from)) throw new Error(`${from} does not stand in ${file}`);
  writeFileSync(path, before.replace(from, to));
}

/** One case of the exam, saved as `mine.yaml`. */
function save(one: string, policy = file): void {
  const begin = `policy: ${policy}\nsection: exam\ncases:\n  - case: one\n`;
  writeFileSync(join(folder, 'mine.yaml'), `${begin}    ${one}\n`);
}

const passed =
  'given: { exam: written-exam, steps: { training-completed: 2026-02-16 }, attempts: [{ marked: passed }] }\n    then: { written-exam: met }';

describe('try', () => {
  test('tells each case and each requirement that it names', async () => {
    const { code, out } = await ran(folder, 'try', file, join(cases, 'exam.yaml'));
    expect(code).toBe(0);
    expect(out).toContain(
      'ok   passed on the second attempt\n      - written-exam: met for good\n',
    );
    expect(out).toContain('- written-exam: unmet for good, has 3 failed, needs a passed attempt\n');
    expect(out).toMatch(/\nAll 26 as expected\n$/);
  });

  test('answers 1, with what was expected and what came, when a case comes out otherwise', async () => {
    change('atMost: 3', 'atMost: 2');
    const { code, out } = await ran(folder, 'try', file, join(cases, 'exam.yaml'));
    expect(code).toBe(1);
    expect(out).toContain('NOT  two fails leave the third attempt');
    expect(out).toMatch(
      /! Otherwise than expected: written-exam: outcome is "unmet for\s+good", not\s+"unmet"/,
    );
    expect(out).toMatch(/\n\d+ of 26 otherwise than expected\n$/);
  });

  test('tells everything about one case by its name, and as of which day', async () => {
    const name = 'three missed leave one, and are at risk';
    const { code, out } = await ran(folder, 'try', file, join(cases, 'attendance.yaml'), name);
    expect(code).toBe(0);
    expect(out).toContain(`ok   ${name}\n      judged as of 31 December 2026\n`);
    expect(out).toContain('- modules: met, 1 more would break it');
    expect(out).toContain('- homework: not stated');
    expect(out).toMatch(/\nAll 1 as expected\n$/);
  });

  test('tells readings by the names under which they are answered', async () => {
    const { out } = await ran(folder, 'try', file, join(cases, 'attendance.yaml'));
    expect(out).toMatch(/depends on\s+reading of retreat-modules:\s+counts\s+→/);
    expect(out).toMatch(/does-not-count\s+→/);
  });

  test('tells what is so of a person with its value, and not since when where that is always', async () => {
    const selecting = resolve('libs/programs/cases/us/minnesota/cps/selection.yaml');
    const policy = resolve('libs/programs/data/us/minnesota/cps/2008-01-01.yaml');
    const { out } = await ran(folder, 'try', policy, selecting);
    expect(out).toContain('circumstance: veteran, true (always)');
    expect(out).toContain('circumstance: veteran, false (always)');
  });
});

describe('nothing is tried, and the answer is 2, while a file says what cannot be meant', () => {
  const told = async (...args: readonly string[]) => {
    const { code, out, err } = await ran(folder, 'try', ...args);
    expect([code, out]).toEqual([2, '']);
    return err.replaceAll(/\s+/g, ' ');
  };

  test.each([
    [
      'no case of that name',
      [file, join(cases, 'exam.yaml'), 'Nobody'],
      'has no case named “Nobody”. It has: “not taken yet”',
    ],
    [
      'a policy in place of cases',
      [file, file],
      `${file}:1:1 error: this is a policy, and a file of cases was asked for. mend: Name the policy file first, then the file of cases.`,
    ],
    [
      'cases in place of a policy',
      [join(cases, 'exam.yaml'), file],
      'error: these are cases, and a policy was asked for. mend: Name the policy file first,',
    ],
    ['no file', [file, 'gone.yaml'], 'There is no file'],
    ['no policy', ['gone.yaml', join(cases, 'exam.yaml')], 'There is no file'],
    ['a folder', ['us', join(cases, 'exam.yaml')], 'us is a folder'],
  ])('%s', async (_what, args, message) => {
    expect(await told(...args)).toContain(message);
  });

  test('a case file of another shape, with the line, the column and what may stand there', async () => {
    save('given: {}\n    then: { written-exam: maybe }');
    expect(await told(file, 'mine.yaml')).toMatch(
      /^mine\.yaml:6:13 cases\.0\.then\.written-exam error: must be one of met, unmet, /,
    );
  });

  test('a case file that cannot be read', async () => {
    writeFileSync(join(folder, 'mine.yaml'), 'policy: a: b\n  - c');
    expect(await told(file, 'mine.yaml')).toMatch(
      /^mine\.yaml:1:\d+ policy error: the value of this field has a colon in it/,
    );
  });

  test('a name that the policy does not know, where it stands', async () => {
    save('given: { exam: writen-exam }\n    then: { written-exam: unmet }');
    expect(await told(file, 'mine.yaml')).toBe(
      'mine.yaml:5:14 cases.0.given.exam error: no exam is named writen-exam. mend: Did you mean written-exam? If the case is to show that it changes nothing, list it under `notInPolicy`. ',
    );
  });

  test('a case that expects nothing', async () => {
    save('given: {}');
    expect(await told(file, 'mine.yaml')).toMatch(
      /^mine\.yaml:4:\d+ cases\.0 error: the case expects nothing\. mend: Write what should come/,
    );
  });

  test('a fact of a day after the one judged', async () => {
    save(
      "asOf: '2026-01-31'\n    given: { exam: written-exam, attempts: [{ marked: passed, on: '2026-02-01' }] }\n    then: { written-exam: unmet }",
    );
    expect(await told(file, 'mine.yaml')).toContain(
      'cases.0.given.attempts.0.on error: 2026-02-01 is after the day judged, 2026-01-31,',
    );
  });

  test('a policy in which check finds an error, even one that could be judged by', async () => {
    change('afterFailed: 1', 'afterFailed: 4');
    const checked = await ran(folder, 'check', file);
    expect(checked.out).toContain('exam.require.support.0.afterFailed');
    expect(await told(file, join(cases, 'exam.yaml'))).toContain(
      'exam.require.support.0.afterFailed error:',
    );
  });
});

describe('the policy that cases are for', () => {
  test.each([
    file,
    'cps/2018-01-01.yaml',
    '2018-01-01.yaml',
    './us/massachusetts/cps/2018-01-01.yaml',
    '../{folder}/us/massachusetts/cps/2018-01-01.yaml',
  ])('may be named %s, and then they are tried on it', async (named) => {
    save(passed, named.replace('{folder}', folder.split('/').at(-1) ?? ''));
    expect((await ran(folder, 'try', file, 'mine.yaml')).code).toBe(0);
  });

  test.each([later, '8-01-01.yaml', './2018-01-01.yaml', 'us/maine/cps/2018-01-01.yaml'])(
    'is not %s, and then they are not tried on it',
    async (named) => {
      save(passed, named);
      const { code, err } = await ran(folder, 'try', file, 'mine.yaml');
      expect(code).toBe(2);
      expect(err.replaceAll(/\s+/g, ' ')).toContain(
        `mine.yaml:1:1 policy error: these cases are for ${named}, and `,
      );
      expect(err.replaceAll(/\s+/g, ' ')).toContain('add --instead.');
    },
  );

  test('may be another if that is asked for, which is said', async () => {
    save(passed, later);
    const { code, out } = await ran(folder, 'try', file, 'mine.yaml', '--instead');
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /^Judged by us-massachusetts-cps@2018-01-01 in the place of us\/massachusetts\/cps\/2020-09-01\.yaml, which the cases name\. ok one/,
    );
  });
});
