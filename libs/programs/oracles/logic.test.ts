import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../src/policy/evaluate.js';
import type { EvidenceItem } from '../src/policy/evidence.js';
import { exampleQuote, policyAsking } from '../src/policy/example.fixture.js';
import { question, type Given } from '../src/policy/kinds/judged.fixture.js';
import { everyResult } from '../src/policy/assess.js';
import type { Outcome } from '../src/policy/outcome.js';
import { runs } from './testing/naive.js';
import { named } from './testing/told.js';

/** Whole trees of requirements, held to the chain of ADR 8, reading by reading. */

const asOf = '2026-06-30';

/** What a leaf comes to: its place in the chain, or that it drops out. */
type Status =
  'lost' | 'unmet' | 'unknown' | 'decide' | 'soft' | 'met' | 'waived' | 'silent' | 'idle';
type Tree =
  | { readonly is: Status }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree[] }
  | { readonly kind: 'k-of-n'; readonly atLeast: number; readonly of: readonly Tree[] }
  | { readonly kind: 'not'; readonly of: Tree }
  | { readonly kind: 'when'; readonly when: Tree; readonly then: Tree }
  | { readonly kind: 'readings'; readonly question: string; readonly a: Tree; readonly b: Tree }
  | { readonly kind: 'waived' | 'judged-met' | 'judged-unmet'; readonly of: Tree };

const questions = ['first', 'second', 'third'];
const leaf: fc.Arbitrary<Tree> = fc
  .constantFrom<Status>(
    'lost',
    'unmet',
    'unknown',
    'decide',
    'soft',
    'met',
    'waived',
    'silent',
    'idle',
  )
  .map((is) => ({ is }));
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('k-of-n' as const),
        atLeast: fc.integer({ min: 1, max: 3 }),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), of: tie('tree') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('when' as const),
        when: tie('tree'),
        then: tie('tree'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('readings' as const),
        question: fc.constantFrom(...questions),
        a: tie('tree'),
        b: tie('tree'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('waived' as const, 'judged-met' as const, 'judged-unmet' as const),
        of: tie('tree'),
      }),
    },
  ),
}));

/** The policy of a tree and the facts that make its leaves what they are. */
function written(root: Tree): { require: object; facts: Given[]; last: Given[] } {
  // Judged once all else is recorded, the inner before the outer: what came after would be judged anew.
  const judgements: Given[] = [];
  const facts: Given[] = [{ kind: 'circumstance', name: 'known', value: 'no', on: '2020-01-01' }];
  const last: Given[] = [];
  let count = 0;
  const write = (one: Tree): object => {
    const id = `n-${(count += 1)}`;
    const node = { id, title: id };
    if ('is' in one) {
      const attestation = { ...node, kind: 'attestation', statement: id, text: 'So.' };
      switch (one.is) {
        case 'met':
          facts.push({ kind: 'attestation', statement: id, on: '2026-01-01' });
          return attestation;
        case 'unmet':
          return attestation;
        case 'waived':
          last.push({ kind: 'waiver', requirement: id, on: '2026-01-01' });
          return attestation;
        case 'lost':
          return { ...node, kind: 'step', step: id, notAfter: '2026-01-01' };
        case 'unknown':
          return { ...node, kind: 'circumstance', where: { [id]: ['yes'] } };
        case 'decide':
          return { ...node, kind: 'discretion', ask: 'So?', options: ['yes'] };
        case 'soft':
          facts.push({ kind: 'circumstance', name: id, value: 'yes', on: '2020-01-01' });
          return { ...node, kind: 'circumstance', where: { [id]: ['yes'] } };
        case 'silent':
          return { ...node, kind: 'fee', for: 'exam', amount: 'not stated', currency: 'USD' };
        case 'idle':
          return { ...node, kind: 'fee', for: 'exam', amount: 'none', currency: 'USD' };
      }
    }
    switch (one.kind) {
      case 'all':
      case 'any':
        return { ...node, kind: one.kind, of: one.of.map(write) };
      case 'k-of-n':
        return { ...node, kind: one.kind, atLeast: one.atLeast, of: one.of.map(write) };
      case 'not':
        return { ...node, kind: 'not', of: write(one.of) };
      case 'when':
        return { ...node, kind: 'when', when: write(one.when), then: write(one.then) };
      case 'readings':
        return {
          ...node,
          kind: 'readings',
          question: one.question,
          readings: { a: write(one.a), b: write(one.b) },
        };
      case 'waived':
        last.push({ kind: 'waiver', requirement: id, on: '2026-01-01' });
        return { ...node, kind: 'all', of: [write(one.of)] };
      case 'judged-met':
      case 'judged-unmet':
        judgements.push({
          kind: 'judgement',
          requirement: id,
          outcome: one.kind === 'judged-met' ? 'met' : 'unmet',
          on: '2026-01-01',
        });
        return { ...node, kind: 'all', of: [write(one.of)] };
    }
  };
  const require = write(root);
  return { require, facts, last: [...last, ...judgements.toReversed()] };
}

