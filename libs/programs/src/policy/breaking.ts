import type { Evidence } from './evidence.js';
import type { Result } from './outcome.js';

/**
 * Of the facts that an unmet requirement rests on those that break it, in the same order, with those
 * that answered how it is read. Of one that is not unmet, all that it rests on. `from` is what it was
 * judged from.
 */
export function brokenBy(result: Result, from: Evidence): readonly string[] {
  const breaking = new Set(breakingIn(result, from));
  return result.evidence.filter((ref) => breaking.has(ref));
}

function breakingIn(result: Result, from: Evidence): readonly string[] {
  const { kind, outcome, children, evidence, breaking = evidence, question, taken } = result;
  // Whoever judged it judged all that it rests on.
  if (outcome.status !== 'unmet' || isJudged(result, from)) return evidence;
  const ofParts = (counts: (part: Result) => boolean) =>
    children
      .filter((part) => part.outcome.status === 'unmet' && counts(part))
      .flatMap((part) => breakingIn(part, from));
  switch (kind) {
    case 'all':
      return ofParts((part) => outcome.reachable || isLost(part));
    case 'choice':
      return [
        ...ofParts(({ option }) => option === taken),
        ...from
          .filter((item) => item.kind === 'option' && item.requirement === result.requirement)
          .map(({ ref }) => ref),
      ];
    case 'any':
    case 'k-of-n':
    case 'remedy':
    case 'possibilities':
    case 'readings':
      return [
        ...ofParts(({ reading }) => taken === undefined || reading === taken),
        ...from
          .filter((item) => item.kind === 'answer' && item.question === question)
          .map(({ ref }) => ref),
      ];
    default:
      return breaking;
  }
}

function isLost({ outcome }: Result): boolean {
  return 'reachable' in outcome && !outcome.reachable;
}

function isJudged({ requirement, evidence }: Result, from: Evidence): boolean {
  return from.some(
    (item) =>
      item.kind === 'judgement' && item.requirement === requirement && evidence.includes(item.ref),
  );
}
