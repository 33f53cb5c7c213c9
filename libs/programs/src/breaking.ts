import { evaluateRequirement } from './policy/evaluate.js';
import type { Context, Evidence, IsoDate } from './policy/evidence.js';
import type { Outcome, Result } from './policy/outcome.js';
import type { Policy } from './policy/schema.js';

/** All that a result was judged from. */
export interface JudgedFrom {
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly asOf: IsoDate;
  readonly context: Context;
}

/**
 * Of the facts that an unmet requirement rests on those that break it, in the same order, with those
 * that answered how it is read. Of one that is not unmet, all that it rests on.
 */
export function brokenBy(result: Result, from: JudgedFrom): readonly string[] {
  const breaking = new Set(breakingIn(result, from));
  return result.evidence.filter((ref) => breaking.has(ref));
}

function breakingIn(result: Result, from: JudgedFrom): readonly string[] {
  const { kind, outcome, children, evidence } = result;
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
    case 'remedy':
    case 'possibilities':
      return ofParts(result, unmet, from);
    case 'readings': {
      const { taken } = result;
      const read = unmet.filter(({ reading }) => taken === undefined || reading === taken);
      return [...ofParts(result, read, from), ...answerTo(result, from)];
    }
    case 'choice': {
      const { taken } = result;
      const chosen = unmet.filter(({ option }) => option === taken);
      return [...ofParts(result, chosen, from), ...choiceIn(result, from)];
    }
    case 'attendance':
      return countedBy(result, from);
    default:
      return evidence;
  }
}

function ofParts(
  { evidence }: Result,
  parts: readonly Result[],
  from: JudgedFrom,
): readonly string[] {
  return parts.length === 0 ? evidence : parts.flatMap((part) => breakingIn(part, from));
}

function isJudged({ requirement, evidence: named }: Result, { evidence }: JudgedFrom): boolean {
  return evidence.some(
    (item) =>
      item.kind === 'judgement' && item.requirement === requirement && named.includes(item.ref),
  );
}

function answerTo({ question, taken }: Result, { evidence }: JudgedFrom): readonly string[] {
  const answer = evidence.findLast(
    (item) => item.kind === 'answer' && item.question === question && item.reading === taken,
  );
  return answer === undefined ? [] : [answer.ref];
}

function choiceIn({ requirement, evidence: named }: Result, { evidence }: JudgedFrom) {
  return evidence.flatMap((item) =>
    item.kind === 'option' && item.requirement === requirement && named.includes(item.ref)
      ? [item.ref]
      : [],
  );
}

/**
 * Limits on attendance rest on everything missed or late to, also where a limit that is broken counts
 * the one and not the other. What counts is what the judgement misses when it is taken away: one mark,
 * or all of a kind where single ones are rounded off. Once that is gone, another limit may be broken.
 */
function countedBy(result: Result, from: JudgedFrom): readonly string[] {
  const marks = new Map(
    from.evidence.flatMap((item) =>
      item.kind === 'attendance' && result.evidence.includes(item.ref)
        ? [[item.ref, item.outcome] as const]
        : [],
    ),
  );
  const counted = new Set<string>();
  let now = outcomeWithout(counted, result, from);
  if (!isSame(now, result.outcome)) return result.evidence;
  while (isForGood(now)) {
    const rest = [...marks.keys()].filter((ref) => !counted.has(ref));
    const tells = (refs: readonly string[]) =>
      !isSame(outcomeWithout(new Set([...counted, ...refs]), result, from), now);
    const single = new Set(rest.filter((ref) => tells([ref])));
    const kinds = [...Map.groupBy(rest, (ref) => marks.get(ref)).values()];
    const rounded = kinds.filter((refs) => !refs.some((ref) => single.has(ref)) && tells(refs));
    const found = [...single, ...rounded.flat()];
    if (found.length === 0) return result.evidence;
    for (const ref of found) counted.add(ref);
    now = outcomeWithout(counted, result, from);
  }
  return result.evidence.filter((ref) => counted.has(ref) || !marks.has(ref));
}

function outcomeWithout(
  refs: ReadonlySet<string>,
  { requirement }: Result,
  { policy, evidence, asOf, context }: JudgedFrom,
): Outcome {
  const rest = evidence.filter(({ kind, ref }) => kind !== 'attendance' || !refs.has(ref));
  return evaluateRequirement(policy, requirement, rest, asOf, context).outcome;
}

function isForGood(outcome: Outcome): boolean {
  return outcome.status === 'unmet' && !outcome.reachable;
}

function isSame(a: Outcome, b: Outcome): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
