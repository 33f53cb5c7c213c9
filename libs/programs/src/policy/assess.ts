import type {
  DependsOnReading,
  Met,
  NeedsDecision,
  Outcome,
  Result,
  SectionResult,
  Unmet,
} from './outcome.js';

/** A requirement of a result, with an outcome of one status. */
export interface ResultWith<Of extends Outcome> {
  readonly result: Result;
  readonly outcome: Of;
}

/** What a result means for whoever has to act on it. */
export interface Assessment {
  /** Unmet for good, with a consequence: the evidence of each result is what broke it. */
  readonly violated: readonly (ResultWith<Unmet> & { readonly otherwise: 'disqualified' })[];
  /** Waiting for a person: to decide, or to say how the rule is read. Of duties too. */
  readonly awaiting: readonly ResultWith<NeedsDecision | DependsOnReading>[];
  /** Met, and one more would break it under every reading still open. */
  readonly atRisk: readonly ResultWith<Met>[];
  /** Unmet for good, whatever the consequence. */
  readonly outOfReach: readonly ResultWith<Unmet>[];
}

/**
 * Looks at the requirements that the whole cannot do without: those reached through `all` and
 * stages, or asked for by a condition, a remedy or a choice as it stands. An alternative inside `any` or a reading counts through
 * the requirement that holds it.
 */
export function assess(result: SectionResult | Result): Assessment {
  const found = {
    violated: [] as Assessment['violated'][number][],
    awaiting: [] as Assessment['awaiting'][number][],
    atRisk: [] as ResultWith<Met>[],
    outOfReach: [] as ResultWith<Unmet>[],
  };
  for (const one of indispensable(rootOf(result))) {
    const { outcome, otherwise } = one;
    if (isAwaiting(outcome)) {
      found.awaiting.push({ result: one, outcome });
    } else if (outcome.status === 'met') {
      if (!outcome.final && (outcome.margin ?? Infinity) <= 1) {
        found.atRisk.push({ result: one, outcome });
      }
    } else if (outcome.status === 'unmet' && !outcome.reachable) {
      found.outOfReach.push({ result: one, outcome });
      if (otherwise === 'disqualified') found.violated.push({ result: one, outcome, otherwise });
    }
  }
  if ('section' in result) {
    for (const one of result.duties.flatMap((duty) => [...indispensable(duty)])) {
      if (isAwaiting(one.outcome)) found.awaiting.push({ result: one, outcome: one.outcome });
    }
  }
  return found;
}

function isAwaiting(outcome: Outcome): outcome is NeedsDecision | DependsOnReading {
  return (
    outcome.status === 'needs-decision' ||
    (outcome.status === 'depends-on-reading' && mayHoldUp(outcome))
  );
}

/** Readings may differ and none hold anybody up: met in one, waived or not applicable in another. */
function mayHoldUp(outcome: Outcome): boolean {
  return outcome.status === 'depends-on-reading'
    ? outcome.readings.some((reading) => mayHoldUp(reading.outcome))
    : outcome.status === 'unmet' || outcome.status === 'needs-decision';
}

/** A question of the policy whose answer would change the outcome, and the requirements it changes. */
export interface OpenQuestion {
  readonly question: string;
  readonly requirements: readonly string[];
}

export function openQuestions(result: SectionResult | Result): readonly OpenQuestion[] {
  const root = rootOf(result);
  if (root === undefined) return [];
  const asked = questionsIn(root.outcome);
  return [...asked].map((question) => ({
    question,
    requirements: [...everyResult(root)]
      .filter(({ outcome }) => questionsIn(outcome).has(question))
      .map(({ requirement }) => requirement),
  }));
}

/** A result and all below it, the whole before its parts. */
export function* everyResult(result: SectionResult | Result): Generator<Result> {
  const root = rootOf(result);
  if (root !== undefined) yield* walk(root);
  if ('section' in result) for (const duty of result.duties) yield* walk(duty);
}

function* walk(result: Result): Generator<Result> {
  yield result;
  for (const child of result.children) yield* walk(child);
}

function rootOf(result: SectionResult | Result): Result | undefined {
  if (!('section' in result)) return result;
  return typeof result.require === 'string' ? undefined : result.require;
}

function* indispensable(result: Result | undefined): Generator<Result> {
  if (result === undefined) return;
  const parts = neededParts(result);
  if (parts === undefined || result.otherwise !== undefined) yield result;
  for (const part of parts ?? []) yield* indispensable(part);
}

/** The parts each of which must be met for it to be; undefined where that can't be said by parts. */
export function neededParts(result: Result): readonly Result[] | undefined {
  const { kind, outcome, children, taken } = result;
  if (outcome.status === 'waived') return undefined;
  if (kind === 'all' || kind === 'stage') return children;
  if (kind === 'when') return found(children.slice(1).find((then) => then.outcome === outcome));
  // Whichever of the two it comes to as things stand.
  if (kind === 'remedy') return found(children.find((child) => child.outcome === outcome));
  if (kind === 'choice') return found(children.find(({ option }) => option === taken));
  return undefined;
}

function found(part: Result | undefined): readonly Result[] | undefined {
  return part === undefined ? undefined : [part];
}

function questionsIn(outcome: Outcome, found = new Set<string>()): Set<string> {
  if (outcome.status !== 'depends-on-reading') return found;
  found.add(outcome.question);
  for (const reading of outcome.readings) questionsIn(reading.outcome, found);
  return found;
}
