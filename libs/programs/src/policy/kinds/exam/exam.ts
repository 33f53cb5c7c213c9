import { attemptsAt, type Attempt } from '../../attempts.js';
import { minutesOf } from '../../calendar.js';
import type { Finding, Outcome } from '../../outcome.js';
import { isValue, type Stated } from '../../stated.js';
import { isTable } from '../../where.js';
import { windowFlaws, type Window } from '../../window.js';
import { leafKind, momentsOfWindow, toDecide } from '../kind.js';
import type { Path } from '../../requirement.js';
import { limitFlaws } from './limits.js';
import { weighing, type Standing } from './attempts.js';
import { partVerdict, wholeVerdict } from './marks.js';
import { examSchema, type Exam } from './schema.js';

export const exam = leafKind({
  schema: examSchema,
  flaws: (exam) => [
    ...windowsOf(exam).flatMap(([window, path]) => windowFlaws(window, path)),
    ...limitFlaws(exam),
  ],
  moments: (exam) => windowsOf(exam).flatMap(([window, path]) => momentsOfWindow(window, path)),
  judge: (exam) => {
    const { id, parts, support } = exam;
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
    const byPart = exam.attempts.scope === 'part';
    const onParts = parts.map((part) => ({ part, verdictOn: partVerdict(part) }));

    return (ledger) => {
      const made = attemptsAt(ledger, id);
      const marks = new Map(ledger.of('exam-mark').map((mark) => [mark.attempt, mark]));
      const standing = byPart
        ? together(
            onParts.map(({ part, verdictOn }) =>
              weigh(
                ledger,
                made.filter((attempt) => attempt.part === undefined || attempt.part === part.id),
                marks,
                verdictOn,
              ),
            ),
          )
        : weigh(ledger, made, marks, onWhole);
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
      return { outcome: outcomeOf(exam, standing), evidence, findings, tally, more: { pending } };
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

function outcomeOf({ id }: Exam, standing: Standing): Outcome {
  const { passed, final, unmarked, unplaced, missing, failed, by, gate, perhapsAnew, reachable } =
    standing;
  if (passed) return { status: 'met', final };
  if (perhapsAnew && unmarked === 0)
    return toDecide(id, 'The training was repeated: are there attempts again? It is not stated.');
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
    perhapsAnew: open.some(({ perhapsAnew }) => perhapsAnew),
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
