import { Query } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import { RuleBroken } from '#event-log';
import type { DossierFact } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { personDossier } from '#people';
import type { PersonRule } from '#people';
import { cohortRow } from '#training';
import { unknown } from '../../../streams/notice/decisions.js';
import type { NoticeFact, NoticeKind } from '../../../streams/notice/events.js';
import type { NoticeBecause, NoticeStatus } from '../../../streams/notice/state.js';
import { noticeDossier } from '../projection.js';
import { sentence } from '../words.js';

export interface NoticeEntry {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly personId: string;
  /** Absent once the person is erased. */
  readonly name?: string;
  readonly enrollmentId: string;
  readonly cohortId: string;
  readonly status: Exclude<NoticeStatus, 'unknown'>;
  /** While deferred, failed, cancelled or suppressed. */
  readonly because?: NoticeBecause;
  readonly dueAt: string;
  /** When a courier has something to do about it next. */
  readonly nextAt?: string;
  /** When it was last tried; once sent, when it went out. */
  readonly triedAt?: string;
  readonly attempts: number;
  readonly position: number;
  readonly revision: number;
}

export interface NoticeStep {
  readonly factId: string;
  readonly type: string;
  readonly data: NoticeFact['data'];
  readonly says: string;
  readonly recordedAt: string;
  readonly actor: string;
}

export interface NoticeCard extends NoticeEntry {
  readonly key: string;
  readonly requirement?: string;
  readonly sittingId?: string;
  readonly lead?: string;
  readonly retracts?: string;
  readonly usefulUntil?: string;
  readonly calledForBy: readonly string[];
  readonly history: readonly NoticeStep[];
}

/** Newest first; the key of a page is the position. */
export class ListNotices extends Query<readonly NoticeEntry[]> {
  constructor(
    readonly of: { readonly personId: string } | { readonly cohortId: string },
    readonly limit: number,
    readonly before?: number,
  ) {
    super();
  }
}

export class GetNotice extends Query<NoticeCard> {
  constructor(readonly id: string) {
    super();
  }
}

export const ledgerQueries = [
  answers(ListNotices, [ViewRows], ({ of, limit, before }, views) =>
    views.query((rows) => {
      const last = before ?? Number.MAX_SAFE_INTEGER;
      if ('cohortId' in of) {
        cohortRow(rows, of.cohortId);
        return rows.all<NoticeRow>(ofCohort, [of.cohortId, last, limit]).map(entry);
      }
      if (personDossier.facts(rows, of.personId).length === 0) {
        throw new RuleBroken<PersonRule>('person-unknown', 'There is no such person.');
      }
      return rows.all<NoticeRow>(ofPerson, [of.personId, last, limit]).map(entry);
    }),
  ),

  answers(GetNotice, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const row = rows.get<NoticeRow>(`${columns} WHERE n.notice = ?`, [id]);
      const facts = noticeDossier.facts(rows, id);
      const { planned } = noticeDossier.state(facts);
      if (row === undefined || planned === undefined) throw unknown();
      const { key, about, lead, retracts, usefulUntil, because } = planned;
      return {
        ...entry(row),
        key,
        ...about,
        ...(lead !== undefined && { lead }),
        ...(retracts !== undefined && { retracts }),
        ...(usefulUntil !== undefined && { usefulUntil }),
        calledForBy: because,
        history: history(facts),
      };
    }),
  ),
];

interface NoticeRow {
  readonly notice: string;
  readonly person: string;
  readonly name: string | null;
  readonly enrollment: string;
  readonly cohort: string;
  readonly kind: NoticeKind;
  readonly status: NoticeEntry['status'];
  readonly because: NoticeBecause | null;
  readonly due_at: string;
  readonly next_at: number | null;
  readonly tried_at: string | null;
  readonly attempts: number;
  readonly position: number;
  readonly revision: number;
}

const columns = 'SELECT n.*, p.name FROM notices n LEFT JOIN people p ON p.person = n.person';
const newest = 'AND n.position < ? ORDER BY n.position DESC LIMIT ?';
const ofPerson = `${columns} WHERE n.person = ? ${newest}`;
const ofCohort = `${columns} WHERE n.cohort = ? ${newest}`;
function entry(row: NoticeRow): NoticeEntry {
  const { name, because, next_at: next, tried_at: triedAt } = row;
  return {
    id: row.notice,
    kind: row.kind,
    personId: row.person,
    ...(name !== null && { name }),
    enrollmentId: row.enrollment,
    cohortId: row.cohort,
    status: row.status,
    ...(because !== null && { because }),
    dueAt: row.due_at,
    ...(next !== null && {
      nextAt: Temporal.Instant.fromEpochMilliseconds(next).toString(),
    }),
    ...(triedAt !== null && { triedAt }),
    attempts: row.attempts,
    position: row.position,
    revision: row.revision,
  };
}

export function history(facts: readonly DossierFact<NoticeFact>[]): readonly NoticeStep[] {
  return facts.map(({ fact, recordedAt, actor }, index) => ({
    factId: fact.id,
    type: fact.type,
    data: fact.data,
    says: sentence(fact, index === 0),
    recordedAt,
    actor,
  }));
}