const chain: readonly Status[] = ['lost', 'unmet', 'decide', 'met'];
const placeOf = (one: Status) =>
  one === 'unknown' ? 1 : one === 'waived' || one === 'soft' ? 3 : chain.indexOf(one);
const dropsOut = (one: Status) => one === 'silent' || one === 'idle';

/** k-th highest of those that do not drop out, k shrinking to as many as there are. */
function kth(of: readonly Status[], k: number): Status {
  const left = of.filter((one) => !dropsOut(one));
  if (left.length === 0) return of.includes('silent') ? 'silent' : 'idle';
  const need = Math.min(k, left.length);
  const place = left.map(placeOf).sort((a, b) => b - a)[need - 1] ?? 0;
  const status = chain[place] ?? 'lost';
  if (status === 'met') {
    const highest = left.filter((one) => placeOf(one) === 3);
    if (highest.every((one) => one === 'waived')) return 'waived';
    return highest.filter((one) => one !== 'soft').length >= need ? 'met' : 'soft';
  }
  if (status !== 'unmet' && status !== 'lost') return status;
  // "carry it on where the fact could make them met"
  const hopeful =
    left.map((one) => (one === 'unknown' ? 2 : placeOf(one))).sort((a, b) => b - a)[need - 1] ?? 0;
  return hopeful >= 2 ? 'unknown' : status;
}

/** With every question answered. */
function judgedBy(one: Tree, answers: Readonly<Record<string, string>>): Status {
  if ('is' in one) return one.is;
  const inside = (of: Tree) => judgedBy(of, answers);
  switch (one.kind) {
    case 'all':
      return kth(one.of.map(inside), one.of.length);
    case 'any':
      return kth(one.of.map(inside), 1);
    case 'k-of-n':
      return kth(one.of.map(inside), one.atLeast);
    case 'not': {
      const of = inside(one.of);
      const turned: Partial<Record<Status, Status>> = {
        lost: 'met',
        unmet: 'soft',
        met: 'lost',
        soft: 'unmet',
      };
      return turned[of] ?? of;
    }
    case 'when': {
      const [when, then] = [inside(one.when), inside(one.then)];
      if (when === 'met' || when === 'soft' || when === 'waived') return then;
      if (when === 'lost' || when === 'unmet') return 'idle';
      if (when === 'decide' || when === 'unknown') {
        // "If they come to the same, that is the answer and nobody is asked."
        return then === 'idle' || (placeOf(then) === 3 && !dropsOut(then)) ? then : 'decide';
      }
      return when;
    }
    case 'readings':
      return inside(answers[one.question] === 'a' ? one.a : one.b);
    case 'waived':
      return 'waived';
    case 'judged-met':
    case 'judged-unmet': {
      const of = kth([inside(one.of)], 1);
      if (of !== 'decide' && of !== 'unknown') return of;
      return one.kind === 'judged-met' ? 'soft' : 'lost';
    }
  }
}

