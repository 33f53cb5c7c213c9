import { attemptsAt, sinceTraining, trainingsIn, type Attempt } from '../../attempts.js';
import { minutesOf } from '../../calendar.js';
import type { Ledger } from '../../ledger.js';
import type { Finding, Outcome } from '../../outcome.js';
import { isValue, type Stated } from '../../stated.js';
import { isTable } from '../../where.js';
import { windowFlaws, type Window } from '../../window.js';
import { leafKind, momentsOfWindow, toDecide } from '../kind.js';
import type { Path } from '../../requirement.js';
import { limitFlaws } from './limits.js';
import { weighing, type Standing } from './attempts.js';
import { partVerdict, wholeVerdict, type Marking } from './marks.js';
import { examSchema, type Exam } from './schema.js';

export const exam = leafKind({
  schema: examSchema,
  flaws: (exam) => [
    ...windowsOf(exam).flatMap(([window, path]) => windowFlaws(window, path)),
    ...limitFlaws(exam),
  ],
  moments: (exam) => windowsOf(exam).flatMap(([window, path]) => momentsOfWindow(window, path)),
  judge: (exam) => {
    const { id, parts, support, attempts } = exam;
    const limits = new Map<string | undefined, number>(
      parts.map(({ id: part, timeLimit }) => [
        part,
        isValue(timeLimit) ? minutesOf(timeLimit) : Infinity,
      ]),
    );
    const whole = [...limits.values()].reduce((sum, minutes) => sum + minutes, 0);
    const limitOf = ({ part }: Attempt) => limits.get(part) ?? whole;
    const weigh = weighing(exam);
    const onWhole = wholeVerdict(exam);
    const onParts = parts.map((part) => ({ part, verdictOn: partVerdict(part) }));
    const standingOf: Stand =
      attempts.scope === 'part'
        ? (ledger, made, marks) =>
            together(
              onParts.map(({ part, verdictOn }) =>
                weigh(
                  ledger,
                  made.filter((attempt) => attempt.part === undefined || attempt.part === part.id),
                  marks,
                  verdictOn,
                ),
              ),
            )
        : (ledger, made, marks) => weigh(ledger, made, marks, onWhole);
    /** As it stands if repeating the training starts the count anew. */
    const anew: Stand = (ledger, made, marks) =>
      standingOf(ledger.countingAnew(id), sinceTraining(made, ledger), marks);
    const stated = attempts.per === 'training' ? anew : standingOf;

    return (ledger) => {
      const made = attemptsAt(ledger, id);
      const marks = new Map(ledger.of('exam-mark').map((mark) => [mark.attempt, mark]));
      const standing = stated(ledger, made, marks);
      const perhapsAnew =
        !isValue(attempts.per) &&
        trainingsIn(ledger).length > 1 &&
        wouldDiffer(standing, anew(ledger, made, marks));
      const { counted, failed, unmarked, unplaced, left } = standing;
      const findings: Finding[] = [...standing.findings];
      for (const attempt of counted) {
        const { minutesAllowed = limitOf(attempt), minutesTaken = 0, ref } = attempt;
        if (minutesTaken <= minutesAllowed) continue;
        // What follows from it no source says, so whoever marks the attempt decides.
        findings.push({
          code: 'over-time',
          text: `Took ${minutesTaken} minutes of the ${minutesAllowed} allowed.`,
          ref,
        });
      }
      const evidence = [
        ...made.map(({ ref }) => ref),
        ...[...counted, ...unplaced].flatMap(({ attempt }) => marks.get(attempt)?.ref ?? []),
        ...(perhapsAnew ? ledger.stepsOf('training-completed').map(({ ref }) => ref) : []),
      ];
      const tally = {
        attempts: counted.length,
        failed,
        unmarked,
        ...(unplaced.length > 0 && { unplaced: unplaced.length }),
        ...(left !== Infinity && { left }),
      };
      if (!standing.passed) {
        for (const { afterFailed, offer, title } of support) {
          if (failed >= afterFailed) findings.push({ code: `offered-${offer}`, text: title });
        }
      }
      const pending = unmarked > 0 || unplaced.length > 0;
      const outcome = perhapsAnew
        ? toDecide(id, 'The training was repeated: are there attempts again? It is not stated.')
        : outcomeOf(standing);
      return { outcome, evidence, findings, tally, more: { pending } };
    };
  },
});

type Stand = (
  ledger: Ledger,
  made: readonly Attempt[],
  marks: ReadonlyMap<string, Marking>,
) => Standing;

/** Each window in which attempts may be made, with its place. */
function windowsOf({ attempts: { window } }: Exam): readonly (readonly [Stated<Window>, Path])[] {
  const path = ['attempts', 'window'];
  if (!isTable<Stated<Window>>(window)) return [[window, path]];
  return [
    ...window.table.map(({ value }, row) => [value, [...path, 'table', row, 'value']] as const),
    [window.otherwise, [...path, 'otherwise']],
  ];
}

/** Whether the one can pass, or has passed, where the other can not any more. */
function wouldDiffer(standing: Standing, anew: Standing): boolean {
  if (standing.passed || standing.unmarked > 0) return false;
  return anew.passed || (anew.reachable && !standing.reachable);
}

function outcomeOf(standing: Standing): Outcome {
  const { passed, final, unmarked, unplaced, missing, failed, by, gate, reachable } = standing;
  if (passed) return { status: 'met', final };
  if (missing !== undefined) {
    const have = `${unplaced.length} ${unplaced.length === 1 ? 'attempt' : 'attempts'} that cannot be placed`;
    return { status: 'unmet', have, need: missing, reachable };
  }
  return {
    status: 'unmet',
    have: unmarked > 0 ? 'an attempt not yet marked' : `${failed} failed`,
    need: gate ?? 'a passed attempt',
    ...(by !== undefined && { by }),
    reachable,
  };
}

/** Parts that are passed one by one: all of them must be. */
function together(parts: readonly Standing[]): Standing {
  const open = parts.filter(({ passed }) => !passed);
  return {
    counted: once(parts.flatMap(({ counted }) => counted)),
    passed: open.length === 0,
    final: parts.every(({ final }) => final),
    failed: Math.max(0, ...parts.map(({ failed }) => failed)),
    unmarked: open.reduce((sum, part) => sum + part.unmarked, 0),
    unplaced: once(open.flatMap(({ unplaced }) => unplaced)),
    missing: open.flatMap(({ missing }) => missing ?? [])[0],
    left: Math.min(...open.map(({ left }) => left)),
    by: open[0]?.by,
    reachable: open.every(({ reachable }) => reachable),
    gate: open.flatMap(({ gate }) => gate ?? [])[0],
    findings: unlike(parts.flatMap(({ findings }) => findings)),
  };
}

/** What is amiss with an attempt at all parts is found for each of them, and told once. */
function unlike(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    ({ code, text, ref }, place) =>
      findings.findIndex(
        (other) => other.code === code && other.text === text && other.ref === ref,
      ) === place,
  );
}

function once(attempts: readonly Attempt[]): readonly Attempt[] {
  return [...new Map(attempts.map((attempt) => [attempt.ref, attempt])).values()];
}
