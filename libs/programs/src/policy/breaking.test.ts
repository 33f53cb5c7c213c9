import { describe, expect, test } from '@jest/globals';
import { brokenBy } from './breaking.js';
import { everyResult } from './assess.js';
import { evaluate } from './evaluate.js';
import type { EvidenceItem } from './evidence.js';
import { policyAsking } from './example.fixture.js';
import type { Result } from './outcome.js';
import { ShippedPolicies } from '../shipped-policies.js';

const asOf = '2026-12-31';
const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: `Attest ${id}`,
  statement: id,
  text: `I do ${id}.`,
});
const attested = (statement: string): EvidenceItem => ({
  kind: 'attestation',
  ref: `attested-${statement}`,
  on: '2026-03-01',
  statement,
});
const never = (id: string, count: string, more: object = {}) => ({
  id,
  kind: 'attendance',
  title: `Never ${count}`,
  limits: [{ count: [count], fewerThan: 1 }],
  excused: 'counts',
  sessions: { 'class-day': 'counts' },
  lateFrom: 'not stated',
  ...more,
});
const mark = (ref: string, outcome: 'missed' | 'late' | 'excused' | 'attended') =>
  ({
    kind: 'attendance',
    ref,
    on: '2026-03-01',
    session: 'class-1',
    sessionKind: 'class-day',
    module: ref,
    outcome,
  }) as const;
const answer = (reading: string, question = 'how', ref = `read-${reading}`): EvidenceItem => ({
  kind: 'answer',
  ref,
  on: '2026-03-02',
  question,
  reading,
});
const question = (id: string, ...readings: readonly string[]) => ({
  id,
  ask: 'How is it read?',
  rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
  readings: readings.map((reading) => ({ id: reading, says: `As ${reading}.` })),
  settled: 'not stated',
});

/** What breaks what is asked. */
function breaking(
  require: object,
  evidence: readonly EvidenceItem[],
  more: object = {},
  named = 'asked',
): readonly string[] {
  const policy = policyAsking(require, more);
  const section = evaluate(policy, 'apply', evidence, asOf);
  const result = [...everyResult(section)].find(({ requirement }) => requirement === named);
  return brokenBy(result as Result, evidence);
}

const [missed, late] = [mark('m1', 'missed'), mark('l1', 'late')];