function told(outcome: Outcome): Status {
  switch (outcome.status) {
    case 'met':
      return outcome.final ? 'met' : 'soft';
    case 'unmet':
      return outcome.unknown !== undefined ? 'unknown' : outcome.reachable ? 'unmet' : 'lost';
    case 'needs-decision':
      return 'decide';
    case 'waived':
      return 'waived';
    case 'not-stated':
      return 'silent';
    case 'not-applicable':
      return 'idle';
    case 'depends-on-reading':
      throw new Error('still open');
  }
}
const more = { questions: questions.map((id) => question(id, 'a', 'b')) };
const allAnswers = Array.from({ length: 8 }, (_, n) =>
  Object.fromEntries(questions.map((id, place) => [id, (n & (1 << place)) === 0 ? 'a' : 'b'])),
);

function under(outcome: Outcome, answers: Readonly<Record<string, string>>): Outcome {
  if (outcome.status !== 'depends-on-reading') return outcome;
  return under(
    outcome.readings.find(({ reading }) => reading === answers[outcome.question])?.outcome ??
      outcome,
    answers,
  );
}
const hasJudged = (one: Tree): boolean =>
  !('is' in one) &&
  (one.kind.startsWith('judged') ||
    Object.values(one)
      .flat()
      .some((inner) => typeof inner === 'object' && hasJudged(inner as Tree)));

const within = (one: Tree): readonly Tree[] =>
  'is' in one
    ? []
    : Object.values(one)
        .flat()
        .filter((inner): inner is Tree => typeof inner === 'object');
const hasReadings = (one: Tree): boolean =>
  ('kind' in one && one.kind === 'readings') || within(one).some(hasReadings);
const forgets = (one: Tree): boolean =>
  ('kind' in one &&
    ((one.kind === 'not' && hasReadings(one.of)) ||
      (one.kind === 'when' && hasReadings(one.when)))) ||
  within(one).some(forgets);

