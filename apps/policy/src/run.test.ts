import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ran } from './testing/ran.js';

const shipped = resolve('libs/programs/data/us/massachusetts/cps');

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
    expect(out).toContain('error: the quote S2-19 does not stand in faq');
    expect(out).toContain('mend: Copy the words of the source exactly, and whole words.');
    expect(out).toMatch(/3 errors, 0 remarks\n$/);
  });

  test('a name is told as it is written, at the beginning of a sentence too', async () => {
    change('requirement: written-exam', 'requirement: exam-passed');
    const { out } = await ran(folder, 'check', file);
    expect(out).toContain('error: `exam-passed` is judged as');
  });

  test('a rule without a source is an error', async () => {
    change(/(statement: willing-to-share\n(?:.*\n)*?)\s+rules:\n\s+- id: S2-06\n.*\n.*\n/, '$1');
    const { code, out } = await ran(folder, 'check', file);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('error: `willing-to-share` quotes no source.'),
    ]);
  });

  test('two versions of a program from the same day are told, at the second', async () => {
    cpSync(join(folder, 'us'), join(folder, 'copy/us'), { recursive: true });
    const { code, out } = await ran(folder, 'check', file, `copy/${file}`);
    expect(code).toBe(1);
    expect(out).toContain(`${file}: sound\n`);
    expect(out).toContain(`copy/${file}:`);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('is in effect from the same day');
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
      'remark: no requirement asks nobody-asks, so its readings change nothing.',
    );
    expect(out).toMatch(/0 errors, 1 remark\n$/);
  });

  test.each([
    ['is a folder', () => undefined, 'the path sources is a folder.'],
    ['is missing', () => undefined, 'there is no file sources/gone.txt.', 'sources/gone.txt'],
    [
      'is of another encoding',
      (text: string) => {
        writeFileSync(text, Buffer.from('One.\nCafé.\n', 'latin1'));
      },
      'here is a letter of another encoding, on its line 2.',
      'sources/latin.txt',
    ],
  ])(
    'a source whose text %s is told where it is named',
    async (_, write, told, text = 'sources') => {
      write(join(folder, 'us/massachusetts/cps', text));
      change('sources/transformation-center-faq.txt', text);
      const { code, out } = await ran(folder, 'check', file);
      expect(code).toBe(1);
      expect(out).toMatch(/:\d+:5 sources\.0\.text\n/);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(told);
      expect(out).toMatch(/\n1 error, 0 remarks\n$/);
    },
  );

  test('what cannot be read is told beside what can', async () => {
    writeFileSync(join(folder, 'notes.yaml'), 'a: b: c\n  - d\n: e');
    const { code, out } = await ran(folder, 'check', 'gone.yaml', 'us', 'notes.yaml', file);
    expect(code).toBe(1);
    expect(out).toContain('error: there is no file');
    expect(out).toContain('us is a folder.');
    expect(out).toContain(
      'notes.yaml:1:1 a\n  error: the value of this field has a colon in it.\n  mend: Put the whole value in quotation marks.\n',
    );
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
    expect(err).toContain('apply.require.of.7.count\n  error: must be a number, not “two”.');
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
    const ofCases = await ran(folder, 'schema', '--cases');
    expect(JSON.parse(ofCases.out)).toEqual(
      JSON.parse(readFileSync('libs/programs/cases.schema.json', 'utf8')),
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
    expect(out).toContain('npm run policy -- try FILE CASES [NAME] [--instead]');
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
    [['explain', 'FILE', 'nothing'], 'has no requirement named nothing. The ids stand'],
    [['explain', 'FILE', 'refrences'], 'named refrences. Did you mean references?'],
    [
      ['explain', 'FILE', '--format', 'html'],
      'There is no format html. Write --format text or --format markdown.',
    ],
    [['explain', 'FILE', '--colour'], "Unknown option '--colour'"],
    [['try', 'one'], 'Name a policy file and a file of cases'],
    [['diff', 'one'], 'Name two policy files, the older one first.'],
    [['diff', 'one', 'two', '--log'], "Option '--log <value>' argument missing."],
    [['schema', 'one'], 'The schemas are the same for all files; name none.'],
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