describe('of a whole, what breaks it is what breaks its parts', () => {
  test('of a remedy: what lost the first, and what it asks for instead', () => {
    const remedy = { kind: 'remedy', of: never('a', 'missed'), else: never('b', 'late') };
    expect(breaking(remedy, [missed, late, mark('m2', 'attended')])).toEqual(['m1', 'l1']);
  });

  test('of a choice: what breaks the option that was chosen, and that it was', () => {
    const choice = {
      kind: 'choice',
      ask: 'Which?',
      options: [
        { id: 'a', says: 'A', require: never('a', 'missed') },
        { id: 'b', says: 'B', require: never('b', 'late') },
      ],
    };
    const chose: EvidenceItem = {
      kind: 'option',
      ref: 'chose-a',
      on: asOf,
      requirement: 'asked',
      option: 'a',
    };
    expect(breaking(choice, [missed, late, chose])).toEqual(['m1', 'chose-a']);
    expect(breaking(choice, [chose, { ...chose, ref: 'other', requirement: 'b' }, missed])).toEqual(
      ['m1', 'chose-a'],
    );
  });

  test('of all: those that are unmet', () => {
    const of = [never('a', 'missed'), never('b', 'late')];
    expect(breaking({ kind: 'all', of }, [missed, mark('m2', 'missed')])).toEqual(['m1', 'm2']);
    expect(breaking({ kind: 'all', of }, [missed, late])).toEqual(['m1', 'l1']);
  });

  test('of all: those for good, where the whole is unmet for good', () => {
    const hours = {
      id: 'b',
      kind: 'tally',
      title: 'Five hours',
      tally: 'work',
      unit: 'hours',
      window: 'none',
      atLeast: 5,
    };
    const four = {
      kind: 'activity',
      ref: 'h4',
      on: '2026-03-01',
      tally: 'work',
      amount: 4,
      unit: 'hours',
    } as const;
    const all = { kind: 'all', of: [never('a', 'missed'), hours] };
    expect(breaking(all, [four])).toEqual(['h4']);
    expect(breaking(all, [four, missed])).toEqual(['m1']);
  });

  test('of any and of k of n: all that are unmet', () => {
    const several = [attest('c'), never('a', 'missed'), never('b', 'missed')];
    const evidence = [attested('c'), missed, late];
    expect(breaking({ kind: 'k-of-n', atLeast: 2, of: several }, evidence)).toEqual(['m1']);
    const of = [never('a', 'missed'), never('b', 'late')];
    expect(breaking({ kind: 'any', of }, [missed, late])).toEqual(['m1', 'l1']);
    expect(breaking({ kind: 'any', of: several.slice(1) }, evidence)).toEqual(['m1']);
  });

  test('of what is met, or is unmet by no part, all that it rests on', () => {
    expect(breaking(never('asked', 'missed'), [late])).toEqual(['l1']);
    const any = { kind: 'any', of: [never('a', 'missed'), attest('c')] };
    expect(breaking(any, [missed, attested('c')])).toEqual(['m1', 'attested-c']);
    expect(breaking({ kind: 'not', of: never('a', 'missed') }, [late])).toEqual(['l1']);
  });

  test('what a person judged unmet is broken by all that they knew of, and by their judgement', () => {
    const judged = {
      kind: 'judgement',
      ref: 'judged',
      on: '2026-03-03',
      requirement: 'asked',
      outcome: 'unmet',
    } as const;
    const require = {
      kind: 'readings',
      question: 'how',
      readings: { all: never('a', 'missed'), few: never('b', 'late') },
    };
    const more = { questions: [question('how', 'all', 'few')] };
    expect(breaking(require, [missed, judged], more)).toEqual(['m1', 'judged']);
  });

  test('of which a person judged one part unmet, what breaks that part', () => {
    const of = [
      never('a', 'missed'),
      {
        id: 'b',
        kind: 'discretion',
        title: 'Fit',
        ask: 'Is this person fit?',
        options: ['yes', 'no'],
      },
    ];
    const judged = {
      kind: 'judgement',
      ref: 'judged',
      on: '2026-03-03',
      requirement: 'b',
      outcome: 'unmet',
    } as const;
    expect(breaking({ kind: 'all', of }, [late, judged])).toEqual(['judged']);
  });

  test('of all that may hold for somebody of whom it is not recorded, what breaks each', () => {
    const to = never('instead', 'missed', { title: 'Never, on a Sunday' });
    const variation = {
      id: 'on-sundays',
      as: 'legacy',
      title: 'On Sundays',
      for: { day: ['sunday'] },
      changes: [{ requirement: 'asked', to: { ...to, id: 'asked' } }],
      rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
    };
    const require = never('asked', 'missed');
    expect(breaking(require, [missed, late], { variations: [variation] })).toEqual(['m1']);
  });
});