describe('a tree of requirements', () => {
  /** Met in one reading for good and in another not: told as not for good, since it is one outcome for both. */
  const alike = (a: Status, b: Status) =>
    a === b ||
    (placeOf(a) === 3 &&
      placeOf(b) === 3 &&
      [a, b].every((one) => one === 'met' || one === 'soft')) ||
    (placeOf(a) === 1 && placeOf(b) === 1);

  test('comes to what the chain comes to under every answer, before it is given and after', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const { require, facts, last } = written(root);
        const policy = policyAsking(
          { id: 'asked', title: 'Asked', kind: 'all', of: [require] },
          more,
        );
        const evidence = named([...facts, ...last]);
        const open = evaluate(policy, 'apply', evidence, asOf).outcome;
        for (const answers of allAnswers) {
          const expected = kth([judgedBy(root, answers)], 1);
          const given = questions.map((id, at): EvidenceItem => ({
            ref: `a-${at}`,
            kind: 'answer',
            question: id,
            reading: answers[id] ?? 'a',
            on: '2025-01-01',
          }));
          // What is answered before anybody judges.
          const after = evaluate(policy, 'apply', [...given, ...evidence], asOf).outcome;
          expect(told(after)).toBe(expected);
          // A person judges what is open before it is answered, and then it is judged under no reading.
          // Whether it is met for good, and what is not known, is one for all readings that agree but for that.
          if (hasJudged(root) || forgets(root)) continue;
          expect(alike(told(under(open, answers)), expected)).toBe(true);
        }
      }),
      runs(4000),
    );
  });

  test('of which no question is asked that changes nothing', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const { require, facts, last } = written(root);
        const outcome = evaluate(
          policyAsking(require, more),
          'apply',
          named([...facts, ...last]),
          asOf,
        ).outcome;
        const check = (one: Outcome, asked: readonly string[]): void => {
          if (one.status !== 'depends-on-reading') return;
          expect(asked.includes(one.question)).toBe(false);
          const flat = (of: Outcome): string =>
            of.status === 'depends-on-reading'
              ? `${of.question}(${of.readings.map((reading) => flat(reading.outcome)).join()})`
              : of.status === 'unmet'
                ? `unmet ${of.reachable}`
                : of.status;
          expect(
            new Set(one.readings.map((reading) => flat(reading.outcome))).size,
          ).toBeGreaterThan(1);
          for (const reading of one.readings) check(reading.outcome, [...asked, one.question]);
        };
        check(outcome, []);
      }),
      runs(3000),
    );
  });

  test('keeps the laws of a chain: monotone, dual, and deaf to what drops out', () => {
    const better: Readonly<Record<string, Status>> = {
      lost: 'unmet',
      unmet: 'decide',
      decide: 'met',
      soft: 'met',
    };
    const status = (of: readonly Tree[], kind: 'all' | 'any' | 'not-any-not'): Status => {
      const root: Tree =
        kind === 'not-any-not'
          ? {
              kind: 'not',
              of: { kind: 'any', of: of.map((one) => ({ kind: 'not', of: one })) },
            }
          : { kind, of };
      const { require, facts, last } = written(root);
      return told(
        evaluate(policyAsking(require, more), 'apply', named([...facts, ...last]), asOf).outcome,
      );
    };
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom<Status>('lost', 'unmet', 'decide', 'soft', 'met', 'silent', 'idle'),
          { minLength: 1, maxLength: 5 },
        ),
        fc.nat(4),
        (of, at) => {
          const leaves = of.map((is): Tree => ({ is }));
          expect(status(leaves, 'not-any-not')).toBe(status(leaves, 'all'));
          const place = at % of.length;
          const raised = better[of[place] ?? ''];
          for (const kind of ['all', 'any'] as const) {
            const before = status(leaves, kind);
            if (raised !== undefined) {
              const after = status(
                leaves.map((one, other) => (other === place ? { is: raised } : one)),
                kind,
              );
              expect(placeOf(after)).toBeGreaterThanOrEqual(placeOf(before));
            }
            const after = status([...leaves, { is: 'silent' }], kind);
            expect(after === before || dropsOut(before)).toBe(true);
          }
        },
      ),
      runs(1500),
    );
  });
});

/* What is not recorded. */

const names = ['level', 'route'] as const;
const values = ['one', 'two', 'three', 7, 12, 20, true, false] as const;
const match = fc.oneof(
  fc.subarray(['one', 'two', 7, 12], { minLength: 1 }),
  fc.subarray(['one', 'two', 7], { minLength: 1 }).map((not) => ({ not })),
  fc.constantFrom(
    { atLeast: 10 },
    { moreThan: 12 },
    { lessThan: 7 },
    { atMost: 12 },
    { atLeast: 7, lessThan: 12 },
  ),
  fc.constantFrom([true], [false]),
);
const where = fc.oneof(
  match.map((one) => ({ level: one })),
  match.map((one) => ({ route: one })),
  fc.tuple(match, match).map(([one, two]) => ({ level: one, route: two })),
);
const table = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 1, arbitrary: value },
    {
      weight: 4,
      arbitrary: fc.record({
        table: fc.array(fc.record({ where, value }), { minLength: 1, maxLength: 3 }),
        otherwise: fc.oneof(value, fc.constant('not stated' as const)),
      }),
    },
  );
