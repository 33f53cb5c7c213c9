import { Query } from '@nestjs/cqrs';
import { Decider, RuleBroken, dateIn } from '#event-log';
import type { ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { nameOf, openedFor } from '#people';
import { adoptedPolicy, sectionNames, why } from '#programs';
import type { Policy, Why } from '#programs';
import { judgedBy } from '../../streams/application/consequences.js';
import type { ApplicationRule } from '../../streams/application/rules.js';
import type { ApplicationStanding, Interview } from '../../streams/application/state.js';
import { applicationDossier } from './projection.js';

export interface ApplicationSummary {
  readonly id: string;
  readonly personId: string;
  /** Absent once the person is erased. */
  readonly name?: string;
  readonly program: string;
  readonly policyVersion: string;
  readonly appliedOn: string;
  readonly standing: ApplicationStanding;
  /** All that the rules ask of an application is there. */
  readonly complete: boolean;
  readonly cohortId?: string;
  readonly enrollmentId?: string;
  readonly revision: number;
}

export interface ApplicationCard extends ApplicationSummary {
  /** Letters of reference that were not voided. */
  readonly references: readonly {
    readonly id: string;
    readonly refereeId: string;
    readonly relation: string;
    readonly roles: readonly string[];
    readonly knownSince: string;
  }[];
  readonly interviews: readonly ({ readonly id: string } & Interview)[];
  /** Ids of the decisions that wait for a person. */
  readonly awaiting: readonly string[];
}

/** In the order of applying (ids are time-ordered); with a program or a standing, only those. */
export class ListApplications extends Query<readonly ApplicationSummary[]> {
  constructor(
    readonly limit: number,
    readonly after?: string,
    readonly program?: string,
    readonly standing?: string,
  ) {
    super();
  }
}

export class GetApplication extends Query<ApplicationCard> {
  constructor(readonly id: string) {
    super();
  }
}

/** With all that lies ahead, as long as the applicant is in no class that tells it better. */
export class WhyApplication extends Query<Why> {
  constructor(readonly id: string) {
    super();
  }
}

/** What is judged of an application once a class tells the rest. */
const appliedFor = ['apply', 'select'] as const;

interface ApplicationRow {
  readonly application: string;
  readonly person: string;
  readonly program: string;
  readonly policy_version: string;
  readonly applied_on: string;
  readonly standing: ApplicationStanding;
  readonly complete: number;
  readonly cohort: string | null;
  readonly enrollment: string | null;
  readonly revision: number;
  readonly name?: string | null;
}

export const applicationQueries = [
  answers(ListApplications, [ViewRows], ({ limit, after, program, standing }, views) =>
    views.query((rows) =>
      rows
        .all<ApplicationRow>(
          `SELECT a.*, p.name FROM applications a LEFT JOIN people p ON p.person = a.person
           WHERE a.application > :after AND (:program IS NULL OR a.program = :program)
             AND (:standing IS NULL OR a.standing = :standing)
           ORDER BY a.application LIMIT :limit`,
          { after: after ?? '', program: program ?? null, standing: standing ?? null, limit },
        )
        .map(summary),
    ),
  ),

  answers(GetApplication, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const row = rowOf(rows, id);
      const state = applicationDossier.state(applicationDossier.facts(rows, id));
      return {
        ...summary({ ...row, name: nameOf(rows, row.person) ?? null }),
        references: state.records.flatMap((fact) => {
          if (fact.type !== 'ReferenceReceived') return [];
          const { referenceId, refereeId, relation, roles, knownSince } = fact.data;
          return [{ id: referenceId, refereeId, relation, roles, knownSince }];
        }),
        interviews: [...state.interviews].map(([interview, one]) => ({ id: interview, ...one })),
        awaiting: [...state.awaiting],
      };
    }),
  ),

  answers(WhyApplication, [ViewRows, Decider], ({ id }, views, { clock }) =>
    views.query((rows) => {
      const row = rowOf(rows, id);
      const facts = applicationDossier.facts(rows, id);
      const state = applicationDossier.state(facts);
      const policy = policyOf(rows, row);
      const today = dateIn(policy.timeZone, clock.now());
      const section = judgedBy(state, { policy, today });
      return why(
        row.standing,
        today,
        policy,
        (state.placement === undefined ? sectionNames : appliedFor).map(section),
        facts,
        (sealed) => openedFor(rows, row.person, sealed),
      );
    }),
  ),
];

function rowOf(rows: ReadRows, id: string): ApplicationRow {
  const row = rows.get<ApplicationRow>('SELECT * FROM applications WHERE application = ?', [id]);
  if (row === undefined) {
    throw new RuleBroken<ApplicationRule>('application-unknown', 'There is no such application.');
  }
  return row;
}

function policyOf(rows: ReadRows, { program, policy_version: version }: ApplicationRow): Policy {
  const policy = adoptedPolicy(rows, program, version);
  if (policy === undefined)
    throw new Error(`${program}@${version} is pinned but not in the views.`);
  return policy;
}

function summary(row: ApplicationRow): ApplicationSummary {
  const { name, cohort, enrollment } = row;
  return {
    id: row.application,
    personId: row.person,
    ...(name !== null && name !== undefined && { name }),
    program: row.program,
    policyVersion: row.policy_version,
    appliedOn: row.applied_on,
    standing: row.standing,
    complete: row.complete === 1,
    ...(cohort !== null && { cohortId: cohort }),
    ...(enrollment !== null && { enrollmentId: enrollment }),
    revision: row.revision,
  };
}
