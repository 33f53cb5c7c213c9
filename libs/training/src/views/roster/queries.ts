import { Query } from '@nestjs/cqrs';
import { Decider, RuleBroken, dateIn } from '#event-log';
import type { ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { openedFor } from '#people';
import { why } from '#programs';
import type { Why } from '#programs';
import { judgedBy } from '../../streams/enrollment/consequences.js';
import type { EnrollmentRule } from '../../streams/enrollment/rules.js';
import { named } from '../../streams/enrollment/state.js';
import { planOf } from '../../training.js';
import { cohortIn } from '../cohorts/projection.js';
import { cohortRow } from '../cohorts/queries.js';
import type { RosterEntry } from './entry.js';
import { enrollmentDossier, pinned } from './projection.js';

export interface RosterLine extends RosterEntry {
  readonly enrollmentId: string;
  readonly personId: string;
  /** Absent once the person is erased. */
  readonly name?: string;
  readonly revision: number;
}

export interface Roster {
  readonly cohortId: string;
  readonly name: string;
  readonly trainees: readonly RosterLine[];
  readonly revision: number;
}

export interface Accommodation {
  readonly id: string;
  readonly requirement: string;
  readonly offer: string;
  readonly neededOn?: string;
  readonly documented: boolean;
  readonly decision: 'granted' | 'denied' | 'not decided';
}

export interface EnrollmentCard extends RosterLine {
  readonly cohortId: string;
  readonly applicationId: string;
  readonly program: string;
  readonly policyVersion: string;
  readonly accommodations: readonly Accommodation[];
}

/** Everybody in a class, by name. */
export class GetRoster extends Query<Roster> {
  constructor(readonly cohortId: string) {
    super();
  }
}

/**
 * The same as JSON text. The rows hold JSON already, and the roster is the page that is asked for
 * most: reading it as objects only to write it as text again would take half of the time.
 */
export class GetRosterText extends Query<{ readonly text: string; readonly revision: number }> {
  constructor(readonly cohortId: string) {
    super();
  }
}

export class GetEnrollment extends Query<EnrollmentCard> {
  constructor(readonly id: string) {
    super();
  }
}

export class WhyEnrollment extends Query<Why> {
  constructor(readonly id: string) {
    super();
  }
}

interface RosterRow {
  readonly enrollment: string;
  readonly person: string;
  readonly name: string | null;
  readonly entry: string;
  readonly revision: number;
}

export const rosterQueries = [
  answers(GetRoster, [ViewRows], ({ cohortId }, views) =>
    views.query((rows) => {
      const { name, revision } = cohortRow(rows, cohortId);
      return { cohortId, name, trainees: inClass(rows, cohortId).map(line), revision };
    }),
  ),

  answers(GetRosterText, [ViewRows], ({ cohortId }, views) =>
    views.query((rows) => {
      const { name, revision } = cohortRow(rows, cohortId);
      const trainees = inClass(rows, cohortId).map(lineText).join(',');
      const head = JSON.stringify({ cohortId, name, revision });
      return { text: `${head.slice(0, -1)},"trainees":[${trainees}]}`, revision };
    }),
  ),

  answers(GetEnrollment, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const row = rowOf(rows, id);
      const state = enrollmentDossier.state(enrollmentDossier.facts(rows, id));
      if (state.enrolled === undefined) throw unknown();
      const { cohortId, applicationId, program, policyVersion } = state.enrolled;
      const documented = new Set(
        named(state, 'AccommodationDocumented').map(({ data }) => data.accommodationId),
      );
      const granted = new Set(
        named(state, 'AccommodationGranted').map(({ data }) => data.accommodationId),
      );
      const denied = new Set(
        named(state, 'AccommodationDenied').map(({ data }) => data.accommodationId),
      );
      const accommodations = named(state, 'AccommodationRequested').map(
        ({ data: { accommodationId, requirement, offer, neededOn } }): Accommodation => ({
          id: accommodationId,
          requirement,
          offer,
          ...(neededOn !== undefined && { neededOn }),
          documented: documented.has(accommodationId),
          decision: granted.has(accommodationId)
            ? 'granted'
            : denied.has(accommodationId)
              ? 'denied'
              : 'not decided',
        }),
      );
      return { ...line(row), cohortId, applicationId, program, policyVersion, accommodations };
    }),
  ),

  answers(WhyEnrollment, [ViewRows, Decider], ({ id }, views, { clock }) =>
    views.query((rows) => {
      const row = rowOf(rows, id);
      const facts = enrollmentDossier.facts(rows, id);
      const state = enrollmentDossier.state(facts);
      if (state.enrolled === undefined) throw unknown();
      const { program, policyVersion, cohortId } = state.enrolled;
      const policy = pinned(rows, program, policyVersion);
      const cohort = cohortIn(rows, cohortId);
      const today = dateIn(cohort.plan?.timeZone ?? policy.timeZone, clock.now());
      const section = judgedBy(state, { policy, plan: planOf(cohort), today });
      const { standing } = JSON.parse(row.entry) as RosterEntry;
      return why(
        standing,
        today,
        policy,
        [
          section('train'),
          section('exam'),
          section('certify'),
          section('renew'),
          section('appeal'),
        ],
        facts,
        (sealed) => openedFor(rows, row.person, sealed),
      );
    }),
  ),
];

function inClass(rows: ReadRows, cohortId: string): readonly RosterRow[] {
  return rows.all<RosterRow>(
    `SELECT e.enrollment, e.person, p.name, r.entry, r.revision
     FROM enrolled e JOIN roster r ON r.enrollment = e.enrollment
     LEFT JOIN people p ON p.person = e.person
     WHERE e.cohort = ? ORDER BY p.name COLLATE NOCASE, e.enrollment`,
    [cohortId],
  );
}

function rowOf(rows: ReadRows, id: string): RosterRow {
  const row = rows.get<RosterRow>(
    `SELECT e.enrollment, e.person, p.name, r.entry, r.revision
     FROM enrolled e JOIN roster r ON r.enrollment = e.enrollment
     LEFT JOIN people p ON p.person = e.person WHERE e.enrollment = ?`,
    [id],
  );
  if (row === undefined) throw unknown();
  return row;
}

function unknown(): RuleBroken<EnrollmentRule> {
  return new RuleBroken('enrollment-unknown', 'There is no such enrollment.');
}

function line({ enrollment, person, name, entry, revision }: RosterRow): RosterLine {
  return {
    enrollmentId: enrollment,
    personId: person,
    ...(name !== null && { name }),
    ...(JSON.parse(entry) as RosterEntry),
    revision,
  };
}

function lineText({ enrollment, person, name, entry, revision }: RosterRow): string {
  const named = name === null ? '' : `"name":${JSON.stringify(name)},`;
  return `{"enrollmentId":"${enrollment}","personId":"${person}",${named}"revision":${revision},${entry.slice(1)}`;
}
