import { describe, expect, test } from '@jest/globals';
import { policyAsking } from '../policy/example.fixture.js';
import { policyChanges } from './diff.js';
import { explainRequirement } from './explain.js';
import { rendered } from './page.js';

/** What is told of attendance, and of what changes in it. */

const questions = {
  questions: [
    {
      id: 'why',
      ask: 'Is it so?',
      rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
      readings: [
        { id: 'counts', says: 'So.' },
        { id: 'does-not-count', says: 'Not so.' },
      ],
      settled: 'not stated',
    },
  ],
};

/** All that a requirement says, on one line, without its title and its quote. */
function told(require: object): string {
  const policy = policyAsking(require, questions);
  const text = rendered(explainRequirement(policy, 'asked') ?? [], 'text', 80);
  const from = text.indexOf('(asked)') + '(asked)'.length;
  return text.slice(from, text.indexOf('| “So it')).replaceAll(/\s+/g, ' ').trim();
}
function changes(before: object, after: object) {
  return policyChanges(policyAsking(before, questions), policyAsking(after, questions)).map(
    ({ bearing, says }) => `${bearing}: ${says}`,
  );
}

const makeUp = (more: object = {}) => ({
  kind: 'make-up',
  sessions: ['class-day'],
  partly: 'does-not-count',
  excused: 'counts',
  where: ['next-cohort'],
  notAfter: 'not stated',
  atMost: 'none',
  ...more,
});

describe('making up', () => {
  test('is told with what must be made up, and by when', () => {
    expect(told(makeUp({ within: 'P30D', excused: { question: 'why' } }))).toBe(
      'Whatever module is missed of class day must be made up. One missed in part need not be made up. Whether one missed with an excuse must be made up is an open question: “Is it so?” It is made up in: next cohort. It must be made up within 30 days of the session missed. The source says there is none of: how many modules may be made up. Not stated: until when it must be made up.',
    );
    expect(told(makeUp())).toContain(
      'Not stated: how soon after each session it must be made up; until when it must be made up.',
    );
  });

  test.each<[object, object, string]>([
    [
      makeUp(),
      makeUp({ partly: 'counts' }),
      'stricter: One missed in part did not have to be made up; now must.',
    ],
    [
      makeUp(),
      makeUp({ excused: 'does-not-count' }),
      'looser: One missed with an excuse had to be made up; now need not.',
    ],
    [
      makeUp({ within: 'P30D' }),
      makeUp({ within: 'P1M' }),
      'looser: It had to be made up within 30 days of the session missed; now one month.',
    ],
    [
      makeUp({ within: 'P30D' }),
      makeUp({ within: 'P2W' }),
      'stricter: It had to be made up within 30 days of the session missed; now two weeks.',
    ],
    [
      makeUp(),
      makeUp({ within: 'P30D' }),
      'stricter: Not stated before: how soon after each session it must be made up. Now: it must be made up within 30 days of the session missed.',
    ],
  ])('%#: a change of it is one sentence', (before, after, sentence) => {
    expect(changes(before, after)).toEqual([sentence]);
  });
});

const modules = (more: object = {}) => ({
  kind: 'attendance',
  limits: [{ count: ['missed'], atMost: 2 }],
  excused: 'counts',
  sessions: { 'class-day': 'counts' },
  lateFrom: 'not stated',
  ...more,
});
const time = (more: object = {}) => ({
  kind: 'missed-time',
  sessions: ['class-day'],
  atMost: 'PT6H',
  late: 'counts',
  early: 'counts',
  away: 'counts',
  excused: 'counts',
  approval: 'not-needed',
  ...more,
});

