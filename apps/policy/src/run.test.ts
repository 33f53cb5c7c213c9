import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ran } from './testing/ran.js';

const shipped = resolve('libs/programs/data/us/massachusetts/cps');
const cases = resolve('libs/programs/cases/us/massachusetts/cps');

let folder: string;
let file: string;

/** A copy of the Massachusetts rules of 2018, to be changed. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-policy-'));
  cpSync(shipped, join(folder, 'us/massachusetts/cps'), { recursive: true });
  file = 'us/massachusetts/cps/2018-01-01.yaml';
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function change(from: string | RegExp, to: string, where = file): void {
  const path = join(folder, where);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (before === after) throw new Error(`${String(from)} does not stand in ${where}`);
  writeFileSync(path, after);
}

describe('check', () => {
  test('finds nothing in what ships', async () => {
    const files = readdirSync(shipped).filter((name) => name.endsWith('.yaml'));
    const { code, out, err } = await ran(shipped, 'check', ...files);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: files.map((name) => `${name}: sound\n`).join(''),
      err: '',
    });
  });

  test('tells everything at once, by line, with its mend, and answers 1', async () => {
    change('quote: Each class includes', 'quote: Every class includes');
    change('afterFailed: 1', 'afterFailed: 4');
    change('requirement: written-exam', 'requirement: oral-exam');
    const { code, out } = await ran(folder, 'check', file);
    expect(code).toBe(1);
    expect(
      out.match(/^.*\.yaml:\d+:\d+ .*$/gm)?.map((line) => line.replace(/:\d+:\d+/, '')),
    ).toEqual([
      `${file} questions.2.rules.0.quote`,
      `${file} exam.require.support.0.afterFailed`,
      `${file} certify.require.of.1.requirement`,
    ]);
    expect(out).toContain('error: S2-19 does not stand in faq');
    expect(out).toContain('mend: Copy the words of the source exactly.');
    expect(out).toMatch(/3 errors, 0 remarks\n$/);
  });

  test('a rule without a source is an error', async () => {
    change(/(statement: willing-to-share\n(?:.*\n)*?)\s+rules:\n\s+- id: S2-06\n.*\n.*\n/, '$1');
    const { code, out } = await ran(folder, 'check', file);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('error: Willing-to-share quotes no source.'),
    ]);
  });

  test('two versions of a program from the same day are told, at the second', async () => {
    cpSync(join(folder, 'us'), join(folder, 'copy/us'), { recursive: true });
    const { code, out } = await ran(folder, 'check', file, `copy/${file}`);
    expect(code).toBe(1);
    expect(out).toContain(`${file}: sound\n`);
    expect(out).toContain(`copy/${file}:`);
    expect(out).toMatch(/is in\s+effect from the same day/);
  });

  test('a remark alone is no failure', async () => {
    change(
      /^questions:\n/m,
      `questions:
  - id: nobody-asks
    ask: Who asks?
    rules: [{ id: S2-20, source: faq, quote: completely missing }]
    readings: [{ id: one, says: One. }, { id: other, says: Other. }]
    settled: not stated
`,
    );
    const { code, out } = await ran(folder, 'check', file);
    expect(code).toBe(0);
    expect(out).toContain(
      'remark: No requirement asks nobody-asks, so its readings change nothing.',
    );
    expect(out).toMatch(/0 errors, 1 remark\n$/);
  });

  test('what cannot be read is told beside what can', async () => {
    writeFileSync(join(folder, 'notes.yaml'), 'a: b: c\n  - d\n: e');
    const { code, out } = await ran(folder, 'check', 'gone.yaml', 'us', 'notes.yaml', file);
    expect(code).toBe(1);
    expect(out).toContain('error: There is no file');
    expect(out).toContain('us is a folder.');
    expect(out.match(/error: Not YAML/g)).toHaveLength(1);
    expect(out).toContain(`${file}: sound`);
  });
});

describe('explain', () => {
  test('tells the whole policy, in the order of a candidate’s life', async () => {
    const { code, out } = await ran(folder, 'explain', file);
    expect(code).toBe(0);
    const headings = [...out.matchAll(/^(.+)\n-+$/gm)].map(({ 1: heading }) => heading);
    expect(headings).toEqual([
      'Applying',
      'Being selected',
      'The training',
      'The exam',
      'Being certified',
      'Keeping the credential',
      'Appealing',
      'Open questions',
      'Documents that the source points to',
      'Sources',
    ]);
  });

  test('tells one requirement with the questions that it hangs on', async () => {
    const { out } = await ran(folder, 'explain', file, 'modules');
    expect(out).toMatch(/^Fewer than four modules late to or missed\n=+\n/);
    expect(out).toMatch(/the\s+person is disqualified/);
    for (const question of ['modules-late-or-missed', 'excused-absences', 'retreat-modules']) {
      expect(out).toContain(`(${question})`);
    }
  });

  test('tells it in Markdown', async () => {
    const { out } = await ran(folder, 'explain', file, 'interview', '--format', 'markdown');
    expect(out).toMatch(/^# Brief in-person interview\n\n/);
    expect(out).toContain('\n  > “');
  });

  test('answers a policy that is not sound with what is wrong, on stderr', async () => {
    change('count: 2', 'count: two');
    const { code, out, err } = await ran(folder, 'explain', file);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('apply.require.of.7.count\n  error: Must be number.');
  });
});

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

  test('tells everything about one case by its name', async () => {
    const name = 'three missed leave one, and are at risk';
    const { code, out } = await ran(folder, 'try', file, join(cases, 'attendance.yaml'), name);
    expect(code).toBe(0);
    expect(out).toContain('- modules: met, 1 more would break it');
    expect(out).toContain('- homework: not stated');
    expect(out).toMatch(/\nAll 1 as expected\n$/);
  });

  test.each([
    [
      'no case of that name',
      [join(cases, 'exam.yaml'), 'Nobody'],
      'has no case named “Nobody”. It has: “not taken yet”',
    ],
    ['a policy in place of cases', ['us/massachusetts/cps/2018-01-01.yaml'], 'Unrecognized key'],
    ['no file', ['gone.yaml'], 'There is no file'],
  ])('answers 2 to %s', async (_what, args, message) => {
    const { code, out, err } = await ran(folder, 'try', file, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(message);
  });

  test('tells where a case file is wrong', async () => {
    writeFileSync(
      join(folder, 'mine.yaml'),
      'policy: x\nsection: exam\ncases:\n  - case: one\n    given: {}\n    then: { written-exam: maybe }\n',
    );
    const { code, err } = await ran(folder, 'try', file, 'mine.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/^mine\.yaml:6:\d+ cases\.0\.then\.written-exam\n/);
  });
});

describe('diff', () => {
  test('groups what changed by how it bears on people', async () => {
    const later = 'us/massachusetts/cps/2019-01-01.yaml';
    cpSync(join(folder, file), join(folder, later));
    change("from: '2018-01-01'", "from: '2019-01-01'", later);
    change('count: 2', 'count: 3', later);
    change('atMost: 3', 'atMost: 4', later);
    const { code, out } = await ran(folder, 'diff', file, later);
    expect([code, out]).toEqual([
      0,
      `From us-massachusetts-cps@2018-01-01 to us-massachusetts-cps@2019-01-01
=======================================================================

Stricter
--------

* Two letters of reference (references)
  * Two letters of reference were asked for; now three.

Looser
------

* Certification exam passed (written-exam)
  * There were at most three attempts; now four.

Other changes
-------------

* In effect from
  * 1 January 2018; now 1 January 2019.
`,
    ]);
  });

  test('says so when nothing did', async () => {
    const { out } = await ran(folder, 'diff', file, file, '--format', 'markdown');
    expect(out).toMatch(/\n\nNothing changed\.\n$/);
  });

  test.each([
    [['--log', 'gone'], 'There are no records in gone. Name the data folder'],
    [['--as-of', 'today'], 'today is no day. Write --as-of with one such as 2026-03-31.'],
    [['--as-of', '2026-02-30'], '2026-02-30 is no day.'],
  ])('answers 2 to %j', async (options, message) => {
    const { code, out, err } = await ran(folder, 'diff', file, file, ...options);
    expect([code, out]).toEqual([2, '']);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(message);
  });
});

describe('schema and help', () => {
  test('the schema is printed as it is published', async () => {
    const { code, out } = await ran(folder, 'schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(
      JSON.parse(readFileSync('libs/programs/policy.schema.json', 'utf8')),
    );
  });

  test('help lists every command, within the terminal', async () => {
    const { code, out } = await ran(folder, 'help');
    expect(code).toBe(0);
    expect(out.match(/npm run policy -- \w+/g)).toEqual(
      ['check', 'explain', 'try', 'diff', 'schema', 'help'].map(
        (name) => `npm run policy -- ${name}`,
      ),
    );
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect((await ran(folder)).out).toBe(out);
    expect((await ran(folder, '--help')).out).toBe(out);
  });

  test('help about one command is that command’s', async () => {
    const { out } = await ran(folder, 'help', 'try');
    expect(out).toContain('npm run policy -- try FILE CASES [NAME]');
    expect(out).not.toContain('check');
    expect((await ran(folder, 'try', '--help')).out).toBe(out);
  });
});

describe('a command that is called wrongly', () => {
  test.each([
    [['chek'], 'There is no command chek. There are: check, explain, try, diff, schema, help.'],
    [['check'], 'Name the policy files to check.'],
    [['explain'], 'Name one policy file, and at most one requirement of it.'],
    [['explain', 'one', 'two', 'three'], 'Name one policy file'],
    [['explain', 'FILE', 'nothing'], 'has no requirement named nothing'],
    [
      ['explain', 'FILE', '--format', 'html'],
      'There is no format html. Write --format text or --format markdown.',
    ],
    [['explain', 'FILE', '--colour'], "Unknown option '--colour'"],
    [['try', 'one'], 'Name a policy file and a file of cases'],
    [['diff', 'one'], 'Name two policy files, the older one first.'],
    [['diff', 'one', 'two', '--log'], "Option '--log <value>' argument missing."],
    [['schema', 'one'], 'name no file'],
    [['help', 'nothing'], 'There is no command nothing.'],
    [['explain', 'us'], 'us is a folder'],
    [['diff', 'gone.yaml', 'gone.yaml'], 'There is no file'],
  ])('%j answers 2 and says how', async (args, message) => {
    const { code, out, err } = await ran(
      folder,
      ...args.map((arg) => (arg === 'FILE' ? file : arg)),
    );
    expect([code, out]).toEqual([2, '']);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
