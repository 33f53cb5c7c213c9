import { globSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { exampleQuote, policyAsking } from '../policy/example.fixture.js';
import { loadPolicyFile, shippedPolicies } from '../policy/file/load.js';
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
      'apply.require.of.1: everybody meets `none-needed`, so no other alternative of `asked` can matter',
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
      'apply.require.of.1: nobody can ever meet `two`',
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
      'apply.require.of.1: `work` is never judged, so as an alternative it is as if it were not there',
    ],
    [
      'the same alternative twice',
      {
        kind: 'any',
        of: [attest('one'), attest('two', { statement: 'one', text: 'It is so: one.' })],
      },
      'apply.require.of.1: `two` asks for the same as `one`',
    ],
    [
      'the same requirement twice',
      { kind: 'all', of: [tally('one'), tally('two')] },
      'apply.require.of.1: `two` asks for the same as `one`',
    ],
    [
      'something and its opposite',
      {
        kind: 'all',
        of: [
          attest('one'),
          {
            id: 'two',
            kind: 'not',
            title: 'two',
            of: attest('three', { statement: 'one', text: 'It is so: one.' }),
          },
        ],
      },
      'apply.require.of.1: `two` is the opposite of `one`, so nobody meets `asked`',
    ],
    [
      'something and its opposite, in groups and by another name',
      {
        kind: 'all',
        of: [
          { id: 'group', kind: 'all', title: 'group', of: [attest('one'), tally('hours')] },
          {
            id: 'not-one',
            kind: 'not',
            title: 'not one',
            of: { id: 'alike', kind: 'same-as', title: 'alike', requirement: 'one' },
          },
        ],
      },
      'apply.require.of.1: `not-one` is the opposite of `one`, so nobody meets `asked`',
    ],
    [
      'an alternative beside its opposite',
      {
        kind: 'any',
        of: [
          {
            id: 'not-one',
            kind: 'not',
            title: 'not one',
            of: attest('first', { statement: 'one', text: 'It is so: one.' }),
          },
          attest('one'),
        ],
      },
      'apply.require.of.0: `not-one` is the opposite of `one`, so everybody meets `asked`',
    ],
    [
      'what nobody can meet among what all must meet',
      { kind: 'all', of: [attest('one'), circumstance('grown', impossible)] },
      'apply.require.of.1: nobody can ever meet `grown`, and so nobody meets `asked`',
    ],
    [
      'a condition that holds its opposite',
      {
        kind: 'when',
        when: {
          id: 'both',
          kind: 'all',
          title: 'both',
          of: [
            tally('much'),
            { id: 'little', kind: 'not', title: 'little', of: tally('much-again') },
          ],
        },
        then: attest('then'),
      },
      'apply.require.when: `both` can never be met, so `then` never applies',
    ],
    [
      'a condition that nobody fits',
      { kind: 'when', when: circumstance('grown', impossible), then: attest('then') },
      'apply.require.when: `grown` can never be met, so `then` never applies',
    ],
    [
      'a condition that everybody fits',
      { kind: 'when', when: tally('zero', { atLeast: 0 }), then: attest('then') },
      'apply.require.when: `zero` is always met, so it is no condition',
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
      'apply.require.support.0.afterFailed: `tutoring` is offered after 3 failed attempts, and there are at most 2',
    ],
    [
      'help after more failures than there are attempts in all blocks',
      exam(
        { atMost: 2, per: 'calendar-year', blocks: [{ attempts: 2 }, { attempts: 1 }] },
        { support: [{ afterFailed: 4, offer: 'tutoring', title: 'Tutoring' }] },
      ),
      'apply.require.support.0.afterFailed: `tutoring` is offered after 4 failed attempts, and there are at most 3',
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
    [
      'the opposite of another',
      {
        kind: 'all',
        of: [
          tally('one'),
          { id: 'two', kind: 'not', title: 'two', of: tally('more', { atLeast: 20 }) },
        ],
      },
    ],
    [
      'its opposite among alternatives of another kind',
      {
        kind: 'all',
        of: [
          tally('one'),
          {
            id: 'either',
            kind: 'any',
            title: 'either',
            of: [
              attest('two'),
              { id: 'not-one', kind: 'not', title: 'not one', of: tally('again') },
            ],
          },
        ],
      },
    ],
    ['different alternatives', { kind: 'any', of: [tally('one'), tally('two', { atLeast: 11 })] }],
  ])('is not what has %s', (_what, require) => {
    expect(errorsOf({ ...require, id: 'asked' })).toEqual([]);
  });
});