describe('what being late is taken for', () => {
  const steps = [
    { moreThan: 'PT10M', is: 'half' },
    { from: 'PT30M', is: 'whole', counts: { question: 'why' } },
  ];

  test.each([modules, time])('is told step by step', (rule) => {
    const late = told(rule({ missedFromLate: steps }));
    expect(late).toContain(
      'More than ten minutes late is missing half of the module. Whether 30 minutes late is missing the module is an open question: “Is it so?”',
    );
    expect(late).toContain('from how many minutes of leaving early a module is missed');
    const early = told(rule({ missedFromEarly: [{ from: 'PT5M', is: 'quarter' }] }));
    expect(early).toContain('Leaving five minutes early is missing a quarter of the module.');
    expect(early).toContain('from how many minutes late a module is missed');
    expect(told(rule())).toContain('how many late make one missed');
    expect(told(rule({ lateMakeMissed: { every: 3, rounding: 'none' } }))).toContain(
      'Three times late make one module missed, fewer their share of one.',
    );
    expect(told(rule({ lateMakeMissed: 3 }))).toContain(
      'Three times late make one module missed, fewer make none.',
    );
    const open = { every: 3, rounding: 'down', counts: { question: 'why' } };
    expect(told(rule({ lateMakeMissed: open }))).toContain(
      'Whether three times late make one module missed is an open question: “Is it so?”',
    );
  });

  test('says from when on somebody is late only where something goes by it', () => {
    expect(told(time())).not.toContain('on somebody is late');
    expect(told(time({ lateMakeMissed: 3 }))).toContain(
      'from how many minutes on somebody is late',
    );
    expect(told(time({ lateMakeMissed: 3, lateFrom: 'PT5M' }))).toContain(
      'Late is from five minutes on.',
    );
  });

  test.each<[object, object, string]>([
    [
      modules({ missedFromLate: 'PT30M' }),
      modules({ missedFromLate: 'PT20M' }),
      'stricter: 30 minutes late was missing the module; now 20.',
    ],
    [
      modules({ missedFromLate: [{ from: 'PT30M', is: 'half' }] }),
      modules({ missedFromLate: [{ moreThan: 'PT30M', is: 'half' }] }),
      'looser: 30 minutes late was missing half of the module; now more than 30 minutes late is missing half of the module.',
    ],
    [
      time(),
      time({ missedFromEarly: [{ from: 'PT10M', is: 'half' }] }),
      'stricter: Not stated before: from how many minutes of leaving early half of the module is missed. Now: leaving ten minutes early is missing half of the module.',
    ],
    [
      time({ missedFromLate: [{ from: 'PT10M', is: 'half' }] }),
      time(),
      'looser: Ten minutes late was missing half of the module; now that is not stated.',
    ],
    [
      modules({ lateMakeMissed: 3 }),
      modules({ lateMakeMissed: 4 }),
      'looser: Three times late made one module missed, fewer made none; now four.',
    ],
    [
      modules(),
      modules({ lateMakeMissed: 3 }),
      'stricter: Not stated before: how many late make one missed. Now: three times late make one module missed, fewer make none.',
    ],
    [
      modules({ lateMakeMissed: 3 }),
      modules({ lateMakeMissed: { every: 3, rounding: 'none' } }),
      'other: Three times late made one module missed, fewer made none; now three times late make one module missed, fewer their share of one.',
    ],
    [
      modules({ lateMakeMissed: { every: 3, rounding: 'down', counts: { question: 'why' } } }),
      modules({ lateMakeMissed: 3 }),
      'other: Whether three times late make one module missed was an open question: “Is it so?”; now three times late make one module missed, fewer make none.',
    ],
  ])('%#: a change of it is one sentence', (before, after, sentence) => {
    expect(changes(before, after)).toEqual([sentence]);
  });
});

describe('limits on modules', () => {
  const limit = (bound: object, ...count: readonly string[]) =>
    modules({ limits: [{ count, ...bound }] });

  test('are told by what may be missed', () => {
    expect(told(limit({ atMost: 2 }, 'missed', 'late'))).toContain(
      'The person may miss or be late to at most two modules, added up.',
    );
    expect(told(limit({ atMost: 1.5 }, 'late'))).toContain(
      'The person may be late to at most 1.5 modules.',
    );
    expect(told(limit({ atMost: 0 }, 'missed'))).toContain('Nobody may miss any module.');
    expect(told(limit({ fewerThan: 1 }, 'missed'))).toContain('Nobody may miss any module.');
    expect(told(limit({ fewerThan: 3 }, 'missed'))).toContain(
      'The person may miss fewer than three modules.',
    );
  });

  test.each<[object, object, string]>([
    [
      { atMost: 2 },
      { atMost: 1 },
      'stricter: The person could miss at most two modules; now one module.',
    ],
    [{ atMost: 2 }, { fewerThan: 3 }, 'looser'],
    [{ fewerThan: 3 }, { atMost: 3 }, 'looser'],
    [{ fewerThan: 3 }, { fewerThan: 2 }, 'stricter'],
  ])('%j, and then %j', (before, after, told) => {
    const [change, ...others] = changes(limit(before, 'missed'), limit(after, 'missed'));
    expect([change?.slice(0, told.length), others]).toEqual([told, []]);
  });
});
