import { attemptsAt, sinceTraining, trainingsIn, type Attempt } from '../../attempts.js';
import { minutesOf } from '../../calendar.js';
import type { Finding, Outcome } from '../../outcome.js';
import { isValue, type Stated } from '../../stated.js';
import { isTable } from '../../where.js';
import { windowFlaws, type Window } from '../../window.js';
import { leafKind, momentsOfWindow, toDecide } from '../kind.js';
import type { Path } from '../../requirement.js';
import { limitFlaws } from './limits.js';
import { ahead, weighing, type Stand, type Standing } from './attempts.js';
import { wholeVerdict } from './marks.js';
import { byParts, partFlaws } from './parts.js';
import { examSchema, type Exam } from './schema.js';

export const exam = leafKind({
  schema: examSchema,
  flaws: (exam) => [
    ...windowsOf(exam).flatMap(([window, path]) => windowFlaws(window, path)),
    ...limitFlaws(exam),
    ...partFlaws(exam),
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
    const standingOf: Stand =
      attempts.scope === 'part'
        ? byParts(exam, weigh)
        : (ledger, made, marks) => {
            const standing = weigh(ledger, made, marks, onWhole);
            if (standing.passed) return standing;
            const { findings } = standing;
            return { ...standing, findings: [...findings, ...ahead(standing, ledger.asOf)] };
          };
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
      const { counted, failed, unmarked, unplaced, left, points, lacking } = standing;
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
        ...(points !== undefined && { points }),
      };
      if (!standing.passed) {
        for (const { afterFailed, offer, title } of support) {
          if (failed >= afterFailed) findings.push({ code: `offered-${offer}`, text: title });
        }
      }
      const pending = unmarked > 0 || unplaced.length > 0 || lacking === true;
      const outcome = perhapsAnew
        ? toDecide(id, 'The training was repeated: are there attempts again? It is not stated.')
        : outcomeOf(standing);
      return { outcome, evidence, findings, tally, more: { pending } };
    };
  },
});

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
  const { passed, final, unmarked, unplaced, missing, failed, by, gate, reachable, lack } =
    standing;
  if (passed) return { status: 'met', final };
  if (missing !== undefined) {
    const have = `${unplaced.length} ${unplaced.length === 1 ? 'attempt' : 'attempts'} that cannot be placed`;
    return { status: 'unmet', have, need: missing, reachable };
  }
  const need = gate ?? 'a passed attempt';
  return {
    status: 'unmet',
    ...(unmarked > 0
      ? { have: 'an attempt not yet marked', need }
      : (lack ?? { have: `${failed} failed`, need })),
    ...(by !== undefined && { by }),
    reachable,
  };
}
