import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleQuote, policyAsking } from '../policy/example.fixture.js';
import { question } from '../policy/kinds/judged.fixture.js';
import { examIn } from '../policy/flaws/told.fixture.js';
import { loadPolicyFile, shippedPolicyFiles } from '../policy/file/load.js';
import { placedRequirements } from '../policy/places.js';
import { quotesOf } from '../policy/terms.js';
import { edges, type Window } from '../policy/window.js';
import { explainPolicy, explainRequirement } from './explain.js';
import { rendered, wrapped } from './page.js';
import { aspectsOf, namesIn } from './phrase/aspects.js';
import { momentInWords, timeInWords, windowInWords } from './phrase/values.js';

const shapes = globSync('libs/programs/cases/**/????-??-??.yaml');
const policies = [...shippedPolicyFiles(), ...shapes.map((file) => resolve(file))].map(
  (file) => [file.replace(/.*\/programs\//, ''), loadPolicyFile(file)] as const,
);

test('there are policies to explain', () => {
  expect(policies.length).toBeGreaterThan(10);
});

describe.each(policies)('%s', (_file, policy) => {
  const text = rendered(explainPolicy(policy), 'text', 80);
  const words = text.replaceAll(/\n *\|? */g, ' ');

  test('is told with every requirement and every quote', () => {
    const ids = [...placedRequirements(policy)].map(({ requirement }) => requirement.id);
    expect(ids.filter((id) => !words.includes(`(${id})`))).toEqual([]);
    const quotes = quotesOf(policy).map(({ quote }) => quote.quote.replaceAll(/\s+/g, ' '));
    expect(quotes.filter((quote) => !words.includes(quote))).toEqual([]);
  });

  test('reads as sentences, within the width of the terminal', () => {
    expect(text).not.toMatch(/\[[\w' ]+\|[\w' ]+\]|undefined|\[object|NaN|P\d+[YMWD]\b|PT\d/);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).not.toMatch(/ +$/m);
    expect(text).not.toMatch(/\n{3}/);
  });
});

describe('one requirement', () => {
  const policy = policyAsking({
    kind: 'references',
    count: 2,
    knownFor: { moreThan: 'P1Y', before: 'application' },
    from: 'not stated',
    excluded: ['family'],
    distinct: true,
    channels: 'none',
  });

  test('is told with what is said, what there is none of and what is not stated', () => {
    expect(rendered(explainRequirement(policy, 'asked') ?? [], 'text', 80)).toBe(`Asked
=====

an-example@2026-01-01, applying

* Asked (asked)
  Two letters of reference are asked for. Each writer must have known the person
  for more than one year before the application. Letters from family do not
  count. Two letters of the same writer count once.
  The source says there is none of: how letters are sent.
  Not stated: who may write; what a letter must confirm; what a letter must be
  written for; when a letter must have come in.
  | “So it is written.” [E-1, page]
`);
  });

  test('is told with the question by which day a referee must be known', () => {
    const asking = policyAsking(
      {
        kind: 'references',
        count: 2,
        knownFor: { moreThan: 'P1Y', before: { question: 'which-day' } },
        from: 'none',
        excluded: 'none',
        distinct: true,
        channels: 'none',
      },
      { questions: [question('which-day', 'application', 'letter')] },
    );
    const told = rendered(explainRequirement(asking, 'asked') ?? [], 'text', 200);
    expect(told).toContain(
      'Each writer must have known the person for more than one year; by which day is an open question: “Which?”',
    );
  });

  test('is told without the days of its homework where the source does not say on which there is any', () => {
    const told = (sessions: unknown) => {
      const homework = { kind: 'homework', sessions, threshold: 'not stated', weight: 'none' };
      return rendered(explainRequirement(policyAsking(homework), 'asked') ?? [], 'text', 80);
    };
    expect(told(['class-day'])).toContain('There is homework. It is given on each class day.\n');
    expect(told('not stated')).toContain(
      'Not stated: on which days it is given; how much of it must be turned in.',
    );
  });

  test('is told in Markdown, in which no word of a source is taken for markup', () => {
    const starred = policyAsking({
      kind: 'fee',
      for: 'exam',
      amount: 5,
      currency: 'USD',
      note: '*free* [see] <b>',
    });
    expect(rendered(explainRequirement(starred, 'asked') ?? [], 'markdown')).toBe(`# Asked

an-example@2026-01-01, applying

- Asked (asked)

  5 USD is to be paid for the exam.

  Not stated: who pays it; relief from it.

  Note: \\*free\\* \\[see\\] \\<b\\>.

  > “So it is written.” — E-1, page
`);
  });

  test('that the policy does not have is nothing', () => {
    expect(explainRequirement(policy, 'nothing')).toBeUndefined();
  });
});

describe('what the plan of a class must hold', () => {
  test.each<[object, string]>([
    [{ exactly: 4 }, 'There are four class days, if any.'],
    [{ atLeast: 8, atMost: 10 }, 'There are eight to ten class days, if any.'],
    [{ atLeast: 8 }, 'There are at least eight class days, if any.'],
    [{ atMost: 1 }, 'There are at most one class day, if any.'],
    [{ what: 'modules', atLeast: 24 }, 'The class days, if any, have at least 24 modules in all.'],
    [{ what: 'modules', exactly: 24 }, 'The class days, if any, have 24 modules in all.'],
  ])('%j', (bounds, words) => {
    const duty = { check: 'count', of: 'class-day', ...bounds };
    const explained = explainRequirement(policyAsking({ kind: 'schedule', duty }), 'asked') ?? [];
    expect(rendered(explained, 'text', 80)).toContain(`  ${words}\n`);
  });
});

describe('what was done for an earlier term', () => {
  const bands = {
    kind: 'bands',
    step: 'renewed',
    bands: [{ id: 'ever', title: 'Ever', notAfter: 'none', standing: 'active', require: 'none' }],
    beyond: 'none',
  };
  const first = '2026-04-01';
  const fee = { kind: 'fee', for: 'renewal', amount: 50, currency: 'USD' };
  const statement = { kind: 'attestation', statement: 'ethics', text: 'I keep the code.' };
  const interview = { kind: 'interview', mode: 'none', length: 'none' };
  const signed = { kind: 'step', step: 'signed' };
  const window = { from: first, to: '2026-08-29' };
  const each = { each: 5, tally: 'course', unit: 'courses' };

  test.each<[object, string]>([
    [{ ...fee, window }, 'It must be paid from 1 April 2026 to 29 August 2026.'],
    [{ ...statement, window }, 'It must be attested from 1 April 2026 to 29 August 2026.'],
    [{ ...interview, window }, 'It must be held from 1 April 2026 to 29 August 2026.'],
    [{ ...signed, notBefore: first }, 'The first day for it is 1 April 2026.'],
    [{ ...signed, notBefore: 'none' }, 'The source says there is none of: the first day for it.'],
    [{ ...fee, window: 'none' }, 'The source says there is none of: when it must be paid.'],
    [
      { ...fee, perUnit: { ...each, window: { from: first } } },
      'Besides, 5 USD is to be paid for each of the courses of course from 1 April 2026 on.',
    ],
    [
      { ...fee, perUnit: { ...each, window: 'not stated' } },
      'Besides, 5 USD is to be paid for each of the courses of course.',
    ],
    [
      { ...bands, notBefore: first },
      'What is done before 1 April 2026 belongs to an earlier term.',
    ],
    [
      { ...bands, notBefore: 'none' },
      'The source says there is none of: a first day from which on it counts.',
    ],
    [{ ...bands, notBefore: 'not stated' }, 'Not stated: a first day from which on it counts.'],
  ])('%j', (requirement, words) => {
    const explained = explainRequirement(policyAsking(requirement), 'asked') ?? [];
    expect(rendered(explained, 'text', 200)).toContain(words);
  });

  test('is not spoken of where the policy does not', () => {
    for (const requirement of [bands, fee, statement, interview, signed]) {
      const explained = explainRequirement(policyAsking(requirement), 'asked') ?? [];
      expect(rendered(explained, 'text', 200)).not.toMatch(
        /earlier|first day|when it must be (paid|held|attested)/,
      );
    }
  });
});

describe('how attempts at an exam are counted', () => {
  test.each<[unknown, string]>([
    ['ever', 'Attempts are counted for good.'],
    ['training', 'Repeating the training starts the count of attempts anew.'],
    ['calendar-year', 'Attempts are counted in each calendar year.'],
    [{ within: 'P1Y' }, 'Attempts are counted in any period of one year.'],
    [{ within: 'P6M' }, 'Attempts are counted in any period of six months.'],
  ])('%j', (per, words) => {
    const { attempts, ...rest } = examIn('none');
    const policy = policyAsking({ ...rest, attempts: { ...attempts, per } });
    const told = rendered(explainRequirement(policy, 'asked') ?? [], 'text', 80);
    expect(told.replaceAll(/\n */g, ' ')).toContain(words);
  });
});

describe('what it takes to pass parts one by one', () => {
  test.each<[unknown, string, string]>([
    [{ points: 70 }, 'part', 'with 70 points or more, the best of each part added up.'],
    [{ points: 70 }, 'exam', 'with 70 points or more.'],
    ['completed', 'part', 'by completing each part, whatever the score.'],
    ['completed', 'exam', 'by completing it, whatever the score.'],
  ])('%j, %s', (passMark, scope, words) => {
    const { attempts, ...rest } = examIn('none');
    const policy = policyAsking({ ...rest, passMark, attempts: { ...attempts, scope } });
    const told = rendered(explainRequirement(policy, 'asked') ?? [], 'text', 80);
    expect(told.replaceAll(/\n */g, ' ')).toContain(`The exam is passed ${words}`);
  });
});

describe('in words', () => {
  const names = namesIn(
    policyAsking(
      { kind: 'step', step: 'signed' },
      {
        anchors: { 'job-start': 'the first day of the job', expiry: 'Last day of the badge.' },
        dates: [
          {
            id: 'due',
            title: 'Last day to respond.',
            is: { from: 'expiry', plus: 'P1W' },
            rules: [exampleQuote],
          },
        ],
      },
    ),
  );

  test.each([
    ['PT3H', 'three hours'],
    ['PT1H30M', 'one hour and 30 minutes'],
    ['PT0H', 'no minutes'],
  ])('%s is %s', (time, words) => {
    expect(timeInWords(time)).toBe(words);
  });

  test.each([
    ['2026-03-02', '2 March 2026'],
    ['application', 'the day of the application'],
    ['job-start', '“the first day of the job”'],
    ['expiry', '“Last day of the badge”'],
    ['due', 'the day “Last day to respond”'],
    ['signed-off', 'the day of “signed off”'],
    ['constructor', 'the day of “constructor”'],
    [{ posted: 'interview' }, 'the posted deadline for interview'],
    [{ from: 'application', minus: 'P1Y' }, 'one year before the day of the application'],
    [{ from: 'interview', workingDays: -2 }, 'two working days before the day of the interview'],
    [
      {
        from: 'application',
        next: { date: '09-30', years: { every: 4, counting: 2014 } },
        roll: 'back' as const,
      },
      'the next 30 September of every four years counted from 2014 after the day of the application (if that is no working day, the closest one before)',
    ],
    [
      { from: 'application', endOf: 'month' as const },
      'the last day of the month of the day of the application',
    ],
    [
      { from: { attempt: 'first' as const, at: 'asked' }, plus: 'P1Y' },
      'one year after the day of the first attempt at “Asked”',
    ],
    [{ attempt: 'last' as const, at: 'asked' }, 'the day of the last attempt at “Asked”'],
    [
      { latest: ['application', '2026-03-02'] },
      'the latest of the day of the application and 2 March 2026',
    ],
  ])('%j is %s', (moment, words) => {
    expect(momentInWords(moment, names)).toBe(words);
  });

  const [both, start, end, neither] = edges;
  const back = { length: 'P3Y', to: 'interview' };
  const on = { length: 'P6M', from: '2026-01-01' };
  const between = { from: '2026-01-01', to: 'interview' };
  test.each<[Window, string]>([
    [{ ...back, length: 'P1Y', inclusive: both }, 'in the year up to the day of the interview'],
    [{ ...back, inclusive: both }, 'in the three years up to the day of the interview'],
    [{ ...back, inclusive: start }, 'in the three years before the day of the interview'],
    [
      { ...back, inclusive: end },
      'in the three years up to the day of the interview, the first day left out',
    ],
    [
      { ...back, inclusive: neither },
      'in the three years before the day of the interview, the first day left out',
    ],
    [{ ...on, inclusive: both }, 'within six months from 1 January 2026'],
    [{ ...on, inclusive: start }, 'within six months from 1 January 2026, the last day left out'],
    [{ ...on, inclusive: end }, 'within six months after 1 January 2026'],
    [
      { ...on, inclusive: neither },
      'within six months after 1 January 2026, the last day left out',
    ],
    [{ ...between, inclusive: both }, 'from 1 January 2026 to the day of the interview'],
    [
      { ...between, inclusive: start },
      'from 1 January 2026 on and before the day of the interview',
    ],
    [{ ...between, inclusive: end }, 'after 1 January 2026 and up to the day of the interview'],
    [
      { ...between, inclusive: neither },
      'after 1 January 2026 and before the day of the interview',
    ],
    [{ from: '2026-01-01', inclusive: both }, 'from 1 January 2026 on'],
    [{ from: '2026-01-01', inclusive: end }, 'after 1 January 2026'],
    [{ to: 'interview', inclusive: both }, 'up to the day of the interview'],
    [{ to: 'interview', inclusive: start }, 'before the day of the interview'],
  ])('the window %j is %s', (window, words) => {
    expect(windowInWords(window, names)).toBe(words);
  });
});

test('every kind that ships says something of itself', () => {
  for (const [, policy] of policies) {
    const names = namesIn(policy);
    for (const { requirement } of placedRequirements(policy)) {
      const said = aspectsOf(requirement, names).filter(({ says }) => typeof says === 'string');
      expect([
        requirement.id,
        said.length > 0 || requirement.kind === 'fee' || requirement.kind === 'tally',
      ]).toEqual([requirement.id, true]);
    }
  }
});

describe('lines', () => {
  test('break at spaces, and leave a word that is too long whole', () => {
    expect(wrapped('one two three-and-four five', 9, '* ', '  ')).toEqual([
      '* one two',
      '  three-and-four',
      '  five',
    ]);
  });
  test('may be exactly as long as the terminal is wide', () => {
    expect(wrapped('one two', 7)).toEqual(['one two']);
    expect(wrapped('one two', 6)).toEqual(['one', 'two']);
  });
});
