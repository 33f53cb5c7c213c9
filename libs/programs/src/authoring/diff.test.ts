import { describe, expect, test } from '@jest/globals';
import { policyAsking } from '../policy/example.fixture.js';
import { shippedPolicies } from '../policy/file/load.js';
import { placedRequirements } from '../policy/places.js';
import { requirementSchema } from '../policy/requirement.js';
import type { Policy } from '../policy/schema.js';
import { policyChanges } from './diff.js';

const attest = (id: string, more: object = {}) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: `It is so: ${id}.`,
  ...more,
});
const letters = (more: object = {}) => ({
  kind: 'references',
  count: 2,
  knownFor: 'not stated',
  from: 'none',
  excluded: 'none',
  distinct: true,
  channels: 'none',
  ...more,
});
const hours = (more: object = {}) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  atLeast: 250,
  window: 'none',
  ...more,
});
const exam = (attempts: object = {}, more: object = {}) => ({
  kind: 'exam',
  parts: [{ id: 'written', title: 'Written exam', items: 'none', timeLimit: 'PT3H' }],
  passMark: { percent: 75 },
  attempts: {
    atMost: 3,
    form: 'same',
    waiting: 'not stated',
    window: 'not stated',
    afterLast: 'not stated',
    ...attempts,
  },
  ...more,
});
const attendance = (fewerThan: number) => ({
  kind: 'attendance',
  limits: [{ count: ['missed', 'late'], fewerThan }],
  excused: 'counts',
  sessions: { 'class-day': 'counts' },
  lateFrom: 'not stated',
});
const fee = (more: object = {}) => ({
  kind: 'fee',
  for: 'renewal',
  amount: 50,
  currency: 'USD',
  ...more,
});
const bands = (more: object = {}) => ({
  kind: 'bands',
  step: 'renewed',
  bands: [{ id: 'ever', title: 'Ever', notAfter: 'none', standing: 'active', require: 'none' }],
  beyond: 'none',
  ...more,
});

function changes(before: object, after: object) {
  return policyChanges(policyAsking(before), policyAsking(after)).map(
    ({ bearing, says }) => `${bearing}: ${says}`,
  );
}

