import { describe, expect, test } from '@jest/globals';
import { exampleQuote, policyAsking } from '../policy/example.fixture.js';
import { shippedPolicies } from '../policy/file/load.js';
import { doubtsAbout } from './checks.js';

const attest = (id: string, more: object = {}) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: `It is so: ${id}.`,
  ...more,
});
const tally = (id: string, more: object = {}) => ({
  id,
  kind: 'tally',
  title: id,
  tally: 'work',
  unit: 'hours',
  atLeast: 10,
  window: 'none',
  ...more,
});
const circumstance = (id: string, where: object) => ({
  id,
  kind: 'circumstance',
  title: id,
  where,
});
const exam = (attempts: object, more: object = {}) => ({
  kind: 'exam',
  parts: [{ id: 'written', title: 'Written', items: 'none', timeLimit: 'none' }],
  passMark: 'not stated',
  attempts: {
    atMost: 'not stated',
    form: 'not stated',
    waiting: 'none',
    window: 'none',
    afterLast: 'not stated',
    ...attempts,
  },
  ...more,
});
const references = (more: object) => ({
  kind: 'references',
  count: 2,
  knownFor: 'none',
  from: 'none',
  excluded: 'none',
  distinct: true,
  channels: 'none',
  ...more,
});
const impossible = { age: { atLeast: 30, atMost: 20 } };
const question = (id: string) => ({
  id,
  ask: 'How?',
  rules: [exampleQuote],
  readings: [
    { id: 'wide', says: 'Wide.' },
    { id: 'narrow', says: 'Narrow.' },
  ],
  settled: 'not stated',
});

function errorsOf(require: object, more: object = {}) {
  return doubtsAbout(policyAsking(require, more)).errors.map(
    ({ path, problem }) => `${path.join('.')}: ${problem}`,
  );
}

