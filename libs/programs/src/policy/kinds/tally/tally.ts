import type { IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import { alike } from '../../logic/alike.js';
import type { Finding, Outcome, Unmet } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { chosen } from '../../where.js';
import { anyTime, motionOfWindow, type Span, type WindowMotion } from '../../window.js';
import { leafKind, momentsOfWindow, notApplicable, type Judged, type Part } from '../kind.js';
import { counting, type Item } from './counted.js';
import { tallyFlaws } from './flaws.js';
import { judgeFloor } from './floors.js';
import { needing, settling, type Need } from './needed.js';
import { measure, type Filled, type IsSeparate } from './quotas.js';
import { tallySchema, type Overlap, type Quota, type Tally } from './schema.js';
import { notKnown, unplaced } from './unplaced.js';

export const tally = leafKind({
  schema: tallySchema,
  judge: judging,
  flaws: tallyFlaws,
  moments: ({ window, forEvery }) => [
    ...momentsOfWindow(window, ['window']),
    ...(forEvery === undefined || 'amount' in forEvery
      ? []
      : [
          [forEvery.since, ['forEvery', 'since']] as const,
          [forEvery.until ?? 'as-of', ['forEvery', 'until']] as const,
        ]),
  ],
});

/** How a tally comes out for some items, under one way to read overlaps. */
interface Sums {
  readonly outcome: Outcome;
  readonly have: number;
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
}

function judging(tally: Tally): (ledger: Ledger) => Judged {
  const count = counting(tally);
  const { atLeast } = tally;
  const baseOf = isValue(atLeast) ? chosen(atLeast) : () => atLeast;
  const needOf = needing(tally);
  const limitOf = chosen<number | undefined>(tally.atMost);
  const motionFor = motionOfWindow(tally.window);
  const settles = settling(tally);
  const questions = overlapQuestions(tally);
  const floors = tally.periods.map((floor, place) => {
    const title = `At least ${floor.atLeast} ${tally.unit} in each`;
    return { floor, subject: `period-${place + 1}`, title };
  });

  return (ledger) => {
    const counted = count(ledger);
    const limit = limitOf(ledger);
    if (counted === undefined) return unplaced(tally, baseOf(ledger), limit);
    const { span } = counted;
    const need = needOf(ledger, span);
    const motion = motionFor(ledger);
    const final = motion.start === 'none' && settles(ledger, span);
    const open = motion.endless || ledger.asOf <= span.end;
    const by = motion.endless || span.end === anyTime.end ? undefined : span.end;
    const frame = { tally, floors, span, ledger, need, limit, motion, final, open, by };
    const certain = underOverlaps(frame, questions, counted.items);
    const evidence = counted.items.map(({ activity }) => activity.ref);
    for (const question of questions) {
      const ref = ledger.answerTo(question)?.ref;
      if (ref !== undefined) evidence.push(ref);
    }
    const { outcome, have, parts, findings } = certain;
    const judged = {
      outcome,
      evidence,
      findings: counted.findings.length === 0 ? findings : [...counted.findings, ...findings],
      tally: typeof need === 'number' ? { have, need } : { have },
      parts,
    };
    if (counted.pending.length === 0) return judged;
    const all = [...counted.items, ...counted.pending];
    const possible = underOverlaps(frame, questions, all);
    if (alike(outcome, possible.outcome)) return judged;
    const asks = new Set(counted.pending.map(({ ask }) => ask));
    return {
      ...judged,
      evidence: [...evidence, ...counted.pending.map(({ activity }) => activity.ref)],
      outcome: {
        status: 'needs-decision',
        decisions: [
          { requirement: tally.id, question: [...asks].join(' '), options: ['met', 'unmet'] },
        ],
      },
    };
  };
}

interface Frame {
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

function sumUp(frame: Frame, items: readonly Item[], isSeparate: IsSeparate): Sums {
  const { tally, floors, span, ledger, need, limit } = frame;
  const { unit } = tally;
  const { total: have, filled, tooLittle } = measure(items, tally, isSeparate);
  const outcomes: Outcome[] = [];
  if (typeof need === 'number') outcomes.push(enough(frame, have, need));
  if (need === notKnown) outcomes.push(enoughAtMost(frame, have));
  if (need === 'not stated') outcomes.push({ status: 'not-stated', have, unit });
  if (typeof limit === 'number') outcomes.push(within(have, limit, frame));
  if (limit === 'not stated') outcomes.push({ status: 'not-stated', have, unit });
  const parts: Part[] = [];
  for (const one of filled) pushQuotas(parts, frame, one);
  const findings: Finding[] = [];
  if (need === notKnown)
    findings.push({
      code: 'anchor-missing',
      text: 'A day by which it is reckoned how much is needed is not known yet.',
    });
  if (tooLittle !== undefined) {
    outcomes.push(enough(frame, tooLittle.have, tooLittle.need));
    findings.push({
      code: 'counted-once',
      text: `Together they need ${tooLittle.need} ${unit}, since nothing counts twice: ${tooLittle.quotas.map(({ title }) => title).join(', ')}.`,
    });
  }
  for (const { floor, subject, title } of floors) {
    const judged = judgeFloor(floor, unit, items, span, ledger.asOf, isSeparate);
    for (const finding of judged.findings) findings.push(finding);
    parts.push({ subject, title, outcome: judged.outcome });
  }
  for (const { outcome } of parts) outcomes.push(outcome);
  return { outcome: worst(outcomes), have, parts, findings };
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

/** A quota before those in it. */
function pushQuotas(parts: Part[], frame: Frame, { quota, have, parts: inside }: Filled): void {
  const { id: subject, title, atLeast } = quota;
  const outcome = atLeast === undefined ? notApplicable : enough(frame, have, atLeast);
  parts.push({ subject, title, outcome, tally: { have } });
  for (const one of inside) pushQuotas(parts, frame, one);
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

function overlapQuestions(tally: Tally): readonly string[] {
  const questions = new Set<string>();
  const look = ({ overlap, quotas = [] }: { overlap?: Overlap; quotas?: readonly Quota[] }) => {
    if (typeof overlap === 'object') questions.add(overlap.question);
    quotas.forEach(look);
  };
  look(tally);
  tally.periods.forEach(look);
  return [...questions];
}

const asWritten: IsSeparate = ({ overlap }) => overlap === 'separate';

/** Judges under each reading of the overlaps that are still open; shows the first of them. */
function underOverlaps(frame: Frame, questions: readonly string[], items: readonly Item[]): Sums {
  if (questions.length === 0) return sumUp(frame, items, asWritten);
  const { ledger } = frame;
  let shown: Sums | undefined;
  const under = (rest: readonly string[], taken: ReadonlyMap<string, string>): Outcome => {
    const [next, ...later] = rest;
    if (next !== undefined)
      return ledger.ask(next, (reading) => under(later, new Map(taken).set(next, reading)));
    const sums = sumUp(frame, items, ({ overlap }) => {
      const reading = typeof overlap === 'object' ? taken.get(overlap.question) : overlap;
      return reading === 'separate';
    });
    shown ??= sums;
    return sums.outcome;
  };
  const outcome = under(questions, new Map());
  return { ...(shown ?? sumUp(frame, items, () => false)), outcome };
}
