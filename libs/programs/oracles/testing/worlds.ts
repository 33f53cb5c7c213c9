import fc from 'fast-check';
import { question, type Given } from '../../src/policy/kinds/judged.fixture.js';
import type { Context } from '../../src/policy/evidence.js';
import { plusDays, type Day } from './naive.js';
import { clean } from './told.js';

/** Small worlds: a requirement of any kind, or a tree of them, and what happens over some weeks. */

export const start = '2026-01-05';
const days = 60;
export const day = fc.integer({ min: -10, max: days + 20 }).map((n) => plusDays(start, n));
const nothing = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });
const period = fc.constantFrom('P1W', 'P10D', 'P1M', 'P20D', 'P2M');

/** Steps whose days rules may go by; each is done once at most, or a day that was passed would come again. */
export const anchorSteps = ['s-one', 's-two'];

const base = fc.oneof(
  { weight: 4, arbitrary: day },
  { weight: 2, arbitrary: fc.constantFrom(...anchorSteps) },
  { weight: 2, arbitrary: fc.constant('as-of') },
  { weight: 1, arbitrary: fc.constantFrom('given', 'never') },
);
const reckoned = fc.oneof(
  fc.record({ from: base, plus: period }),
  fc.record({ from: base, minus: period }),
  fc.record({ from: base, workingDays: fc.integer({ min: -5, max: 5 }) }),
  fc.record({
    from: fc.oneof(day, fc.constantFrom('given', 's-one')),
    every: fc.constantFrom('P1M', 'P2W', 'P20D'),
  }),
  fc.record({ from: base, endOf: fc.constant('month') }),
);
/** Which days a rule may go by. What is known later with a day before it could take back what was. */
export const moment = fc.oneof(
  { weight: 5, arbitrary: base },
  { weight: 2, arbitrary: reckoned },
  {
    weight: 1,
    arbitrary: fc.record({
      latest: fc.tuple(day, fc.constantFrom('as-of', 'given')),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      earliest: fc.tuple(day, fc.constantFrom('as-of', 'given')),
    }),
  },
);
const inclusive = fc.constantFrom(undefined, undefined, 'start', 'end');
export const aWindow = fc
  .oneof(
    fc.constant('none' as const),
    fc
      .oneof(
        fc.record({ from: moment, length: period, inclusive }),
        fc.record({ to: moment, length: period, inclusive }),
        fc.record({ from: moment, to: moment, inclusive }),
        fc.record({ from: moment, inclusive: fc.constantFrom(undefined, 'end') }),
        fc.record({ to: moment, inclusive }),
      )
      .map(clean),
  )
  // In days that come round and leave out their last, that day is after them and not yet in the next.
  .filter(
    (one) =>
      !JSON.stringify(one).includes('"every"') || !/"(start|neither)"/.test(JSON.stringify(one)),
  );
const fixedWindow = fc.record({ from: day, length: fc.constantFrom('P1M', 'P2M', 'P20D') });
export const moves = (one: unknown): boolean => /as-of|"every"/.test(JSON.stringify(one));

const topic = fc.subarray(['a', 'b'], { minLength: 1 });
const amount = fc.integer({ min: 1, max: 3 });
const quotas = fc.record({
  overlap: fc.constantFrom('shared', 'separate'),
  quotas: fc.constantFrom(
    [
      { id: 'qa', title: 'A', where: { topic: ['a'] }, atLeast: 1 },
      { id: 'qb', title: 'B', where: { topic: ['b'] }, atLeast: 2 },
    ],
    [{ id: 'qa', title: 'A', where: { topic: ['a'] }, countsUpTo: 2, atLeast: 1 }],
  ),
});

const tally = fc
  .record({
    kind: fc.constant('tally'),
    tally: fc.constant('work'),
    unit: fc.constantFrom('hours', 'times'),
    atLeast: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom('none', 'not stated')),
    atMost: nothing(fc.integer({ min: 5, max: 8 })),
    window: aWindow,
    more: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 2, arbitrary: quotas },
      { weight: 1, arbitrary: fc.constant({ distinct: { by: 'name', within: 'window' } }) },
      {
        weight: 1,
        arbitrary: fc.constant({ sources: { attribute: 'name', count: ['x'], open: true } }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          forEvery: fc
            .record({
              period: fc.constantFrom('P1M', 'P2W'),
              since: fc.oneof(day, fc.constantFrom('s-one', 'given')),
              rounding: fc.constantFrom('up', 'down'),
              needAtMost: nothing(fc.integer({ min: 1, max: 5 })),
            })
            .map(clean),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.constant({
          forEvery: { amount: 2, tally: 'service', unit: 'hours', rounding: 'up' },
        }),
      },
    ),
  })
  .map(({ more, ...rest }) => clean({ ...rest, ...more }));
