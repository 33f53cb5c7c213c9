import { RuleBroken } from '#event-log';
import { assess, neededParts } from './policy/assess.js';
import type { Assessment } from './policy/assess.js';
import type { Outcome, Result, SectionResult } from './policy/outcome.js';
import type { Policy } from './policy/schema.js';

/** A decision that waits for a person. */
export interface AwaitedDecision {
  /** The question to be answered, or the requirement to be decided and what of it. */
  readonly id: string;
  readonly requirement: string;
  /** The facts that made it necessary. */
  readonly evidence: readonly string[];
  /** Whether the person's standing depends on it; a request to the program holds nothing up. */
  readonly holdsUp: boolean;
}

export function awaitedDecisions(section: SectionResult): readonly AwaitedDecision[] {
  const { require, duties } = section;
  const asked = typeof require === 'string' ? [] : assess(require).awaiting;
  return [
    ...asked.flatMap((awaiting) => decisionsIn(awaiting, true)),
    ...duties.flatMap((duty) =>
      assess(duty).awaiting.flatMap((awaiting) => decisionsIn(awaiting, false)),
    ),
  ];
}

function decisionsIn(
  { result, outcome }: Assessment['awaiting'][number],
  holdsUp: boolean,
): AwaitedDecision[] {
  const { requirement, evidence } = result;
  if (outcome.status === 'depends-on-reading') {
    return questionsOf(outcome).map((id) => ({ id, requirement, evidence, holdsUp }));
  }
  return outcome.decisions.map((decision) => ({
    id: decisionId(decision.requirement, decision.subject),
    requirement: decision.requirement,
    evidence,
    holdsUp,
  }));
}

/** Id of a decision about a requirement, or about one thing it is judged for. */
export function decisionId(requirement: string, subject?: string): string {
  return subject === undefined ? requirement : `${requirement}.${subject}`;
}

/** Requirements that are unmet for good with a consequence; `brokenBy` tells the facts that broke one. */
export function violations(section: SectionResult): readonly Result[] {
  return assess(section).violated.map(({ result }) => result);
}

/** Nothing more is asked: met, waived, or nothing is stated that could be asked. */
export function isSatisfied(outcome: Outcome): boolean {
  switch (outcome.status) {
    case 'met':
    case 'waived':
    case 'not-applicable':
    case 'not-stated':
      return true;
    case 'unmet':
    case 'needs-decision':
    case 'depends-on-reading':
      return false;
  }
}

/** What is not met of what the whole cannot do without, for a message; `any` counts as a whole. */
export function unmetRequirements({ require }: SectionResult): readonly string[] {
  return typeof require === 'string' ? [] : [...new Set(unmetIn(require))];
}

function unmetIn(result: Result): readonly string[] {
  const { requirement, outcome } = result;
  const within = isSatisfied(outcome) ? [] : (neededParts(result) ?? []).flatMap(unmetIn);
  if (within.length > 0) return within;
  return outcome.status === 'unmet' ? [requirement] : [];
}

function questionsOf(outcome: Outcome): string[] {
  if (outcome.status !== 'depends-on-reading') return [];
  const deeper = outcome.readings.flatMap((reading) => questionsOf(reading.outcome));
  return [...new Set([outcome.question, ...deeper])];
}

export type ReadingRule = 'question-unknown' | 'reading-unknown';

/** @throws RuleBroken question-unknown, reading-unknown */
export function assertReading({ questions }: Policy, question: string, reading: string): void {
  const asked = questions.find(({ id }) => id === question);
  if (asked === undefined) {
    const known = questions.map(({ id }) => id);
    throw new RuleBroken<ReadingRule>(
      'question-unknown',
      `The rules have no open question ${question}${known.length === 0 ? '' : `; they have ${known.join(', ')}`}.`,
      { known },
    );
  }
  const readings = asked.readings.map(({ id }) => id);
  if (readings.includes(reading)) return;
  throw new RuleBroken<ReadingRule>(
    'reading-unknown',
    `${question} can be read as ${readings.join(', ')}.`,
    { readings },
  );
}
