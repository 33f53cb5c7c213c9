import type { Evidence } from './evidence.js';
import type { Outcome, Result } from './outcome.js';

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
  const { kind, outcome, children, evidence, breaking = evidence } = result;
  // Whoever judged it judged all that it rests on.
  if (outcome.status !== 'unmet' || isJudged(result, from)) return evidence;
  const unmet = children.filter((child) => child.outcome.status === 'unmet');
  switch (kind) {
    case 'all':
      return ofParts(
        result,
        unmet.filter((child) => outcome.reachable || isForGood(child.outcome)),
        from,
      );
    case 'any':
    case 'k-of-n':
    case 'possibilities':
      return ofParts(result, unmet, from);
    case 'readings': {
      const { taken } = result;
      const read = unmet.filter(({ reading }) => taken === undefined || reading === taken);
      return [...ofParts(result, read, from), ...answerTo(result, from)];
    }
    default:
      return breaking;
  }
}

function ofParts(
  { evidence }: Result,
  parts: readonly Result[],
  from: Evidence,
): readonly string[] {
  return parts.length === 0 ? evidence : parts.flatMap((part) => breakingIn(part, from));
}

function isJudged({ requirement, evidence }: Result, from: Evidence): boolean {
  return from.some(
    (item) =>
      item.kind === 'judgement' && item.requirement === requirement && evidence.includes(item.ref),
  );
}

function answerTo({ question, taken }: Result, from: Evidence): readonly string[] {
  const answer = from.findLast(
    (item) => item.kind === 'answer' && item.question === question && item.reading === taken,
  );
  return answer === undefined ? [] : [answer.ref];
}

function isForGood(outcome: Outcome): boolean {
  return outcome.status === 'unmet' && !outcome.reachable;
}
