import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../evaluate.js';
import { policySchema, type Policy } from '../schema.js';
import { quotesOf } from '../terms.js';
import { loadPolicyFile, shippedPolicyFiles } from './load.js';
import { parsePolicy } from './parse.js';
import { PolicyFileError, type PolicyProblem } from './problems.js';
import { misquotes } from './quotes.js';

const small = `program: an-example
name: An example
credential: Example
operator: Nobody
timeZone: Etc/UTC
effective: { from: '2026-01-01', basis: Made up. }
sources:
  - { id: page, title: A page, publisher: Nobody, text: page.txt, checked: '2026-01-01', published: none }
questions:
  - id: which
    ask: Which?
    rules: [{ id: E-1, source: page, quote: Either way. }]
    readings: [{ id: one, says: One. }, { id: two, says: Two. }]
    settled: not stated
apply:
  require:
    id: adult
    kind: attestation
    title: Of age
    statement: adult
    text: I am of age.
    rules:
      - { id: E-2, source: page, quote: Be of age. }
  terms:
    - { id: fee, title: Fee, value: not stated }
select: not stated
train: not stated
exam: not stated
certify: not stated
renew: none
appeal: not stated
`;

function problemsOf(yaml: string): readonly PolicyProblem[] {
  try {
    parsePolicy(yaml, 'example.yaml');
  } catch (error) {
    if (error instanceof PolicyFileError) return error.problems;
    throw error;
  }
  return [];
}

/** The small policy with one piece of text put in the place of another. */
function withText(from: string, to: string): string {
  expect(small).toContain(from);
  return small.replace(from, to);
}

test('a sound file has no problems', () => {
  expect(problemsOf(small)).toEqual([]);
  const settled = "settled: { reading: two, by: us, on: '2026-01-01' }";
  expect(problemsOf(withText('settled: not stated', settled))).toEqual([]);
});