describe('of a rule that can be read in several ways', () => {
  const require = {
    kind: 'readings',
    question: 'how',
    readings: {
      missing: never('a', 'missed'),
      lateness: never('b', 'late'),
    },
  };
  const more = { questions: [question('how', 'missing', 'lateness')] };

  test('what breaks the reading taken, and the fact that answered', () => {
    const evidence = [missed, late, answer('missing')];
    expect(breaking(require, evidence, more)).toEqual(['m1', 'read-missing']);
    expect(breaking(require, [missed, late, answer('lateness')], more)).toEqual([
      'l1',
      'read-lateness',
    ]);
  });

  test('of two answers the one that holds', () => {
    const evidence = [missed, late, answer('missing', 'how', 'first'), answer('missing')];
    expect(breaking(require, evidence, more)).toEqual(['m1', 'read-missing']);
  });

  test('an answer that the rules do not know is none', () => {
    const evidence = [missed, late, answer('missing'), answer('unheard-of')];
    expect(breaking(require, evidence, more)).toEqual(['m1', 'read-missing']);
  });

  test('a later answer to another question is none', () => {
    const questions = [...more.questions, question('other', 'missing', 'lateness')];
    const evidence = [missed, late, answer('missing'), answer('missing', 'other', 'later')];
    expect(breaking(require, evidence, { questions })).toEqual(['m1', 'read-missing']);
  });

  test('an answer that only a reading not taken asks for is none', () => {
    const readings = {
      missing: never('a', 'missed', { excused: 'does-not-count' }),
      lateness: never('b', 'late', { excused: { question: 'excuses' } }),
    };
    const questions = [...more.questions, question('excuses', 'counts', 'does-not-count')];
    const read = answer('counts', 'excuses', 'read');
    const evidence = [missed, mark('e1', 'excused'), answer('missing'), read];
    expect(breaking({ ...require, readings }, evidence, { questions })).toEqual([
      'm1',
      'read-missing',
    ]);
  });

  test('while nobody has answered, what breaks any of them', () => {
    expect(breaking(require, [missed, late], more)).toEqual(['m1', 'l1']);
    const readings = {
      missing: never('a', 'missed'),
      lateness: { id: 'b', kind: 'all', title: 'Both', of: [never('c', 'missed'), attest('d')] },
    };
    expect(breaking({ ...require, readings }, [missed, attested('d')], more)).toEqual(['m1']);
  });

  test('the fact that answered this and another question is named, whatever part asks the other', () => {
    const enrolled = [
      answer('missing', 'how', 'enrolled'),
      answer('does-not-count', 'excuses', 'enrolled'),
    ];
    const asking = {
      ...require,
      readings: {
        missing: never('a', 'missed'),
        lateness: never('b', 'late', { excused: { question: 'excuses' } }),
      },
    };
    const questions = [
      question('how', 'missing', 'lateness'),
      question('excuses', 'counts', 'does-not-count'),
    ];
    expect(breaking(asking, [...enrolled, missed, mark('e1', 'excused')], { questions })).toEqual([
      'm1',
      'e1',
      'enrolled',
    ]);
  });
});

describe('of limits on attendance', () => {
  const limits = (...of: readonly (readonly [readonly string[], number])[]) => ({
    limits: of.map(([count, fewerThan]) => ({ count, fewerThan })),
  });
  const marks = (missing: number, being: number) => [
    ...Array.from({ length: missing }, (_, at) => mark(`m${at + 1}`, 'missed')),
    ...Array.from({ length: being }, (_, at) => mark(`l${at + 1}`, 'late')),
  ];
  const apart = never('asked', 'missed', limits([['missed'], 2], [['late'], 2]));

  test('what counts towards the limit that is broken', () => {
    expect(breaking(apart, marks(3, 1))).toEqual(['m1', 'm2', 'm3']);
    expect(breaking(apart, marks(1, 2))).toEqual(['l1', 'l2']);
  });

  test('what counts towards each, where several are broken', () => {
    expect(breaking(apart, marks(2, 3))).toEqual(['m1', 'm2', 'l1', 'l2', 'l3']);
  });

  test('both kinds where they are added up', () => {
    const sum = never('asked', 'missed', limits([['missed', 'late'], 2]));
    expect(breaking(sum, marks(3, 1))).toEqual(['m1', 'm2', 'm3', 'l1']);
  });

  test('being late so often that it is missing one, also where one late less changes nothing', () => {
    const made = { ...limits([['missed'], 2]), lateMakeMissed: 3 };
    expect(breaking(never('asked', 'missed', made), marks(1, 4))).toEqual([
      'm1',
      'l1',
      'l2',
      'l3',
      'l4',
    ]);
    expect(breaking(never('asked', 'missed', made), marks(2, 2))).toEqual(['m1', 'm2']);
  });

  test('being late so long that it is missing it, and not being late beside it', () => {
    const long = { ...mark('l1', 'late'), minutesLate: 60 };
    const short = { ...mark('l2', 'late'), minutesLate: 5 };
    const made = { ...limits([['missed'], 2]), missedFromLate: 'PT1H' };
    expect(breaking(never('asked', 'missed', made), [missed, long, short])).toEqual(['m1', 'l1']);
  });

  test('what counts if excuses do, where how they are read is settled by a fact', () => {
    const require = { ...apart, excused: { question: 'excuses' } };
    const more = { questions: [question('excuses', 'counts', 'does-not-count')] };
    const evidence = [
      mark('m1', 'missed'),
      mark('e1', 'excused'),
      late,
      answer('counts', 'excuses', 'read'),
    ];
    expect(breaking(require, evidence, more)).toEqual(['m1', 'e1', 'read']);
  });

  test('while nobody has said how excuses are read, what counts in any reading', () => {
    const require = { ...apart, excused: { question: 'excuses' } };
    const more = { questions: [question('excuses', 'counts', 'does-not-count')] };
    const evidence = [...marks(2, 1), mark('e1', 'excused')];
    expect(breaking(require, evidence, more)).toEqual(['m1', 'm2', 'e1']);
  });
});

