import type { IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import type { Finding, Outcome, Unmet } from '../../outcome.js';
import type { Span, WindowMotion } from '../../window.js';
import { met, notApplicable, type Part } from '../kind.js';
import type { Item } from './counted.js';
import { judgeFloor } from './floors.js';
import type { Need } from './needed.js';
import { leftOutOf, measure, type Filled, type IsSeparate, type TooFew } from './quotas.js';
import type { Tally } from './schema.js';
import { notKnown } from './unplaced.js';

/** How a tally comes out for some items, under one way to read overlaps. */
export interface Sums {
  readonly outcome: Outcome;
  readonly have: number;
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
  /** What counts. */
  readonly items: readonly Item[];
}

/** What a tally is judged by, for one person. */
export interface Frame {
  readonly tally: Tally;
  readonly floors: readonly (Pick<Part, 'subject' | 'title'> & {
    readonly floor: Tally['periods'][number];
  })[];
  readonly span: Span;
  readonly ledger: Ledger;
  readonly need: Need;
  readonly limit: number | 'not stated' | undefined;
  readonly motion: WindowMotion;
  /** Nothing that is still to come can undo that there is enough. */
  readonly final: boolean;
  /** More can still be added, and until when where there is a last day. */
  readonly open: boolean;
  readonly by: IsoDate | undefined;
}

export function sumUp(frame: Frame, items: readonly Item[], isSeparate: IsSeparate): Sums {
  const { tally, floors, span, ledger, need, limit, motion } = frame;
  const { unit } = tally;
  const { total: have, filled, tooFew } = measure(items, tally, isSeparate);
  const outcomes: Outcome[] = [];
  if (typeof need === 'number') outcomes.push(enough(frame, have, need));
  if (need === notKnown) outcomes.push(enoughAtMost(frame, have));
  if (need === 'not stated') outcomes.push({ status: 'not-stated', have, unit });
  if (typeof limit === 'number') outcomes.push(within(have, limit, frame));
  if (limit === 'not stated') outcomes.push({ status: 'not-stated', have, unit });
  const parts: Part[] = [];
  for (const one of filled) pushQuotas(parts, outcomes, frame, one);
  const findings: Finding[] = [];
  if (need === notKnown)
    findings.push({
      code: 'anchor-missing',
      text: 'A day by which it is reckoned how much is needed is not known yet.',
    });
  if (tooFew !== undefined) {
    outcomes.push(enough(frame, tooFew.have, tooFew.need));
    findings.push({ code: 'too-few-together', text: togetherInWords(tooFew, unit) });
  }
  for (const text of leftOutOf(filled, unit)) findings.push({ code: 'above-cap', text });
  const days = { span, motion, asOf: ledger.asOf };
  for (const { floor, subject, title } of floors) {
    const judged = judgeFloor(floor, unit, items, days, isSeparate);
    for (const finding of judged.findings) findings.push(finding);
    parts.push({ subject, title, outcome: judged.outcome });
    outcomes.push(judged.outcome);
  }
  return { outcome: worst(outcomes), have, parts, findings, items };
}

function enough({ tally: { unit }, final, open, by }: Frame, have: number, need: number): Outcome {
  if (have >= need) return { status: 'met', final };
  const unmet = { status: 'unmet', have, need, unit, reachable: open } as const;
  return by === undefined ? unmet : { ...unmet, by };
}

/** Whether it is enough even if as much is needed as ever can be. */
function enoughAtMost(frame: Frame, have: number): Outcome {
  const { forEvery, unit } = frame.tally;
  const most = forEvery !== undefined && 'period' in forEvery ? forEvery.needAtMost : undefined;
  if (most !== undefined && have >= most) return enough(frame, have, most);
  return { status: 'unmet', have, need: notKnown, unit, reachable: true };
}

function within(have: number, limit: number, { tally, span, ledger, motion }: Frame): Outcome {
  const { unit } = tally;
  if (have > limit)
    return {
      status: 'unmet',
      have,
      need: `at most ${limit}`,
      unit,
      reachable: motion.start === 'daily',
    };
  const still = motion.start === 'none' && motion.end === 'none';
  return {
    status: 'met',
    final: still && ledger.asOf > span.end,
    ...(unit === 'times' && { margin: Math.floor(limit - have) + 1 }),
  };
}

function togetherInWords({ quotas, have, need, once }: TooFew, unit: string): string {
  const titles = quotas.map(({ title }) => title).join(', ');
  const each = once ? ', each in one of them' : '';
  return `Together they need ${need} ${unit}, and ${have} can count${each}: ${titles}.`;
}

/** A quota before those in it. */
function pushQuotas(parts: Part[], outcomes: Outcome[], frame: Frame, one: Filled): void {
  const { quota, have, recorded } = one;
  const { id: subject, title, atLeast, countsUpTo } = quota;
  const tally = have === recorded ? { have } : { have, recorded };
  if (atLeast === undefined) {
    // A cap takes away from the whole; nobody can break it.
    const outcome = countsUpTo === undefined ? notApplicable : met;
    parts.push({ subject, title, outcome, tally });
  } else {
    const outcome = enough(frame, have, atLeast);
    parts.push({ subject, title, outcome, tally });
    outcomes.push(outcome);
  }
  for (const inside of one.parts) pushQuotas(parts, outcomes, frame, inside);
}

/** Of several parts that must all hold, the one that is farthest from it. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1) return only;
  let unmet: Unmet | undefined;
  let by: IsoDate | undefined;
  let met = false;
  let final = true;
  let margin = Infinity;
  for (const outcome of outcomes) {
    if (outcome.status === 'unmet') {
      if (!outcome.reachable) return outcome;
      unmet ??= outcome;
      if (outcome.by !== undefined && (by === undefined || outcome.by < by)) by = outcome.by;
    } else if (outcome.status === 'met') {
      met = true;
      final &&= outcome.final;
      margin = Math.min(margin, outcome.margin ?? Infinity);
    }
  }
  if (unmet !== undefined) return by === undefined ? unmet : { ...unmet, by };
  if (!met) return only ?? notApplicable;
  return margin === Infinity ? { status: 'met', final } : { status: 'met', final, margin };
}
