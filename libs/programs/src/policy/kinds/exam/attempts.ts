import { trainingOf, trainingsIn, type Attempt } from '../../attempts.js';
import { addPeriod, parsePeriod } from '../../calendar.js';
import type { IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import type { Finding, Unmet } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { chosen, fits } from '../../where.js';
import { anyTime, lies, type Span } from '../../window.js';
import { attributesOf, lastDay, sumOf } from '../tally/counted.js';
import { limitOf } from './limits.js';
import type { Marking, VerdictOn } from './marks.js';
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
  /** Infinity where the number of attempts is not limited, or what is left of it not known. */
  readonly left: number;
  /** Last day for an attempt, where there is one. */
  readonly by: IsoDate | undefined;
  readonly reachable: boolean;
  /** What must be done before the next attempt. */
  readonly gate: string | undefined;
  readonly findings: readonly Finding[];
  /** Of all parts, where they add up. */
  readonly points?: number;
  /** Marks were recorded without the points that are asked for. */
  readonly lacking?: boolean;
  /** What there is and what is needed, where it is no attempt. */
  readonly lack?: Pick<Unmet, 'have' | 'need' | 'unit'>;
}

/** One sequence of attempts: at the whole, or at one part. */
export interface Weighed extends Standing {
  /** From which day on one more may be made; undefined if there is none. */
  readonly next: IsoDate | undefined;
}

export type Stand = (
  ledger: Ledger,
  made: readonly Attempt[],
  marks: ReadonlyMap<string, Marking>,
) => Standing;

export type Weigh = (
  ledger: Ledger,
  made: readonly Attempt[],
  marks: ReadonlyMap<string, Marking>,
  verdictOn: VerdictOn,
) => Weighed;

/** What must be done, and waited for, before the next attempt. */
export function ahead({ gate, next }: Weighed, today: IsoDate): readonly Finding[] {
  return [
    ...(gate === undefined ? [] : [{ code: 'gate-closed', text: gate }]),
    ...(next === undefined || next <= today
      ? []
      : [{ code: 'waiting', text: `The next attempt is not before ${next}.` }]),
  ];
}

export function weighing({ attempts }: Exam): Weigh {
  const limit = limitOf(attempts);
  const wait = isValue(attempts.waiting) ? parsePeriod(attempts.waiting) : undefined;
  const placeOf = placing(attempts.window);
  const { gates, mostInBlocks } = inBlocks(attempts.blocks);
  const soonestAfter = (attempt: Attempt | undefined) =>
    attempt === undefined || wait === undefined ? anyTime.start : addPeriod(attempt.on, wait);

  const nextOf = (counted: readonly Attempt[], free: number, inBlocks: number, today: IsoDate) => {
    const soonest = soonestAfter(counted.at(-1));
    if (free > 0) return soonest;
    const again = inBlocks > 0 ? limit.again(counted, today) : undefined;
    return again === undefined || again > soonest ? again : soonest;
  };

  return (ledger, made, marks, verdictOn) => {
    const findings: Finding[] = [];
    const place = placeOf(ledger);
    const { final, closes, frees = false, by } = place;
    // Days reckoned from the training are, for each attempt, those of the training that it followed.
    const trainings = trainingsIn(ledger);
    const placeFor = (attempt: Attempt) => {
      const ended = trainingOf(attempt, trainings);
      return ended === undefined || ended === trainings.at(-1)
        ? place
        : placeOf(ledger.afterTraining(ended));
    };
    const unplaced: Attempt[] = [];
    let needed: string | undefined;
    const counted: Attempt[] = [];
    const refuse = ({ ref }: Attempt, code: string, text: string) => {
      findings.push({ code, text, ref });
    };
    for (const attempt of made) {
      const { on } = attempt;
      const before = counted.at(-1);
      const { span: days, missing } = placeFor(attempt);
      if (missing !== undefined) {
        unplaced.push(attempt);
        needed = missing.need;
        refuse(attempt, missing.code, `Whether it counts is open. Needed: ${missing.need}.`);
      } else if (!lies(on, days)) {
        refuse(attempt, 'outside-window', `Made on ${on}; allowed ${inWords(days)}.`);
      } else if (on < soonestAfter(before)) {
        refuse(attempt, 'too-soon', `Not before ${soonestAfter(before)}.`);
      } else if (limit.used(counted, on) >= limit.most) {
        const again = limit.again(counted, on);
        const rest =
          again === undefined ? 'this one does not count' : `the next is not before ${again}`;
        refuse(attempt, 'beyond-attempts', `${limit.says}; ${rest}.`);
      } else {
        const opened = gates.get(counted.length)?.(ledger, before?.on, on);
        if (counted.length >= mostInBlocks)
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
    const last = counted.at(-1);
    const gate = gates.get(counted.length)?.(ledger, last?.on, ledger.asOf);
    const leftInBlocks = mostInBlocks - counted.length;
    const free = Math.min(limit.most - limit.used(counted, ledger.asOf), leftInBlocks);
    const next = nextOf(counted, free, leftInBlocks, ledger.asOf);
    const open = ledger.asOf <= closes;
    const another = frees || (next !== undefined && next <= closes);
    const closed = gate?.open === false ? gate.lacking : undefined;
    return {
      counted,
      passed,
      // Where repeating the training starts all anew, what was passed is to be passed again.
      final: final === true && attempts.per !== 'training',
      failed: times('failed'),
      unmarked,
      unplaced,
      missing: needed,
      // How many of those that cannot be placed used one up is not known.
      left: unplaced.length === 0 ? free : Infinity,
      by,
      reachable: unmarked > 0 || (open && another),
      gate: closed,
      next,
      findings,
    };
  };
}

function inWords({ start, end }: Span): string {
  if (end === anyTime.end) return `from ${start} on`;
  return start === anyTime.start ? `up to ${end}` : `from ${start} to ${end}`;
}

type Block = NonNullable<Exam['attempts']['blocks']>[number];

/** The gates by how many attempts come before them, and how many there are in all blocks. */
function inBlocks(blocks: readonly Block[] | undefined) {
  const gates = new Map<number, ReturnType<typeof gating>>();
  if (blocks === undefined) return { gates, mostInBlocks: Infinity };
  let mostInBlocks = 0;
  for (const { attempts, gate } of blocks) {
    if (gate !== undefined) gates.set(mostInBlocks, gating(gate));
    mostInBlocks += attempts;
  }
  return { gates, mostInBlocks };
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
      // Nothing reaches what is not stated, which is no number.
      open: open || have >= Number(need),
      lacking: `${gate.title}: ${have} of ${need} ${gate.unit}.`,
    };
  };
}
