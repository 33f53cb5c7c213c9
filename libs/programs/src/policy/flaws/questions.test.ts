import { describe, expect, test } from '@jest/globals';
import { attest, quota, rules, tally, told } from './told.fixture.js';

describe('questions', () => {
  const asking = (id: string, readings: readonly string[]) => ({
    questions: [
      {
        id,
        ask: 'Which?',
        rules,
        readings: readings.map((reading) => ({ id: reading, says: 'So.' })),
        settled: 'not stated',
      },
    ],
  });
  const why = { question: 'why' };
  const attendance = {
    kind: 'attendance',
    limits: [{ count: ['late'], fewerThan: 1 }],
    excused: 'counts',
    sessions: {},
    lateFrom: 'none',
  };
  const missedTime = {
    kind: 'missed-time',
    sessions: ['class'],
    late: 'counts',
    early: 'counts',
    away: 'counts',
    excused: 'counts',
    approval: 'not-needed',
    atMost: 'PT1H',
  };
  const step = (counts: unknown = 'counts', is = 'whole') => ({ from: 'PT10M', is, counts });
  const makeUp = {
    kind: 'make-up',
    sessions: ['class'],
    partly: 'counts',
    excused: 'counts',
    where: 'none',
    notAfter: 'none',
    atMost: 'none',
  };

  test.each<[object, string]>([
    [{ ...attendance, excused: why }, 'excused'],
    [{ ...attendance, sessions: { class: 'counts', retreat: why } }, 'sessions.retreat'],
    [{ kind: 'protected-sessions', days: [1], partly: why }, 'partly'],
    ...[attendance, missedTime].flatMap((rule): [object, string][] => [
      [{ ...rule, missedFromLate: [step(), step(why, 'half')] }, 'missedFromLate.1.counts'],
      [{ ...rule, missedFromEarly: [step(why)] }, 'missedFromEarly.0.counts'],
      [
        { ...rule, lateMakeMissed: { every: 3, rounding: 'down', counts: why } },
        'lateMakeMissed.counts',
      ],
    ]),
    ...['late', 'early', 'away', 'excused'].map((field): [object, string] => [
      { ...missedTime, [field]: why },
      field,
    ]),
    [{ ...makeUp, partly: why }, 'partly'],
    [{ ...makeUp, excused: why }, 'excused'],
  ])('whether something counts hangs on one that says just that: %j', (require, field) => {
    const path = `apply.require.${field}`;
    expect(told(require)).toEqual([`${path}: no question is named why. Add it to \`questions\`.`]);
    expect(told(require, asking('why', ['no', 'yes']))).toEqual([
      `${path}: the question \`why\` has the readings no, yes. Its readings must be \`counts\` and \`does-not-count\`.`,
    ]);
    expect(told(require, asking('why', ['does-not-count', 'counts']))).toEqual([]);
  });

  test('whether parts overlap hangs on one that says just that', () => {
    const require = tally({ overlap: why, quotas: [quota('a', {}), quota('b', {})] });
    expect(told(require, asking('why', ['yes', 'no']))).toEqual([
      'apply.require.overlap: the question `why` has the readings no, yes. Its readings must be `separate` and `shared`.',
    ]);
    expect(told(require, asking('why', ['shared', 'separate']))).toEqual([]);
  });

  test('by which day a referee must be known hangs on one that says just that', () => {
    const require = {
      kind: 'references',
      count: 1,
      knownFor: { moreThan: 'P1Y', before: why },
      from: 'none',
      excluded: 'none',
      distinct: true,
      channels: 'none',
    };
    const path = 'apply.require.knownFor.before';
    expect(told(require)).toEqual([`${path}: no question is named why. Add it to \`questions\`.`]);
    expect(told(require, asking('why', ['letter', 'interview']))).toEqual([
      `${path}: the question \`why\` has the readings interview, letter. Its readings must be \`application\` and \`letter\`.`,
    ]);
    expect(told(require, asking('why', ['letter', 'application']))).toEqual([]);
    const plain = { ...require, knownFor: { moreThan: 'P1Y', before: 'letter' } };
    expect(told(plain)).toEqual([]);
    expect(told({ ...require, knownFor: 'none' })).toEqual([]);
  });

  test('are settled on a reading of their own', () => {
    const [question] = asking('why', ['no', 'yes']).questions;
    const settledOn = (reading: string) => ({
      questions: [{ ...question, settled: { reading, by: 'Us', on: '2026-01-01' } }],
    });
    expect(told(attest('a'), settledOn('perhaps'))).toEqual([
      'questions.0.settled.reading: the question `why` has no reading perhaps. Settle on one of: no, yes.',
    ]);
    expect(told(attest('a'), settledOn('yes'))).toEqual([]);
  });

  test('have one requirement for each of their readings', () => {
    const under = (...readings: readonly string[]) => ({
      kind: 'readings',
      question: 'why',
      readings: Object.fromEntries(readings.map((reading) => [reading, attest(reading)])),
    });
    const questions = asking('why', ['no', 'yes']);
    expect(told(under('no', 'yes'))).toEqual([
      'apply.require.question: no question is named why. Add it to `questions`.',
    ]);
    for (const given of [['no'], ['no', 'perhaps'], ['no', 'yes', 'perhaps']]) {
      expect(told(under(...given), questions)).toEqual([
        `apply.require.readings: the readings are ${given.join(', ')}, but the question has no, yes. Give one requirement for each reading of the question.`,
      ]);
    }
    expect(told(under('yes', 'no'), questions)).toEqual([]);
  });
});
