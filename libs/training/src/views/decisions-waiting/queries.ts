import { Query } from '@nestjs/cqrs';
import type { ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { adoptedPolicy, findRequirement } from '#programs';
import type { Quote } from '#programs';
import type { DecisionSubject } from './projection.js';

export interface WaitingDecision {
  /** What the answer names: a question, or a requirement (and what of it). */
  readonly decision: string;
  readonly requirement: string;
  readonly kind: DecisionSubject;
  /** Id of the application or the enrollment. */
  readonly subjectId: string;
  readonly personId: string;
  readonly name?: string;
  readonly cohortId?: string;
  /** What is to be decided, in words. */
  readonly ask: string;
  /** The readings that the words of the rule allow; empty where it is met or unmet. */
  readonly readings: readonly { readonly id: string; readonly says: string }[];
  readonly rules: readonly Quote[];
  /** Facts that made it necessary. */
  readonly because: readonly string[];
  readonly since: string;
  /** Key of the page. */
  readonly position: number;
}

/** Oldest first; the key of a page is the position. */
export class ListWaitingDecisions extends Query<readonly WaitingDecision[]> {
  constructor(
    readonly limit: number,
    readonly after?: number,
    readonly cohortId?: string,
  ) {
    super();
  }
}

interface WaitingRow {
  readonly position: number;
  readonly kind: DecisionSubject;
  readonly subject: string;
  readonly decision: string;
  readonly requirement: string;
  readonly because: string;
  readonly since: string;
  readonly person: string;
  readonly program: string;
  readonly policy_version: string;
  readonly cohort: string | null;
  readonly name: string | null;
}

export const decisionQueries = [
  answers(ListWaitingDecisions, [ViewRows], ({ limit, after, cohortId }, views) =>
    views.query((rows) =>
      rows
        .all<WaitingRow>(
          `SELECT d.*, s.person, s.program, s.policy_version, s.cohort, p.name
           FROM decisions_waiting d
           JOIN decision_subjects s ON s.kind = d.kind AND s.subject = d.subject
           LEFT JOIN people p ON p.person = s.person
           WHERE d.position > :after AND (:cohort IS NULL OR s.cohort = :cohort)
           ORDER BY d.position, d.decision LIMIT :limit`,
          { after: after ?? 0, cohort: cohortId ?? null, limit },
        )
        .map((row) => waiting(rows, row)),
    ),
  ),
];

function waiting(rows: ReadRows, row: WaitingRow): WaitingDecision {
  const policy = adoptedPolicy(rows, row.program, row.policy_version);
  const question = policy?.questions.find(({ id }) => id === row.decision);
  const rule =
    policy === undefined ? undefined : findRequirement(policy, row.requirement)?.requirement;
  return {
    decision: row.decision,
    requirement: row.requirement,
    kind: row.kind,
    subjectId: row.subject,
    personId: row.person,
    ...(row.name !== null && { name: row.name }),
    ...(row.cohort !== null && { cohortId: row.cohort }),
    ask: question?.ask ?? rule?.title ?? row.requirement,
    readings: question?.readings ?? [],
    rules: question?.rules ?? rule?.rules ?? [],
    because: JSON.parse(row.because) as string[],
    since: row.since,
    position: row.position,
  };
}
