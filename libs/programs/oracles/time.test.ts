import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../src/policy/evaluate.js';
import type { Context, EvidenceItem } from '../src/policy/evidence.js';
import { policyAsking } from '../src/policy/example.fixture.js';
import type { Given } from '../src/policy/kinds/judged.fixture.js';
import type { Result } from '../src/policy/outcome.js';
import type { Policy } from '../src/policy/schema.js';
import { knownFaults, plusDays, runs, type Day } from './testing/naive.js';
import { named } from './testing/told.js';
import { aContext, aHistory, aTree, leafOf, more, numbered, start } from './testing/worlds.js';

/** What time alone, and what comes later, may change, and what they may not. */

type Nodes = ReadonlyMap<string, Result>;

/** Every result by its place, as far down as the tree stays the same. */
function nodes(policy: Policy, facts: readonly EvidenceItem[], asOf: Day, context: Context): Nodes {
  const found = new Map<string, Result>();
  const walk = (one: Result, at: string): void => {
    found.set(at, one);
    one.children.forEach((child, place) => {
      walk(child, `${at}/${place} ${child.kind} ${child.requirement}${child.subject ?? ''}`);
    });
  };
  const { require } = evaluate(
    policy,
    'apply',
    facts.filter(({ on }) => on <= asOf),
    asOf,
    context,
  );
  if (typeof require !== 'string') walk(require, `${require.kind} ${require.requirement}`);
  return found;
}
const isFinal = ({ outcome }: Result) => outcome.status === 'met' && outcome.final;
const isLost = ({ outcome }: Result) => outcome.status === 'unmet' && !outcome.reachable;
const told = (result: Result | undefined) => JSON.stringify(result?.outcome);
const dates = Array.from({ length: 75 }, (_, n) => plusDays(start, n - 6));

/** Whether it hangs on a condition that may come to be otherwise: then what it asks may not apply any more. */
const hangs = (one: Result): boolean =>
  (one.kind === 'when' &&
    one.children[0] !== undefined &&
    !isFinal(one.children[0]) &&
    !isLost(one.children[0])) ||
  one.children.some(hangs);

/** Looks at a world on all days, each day’s judgement against that of the days before. */
function lookAt(policy: Policy, facts: readonly EvidenceItem[], context: Context): void {
  const settled = new Map<string, { result: Result; on: Day }>();
  for (const asOf of dates) {
    for (const [at, result] of nodes(policy, facts, asOf, context)) {
      const before = settled.get(at);
      if (before !== undefined && (isFinal(before.result) ? !isFinal(result) : !isLost(result)))
        throw new Error(
          `${at}: ${told(before.result)} on ${before.on}, ${told(result)} on ${asOf}`,
        );
      if (before === undefined && (isFinal(result) || isLost(result)) && !hangs(result))
        settled.set(at, { result, on: asOf });
    }
  }
}

/** By what goes on more is done each day, with nothing recorded. */
const goesOn = (history: readonly object[]) => /"(ongoing|until)":/.test(JSON.stringify(history));
/** More time that is granted only once that is over, too, takes back what was settled. */
const isGrantedTooLate = (require: object, history: readonly Given[]) =>
  [...JSON.stringify(require).matchAll(/"notAfter":"([-\d]+)","extension":\{/g)].some(
    ([, due = '']) =>
      history.some(({ kind, on }) => kind === 'extension' && on > plusDays(due, 10)),
  );
/** What goes on counts on the day of an attempt, and opens its gate the day after. */
const opensLater = (require: object, history: readonly object[]) =>
  !knownFaults && JSON.stringify(require).includes('"gate"') && goesOn(history);

describe('what is so for good', () => {
  const each = Object.entries(leafOf) as [string, fc.Arbitrary<object>][];
  test.each(each)('stays so whatever comes after: %s', (_, leaf) => {
    fc.assert(
      fc.property(leaf.map(numbered), aHistory, aContext, (require, history, context) => {
        fc.pre(!opensLater(require, history));
        lookAt(policyAsking(require, more), named(history), context);
      }),
      { ...runs(700), maxSkipsPerRun: 1000 },
    );
  });

  test('stays so whatever comes after: trees', () => {
    fc.assert(
      fc.property(aTree, aHistory, aContext, (require, history, context) => {
        fc.pre(!opensLater(require, history));
        fc.pre(!isGrantedTooLate(require, history));
        lookAt(policyAsking(require, more), named(history), context);
      }),
      { ...runs(2500), maxSkipsPerRun: 1000 },
    );
  });
});

describe('the last day', () => {
  /** With nothing more recorded: it can be met until then, and not from the day after on. */
  function lookAtDeadlines(
    policy: Policy,
    facts: readonly EvidenceItem[],
    context: Context,
    asOf: Day,
  ): void {
    const known = facts.filter(({ on }) => on <= asOf);
    for (const [at, result] of nodes(policy, known, asOf, context)) {
      const { outcome } = result;
      if (outcome.status !== 'unmet' || outcome.by === undefined) continue;
      const { by } = outcome;
      // What is not recorded may have been so all the time.
      if (!outcome.reachable || outcome.unknown !== undefined || hangs(result)) continue;
      // Made in time, it waits for its mark, however long.
      if (outcome.have === 'an attempt not yet marked') continue;
      if (by < asOf) throw new Error(`${at}: ${told(result)} on ${asOf}`);
      const on = nodes(policy, known, by, context).get(at);
      const after = nodes(policy, known, plusDays(by, 1), context).get(at);
      if (
        on === undefined ||
        on.outcome.status !== 'unmet' ||
        !on.outcome.reachable ||
        on.outcome.by !== by
      )
        throw new Error(`${at}: ${told(result)} on ${asOf}, ${told(on)} on ${by}`);
      // Under one reading at least.
      if (after === undefined || (!isLost(after) && after.outcome.status !== 'depends-on-reading'))
        throw new Error(`${at}: ${told(result)} on ${asOf}, ${told(after)} on ${plusDays(by, 1)}`);
    }
  }
  // Periods that are cut into do not move: there it is the first field.
  const moving = (one: unknown) => /as-of|,"every"/.test(JSON.stringify(one));
  const each = Object.entries(leafOf) as [string, fc.Arbitrary<object>][];

  test.each(each)('is the last on which it can be met: %s', (_, leaf) => {
    fc.assert(
      fc.property(
        leaf.map(numbered).filter((one) => !moving(one)),
        aHistory,
        aContext,
        fc.constantFrom(...dates),
        (require, history, context, asOf) => {
          fc.pre(!goesOn(history));
          lookAtDeadlines(policyAsking(require, more), named(history), context, asOf);
        },
      ),
      { ...runs(700), maxSkipsPerRun: 1000 },
    );
  });

  test('is the last on which it can be met: trees', () => {
    fc.assert(
      fc.property(
        aTree.filter((one) => !moving(one)),
        aHistory,
        aContext,
        fc.constantFrom(...dates),
        (require, history, context, asOf) => {
          // A question inside a reading of its own is answered already.
          fc.pre(JSON.stringify(require).split('"kind":"readings"').length < 3);
          // More time may be granted for a stage, and an attempt may wait for its mark or its window. Bands are due on the last day of the band that holds: after it another does.
          fc.pre(!/"(bands|circumstance|exam|atMost":1,"length)"/.test(JSON.stringify(require)));
          fc.pre(!goesOn(history));
          lookAtDeadlines(policyAsking(require, more), named(history), context, asOf);
        },
      ),
      { ...runs(2500), maxSkipsPerRun: 1000 },
    );
  });
});
