import { addPeriod, parsePeriod } from '../../calendar.js';
import type { IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import type { Finding } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { chosen, fits } from '../../where.js';
import { anyTime, lies } from '../../window.js';
import { attributesOf, lastDay, sumOf } from '../tally/counted.js';
import type { Attempt, Marking, VerdictOn } from './marks.js';
import { placing } from './placing.js';
import type { Exam } from './schema.js';

/** How the attempts at an exam, or at one part of it, stand. */
export interface Standing {
  readonly counted: readonly Attempt[];
  readonly passed: boolean;
  /** Nothing that is still to come can undo that. */
  readonly final: boolean;
  readonly failed: number;
  readonly unmarked: number;
  /** Made while it is not known when attempts may be made, and what is missing to know it. */
  readonly unplaced: readonly Attempt[];
  readonly missing: string | undefined;
  /** Undefined where the number of attempts is not limited. */
  readonly left?: number;
  /** Last day for an attempt, where there is one. */
  readonly by?: IsoDate;
  /** No attempt is left, but the training was repeated, and what that gives is not stated. */
  readonly perhapsAnew: boolean;
  readonly reachable: boolean;
  /** What must be done before the next attempt. */
  readonly gate: string | undefined;
  readonly findings: readonly Finding[];
}

export type Weigh = (
  ledger: Ledger,
  made: readonly Attempt[],
  marks: ReadonlyMap<string, Marking>,
  verdictOn: VerdictOn,
) => Standing;

export function weighing({ attempts }: Exam): Weigh {
  const most = isValue(attempts.atMost) ? attempts.atMost : undefined;
  const blocks = attempts.blocks ?? [];
  const wait = isValue(attempts.waiting) ? parsePeriod(attempts.waiting) : undefined;
  const placeOf = placing(attempts.window);
  const gates = blocks.map(({ gate }) => (gate === undefined ? undefined : gating(gate)));

  return (ledger, made, marks, verdictOn) => {
    const findings: Finding[] = [];
    const { span, missing, final } = placeOf(ledger);
    const unplaced: Attempt[] = [];
    const since = attempts.per === 'training' ? lastTraining(ledger) : undefined;
    const counted: Attempt[] = [];
    const refuse = ({ ref }: Attempt, code: string, text: string) => {
      findings.push({ code, text, ref });
    };
    for (const attempt of made) {
      const { on } = attempt;
      if (since !== undefined && on < since) continue;
      const before = counted.at(-1);
      if (missing !== undefined) {
        unplaced.push(attempt);
        refuse(attempt, missing.code, `Whether it counts is open. Needed: ${missing.need}.`);
      } else if (span !== undefined && !lies(on, span)) {
        refuse(
          attempt,
          'outside-window',
          `Made on ${on}; allowed from ${span.start} to ${span.end}.`,
        );
      } else if (before !== undefined && wait !== undefined && on < addPeriod(before.on, wait)) {
        refuse(attempt, 'too-soon', `Not before ${addPeriod(before.on, wait)}.`);
      } else if (used(counted, on, attempts.per) >= (most ?? Infinity)) {
        refuse(
          attempt,
          'beyond-attempts',
          `Only ${most ?? ''} attempts are allowed; this one does not count.`,
        );
      } else {
        const block = blockAt(blocks, counted.length);
        const opened =
          block === undefined || block.place === undefined
            ? undefined
            : gates[block.place]?.(ledger, before?.on, on);
        if (block?.exhausted === true)
          refuse(
            attempt,
            'beyond-attempts',
            'All blocks of attempts are used up; this one does not count.',
          );
        else if (opened?.open === false) refuse(attempt, 'gate-closed', opened.lacking);
        else counted.push(attempt);
      }
    }
    const verdicts = counted.map((attempt) => verdictOn(attempt, marks.get(attempt.attempt)));
    const times = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
    const passed = verdicts.includes('passed');
    const unmarked = times('unmarked');
    const next = blockAt(blocks, counted.length);
    const gate =
      next?.place === undefined
        ? undefined
        : gates[next.place]?.(ledger, counted.at(-1)?.on, ledger.asOf);
    const inBlocks =
      blocks.length === 0
        ? Infinity
        : blocks.reduce((sum, block) => sum + block.attempts, 0) - counted.length;
    const free = Math.min((most ?? Infinity) - used(counted, ledger.asOf, attempts.per), inBlocks);
    const open = span === undefined || ledger.asOf <= span.end;
    // Next year brings new attempts, if they are counted by the year.
    const renews = attempts.per === 'calendar-year' && inBlocks > 0;
    const closed = gate?.open === false ? gate.lacking : undefined;
    if (closed !== undefined && !passed) findings.push({ code: 'gate-closed', text: closed });
    const last = counted.at(-1);
    if (
      !passed &&
      last !== undefined &&
      wait !== undefined &&
      addPeriod(last.on, wait) > ledger.asOf
    ) {
      findings.push({
        code: 'waiting',
        text: `The next attempt is not before ${addPeriod(last.on, wait)}.`,
      });
    }
    return {
      counted,
      passed,
      final,
      failed: times('failed'),
      unmarked,
      unplaced,
      missing: missing?.need,
      // How many of those that cannot be placed used one up is not known.
      ...(free !== Infinity && unplaced.length === 0 && { left: free }),
      ...(span !== undefined && span.end !== anyTime.end && { by: span.end }),
      perhapsAnew:
        free <= 0 &&
        open &&
        !isValue(attempts.per) &&
        last !== undefined &&
        repeatedAfter(ledger, last.on),
      reachable: unmarked > 0 || (open && (free > 0 || renews)),
      gate: closed,
      findings,
    };
  };
}

/** Completed a second time, since then. */
function repeatedAfter({ of }: Ledger, day: IsoDate): boolean {
  const completed = of('step').filter(({ step }) => step === 'training-completed');
  return completed.length > 1 && completed.some(({ on }) => on > day);
}

/** The day on which the training was last completed; repeating it completes it again. */
function lastTraining({ of }: Ledger): IsoDate | undefined {
  return of('step')
    .filter(({ step }) => step === 'training-completed')
    .map(({ on }) => on)
    .sort()
    .at(-1);
}

function used(counted: readonly Attempt[], on: IsoDate, per: Exam['attempts']['per']): number {
  if (per !== 'calendar-year') return counted.length;
  return counted.filter((attempt) => attempt.on.slice(0, 4) === on.slice(0, 4)).length;
}

type Block = NonNullable<Exam['attempts']['blocks']>[number];

/** The block that the next attempt opens, if it is the first of one; or that there is none left. */
function blockAt(
  blocks: readonly Block[],
  made: number,
): { readonly place?: number; readonly exhausted: boolean } | undefined {
  if (blocks.length === 0) return undefined;
  let first = 0;
  for (const [place, { attempts }] of blocks.entries()) {
    if (made === first) return { place, exhausted: false };
    first += attempts;
    if (made < first) return undefined;
  }
  return { exhausted: true };
}

type Gate = NonNullable<Block['gate']>;

/** Whether what a gate asks for was done after the last attempt. */
function gating(gate: Gate) {
  const needOf = chosen(gate.atLeast);
  return (ledger: Ledger, since: IsoDate | undefined, until: IsoDate) => {
    const span = { start: since ?? anyTime.start, end: until };
    const open = gate.orAlso.some((where) =>
      ledger
        .of('activity')
        .some(
          (item) =>
            item.tally === gate.tally &&
            lies(lastDay(item, ledger.asOf), span) &&
            fits(where, attributesOf(item)),
        ),
    );
    const need = needOf(ledger);
    const have = sumOf(ledger, gate, span);
    return {
      open: open || (need !== 'not stated' && have >= need),
      lacking: `${gate.title}: ${have} of ${need} ${gate.unit}.`,
    };
  };
}