describe('what changed', () => {
  test.each([
    [
      letters(),
      letters({ count: 3 }),
      'stricter: Two letters of reference were asked for; now three.',
    ],
    [
      letters(),
      letters({ count: 1 }),
      'looser: Two letters of reference were asked for; now one letter of reference is asked for.',
    ],
    [
      letters(),
      letters({ knownFor: { moreThan: 'P1Y', before: 'application' } }),
      'stricter: Not stated before: how long the writer must have known the person. Now: each writer must have known the person for more than one year before the application.',
    ],
    [
      letters({ knownFor: { moreThan: 'P1Y', before: 'application' } }),
      letters({ knownFor: { moreThan: 'P6M', before: 'application' } }),
      'looser: Each writer had to have known the person for more than one year before the application; now six months.',
    ],
    [
      letters({ excluded: ['family'] }),
      letters(),
      'looser: Letters from family did not count; now the source says there is none.',
    ],
    [
      hours(),
      hours({ atLeast: 251 }),
      'stricter: Work: at least 250 hours had to be on record; now 251.',
    ],
    [
      hours({ atMost: 300 }),
      hours({ atMost: 301 }),
      'looser: Work: no more than 300 hours was allowed; now 301.',
    ],
    [exam(), exam({ atMost: 2 }), 'stricter: There were at most three attempts; now two.'],
    [
      exam(),
      exam({}, { passMark: { percent: 80 } }),
      'stricter: The exam was passed with 75 percent or more; now 80.',
    ],
    [
      exam(),
      exam({ waiting: 'P30D' }),
      'stricter: Not stated before: the wait between attempts. Now: 30 days must pass between attempts.',
    ],
    [
      exam({ scope: 'part' }, { passMark: { points: 70 } }),
      exam({ scope: 'part' }, { passMark: { points: 75 } }),
      'stricter: The exam was passed with 70 points or more, the best of each part added up; now 75.',
    ],
    [
      exam({ per: { within: 'P1Y' } }),
      exam({ per: { within: 'P6M' } }),
      'other: Attempts were counted in any period of one year; now six months.',
    ],
    [
      exam({ window: { from: { attempt: 'first', at: 'asked' }, length: 'P1Y' } }),
      exam({ window: { from: { attempt: 'last', at: 'asked' }, length: 'P1Y' } }),
      'other: Attempts had to be made within one year from the day of the first attempt at “Asked”; now attempts must be made within one year from the day of the last attempt at “Asked”.',
    ],
    [
      attendance(4),
      attendance(5),
      'looser: The person could miss or be late to fewer than four modules, added up; now five.',
    ],
    [
      fee(),
      fee({ window: { from: '2026-04-01' } }),
      'stricter: Not stated before: when it must be paid. Now: it must be paid from 1 April 2026 on.',
    ],
    [
      bands(),
      bands({ notBefore: '2026-04-01' }),
      'stricter: Not stated before: a first day from which on it counts. Now: what is done before 1 April 2026 belongs to an earlier term.',
    ],
    [
      bands({ notBefore: '2026-04-01' }),
      bands({ notBefore: 'none' }),
      'looser: What was done before 1 April 2026 belonged to an earlier term; now the source says there is none.',
    ],
    [letters(), letters({ title: 'Letters' }), 'words: It was called “Asked”.'],
    [letters(), letters({ note: 'Why so.' }), 'words: Its note is now: Why so.'],
    [
      letters(),
      letters({ otherwise: 'reapply' }),
      'stricter: Not stated before: what follows when it can no longer be met. Now: when it can no longer be met, the person must apply anew.',
    ],
    [
      attest('asked'),
      attest('asked', { statement: 'another' }),
      'other: `statement` was “asked”; now “another”.',
    ],
  ])('%#: is one sentence', (before, after, sentence) => {
    expect(changes(before, after)).toEqual([sentence]);
  });

  test('one more thing to meet is stricter, one less looser', () => {
    const one = { kind: 'all', of: [attest('one')] };
    const two = { kind: 'all', of: [attest('one'), attest('two')] };
    expect(changes(one, two)).toEqual([
      'stricter: New (applying, under “Asked”). The person puts their name to: “It is so: two.”',
    ]);
    expect(changes(two, one)).toEqual([
      'looser: No longer there (applying, under “Asked”). The person put their name to: “It is so: two.”',
    ]);
  });

  test('one more way to meet it is looser, and inside “not” all is the other way round', () => {
    const any = (...of: object[]) => ({ kind: 'any', of });
    const bearing = (before: object, after: object) => changes(before, after)[0]?.split(':')[0];
    expect(bearing(any(attest('one')), any(attest('one'), attest('two')))).toBe('looser');
    expect(bearing(any(attest('one'), attest('two')), any(attest('one')))).toBe('stricter');
    const not = (of: object) => ({ kind: 'not', of });
    const inner = (atLeast: number) => not({ ...hours({ atLeast }), id: 'inner', title: 'Inner' });
    expect(bearing(inner(10), inner(11))).toBe('looser');
  });

  test('a condition that is harder to fit asks less', () => {
    const when = (atLeast: number) => ({
      kind: 'when',
      when: { ...hours({ atLeast }), id: 'much', title: 'Much' },
      then: attest('then'),
    });
    expect(changes(when(10), when(20))).toEqual([
      'looser: Work: at least 10 hours had to be on record; now 20.',
    ]);
  });

  test('what is asked of the program bears on nobody', () => {
    const schedule = (exactly: number) => ({
      require: 'not stated',
      duties: [
        {
          id: 'days',
          kind: 'schedule',
          title: 'Days',
          rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
          duty: { check: 'count', of: 'class-day', exactly },
        },
      ],
    });
    const policy = (exactly: number) => policyAsking(attest('asked'), { train: schedule(exactly) });
    expect(policyChanges(policy(4), policy(5))).toEqual([
      {
        bearing: 'other',
        of: 'Days (days)',
        says: 'There were four class days, if any; now five.',
      },
    ]);
  });

  test('an answer to an open question is told', () => {
    const asking = (settled: unknown) =>
      policyAsking(attest('asked'), {
        questions: [
          {
            id: 'how',
            ask: 'How?',
            rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
            readings: [
              { id: 'wide', says: 'Wide.' },
              { id: 'narrow', says: 'Narrow.' },
            ],
            settled,
          },
        ],
      });
    const settled = { reading: 'wide', by: 'the program', on: '2026-05-01' };
    expect(policyChanges(asking('not stated'), asking(settled))).toEqual([
      {
        bearing: 'other',
        of: 'Open question: How?',
        says: 'wide: Wide. narrow: Narrow. Not settled; now wide: Wide. narrow: Narrow. Settled as “wide” by the program.',
      },
    ]);
  });
});

describe.each(
  shippedPolicies().map(
    (policy) => [`${policy.program} ${policy.effective.from}`, policy] as const,
  ),
)('%s', (_name, policy) => {
  test('differs in nothing from itself', () => {
    expect(policyChanges(policy, policy)).toEqual([]);
  });

  test('no number, word or choice of a requirement changes without being told', () => {
    const silent: string[] = [];
    for (const { requirement, path } of placedRequirements(policy)) {
      for (const field of Object.keys(requirement)) {
        if (['id', 'kind', 'rules', 'of', 'when', 'then', 'readings', 'bands'].includes(field))
          continue;
        const changed = structuredClone(policy) as unknown as Record<string, unknown>;
        const target = path.reduce<Record<string | number, unknown>>(
          (around, name) => around[name] as Record<string | number, unknown>,
          changed,
        );
        target[field] = otherThan(target[field]);
        // The rest of the policy is as it was, so only this is read anew.
        if (!requirementSchema.safeParse(target).success) continue;
        if (policyChanges(policy, changed as unknown as Policy).length === 0) {
          silent.push(`${requirement.id}.${field}`);
        }
      }
    }
    expect(silent).toEqual([]);
  });
});

/** Another value that a field of the same type may well hold. */
function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return value === 'not stated' ? 'none' : `${value}-x`;
  if (Array.isArray(value))
    return value.length > 1 ? value.slice(1) : [...(value as unknown[]), 'another'];
  if (typeof value !== 'object' || value === null) return value;
  const [first, ...rest] = Object.entries(value);
  return first === undefined
    ? value
    : Object.fromEntries([[first[0], otherThan(first[1])], ...rest]);
}