describe('of time missed', () => {
  const time = {
    kind: 'missed-time',
    sessions: ['class-day'],
    atMost: 'PT1H',
    late: 'does-not-count',
    early: 'counts',
    away: 'counts',
    excused: { question: 'excuses' },
    approval: 'not-needed',
  };
  const more = { questions: [question('excuses', 'counts', 'does-not-count')] };
  const part = (ref: string, minutes: object) => ({ ...mark(ref, 'attended'), ...minutes });
  const evidence = [
    part('l1', { minutesLate: 90 }),
    part('f1', { minutesEarly: 40 }),
    { ...mark('e1', 'excused'), minutes: 90 },
    part('a1', { minutesAway: 30 }),
  ];

  test('what adds up, and what answered how it does', () => {
    const not = answer('does-not-count', 'excuses', 'read');
    expect(breaking(time, [...evidence, not], more)).toEqual(['f1', 'a1', 'read']);
    const counts = answer('counts', 'excuses', 'read');
    expect(breaking(time, [...evidence, counts], more)).toEqual(['f1', 'e1', 'a1', 'read']);
  });

  test('what adds up in any reading still open', () => {
    expect(breaking(time, evidence, more)).toEqual(['f1', 'e1', 'a1']);
  });

  test('within the time, what was missed without approval', () => {
    const approval = { ...time, approval: 'needed' };
    const marks = [
      part('f1', { minutesEarly: 10, approved: true }),
      part('f2', { minutesEarly: 10, approved: false }),
    ];
    expect(breaking(approval, marks, more)).toEqual(['f2']);
  });
});

test('of what is to be made up, what is not', () => {
  const require = {
    kind: 'make-up',
    sessions: ['class-day'],
    partly: 'counts',
    excused: 'counts',
    where: 'not stated',
    notAfter: 'not stated',
    atMost: 2,
  };
  const made: EvidenceItem = {
    kind: 'made-up',
    ref: 'made',
    on: '2026-04-01',
    session: 'class-1',
    module: 'm1',
    where: 'next-cohort',
  };
  const two = [missed, mark('m2', 'missed'), made];
  expect(breaking(require, two)).toEqual(['m2']);
  // Too many to be made up at all.
  expect(breaking(require, [...two, mark('m3', 'missed')])).toEqual(['m1', 'm2', 'm3']);
});

test('Massachusetts, missed and late counted apart: who misses four is told of the four', () => {
  const policy = new ShippedPolicies().find('us-massachusetts-cps', '2018-01-01');
  if (policy === undefined) throw new Error('the Massachusetts policy is not shipped');
  const evidence = [
    late,
    ...['m1', 'm2', 'm3', 'm4'].map((ref) => mark(ref, 'missed')),
    answer('separate', 'modules-late-or-missed'),
  ];
  const train = evaluate(policy, 'train', evidence, asOf);
  const modules = [...everyResult(train)].find(({ requirement }) => requirement === 'modules');
  expect(modules?.evidence).toContain('l1');
  expect(brokenBy(modules as Result, evidence)).toEqual(['m1', 'm2', 'm3', 'm4', 'read-separate']);
});