describe('a problem names the file, the line, the field and the mend', () => {
  test.each([
    ['a misspelt field', '  terms:', '  termz:', 24, 'apply.termz'],
    ['a missing field', 'operator: Nobody\n', '', 1, 'operator'],
    ['a wrong date', "'2026-01-01', basis", "'2026-02-30', basis", 6, 'effective.from'],
    ['a kind that does not exist', 'kind: attestation', 'kind: oath', 18, 'apply.require.kind'],
    [
      'a field of the wrong type',
      'statement: adult',
      'statement: 18',
      20,
      'apply.require.statement',
    ],
    [
      'a quote without a source',
      'source: page, quote: Be',
      'quote: Be',
      23,
      'apply.require.rules.0.source',
    ],
    ['a rule without words', ', quote: Be of age.', '', 23, 'apply.require.rules.0.quote'],
    [
      'a source that is not named',
      'source: page, quote: Be',
      'source: book, quote: Be',
      23,
      'apply.require.rules.0.source',
    ],
    [
      'a requirement without a quote',
      '      - { id: E-2, source: page, quote: Be of age. }',
      '      []',
      16,
      'apply.require',
    ],
    [
      'words for a field that is not there',
      'Be of age. }',
      'Be of age., states: [height] }',
      23,
      'apply.require.rules.0.states',
    ],
    [
      'a term that is not stated and yet quotes',
      'value: not stated }',
      'value: not stated, rules: [{ id: E-4, source: page, quote: Free. }] }',
      25,
      'apply.terms.0.value',
    ],
    [
      'a term that is stated without a quote',
      'value: not stated',
      'value: none',
      25,
      'apply.terms.0',
    ],
    [
      'readings that a question does not have',
      'settled: not stated',
      "settled: { reading: three, by: us, on: '2026-01-01' }",
      14,
      'questions.0.settled.reading',
    ],
    [
      'a second reading of the same name',
      '{ id: two, says',
      '{ id: one, says',
      13,
      'questions.0.readings.1.id',
    ],
    ['a section in words', 'train: not stated', 'train: tomorrow', 27, 'train'],
  ])('%s', (_, from, to, line, field) => {
    expect(problemsOf(withText(from, to))).toEqual([
      {
        file: 'example.yaml',
        line,
        column: expect.any(Number),
        field,
        problem: expect.stringMatching(/\w/),
        mend: expect.stringMatching(/\.$/),
      },
    ]);
  });

  test('all of them at once, in words that can be read in a terminal', () => {
    const bad = withText('credential: Example', 'credentail: Example').replace(
      'statement: adult',
      'statement: 18',
    );
    expect(() => parsePolicy(bad, 'example.yaml')).toThrow(
      /^example\.yaml:3:1 credentail: there is no field `credentail` here\. Did you mean `credential`\?[^]*\nexample\.yaml:20:5 apply\.require\.statement: must be words, not 18\. [^\n]*$/,
    );
  });

  test('a field that may be left to silence still has to say so', () => {
    expect(problemsOf(withText('appeal: not stated\n', ''))).toMatchObject([
      {
        field: 'appeal',
        problem: 'the field `appeal` is missing',
        mend: expect.stringContaining('`not stated`'),
      },
    ]);
    expect(problemsOf(withText('train: not stated', 'train: tomorrow'))).toMatchObject([
      { problem: 'must be a group of fields, `not stated` or `none`, not “tomorrow”' },
    ]);
  });

  test.each([
    ['America/Nowhere', 'Write the region and the city, such as America/Chicago.'],
    ['EST', 'Write the region and the city, such as America/Chicago.'],
    ['+05:00', 'Write the region and the city, such as America/Chicago.'],
    ['America/New York', 'Did you mean `America/New_York`?'],
    ['America/Chikago', 'Did you mean `America/Chicago`?'],
  ])('the time zone %s, which there is not', (zone, mend) => {
    const problems = problemsOf(withText('Etc/UTC', `'${zone}'`));
    expect(problems).toMatchObject([
      { line: 5, field: 'timeZone', problem: `there is no time zone ${zone}` },
    ]);
    expect(problems[0]?.mend).toContain(mend);
  });

  test('no time zone of a place', () => {
    for (const zone of ['America/Chicago', 'UTC', 'US/Eastern', 'America/Indiana/Knox'])
      expect(problemsOf(withText('Etc/UTC', zone))).toEqual([]);
  });

  test('what stands for nothing', () => {
    expect(problemsOf(withText('title: Fee', 'title: *fee'))).toEqual([
      {
        file: 'example.yaml',
        line: 25,
        column: 25,
        field: 'apply.terms.0.title',
        problem: 'nothing above is marked with &fee',
        mend: 'Mark it there. If * belongs to the words, put all of them in quotation marks.',
      },
    ]);
  });

  test('what cannot be taken apart into fields, and nothing that follows from it', () => {
    const problems = problemsOf(withText("{ from: '2026-01-01'", "{ from: '2026-01-01"));
    expect(problems.map(({ field, problem }) => `${field}: ${problem}`)).toEqual([
      "effective.from: the quotation mark ' that opens here is never closed",
    ]);
  });

  test('a merge key, which policies do not have', () => {
    expect(problemsOf(withText('title: Fee', 'title: Fee, <<: {}'))).toMatchObject([
      { problem: 'there is no field `<<` here' },
    ]);
  });

  test.each([
    ['', 'the file is empty'],
    [' \n\n', 'the file is empty'],
    ['# To be written.\n', 'the file says nothing but comments'],
    ['- a\n- b\n', 'the file is a list, and a policy is a group of fields'],
    ['To be written.\n', 'the file is words without a field, and a policy is a group of fields'],
    ['12\n', 'the file is words without a field, and a policy is a group of fields'],
  ])('what is no group of fields: %j', (text, problem) => {
    const mend = 'Begin with `program:`. Step 2 of docs/writing-a-policy.md shows how.';
    const [first, ...more] = problemsOf(text);
    expect([first?.problem, first?.mend, more]).toEqual([problem, mend, []]);
  });
});

