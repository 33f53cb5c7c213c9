import type { Attempt } from '../../attempts.js';
import type { IsoDate } from '../../evidence.js';
import type { Flaw } from '../../flaw.js';
import type { Finding } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { ahead, type Stand, type Standing, type Weigh, type Weighed } from './attempts.js';
import { partVerdict, pointsOf, pointsOfPart, wholeVerdict, type Marking } from './marks.js';
import type { Exam, Mark } from './schema.js';

/** Parts that are tried and passed one by one, each in any of its attempts. */
export function byParts(exam: Exam, weigh: Weigh): Stand {
  const each = exam.parts.map((part) => ({
    id: part.id,
    barred: isValue(part.passMark),
    verdictOn: partVerdict(part, exam.passMark),
  }));
  const addUp = addingUp(exam);
  return (ledger, made, marks) => {
    const parts = each.map(({ id, barred, verdictOn }) => {
      const own = made.filter(({ part }) => part === undefined || part === id);
      return { barred, ...weigh(ledger, own, marks, verdictOn) };
    });
    const points = addUp?.(parts, marks);
    return points === undefined
      ? together(parts, ledger.asOf)
      : withPoints(parts, points, ledger.asOf);
  };
}

interface Part extends Weighed {
  /** It has a mark of its own to be passed. */
  readonly barred: boolean;
}

/** All of them must be passed. */
function together(parts: readonly Part[], today: IsoDate): Standing {
  const open = parts.filter(({ passed }) => !passed);
  return {
    ...ofThose(parts, open, today),
    passed: open.length === 0,
    left: Math.min(...open.map(({ left }) => left)),
    reachable: open.every(({ reachable }) => reachable),
    gate: open.flatMap(({ gate }) => gate ?? [])[0],
  };
}

/** All of them must be tried, those with a mark of their own passed, and the points must be enough. */
function withPoints(parts: readonly Part[], points: Points, today: IsoDate): Standing {
  const all = together(parts, today);
  const { have, need, lacking } = points;
  const short = have < need && !points.passed;
  if (!short && all.passed) return { ...all, points: have };
  const standing: Standing = short
    ? {
        ...all,
        ...ofThose(parts, parts, today),
        passed: false,
        // Any part may bring the points that are missing.
        reachable: all.reachable && (lacking || parts.some(({ reachable }) => reachable)),
        ...(all.passed && {
          left: Math.max(...parts.map(({ left }) => left)),
          gate: parts.every(({ gate }) => gate !== undefined) ? parts[0]?.gate : undefined,
        }),
      }
    : all;
  const { gate } = standing;
  return {
    ...standing,
    points: have,
    lacking: short && lacking,
    // A part that is failed is told as such.
    ...(!parts.some(({ barred, passed }) => barred && !passed) && {
      lack:
        gate !== undefined
          ? { have: `${have} points`, need: gate }
          : !short
            ? { have: `${have} points`, need: 'an attempt at each part' }
            : lacking
              ? { have: 'a mark without the points of each part', need: `${need} points` }
              : { have, need, unit: 'points' },
    }),
  };
}

/** What is told of some of the parts, beside all attempts. */
function ofThose(parts: readonly Part[], some: readonly Part[], today: IsoDate) {
  return {
    counted: once(parts.flatMap(({ counted }) => counted)),
    final: parts.every(({ final }) => final),
    failed: Math.max(0, ...parts.map(({ failed }) => failed)),
    unmarked: some.reduce((sum, { unmarked }) => sum + unmarked, 0),
    unplaced: once(some.flatMap(({ unplaced }) => unplaced)),
    missing: some.flatMap(({ missing }) => missing ?? [])[0],
    by: some[0]?.by,
    findings: unlike(
      parts.flatMap((part) => [
        ...part.findings,
        ...(some.includes(part) ? ahead(part, today) : []),
      ]),
    ),
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
  return [...new Map(attempts.map((one) => [one.attempt, one])).values()];
}

/** The points of all parts, held against the mark of the whole. */
interface Points {
  readonly have: number;
  readonly need: number;
  /** All parts were passed at once. */
  readonly passed: boolean;
  /** Some marks don't say how many there were for each part, so there may be more. */
  readonly lacking: boolean;
}

/** The best of each part added up, or those of one attempt at all parts where they are more. */
function addingUp(exam: Exam) {
  const { parts, passMark } = exam;
  const need = inPoints(passMark);
  if (need === undefined) return undefined;
  const onWhole = wholeVerdict(exam);
  return (standings: readonly Part[], marks: ReadonlyMap<string, Marking>): Points => {
    const known = parts.map(({ id }, place) =>
      (standings[place]?.counted ?? []).flatMap((attempt) => {
        const marking = marks.get(attempt.attempt);
        return marking === undefined ? [] : { points: pointsOfPart(id, attempt, marking) };
      }),
    );
    const [first, ...others] = standings.map(({ counted }) => counted);
    const atOnce = (first ?? []).filter(
      (attempt) => attempt.part === undefined && others.every((own) => own.includes(attempt)),
    );
    const totals = atOnce.flatMap(({ attempt }) => pointsOf(marks.get(attempt)) ?? []);
    const best = known.map((own) => Math.max(0, ...own.flatMap(({ points }) => points ?? [])));
    // Of a single attempt at all parts the sum is enough: there is nothing to add up.
    const single = totals.length === 1 && known.every((own) => own.length === 1);
    return {
      have: Math.max(
        best.reduce((sum, points) => sum + points, 0),
        ...totals,
      ),
      need,
      passed: atOnce.some((attempt) => onWhole(attempt, marks.get(attempt.attempt)) === 'passed'),
      lacking: !single && known.flat().some(({ points }) => points === undefined),
    };
  };
}

function inPoints(mark: Exam['passMark']): number | undefined {
  return isValue<Mark>(mark) && mark !== 'completed' && 'points' in mark ? mark.points : undefined;
}

/** Only points add up over several days; a percentage of the whole, or its own scale, does not. */
export function partFlaws({ attempts: { scope }, passMark }: Exam): readonly Flaw[] {
  if (scope !== 'part' || typeof passMark !== 'object' || 'points' in passMark) return [];
  return [
    {
      path: ['passMark'],
      problem: 'parts that are passed one by one have no percent or scaled score in all',
      mend: 'Give each part its own `passMark`, state the whole in `points`, or count attempts for the whole: `scope: exam`.',
    },
  ];
}
