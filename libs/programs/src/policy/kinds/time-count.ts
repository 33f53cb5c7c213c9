import type { Ledger } from '../ledger.js';
import type { Finding } from '../outcome.js';
import type { Counting } from '../question.js';
import { latenessOf, type LatenessRule } from './lateness.js';
import type { Reading } from './readings.js';
import { lengthOf, missedWhole, type Module } from './roll.js';

/** What adds up to the time missed. */
interface TimeRule extends LatenessRule {
  readonly late: Counting;
  readonly early: Counting;
  readonly away: Counting;
  readonly excused: Counting;
}

/** Minutes missed: at least so many, and no more than so many where how long things were is not known. */
export interface TimeMissed {
  readonly atLeast: number;
  readonly atMost: number;
  /** Refs of what adds up. */
  readonly counted: readonly string[];
  readonly findings: readonly Finding[];
}

export type TimeCount = (
  modules: readonly Module[],
  ledger: Ledger,
  reading: Reading,
) => TimeMissed;

export function timeCount(rule: TimeRule): TimeCount {
  const lateness = latenessOf(rule);
  return (modules, ledger, reading) => {
    const { counts } = reading;
    const counted: string[] = [];
    const findings: Finding[] = [];
    const lates: Module[] = [];
    let atLeast = 0;
    let atMost = 0;
    const lengthUnknown = ({ ref }: Module) => {
      atMost = Infinity;
      findings.push({ code: 'length-unknown', text: 'How long it was is not recorded.', ref });
    };
    for (const module of modules) {
      const { outcome, minutesLate = 0, minutesEarly = 0, minutesAway = 0 } = module;
      let part = 1;
      let minutes = 0;
      if (!missedWhole(module)) {
        const late = lateness.late(minutesLate, reading);
        const early = lateness.early(minutesEarly, reading);
        part = late + early;
        if (late === 0 && minutesLate > 0 && counts(rule.late)) minutes += minutesLate;
        if (early === 0 && minutesEarly > 0 && counts(rule.early)) minutes += minutesEarly;
        if (minutesAway > 0 && counts(rule.away)) minutes += minutesAway;
        if (late === 0 && lateness.isLate(module)) lates.push(module);
      } else if (outcome === 'excused' && !counts(rule.excused)) continue;
      if (part > 0) {
        const length = lengthOf(module, ledger);
        if (length === undefined) lengthUnknown(module);
        else minutes = Math.min(length, part * length + minutes);
      }
      if (minutes > 0) counted.push(module.ref);
      atLeast += minutes;
      atMost += minutes;
    }
    const made = lateness.made(lates.length, reading);
    if (made > 0) {
      const lengths: number[] = [];
      for (const module of lates) {
        counted.push(module.ref);
        const length = lengthOf(module, ledger);
        if (length === undefined) lengthUnknown(module);
        lengths.push(length ?? 0);
      }
      const { sharedBy } = lateness;
      const [least, most] =
        sharedBy === undefined
          ? extremes(lengths, made)
          : [sum(lengths) / sharedBy, sum(lengths) / sharedBy];
      atLeast += least;
      atMost += most;
      if (least < most && atMost < Infinity) {
        const text =
          'Which of the modules late to are taken for missed is not known, and they differ in length.';
        findings.push({ code: 'length-differs', text });
      }
    }
    return { atLeast, atMost, counted, findings };
  };
}

/** The shortest so many of these added up, and the longest. */
function extremes(lengths: readonly number[], many: number): readonly [number, number] {
  const inOrder = [...lengths].sort((a, b) => a - b);
  return [sum(inOrder.slice(0, many)), sum(inOrder.slice(-many))];
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((all, length) => all + length, 0);
}