const period = fc.constantFrom('P1M', 'P3M', 'P6M', 'P1Y');
const oneLeaf = (id: string): fc.Arbitrary<object> =>
  fc
    .oneof(
      table(fc.nat(5)).map((atLeast) => ({
        kind: 'tally',
        tally: 'work',
        unit: 'hours',
        atLeast,
        window: 'none',
      })),
      fc.tuple(fc.nat(4), table(fc.nat(5))).map(([atLeast, atMost]) => ({
        kind: 'tally',
        tally: 'work',
        unit: 'hours',
        atLeast,
        atMost,
        window: 'none',
      })),
      table(fc.nat(3)).map((amount) => ({ kind: 'fee', for: 'exam', amount, currency: 'USD' })),
      table(period).map((length) => ({
        kind: 'tally',
        tally: 'work',
        unit: 'hours',
        atLeast: 2,
        window: { length, to: '2026-06-30' },
      })),
      table(period).map((length) => ({
        kind: 'document',
        document: 'paper',
        window: { from: '2026-01-10', length },
      })),
      table(period).map((plus) => ({
        kind: 'step',
        step: 'done',
        notAfter: { from: '2026-01-10', plus },
      })),
      fc.constant({ kind: 'step', step: 'done', notAfter: 'due' }),
    )
    .map((one) => ({ id, title: id, ...one }));
const instead = fc.oneof(fc.constant('none' as const), oneLeaf('asked'));
const variations = fc
  .array(fc.record({ for: where, to: instead, cohort: fc.option(match, { nil: undefined }) }), {
    maxLength: 2,
  })
  .map((all) =>
    all.map(({ for: people, to, cohort }, at) => ({
      id: `v-${at}`,
      title: 'V',
      as: 'variant',
      rules: [exampleQuote],
      for: people,
      ...(cohort !== undefined && { cohort: { audience: cohort } }),
      changes: [{ requirement: 'asked', to }],
    })),
  );

/** Every match by which a policy tells something apart. */
function matchesOf(policy: unknown, name: string): Readonly<Record<string, unknown>>[] {
  if (typeof policy !== 'object' || policy === null) return [];
  return Object.entries(policy).flatMap(([field, value]) =>
    field === name && typeof value === 'object'
      ? [value as Record<string, unknown>]
      : matchesOf(value, name),
  );
}

