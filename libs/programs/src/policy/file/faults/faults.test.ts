import { describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { PolicyFileError } from '../problems.js';
import { readYaml } from '../yaml.js';

const sound = `name: An example
effective: { from: '2026-01-01', basis: Made up. }
apply:
  require:
    id: adult
    kind: attestation
    title: Of age
    rules:
      - { id: E-2, source: page, quote: Be of age. }
      - id: E-3
        source: page
        quote: 'So it is.'
train: not stated
exam: 'x'
`;

/** What is told of a text: where, of which field, what. */
function told(text: string): readonly string[] {
  try {
    readYaml(text, 'a.yaml');
  } catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    return error.problems.map(
      ({ line, column, field, problem }) => `${line}:${column} ${field}: ${problem}`,
    );
  }
  return [];
}

function changed(from: string, to: string): string {
  if (!sound.includes(from)) throw new Error(`${from} does not stand in the example`);
  return sound.replace(from, () => to);
}

test('what is sound is read', () => {
  expect(told(sound)).toEqual([]);
  expect(told(sound.replaceAll('\n', '\r\n'))).toEqual([]);
});

describe('a mistake is told where it is, with the field and in plain words', () => {
  const farther = 'the line is further in than the one above, which has its value already';
  const nearer = 'the line is not as far in as those that it belongs to';
  const neverClosed = (mark: string) =>
    `the quotation mark ${mark} that opens here is never closed`;
  const follow = "words follow behind the closing quotation mark '";
  const bracket = (open: string) =>
    `the bracket ${open} that opens here is not closed before the next line begins that is not inside it`;
  const complete = 'more follows here, behind what is complete already';
  const comma = 'inside the brackets a comma is missing';

  test.each([
    // How far in a line is.
    ['    title: Of age', '      title: Of age', `7:7 apply.require.kind: ${farther}`],
    ['    title: Of age', '     title: Of age', `7:6 apply.require.kind: ${farther}`],
    ['        source: page', '         source: page', `11:10 apply.require.rules.1.id: ${farther}`],
    ['    title: Of age', '   title: Of age', `7:4 apply.title: ${nearer}`],
    ['    title: Of age', '  title: Of age', `7:3 apply.title: ${nearer}`],
    ['    title: Of age', 'title: Of age', `7:1 title: ${nearer}`],
    ['        source: page', '       source: page', `11:8 apply.require.rules.2.source: ${nearer}`],
    ['        source: page', '      source: page', `11:7 apply.require.source: ${nearer}`],
    ['      - id: E-3', '     - id: E-3', `10:6 apply.require: ${nearer}`],
    ['      - id: E-3', '        - id: E-3', `10:9 apply.require.rules.1: ${nearer}`],
    ['    title', '\ttitle', '7:1 apply.require.kind: the line begins with a tab'],
    // Dashes and colons.
    ['- id: E-3', '-id: E-3', '10:7 apply.require: the dash of a list has no space behind it'],
    [
      '      - id: E-3',
      '        id: E-3',
      '10:9 apply.require.rules.1.id: the line has no dash, and those around it are items of a list',
    ],
    [
      'train: not stated',
      '- train',
      '13:1 : a dash begins an item of a list, and the lines around it are fields',
    ],
    [
      'title: Of age',
      'title: - Of age',
      '7:12 apply.require.title: a dash begins an item of a list, on a line of its own',
    ],
    ['title: Of age', 'title Of age', '7:5 apply.require: the line has no name with a colon'],
    ["exam: 'x'", 'exam', '14:1 exam: the line has no name with a colon'],
    ['title: Of age', 'title:Of age', '7:5 apply.require: the colon has no space behind it'],
    [
      'title: Of age',
      'title: Of age: really',
      '7:5 apply.require.title: the value of this field has a colon in it',
    ],
    [
      'title: Of age',
      'title: http://a: b',
      '7:5 apply.require.title: the value of this field has a colon in it',
    ],
    // Quotation marks.
    ["'2026-01-01'", "'2026-01-01", `2:20 effective.from: ${neverClosed("'")}`],
    ["'So it is.'", "'So it is.", `12:16 apply.require.rules.1.quote: ${neverClosed("'")}`],
    ["'So it is.'", '"So it is.', `12:16 apply.require.rules.1.quote: ${neverClosed('"')}`],
    ["'x'", "'x", `14:7 exam: ${neverClosed("'")}`],
    [
      'name: An example',
      "name: 'An example\n  of more lines\n  and: 'one'",
      `1:7 name: the quotation mark ' that opens here closes only on line 3`,
    ],
    ["'So it is.'", "'Family's own.'", `12:24 apply.require.rules.1.quote: ${follow}`],
    ["'So it is.'", "'So it is.' really", `12:28 apply.require.rules.1.quote: ${follow}`],
    [
      "'So it is.'",
      '"So \\d it"',
      '12:20 apply.require.rules.1.quote: inside "…" a backslash has a meaning of its own, and this one has none',
    ],
    [
      "'So it is.'",
      "'So it is.'#not",
      '12:27 apply.require.rules.1.quote: before # there is no space',
    ],
    // Brackets.
    ['Be of age. }', 'Be of age.', `9:9 apply.require.rules.0: ${bracket('{')}`],
    ['Made up. }', 'Made up.', `2:12 effective: ${bracket('{')}`],
    ['title: Of age', 'title: [Of age', `7:12 apply.require.title: ${bracket('[')}`],
    ['Be of age. }', 'Be of age. }}', '9:53 : the bracket } is one too many'],
    ['title: Of age', 'title: [Of] age', `7:17 apply.require.title.0: ${complete}`],
    ['E-2, source', 'E-2 source', `9:15 apply.require.rules.0.id: ${comma}`],
    ["01', basis", "01' basis", `2:33 effective.from: ${comma} before this`],
    [
      '{ id: E-2',
      '{ , id: E-2',
      '9:11 apply.require.rules.0: here is a comma, and nothing that it could part',
    ],
    // Words that begin with what means something to YAML.
    ['Of age', '**Of** age', `7:19 apply.require.title: ${complete}`],
    ['Of age', '*Of', '7:12 apply.require.title: nothing above is marked with &Of'],
    [
      'Of age',
      '@Of',
      '7:12 apply.require.title: no value begins with @ unless it stands in quotation marks',
    ],
    [
      'Of age',
      '%Of',
      '7:12 apply.require.title: no value begins with % unless it stands in quotation marks',
    ],
    [
      'Of age',
      '> 5 years',
      '7:14 apply.require.title: behind | or > the line ends; the words begin on the next one',
    ],
    [
      'Of age',
      '!important it is',
      '7:12 apply.require.title: !important means something to YAML that no file of ours needs',
    ],
    [
      'Of age',
      '!!js/function "f"',
      '7:12 apply.require.title: !!js/function means something to YAML that no file of ours needs',
    ],
    // What a file of ours cannot hold.
    [
      'title: Of age',
      '[a, b]: Of age',
      '7:5 apply.require: a field has no name, or one that is no word',
    ],
    [
      'title: Of age',
      '? [a, b]\n    : Of age',
      '7:7 apply.require: a field has no name, or one that is no word',
    ],
    ['title: Of age', ': Of age', '7:1 apply.require: a field has no name, or one that is no word'],
    [
      'title: Of age',
      `${'long-'.repeat(300)}: Of age`,
      '7:5 apply.require: the name before the colon has more than 1000 letters',
    ],
    [
      'train: ',
      '---\ntrain: ',
      '13:1 : a second document begins here, after a line of `---` or `...`',
    ],
    [
      'train: ',
      '...\ntrain: ',
      '14:1 : a second document begins here, after a line of `---` or `...`',
    ],
    [
      'name: ',
      '%YAML 3\n---\nname: ',
      '1:7 : a line that begins with % belongs into no file of ours',
    ],
    [
      'title: Of age',
      'title: ? x',
      '7:5 apply.require.title: the line cannot be read as `name: value`',
    ],
  ])('%s become %s', (from, to, problem) => {
    expect(told(changed(from, to))).toEqual([problem]);
  });

  test('with the number of spaces that the others have', () => {
    const mends = (text: string) => {
      try {
        return readYaml(text, 'a.yaml');
      } catch (error) {
        return (error as PolicyFileError).problems.map(({ mend }) => mend);
      }
    };
    expect(mends(changed('    title: Of age', '      title: Of age'))).toEqual([
      'Put as many spaces before it as that one has: 4.',
    ]);
    expect(mends(changed('        source: page', '          source: page'))).toEqual([
      'Put as many spaces before it as that one has: 8.',
    ]);
    expect(mends(changed('        source: page', '      source: page'))).toEqual([
      'Put as many spaces before it as before the others of its group; line 10 has 8.',
    ]);
    expect(mends(changed('      - id: E-3', '     - id: E-3'))).toEqual([
      'Put as many spaces before it as before the others of its group; line 9 has 6.',
    ]);
  });
});