describe('a quota inside another', () => {
  const quota = (id: string, where: object, inside?: object) => ({
    id,
    title: id,
    where,
    ...(inside !== undefined && { quotas: [inside] }),
  });
  const told = (more: object) => {
    const { errors, remarks } = doubtsAbout(policyAsking(tally('asked', more)));
    const inWords = ({ path, problem, mend }: (typeof errors)[number]) =>
      `${path.join('.')}: ${problem}. ${mend}`;
    return { errors: errors.map(inWords), remarks: remarks.map(inWords) };
  };
  const law = quota('law', { topic: ['law'] });

  test('is remarked where no one value fits both', () => {
    expect(told({ quotas: [quota('ethics', { topic: ['ethics'] }, law)] })).toEqual({
      errors: [],
      remarks: [
        'apply.require.quotas.0.quotas.0.where.topic: law is a part of ethics, and no one topic fits both: only what has several counts in it. List under ethics the topic of law as well, or put law beside it.',
      ],
    });
    expect(told({ where: { topic: ['ethics'] }, quotas: [law] }).remarks).toEqual([
      'apply.require.quotas.0.where.topic: law is a part of asked, and no one topic fits both: only what has several counts in it. List under asked the topic of law as well, or put law beside it.',
    ]);
  });

  test('is remarked of whichever quota around it does not fit, and in periods too', () => {
    const deep = quota('ethics', { topic: ['ethics'] }, quota('live', { mode: ['live'] }, law));
    const periods = [{ every: 'P1Y', atLeast: 1, quotas: [deep] }];
    const window = { from: 'application' };
    expect(told({ periods, window }).remarks).toEqual([
      expect.stringMatching(
        /^apply.require.periods.0.quotas.0.quotas.0.quotas.0.where.topic: law is a part of ethics/,
      ),
    ]);
    expect(
      told({
        quotas: [
          quota(
            'long',
            { minutes: { atLeast: 30 } },
            quota('short', { minutes: { lessThan: 30 } }),
          ),
        ],
      }).remarks,
    ).toHaveLength(1);
  });

  test('is wrong where what the one leaves out the other asks for', () => {
    const notLaw = quota('ethics', { topic: { not: ['law'] } }, law);
    expect(told({ quotas: [notLaw] })).toEqual({
      errors: [
        'apply.require.quotas.0.quotas.0.where.topic: nothing can count in law: it is a part of ethics, and no topic fits both. List under ethics the topic of law as well, or put law beside it.',
      ],
      remarks: [],
    });
    const asksNotLaw = quota('other', { topic: { not: ['law'] } });
    expect(told({ quotas: [quota('law', { topic: ['law'] }, asksNotLaw)] }).errors).toHaveLength(1);
  });

  test('is fine where some value fits both, or they go by different things', () => {
    const none = { errors: [], remarks: [] };
    expect(told({ quotas: [quota('both', { topic: ['ethics', 'law'] }, law)] })).toEqual(none);
    expect(told({ quotas: [quota('live', { mode: ['live'] }, law)] })).toEqual(none);
    expect(told({ quotas: [quota('no', { topic: { not: ['ethics'] } }, law)] })).toEqual(none);
    const thirty = quota('thirty', { minutes: { atMost: 30 } });
    expect(told({ quotas: [quota('long', { minutes: { atLeast: 30 } }, thirty)] })).toEqual(none);
    const more = quota('more', { topic: { not: ['law'] } });
    expect(told({ quotas: [quota('not-ethics', { topic: { not: ['ethics'] } }, more)] })).toEqual(
      none,
    );
  });
});