describe('what is not recorded', () => {
  const facts = fc
    .record({
      hours: fc.nat(6),
      paid: fc.nat(4),
      paper: fc.option(fc.constantFrom('2026-02-01', '2026-05-01'), { nil: undefined }),
      done: fc.option(fc.constantFrom('2026-02-01', '2026-05-01'), { nil: undefined }),
    })
    .map(({ hours, paid, paper, done }): Given[] => [
      { kind: 'activity', tally: 'work', unit: 'hours', amount: hours, on: '2026-02-01' },
      { kind: 'payment', fee: 'asked', amount: paid, on: '2026-02-01' },
      ...(paper === undefined ? [] : [{ kind: 'document' as const, document: 'paper', on: paper }]),
      ...(done === undefined ? [] : [{ kind: 'step' as const, step: 'done', on: done }]),
    ]);
  const flat = (outcome: Outcome) =>
    outcome.status === 'unmet' ? (outcome.reachable ? 'unmet' : 'lost') : outcome.status;
  const known = fc.subarray([...names]);

  test('of the person or the class is judged under all that it may be, and asked for only if that differs', () => {
    fc.assert(
      fc.property(
        oneLeaf('asked'),
        variations,
        table(period),
        facts,
        known,
        fc.constantFrom(...values),
        fc.constantFrom(...values),
        fc.boolean(),
        fc.boolean(),
        (require, changes, due, items, recorded, level, route, classKnown, inAny) => {
          const dates = [{ id: 'due', title: 'Due', is: { from: '2026-01-10', plus: due } }];
          const root = inAny ? { id: 'root', title: 'R', kind: 'any', of: [require] } : require;
          const policy = policyAsking(root, { variations: changes, dates });
          const recordedOf = (
            given: Readonly<Record<string, string | number | boolean>>,
          ): Given[] =>
            Object.entries(given).map(([name, value]) => ({
              kind: 'circumstance',
              name,
              value,
              on: '2020-01-01',
            }));
          const judge = (
            given: Readonly<Record<string, string | number | boolean>>,
            audience?: string | number | boolean,
          ) =>
            evaluate(
              policy,
              'apply',
              named([...recordedOf(given), ...items]),
              '2026-05-15',
              audience === undefined ? {} : { cohort: { audience } },
            );
          const of = { level, route };
          const own = Object.fromEntries(recorded.map((name) => [name, of[name]]));
          // All that it may be: everything named somewhere, between and beside the bounds, and another word.
          const all = [
            'one',
            'two',
            'another word',
            3,
            6.5,
            7,
            9,
            10,
            11,
            12,
            12.5,
            13,
            99,
            true,
            false,
          ];
          // What is only ever told apart as yes or no is one of these; what only by bounds, a number.
          const sortsOf = (name: string) =>
            all.filter((one) => {
              const matches = matchesOf(policy, name);
              const bounded = matches.some((one) => !Array.isArray(one) && !('not' in one));
              const listed = matches.flatMap(
                (one) => (Array.isArray(one) ? one : 'not' in one ? one['not'] : []) as unknown[],
              );
              if (
                !bounded &&
                listed.length > 0 &&
                listed.every((value) => typeof value === 'boolean')
              )
                return typeof one === 'boolean';
              if (bounded && listed.every((value) => typeof value === 'number'))
                return typeof one === 'number';
              return true;
            });
          const possible = (name: 'level' | 'route') =>
            recorded.includes(name) ? [of[name]] : sortsOf(name);
          const outcomes = new Set<string>();
          for (const one of possible('level'))
            for (const two of possible('route'))
              for (const audience of classKnown ? ['one'] : sortsOf('audience'))
                outcomes.add(flat(judge({ level: one, route: two }, audience).outcome));
          const got = flat(judge(own, classKnown ? 'one' : undefined).outcome);
          const rest = new Set([...outcomes].filter((one) => one !== 'not-applicable'));
          const agreed =
            outcomes.size === 1
              ? [...outcomes][0]
              : !inAny && rest.size === 1 && rest.has('met')
                ? 'met'
                : 'needs-decision';
          expect(got).toBe(agreed);
        },
      ),
      runs(750),
    );
  });

  test('names all that there is to know, and once that is recorded nothing is asked any more', () => {
    fc.assert(
      fc.property(
        oneLeaf('asked'),
        variations,
        facts,
        fc.constantFrom(...values),
        fc.constantFrom(...values),
        (require, changes, items, level, route) => {
          const policy = policyAsking(require, {
            variations: changes,
            dates: [{ id: 'due', title: 'Due', is: { from: '2026-01-10', plus: 'P1M' } }],
          });
          const first = evaluate(policy, 'apply', named(items), '2026-05-15');
          // Some is asked only once other things are known; then it is named with that possibility.
          const namedIn = (result: typeof first) => {
            const text = [...everyResult(result)]
              .flatMap(({ findings }) => findings.map((finding) => finding.text))
              .join(' ');
            return [...names, 'audience'].filter((name) => text.includes(name));
          };
          const of: Readonly<Record<string, string | number | boolean>> = { level, route };
          const recorded = new Set<string>();
          let result = first;
          while (result.outcome.status === 'needs-decision') {
            const fresh = namedIn(result).filter((name) => !recorded.has(name));
            expect(fresh.length).toBeGreaterThan(0);
            for (const name of fresh) recorded.add(name);
            const given = [...recorded].flatMap((name): Given[] =>
              name === 'audience'
                ? []
                : [{ kind: 'circumstance', name, value: of[name] ?? '', on: '2020-01-01' }],
            );
            result = evaluate(
              policy,
              'apply',
              named([...given, ...items]),
              '2026-05-15',
              recorded.has('audience') ? { cohort: { audience: 'one' } } : {},
            );
          }
        },
      ),
      runs(3000),
    );
  });
});