describe('a field given twice', () => {
  test('is told with both lines, at the second, and so is each other one', () => {
    const text = changed('title: Of age', 'title: Of age\n    title: Grown').replace(
      'id: E-2,',
      'id: E-2, id: E-4,',
    );
    expect(told(`${text}name: Again\nname: And again\n`)).toEqual([
      '8:5 apply.require.title: the field title stands on line 7 and on line 8',
      '10:20 apply.require.rules.0.id: the field id stands twice on line 10',
      '16:1 name: the field name stands on line 1 and on line 16',
      '17:1 name: the field name stands on line 1 and on line 17',
    ]);
  });
});

test('whatever one sign too many or too few does, no word of the parser shows', () => {
  const signs = ['', ' ', '\t', ':', '- ', "'", '"', '{', ']', ',', '*', '\n'];
  const missed: string[] = [];
  let mistakes = 0;
  for (let place = 0; place < sound.length; place += 2) {
    for (const sign of signs) {
      const text = sound.slice(0, place) + sign + sound.slice(sign === '' ? place + 1 : place);
      const { errors } = parseDocument(text, { prettyErrors: false });
      if (errors.length === 0) continue;
      mistakes += 1;
      const problems = told(text).join();
      if (problems === '' || errors.some(({ message }) => problems.includes(message))) {
        missed.push(text);
      }
    }
  }
  expect(missed).toEqual([]);
  expect(mistakes).toBeGreaterThan(500);
});