const floors = fc.record({
  kind: fc.constant('tally'),
  tally: fc.constant('work'),
  unit: fc.constant('hours'),
  atLeast: fc.constantFrom('none', 2),
  window: fc.oneof(
    fixedWindow as fc.Arbitrary<object>,
    fc.record({ to: fc.constant('as-of'), length: period }),
  ),
  periods: fc
    .record({
      every: fc.constantFrom('P1W', 'P10D', 'calendar-month', 'P2W'),
      atLeast: fc.integer({ min: 1, max: 2 }),
      in: fc.constantFrom('each', { any: 2 }, { consecutive: 2 }),
    })
    .map((one) => [one]),
});
const step = fc
  .record({
    kind: fc.constant('step'),
    step: fc.constantFrom('done', 's-two'),
    before: nothing(moment),
    notAfter: nothing(moment),
    after: nothing(moment),
    notBefore: nothing(moment),
  })
  .map(clean);
const paper = fc.record({
  kind: fc.constant('document'),
  document: fc.constant('paper'),
  count: fc.integer({ min: 1, max: 2 }),
  window: aWindow,
});
const absence = fc
  .record({ kind: fc.constant('absence'), of: fc.constant('stay'), window: aWindow })
  // What breaks a rule in a period that comes round does so for good only as long as that period is the one.
  .filter(({ window }) => !JSON.stringify(window).includes('"every"'));
const letters = fc.record({
  kind: fc.constant('references'),
  count: fc.integer({ min: 1, max: 2 }),
  knownFor: fc.constantFrom('none', { moreThan: 'P1Y', before: 'letter' }),
  from: fc.constant('none'),
  excluded: fc.constantFrom('none', ['family']),
  distinct: fc.constantFrom(true, false, 'not stated'),
  channels: fc.constant('none'),
  window: aWindow,
});
const fee = fc
  .record({
    kind: fc.constant('fee'),
    for: fc.constant('exam'),
    amount: fc.oneof(fc.nat(4), fc.constantFrom('none', 'not stated')),
    currency: fc.constant('USD'),
    perUnit: nothing(fc.constant({ each: 1, tally: 'work', unit: 'hours', atMost: 3 })),
  })
  .map(clean);
const exam = fc
  .record({
    atMost: fc.constantFrom('none', 1, 2),
    waiting: fc.constantFrom('none', 'P10D'),
    window: aWindow,
    per: fc.constantFrom(
      'ever' as const,
      'training' as const,
      'calendar-year' as const,
      'not stated' as const,
      { within: 'P1M' },
    ),
    blocks: nothing(
      fc.constant([
        { attempts: 1 },
        { attempts: 1, gate: { title: 'G', tally: 'work', unit: 'hours', atLeast: 2 } },
      ]),
    ),
  })
  .map((attempts) => ({
    kind: 'exam',
    parts: [{ id: 'w', title: 'W', items: 'none', timeLimit: 'none' }],
    passMark: 'not stated',
    attempts: clean({ form: 'none', afterLast: 'none', ...attempts }),
  }));
