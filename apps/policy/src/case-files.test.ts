import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseJsonSchema } from '#programs/authoring';
import { caseSchemaFile } from './commands/schema.js';
import { ran } from './testing/ran.js';

const page = readFileSync('docs/case-files.md', 'utf8');

interface Node {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly additionalProperties?: Node | false;
}

/** The fields of a place, and of what stands in them, as rows of the page: what must be there is bold. */
function rowsOf(node: Node, path = ''): readonly string[] {
  const rows = Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const code = `\`${path}${name}\``;
    const shown = node.required?.includes(name) === true ? `**${code}**` : code;
    const values = field.enum?.map((value) => `\`${value}\``).join(', ');
    const words = [field.description, ...(values === undefined ? [] : [`One of ${values}.`])];
    return [`| ${shown} | ${words.join(' ')} |`, ...rowsOf(field, `${path}${name}.`)];
  });
  const forms = [...(node.anyOf ?? []), node.items, node.additionalProperties];
  return [...rows, ...forms.flatMap((form) => (form ? rowsOf(form, path) : []))];
}

/** A place with its own fields only. */
function shallow({ properties = {}, required = [] }: Node): Node {
  const fields = Object.entries(properties).map(([name, { description = '', enum: values }]) => [
    name,
    { description, ...(values !== undefined && { enum: values }) },
  ]);
  return { properties: Object.fromEntries(fields) as Record<string, Node>, required };
}

const file = caseJsonSchema() as Node;
const oneCase = file.properties?.['cases']?.items ?? {};

function rowsUnder(title: string): readonly string[] {
  const [own = ''] = (page.split(`\n## ${title}\n`)[1] ?? '').split('\n## ');
  return own
    .split('\n')
    .filter((line) => /^\| (\*\*)?`/.test(line))
    .map((line) => line.replaceAll(/ +\|/g, ' |'));
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-cases-'));
  cpSync('docs/drafts', join(folder, 'drafts'), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('docs/case-files.md', () => {
  test.each([
    ['The file', shallow(file)],
    ['Each case', shallow(oneCase)],
    ['What is given', oneCase.properties?.['given'] ?? {}],
    ['What comes of it', oneCase.properties?.['then'] ?? {}],
  ])('has every field under “%s”, in the words of the schema', (title, node) => {
    const rows = rowsOf(node);
    expect(rows.length).toBeGreaterThan(2);
    expect(rowsUnder(title)).toEqual(rows);
  });

  test('its example comes out as expected by the finished policy of the guide', async () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
    writeFileSync(join(folder, 'drafts/applying.yaml'), example);
    const policy = 'drafts/us/mississippi/cpss/2012-07-01.yaml';
    const { code, out } = await ran(folder, 'try', policy, 'drafts/applying.yaml');
    expect([code, out]).toEqual([0, expect.stringContaining('All 2 as expected')]);
    const [line = ''] = example.split('\n');
    expect(join('drafts', line.split('$schema=')[1] ?? '')).toBe(caseSchemaFile);
  });
});