describe('what does not hang together', () => {
  const requiring = (require: string) =>
    small.replace(/ {2}require:\n[^]*? {2}terms:/, `  require:\n${require}\n  terms:`);
  const leaf = (id: string) =>
    `{ id: ${id}, kind: attestation, title: A, statement: a, text: A., rules: [{ id: E-2, source: page, quote: A. }] }`;
  const inOne = (more: string) =>
    requiring(
      `    { id: asked, title: A, rules: [{ id: E-2, source: page, quote: A. }], ${more} }`,
    );

  test.each([
    [
      'a second requirement of the same id',
      inOne(`kind: all, of: [${leaf('a')}, ${leaf('a')}]`),
      'apply.require.of.1.id',
    ],
    [
      'more asked than there is',
      inOne(`kind: k-of-n, atLeast: 2, of: [${leaf('a')}]`),
      'apply.require.atLeast',
    ],
    [
      'a question that is not there',
      inOne(`kind: readings, question: why, readings: { one: ${leaf('a')} }`),
      'apply.require.question',
    ],
    [
      'a reading that the question does not have',
      inOne(
        `kind: readings, question: which, readings: { one: ${leaf('a')}, three: ${leaf('b')} }`,
      ),
      'apply.require.readings',
    ],
    [
      'a reading left out',
      inOne(`kind: readings, question: which, readings: { one: ${leaf('a')} }`),
      'apply.require.readings',
    ],
    [
      'a requirement that is not there',
      inOne('kind: same-as, requirement: nothing'),
      'apply.require.requirement',
    ],
    [
      'a requirement judged as itself',
      inOne('kind: same-as, requirement: asked'),
      'apply.require.requirement',
    ],
    [
      'counting that hangs on a question of other readings',
      inOne(
        'kind: attendance, limits: [{ count: [late], fewerThan: 1 }], excused: { question: which }, sessions: { class: counts }, lateFrom: none',
      ),
      'apply.require.excused',
    ],
    [
      'extra time at an exam that is not there',
      inOne(
        'kind: accommodation, open: true, inAdvance: some, letter: none, offers: [{ id: a, title: A, entitled: false, time: { exam: e, part: p, factor: 2 } }]',
      ),
      'apply.require.offers.0.time',
    ],
  ])('%s', (_, yaml, field) => {
    expect(problemsOf(yaml).map((problem) => problem.field)).toEqual([field]);
  });

  test('a circle through several requirements is found, and nothing else is called one', () => {
    const round = `kind: all, of: [{ id: a, kind: same-as, title: A, requirement: b }, { id: b, kind: same-as, title: B, requirement: a }]`;
    expect(problemsOf(inOne(round)).map(({ field }) => field)).toEqual([
      'apply.require.of.0.requirement',
      'apply.require.of.1.requirement',
    ]);
    const straight = `kind: all, of: [{ id: a, kind: same-as, title: A, requirement: b }, ${leaf('b')}]`;
    expect(problemsOf(inOne(straight))).toEqual([]);
  });
});

describe('a value, none and not stated are three things', () => {
  const withMark = (mark: string) =>
    parsePolicy(
      small.replace(
        'exam: not stated',
        `exam:
  require:
    id: test
    kind: exam
    title: A test
    rules: [{ id: E-3, source: page, quote: A test. }]
    parts: [{ id: all, title: All, items: none, timeLimit: not stated }]
    passMark: ${mark}
    attempts: { atMost: none, form: not stated, waiting: none, window: not stated, afterLast: not stated }`,
      ),
      'example.yaml',
    );
  const markOf = (mark: string) => {
    const { exam } = withMark(mark);
    if (typeof exam === 'string' || typeof exam.require === 'string') throw new Error('no exam');
    return exam.require.kind === 'exam' ? exam.require.passMark : undefined;
  };

  test('they stay apart in a file', () => {
    expect(markOf('none')).toBe('none');
    expect(markOf('not stated')).toBe('not stated');
    expect(markOf('{ percent: 75 }')).toEqual({ percent: 75 });
  });

  test('nothing else is one of them', () => {
    for (const other of ['unknown', 'null', '""', '75'])
      expect(() => markOf(other)).toThrow(PolicyFileError);
  });
});

describe.each(shippedPolicyFiles())('%s', (file) => {
  const policy = loadPolicyFile(file);

  test('survives being stored as JSON in a fact', () => {
    expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
  });

  test('an altered quote is found out', () => {
    const [quoted] = quotesOf(policy);
    if (quoted === undefined) throw new Error('quotes nothing');
    const { quote, source } = quoted.quote;
    const text = readFileSync(
      file.replace(/[^/]+$/, policy.sources.find(({ id }) => id === source)?.text ?? ''),
      'utf8',
    );
    const texts = new Map([[source, text]]);
    expect([...misquotes(policy, texts)]).toEqual([]);
    const altered = JSON.parse(
      JSON.stringify(policy).replaceAll(JSON.stringify(quote), JSON.stringify(`${quote} Altered.`)),
    ) as Policy;
    expect([...misquotes(altered, texts)].map(({ path }) => path)).toContainEqual([
      ...quoted.path,
      'quote',
    ]);
  });

  test('judges somebody of whom nothing is known', () => {
    expect(['unmet', 'not-stated']).toContain(
      evaluate(policy, 'certify', [], '2026-01-01').outcome.status,
    );
  });
});