const counting = fc.constantFrom('counts', 'does-not-count', { question: 'counts' });
const attendance = fc.record({
  kind: fc.constant('attendance'),
  limits: fc.array(
    fc.record({
      count: fc.constantFrom(['missed'], ['late'], ['missed', 'late']),
      fewerThan: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  excused: counting,
  sessions: fc.record({ class: fc.constant('counts'), retreat: counting }),
  lateFrom: fc.constant('not stated'),
  lateMakeMissed: fc.constantFrom('none', 2),
});
const missedTime = fc.record({
  kind: fc.constant('missed-time'),
  sessions: fc.constantFrom(['class'], ['class', 'retreat']),
  atMost: fc.constantFrom('PT0H', 'PT1H', { percent: 10 }),
  late: counting,
  early: counting,
  away: counting,
  excused: counting,
  approval: fc.constant('not-needed'),
});
const protectedSessions = fc.record({
  kind: fc.constant('protected-sessions'),
  days: fc.subarray([1, 3]),
  sessions: fc.constantFrom(['retreat']),
  partly: counting,
});
const makeUp = fc.record({
  kind: fc.constant('make-up'),
  sessions: fc.constant(['class']),
  partly: counting,
  excused: counting,
  where: fc.constant('none'),
  within: fc.constantFrom('none', 'P2W'),
  notAfter: fc.oneof(fc.constant('none'), day),
  atMost: fc.constantFrom('none', 2),
});
const inForce = fc.record({
  kind: fc.constant('in-force'),
  begins: fc.constantFrom('s-one', 'done'),
  expires: fc.oneof(fc.constant('none'), day),
});
const small = fc.constantFrom(
  { kind: 'attestation', statement: 'so', text: 'So.' },
  { kind: 'interview', mode: 'none', length: 'none' },
  { kind: 'homework', sessions: ['class'], threshold: { atLeast: 2 }, weight: 'none' },
  { kind: 'discretion', ask: 'So?', options: ['yes'], facts: ['work'] },
  { kind: 'circumstance', where: { level: ['one'] } },
);

export const leafOf = {
  tally,
  floors,
  step,
  paper,
  absence,
  letters,
  fee,
  exam,
  attendance,
  missedTime,
  protectedSessions,
  makeUp,
  inForce,
  small,
};
export const aLeaf: fc.Arbitrary<object> = fc.oneof(
  ...(Object.values(leafOf) as fc.Arbitrary<object>[]),
);

const band = fc.record({ notAfter: day, require: aLeaf });
const { node } = fc.letrec<{ node: object }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: aLeaf },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('all', 'any'),
        of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('k-of-n'),
        atLeast: fc.constant(2),
        of: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not'), of: tie('node') }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('when'), when: tie('node'), then: tie('node') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('readings'),
        question: fc.constant('which'),
        readings: fc.record({ a: tie('node'), b: tie('node') }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('stage'),
        stage: fc.constant('full'),
        notAfter: day,
        extension: fc.constantFrom('none', { atMost: 1, length: 'P10D' }),
        of: tie('node'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(band, band).map(([one, two]) => ({
        kind: 'bands',
        step: 'renewed',
        beyond: { standing: 'expired', action: 'none' },
        bands: [one, two]
          .sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1))
          .map(({ notAfter, require }, at) => ({
            id: `band-${at}`,
            title: 'B',
            notAfter,
            standing: 'active',
            require,
          })),
      })),
    },
  ),
}));

/** Every node gets an id and a title of its own. */
export function numbered(root: object): object {
  let count = 0;
  const go = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(go);
    if (typeof one !== 'object' || one === null) return one;
    const inside = Object.fromEntries(
      Object.entries(one).map(([name, value]) => [name, go(value)]),
    );
    if (!('kind' in one) || 'id' in one) return inside;
    count += 1;
    return { id: count === 1 ? 'asked' : `n-${count}`, title: `N ${count}`, ...inside };
  };
  // The root is numbered first, whatever is inside it.
  const id = { id: 'asked', title: 'Asked' };
  return { ...(go(root) as object), ...id };
}
export const aTree = node.map(numbered);
export const more = {
  anchors: { given: 'A day.', never: 'A day.', 's-one': 'A step.', 's-two': 'A step.' },
  questions: [question('counts', 'counts', 'does-not-count'), question('which', 'a', 'b')],
};

const sessions = [0, 7, 7, 14, 28].map((n, at) => ({
  id: `s-${at}`,
  kind: at === 2 ? 'retreat' : 'class',
  date: plusDays(start, n),
  modules: ['1', '2'],
  minutes: 120,
}));
export const aContext: fc.Arbitrary<Context> = fc
  .record({ given: day, planned: fc.boolean() })
  .map(({ given, planned }) => ({
    anchors: { given },
    ...(planned && { plan: { sessions, sittings: [] } }),
  }));