describe('a policy that cannot be meant', () => {
  test.each([
    [
      'an alternative that everybody meets',
      { kind: 'any', of: [attest('one'), tally('none-needed', { atLeast: 0 })] },
      'apply.require.of.1: everybody meets none-needed, so no other alternative of asked can matter',
    ],
    [
      'an alternative that nobody can meet',
      {
        kind: 'any',
        of: [
          attest('one'),
          { id: 'two', kind: 'not', title: 'two', of: tally('zero', { atLeast: 0 }) },
        ],
      },
      'apply.require.of.1: nobody can ever meet two',
    ],
    [
      'an alternative that is never judged',
      {
        kind: 'any',
        of: [
          attest('one'),
          {
            id: 'work',
            kind: 'homework',
            title: 'work',
            sessions: ['class-day'],
            threshold: 'not stated',
            weight: 'none',
          },
        ],
      },
      'apply.require.of.1: work is never judged, so as an alternative it is as if it were not there',
    ],
    [
      'the same alternative twice',
      {
        kind: 'any',
        of: [attest('one'), attest('two', { statement: 'one', text: 'It is so: one.' })],
      },
      'apply.require.of.1: two asks for the same as one',
    ],
    [
      'the same requirement twice',
      { kind: 'all', of: [tally('one'), tally('two')] },
      'apply.require.of.1: two asks for the same as one',
    ],
    [
      'a condition that nobody fits',
      { kind: 'when', when: circumstance('grown', impossible), then: attest('then') },
      'apply.require.when: grown can never be met, so then never applies',
    ],
    [
      'a condition that everybody fits',
      { kind: 'when', when: tally('zero', { atLeast: 0 }), then: attest('then') },
      'apply.require.when: zero is always met, so it is no condition',
    ],
    [
      'bounds that no number fits',
      tally('asked', { where: impossible }),
      'apply.require.where.age: no number fits these bounds of age',
    ],
    [
      'attempts in blocks that do not add up',
      exam({ atMost: 3, blocks: [{ attempts: 2 }, { attempts: 2 }] }),
      'apply.require.attempts.blocks: the blocks hold 4 attempts, and there are at most 3',
    ],
    [
      'help after more failures than there are attempts',
      exam({ atMost: 2 }, { support: [{ afterFailed: 3, offer: 'tutoring', title: 'Tutoring' }] }),
      'apply.require.support.0.afterFailed: tutoring is offered after 3 failed attempts, and there are at most 2',
    ],
    [
      'help after more failures than there are attempts in all blocks',
      exam(
        { atMost: 2, per: 'calendar-year', blocks: [{ attempts: 2 }, { attempts: 1 }] },
        { support: [{ afterFailed: 4, offer: 'tutoring', title: 'Tutoring' }] },
      ),
      'apply.require.support.0.afterFailed: tutoring is offered after 4 failed attempts, and there are at most 3',
    ],
    [
      'attempts in blocks that do not add up, where all begin anew with the training',
      exam({ atMost: 3, per: 'training', blocks: [{ attempts: 2 }, { attempts: 2 }] }),
      'apply.require.attempts.blocks: the blocks hold 4 attempts, and there are at most 3',
    ],
    [
      'more letters of a role than letters',
      references({ among: [{ role: 'peer', atLeast: 3 }] }),
      'apply.require.among: 3 letters must come from certain people, and 2 are asked for',
    ],
    [
      'more letters of several roles, each its own, than letters',
      references({
        separate: true,
        among: [
          { role: 'peer', atLeast: 2 },
          { role: 'boss', atLeast: 1 },
        ],
      }),
      'apply.require.among: 3 letters must come from certain people, and 2 are asked for',
    ],
    [
      'a step that no day is left for',
      { kind: 'step', step: 'signed', notBefore: '2026-03-02', notAfter: '2026-03-01' },
      'apply.require: no day is left on which asked can be done',
    ],
    [
      'a window that ends before it begins',
      tally('asked', { window: { from: '2026-03-02', to: '2026-03-01' } }),
      'apply.require.window: the window ends before it begins',
    ],
  ])('is told: %s', (_what, require, problem) => {
    expect(errorsOf({ ...require, id: 'asked' })).toContain(problem);
  });

  test('is told: readings that come to the same', () => {
    const readings = { wide: tally('wide'), narrow: tally('narrow') };
    expect(
      errorsOf({ kind: 'readings', question: 'how', readings }, { questions: [question('how')] }),
    ).toEqual([
      'apply.require.readings: all readings ask for the same, so the question changes nothing here',
    ]);
  });

  test.each([
    [
      'the last day of a step is its first',
      { kind: 'step', step: 'signed', notBefore: '2026-03-01', notAfter: '2026-03-01' },
    ],
    ['a window of one day', tally('asked', { window: { from: '2026-03-01', to: '2026-03-01' } })],
    ['one number that fits', tally('asked', { where: { age: { atLeast: 20, atMost: 20 } } })],
    [
      'one letter for both roles',
      references({
        among: [
          { role: 'peer', atLeast: 2 },
          { role: 'boss', atLeast: 1 },
        ],
      }),
    ],
    ['blocks that add up', exam({ atMost: 3, blocks: [{ attempts: 2 }, { attempts: 1 }] })],
    [
      'so many attempts a year, and more of them in blocks',
      exam({ atMost: 2, per: 'calendar-year', blocks: [{ attempts: 3 }, { attempts: 98 }] }),
    ],
    [
      'so many attempts in any year, and more of them in blocks',
      exam({ atMost: 2, per: { within: 'P1Y' }, blocks: [{ attempts: 3 }, { attempts: 98 }] }),
    ],
    [
      'help after more failures than there are attempts in a year',
      exam(
        { atMost: 2, per: 'calendar-year' },
        { support: [{ afterFailed: 3, offer: 'tutoring', title: 'Tutoring' }] },
      ),
    ],
    [
      'help after the last failure of all blocks',
      exam(
        { atMost: 2, per: 'calendar-year', blocks: [{ attempts: 2 }, { attempts: 1 }] },
        { support: [{ afterFailed: 3, offer: 'tutoring', title: 'Tutoring' }] },
      ),
    ],
    [
      'help after the last attempt',
      exam({ atMost: 2 }, { support: [{ afterFailed: 2, offer: 'tutoring', title: 'Tutoring' }] }),
    ],
    ['different alternatives', { kind: 'any', of: [tally('one'), tally('two', { atLeast: 11 })] }],
  ])('is not what has %s', (_what, require) => {
    expect(errorsOf({ ...require, id: 'asked' })).toEqual([]);
  });
});

describe('what is written down and not used', () => {
  test('is remarked: a question, a source, a date and an anchor', () => {
    const policy = policyAsking(attest('asked'), {
      questions: [question('how')],
      anchors: { 'job-start': 'First day of the job.' },
      dates: [{ id: 'half-year', title: 'Half a year', is: { from: 'application', plus: 'P6M' } }],
    });
    const quoting = {
      ...policy,
      sources: [...policy.sources, ...policy.sources.map((source) => ({ ...source, id: 'other' }))],
    };
    expect(doubtsAbout(quoting).remarks.map(({ problem }) => problem)).toEqual([
      'no requirement asks how, so its readings change nothing',
      'nothing is quoted from other',
      'no rule reckons from half-year',
      'no rule reckons from job-start',
    ]);
  });

  test('is not what something reckons from', () => {
    const policy = policyAsking(
      { kind: 'step', step: 'signed', notAfter: 'half-year' },
      {
        anchors: { 'job-start': 'First day of the job.' },
        dates: [{ id: 'half-year', title: 'Half a year', is: { from: 'job-start', plus: 'P6M' } }],
      },
    );
    expect(doubtsAbout(policy)).toEqual({ errors: [], remarks: [] });
  });
});

test('no policy that ships leaves a doubt', () => {
  const policies = shippedPolicies();
  expect(policies.length).toBeGreaterThan(4);
  for (const policy of policies) expect(doubtsAbout(policy)).toEqual({ errors: [], remarks: [] });
});