describe('what is asked at every renewal', () => {
  const renewal = (requirement: object, more: object = {}) =>
    doubtsAbout(
      policyAsking(attest('asked'), {
        renew: {
          require: { id: 'renewal', title: 'Renewed', rules: [exampleQuote], ...requirement },
        },
        ...more,
      }),
    ).errors.map(({ path, problem, mend }) => `${path.join('.')}: ${problem}. ${mend}`);
  const forEver = (path: string, id: string, mend: string) =>
    `${path}: it is not said from when on ${id} counts, so what was done for one term does for every later one. ${mend}`;
  const byDay =
    'Say with `notBefore` on which day it counts for the first time in the term, or write `notBefore: none` if once is enough for ever.';
  const byWindow =
    'Give it a `window` that begins with the term, or write `window: none` if once is enough for ever.';
  const submitted = { kind: 'step', step: 'submitted' };
  const bands = (require: unknown = 'none') => ({
    kind: 'bands',
    step: 'submitted',
    bands: [{ id: 'ever', title: 'Ever', notAfter: 'none', standing: 'active', require }],
    beyond: 'none',
  });
  const { id: _id, title: _title, ...statement } = attest('ethics');
  const interview = { kind: 'interview', mode: 'none', length: 'none' };
  const fee = (more: object = {}) => ({
    kind: 'fee',
    for: 'renewal',
    amount: 50,
    currency: 'USD',
    ...more,
  });
  const named = (requirement: object, id = 'inside') => ({ id, title: 'Inside', ...requirement });

  test.each<[string, object]>([
    ['a step', submitted],
    ['bands', bands()],
  ])('must say from which day on it counts: %s', (_, require) => {
    expect(renewal(require)).toEqual([forEver('renew.require', 'renewal', byDay)]);
    for (const notBefore of ['application', 'none', 'not stated'])
      expect(renewal({ ...require, notBefore })).toEqual([]);
  });

  test('may be a step after another', () => {
    expect(renewal({ ...submitted, after: 'application' })).toEqual([]);
  });

  test.each<[string, object]>([
    ['a statement', statement],
    ['an interview', interview],
    ['a fee', fee()],
  ])('must say in which window it counts: %s', (_, require) => {
    const flaw = forEver('renew.require', 'renewal', byWindow);
    expect(renewal(require)).toEqual([flaw]);
    expect(renewal({ ...require, window: { to: 'application' } })).toEqual([flaw]);
    for (const window of [
      { from: 'application' },
      { to: 'application', length: 'P2Y' },
      'none',
      'not stated',
    ])
      expect(renewal({ ...require, window })).toEqual([]);
  });

  test('may be a fee of which there is none, or no amount is stated', () => {
    expect(renewal(fee({ amount: 'none' }))).toEqual([]);
    expect(renewal(fee({ amount: 'not stated' }))).toEqual([]);
  });

  test('must say for which of the things paid for', () => {
    const perUnit = { each: 5, tally: 'course', unit: 'hours' };
    const paying = (more: object) =>
      renewal(fee({ window: 'none', perUnit: { ...perUnit, ...more } }));
    expect(paying({})).toEqual([
      'renew.require.perUnit: renewal is paid for each of the hours of course, those of earlier terms too. Give it a `window` that begins with the term, or write `window: none` if all of them are paid for.',
    ]);
    expect(paying({ window: { from: 'application' } })).toEqual([]);
    expect(paying({ window: 'none' })).toEqual([]);
  });

  test('is found wherever it is asked, and no condition is asked for', () => {
    const inside = named(submitted);
    const flawAt = (path: string) => forEver(`renew.require.${path}`, 'inside', byDay);
    const first = { notBefore: 'application' };
    expect(renewal({ kind: 'all', of: [attested(), inside] })).toEqual([flawAt('of.1')]);
    expect(renewal({ ...bands(inside), ...first })).toEqual([flawAt('bands.0.require')]);
    expect(renewal({ kind: 'when', when: attested(), then: inside })).toEqual([flawAt('then')]);
    expect(renewal({ kind: 'when', when: inside, then: attested() })).toEqual([]);
    expect(renewal({ kind: 'not', of: inside })).toEqual([]);
  });

  test('is found in what holds instead for some, where that stands for what is asked there', () => {
    const change = (requirement: string, to: unknown) => ({
      variations: [
        {
          id: 'other',
          title: 'Other',
          as: 'variant',
          rules: [exampleQuote],
          changes: [{ requirement, to }],
        },
      ],
    });
    const within = (requirement: string, to: unknown) =>
      renewal({ ...statement, window: 'none' }, change(requirement, to));
    expect(within('renewal', named({ kind: 'all', of: [named(submitted, 'deep')] }))).toEqual([
      forEver('variations.0.changes.0.to.of.0', 'deep', byDay),
    ]);
    expect(within('renewal', 'none')).toEqual([]);
    expect(within('asked', named(submitted))).toEqual([]);
  });

  test('is not what is asked once, in another section', () => {
    expect(errorsOf(submitted)).toEqual([]);
    expect(errorsOf(submitted, { renew: { require: 'none' } })).toEqual([]);
  });

  function attested() {
    return attest('ethics', { window: 'none' });
  }
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

test('opposites in a group inside a group are told once', () => {
  const opposite = { id: 'two', kind: 'not', title: 'two', of: tally('again') };
  const inner = { id: 'inner', kind: 'all', title: 'inner', of: [tally('one'), opposite] };
  expect(errorsOf({ id: 'asked', kind: 'all', of: [inner, attest('other')] })).toEqual([
    'apply.require.of.0: nobody can ever meet `inner`, and so nobody meets `asked`',
    'apply.require.of.0.of.1: `two` is the opposite of `one`, so nobody meets `asked`',
  ]);
});

test('no policy that ships leaves a doubt, nor one beside its cases', () => {
  const shapes = globSync('libs/programs/cases/**/????-??-??.yaml');
  const policies = [...shippedPolicies(), ...shapes.map((file) => loadPolicyFile(file))];
  expect(policies.length).toBeGreaterThan(10);
  for (const policy of policies) expect(doubtsAbout(policy)).toEqual({ errors: [], remarks: [] });
});