const within = fc.integer({ min: -5, max: days }).map((n) => plusDays(start, n));
const work = fc
  .record({
    on: within,
    amount,
    topic,
    name: fc.constantFrom('x', 'y', undefined),
    tally: fc.constantFrom('work', 'work', 'service', 'stay'),
    long: fc.constantFrom('no', 'no', 'until', 'ongoing'),
  })
  .map(({ on, amount: of, topic: about, name, tally: to, long }): Given[] => [
    {
      kind: 'activity',
      tally: to,
      amount: of,
      unit: 'hours',
      on,
      attributes: clean({ topic: about, name }) as Record<string, string | string[]>,
      ...(long === 'until' && { until: plusDays(on, 12) }),
      ...(long === 'ongoing' && { ongoing: true }),
    },
  ]);
const simple = fc
  .record({
    on: within,
    which: fc.constantFrom<(on: Day) => Given>(
      (on) => ({ kind: 'step', step: 'done', on }),
      (on) => ({ kind: 'document', document: 'paper', on }),
      (on) => ({ kind: 'attestation', statement: 'so', on }),
      (on) => ({ kind: 'payment', fee: 'asked', amount: 2, on }),
      (on) => ({ kind: 'interview', mode: 'here', on }),
      (on) => ({ kind: 'homework', session: `s-${Number(on.slice(-1)) % 4}`, on }),
      (on) => ({ kind: 'extension', requirement: 'asked', on }),
    ),
  })
  .map(({ on, which }): Given[] => [which(on)]);
const letter = fc
  .record({
    on: within,
    referee: fc.constantFrom('ana', 'ben'),
    relation: fc.constantFrom('family', 'friend'),
    since: fc.constantFrom('2024-01-01', '2025-12-01'),
  })
  .map(({ on, referee, relation, since }): Given[] => [
    { kind: 'reference', referee, relation, roles: [], knownSince: since, on },
  ]);
const attempt = fc
  .record({
    on: within,
    wait: fc.constantFrom(0, 0, 5, 99),
    result: fc.constantFrom('passed' as const, 'failed' as const),
    id: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ on, wait, result, id }): Given[] => [
    { kind: 'exam-attempt', exam: 'asked', attempt: `t-${id}`, on },
    ...(wait === 99
      ? []
      : [{ kind: 'exam-mark' as const, attempt: `t-${id}`, result, on: plusDays(on, wait) }]),
  ]);
const roll = fc
  .uniqueArray(
    fc.record({
      session: fc.nat(4),
      module: fc.constantFrom('1', '2'),
      outcome: fc.constantFrom('attended', 'late', 'missed', 'excused'),
      minutesLate: fc.constantFrom(undefined, 10, 40),
    }),
    { maxLength: 8, selector: ({ session, module }) => `${session} ${module}` },
  )
  .map((all): Given[] =>
    all.map(
      ({ session, module, outcome, minutesLate }): Given =>
        clean({
          kind: 'attendance' as const,
          session: `s-${session}`,
          sessionKind: sessions[session]?.kind ?? 'class',
          module,
          outcome,
          on: sessions[session]?.date ?? start,
          minutesLate: outcome === 'late' ? minutesLate : undefined,
        }) as Given,
    ),
  );
const madeUp = fc
  .record({ session: fc.nat(4), after: fc.integer({ min: 0, max: 20 }) })
  .map(({ session, after }): Given[] => [
    {
      kind: 'made-up',
      session: `s-${session}`,
      where: 'online',
      on: plusDays(sessions[session]?.date ?? start, after),
    },
  ]);

const once = (name: string) =>
  nothing(within).map((on): Given[] =>
    on === undefined ? [] : [{ kind: 'step', step: name, on }],
  );
/** What happens, in the order of its days; facts of one day in the order in which they came. */
export const aHistory: fc.Arbitrary<Given[]> = fc
  .tuple(
    once('s-one'),
    once('s-two'),
    once('renewed'),
    nothing(within).map((on): Given[] =>
      on === undefined ? [] : [{ kind: 'step', step: 'training-completed', on }],
    ),
    fc.constantFrom<Given[]>(
      [],
      [{ kind: 'circumstance', name: 'level', value: 'one', on: '2020-01-01' }],
      [{ kind: 'circumstance', name: 'level', value: 'two', on: '2020-01-01' }],
    ),
    fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: work },
          { weight: 3, arbitrary: simple },
          { weight: 1, arbitrary: letter },
          { weight: 2, arbitrary: attempt },
          { weight: 1, arbitrary: madeUp },
        ),
        { maxLength: 9 },
      )
      .map((all) => all.flat()),
    roll,
  )
  .map((all) => all.flat().toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)));
