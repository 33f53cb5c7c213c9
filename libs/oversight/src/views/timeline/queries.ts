import { Query } from '@nestjs/cqrs';
import { ViewRows, answers } from '#event-log/nest';
import { absent, openedFor } from '#people';
import { tellings } from './notices.js';
import type { Telling, TimelineNotice } from './notices.js';

export interface TimelineEntry {
  readonly position: number;
  readonly stream: 'person' | 'application' | 'enrollment' | 'certificate' | 'notice';
  readonly streamId: string;
  readonly factId: string;
  readonly type: string;
  /** As recorded, without what is sealed, and of a mail without its Message-ID. */
  readonly data: Readonly<Record<string, unknown>>;
  /** When it happened, where that is a day of its own. */
  readonly occurredOn?: string;
  /** When it was learned of. */
  readonly recordedAt: string;
  readonly actor: string;
  /** Why somebody did it; absent once the person is erased. */
  readonly reason?: string;
  readonly policy?: string;
  /** Taken out of the evidence by a later correction. */
  readonly voided: boolean;
  /** On what became of a mail to the person. */
  readonly notice?: TimelineNotice;
}

/** All that was recorded of a person, and what they were told of it, in the order of recording; the key of a page is the position. */
export class PersonTimeline extends Query<readonly TimelineEntry[]> {
  constructor(
    readonly personId: string,
    readonly limit: number,
    readonly after?: number,
  ) {
    super();
  }
}

interface FactRow {
  readonly stream: TimelineEntry['stream'];
  readonly stream_id: string;
  readonly position: number;
  readonly fact_id: string;
  readonly type: string;
  readonly data: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly policy: string | null;
}

const columns =
  'f.stream_id, f.position, f.fact_id, f.type, f.data, f.recorded_at, f.actor, f.reason, f.policy';

const factsOfPerson = `
  SELECT 'person' AS stream, ${columns} FROM person_facts f WHERE f.stream_id = :person
  UNION ALL
  SELECT 'application', ${columns} FROM applications a
    JOIN application_facts f ON f.stream_id = a.application WHERE a.person = :person
  UNION ALL
  SELECT 'enrollment', ${columns} FROM enrolled e
    JOIN enrollment_facts f ON f.stream_id = e.enrollment WHERE e.person = :person
  UNION ALL
  SELECT 'certificate', ${columns} FROM certificates c
    JOIN certificate_facts f ON f.stream_id = c.certificate WHERE c.person = :person`;

const page = `SELECT * FROM (${factsOfPerson}) WHERE position > :after ORDER BY position LIMIT :limit`;
const voidings = `SELECT data FROM (${factsOfPerson}) WHERE type = 'RecordVoided'`;

export const timelineQueries = [
  answers(PersonTimeline, [ViewRows], ({ personId, limit, after }, views) =>
    views.query((rows) => {
      const from = after ?? 0;
      const found = rows.all<FactRow>(page, { person: personId, after: from, limit });
      if (found.length === 0 && after === undefined) throw absent(rows, personId);
      const voided = new Set(
        rows
          .all<{ data: string }>(voidings, { person: personId })
          .map(({ data }) => (JSON.parse(data) as { factId: string }).factId),
      );
      const recorded = found.map((row): TimelineEntry => {
        const data = readable(JSON.parse(row.data) as Record<string, unknown>);
        const { occurredOn } = data;
        const reason = row.reason === null ? undefined : openedFor(rows, personId, row.reason);
        return {
          position: row.position,
          stream: row.stream,
          streamId: row.stream_id,
          factId: row.fact_id,
          type: row.type,
          data,
          ...(typeof occurredOn === 'string' && { occurredOn }),
          recordedAt: row.recorded_at,
          actor: row.actor,
          ...(reason !== undefined && { reason }),
          ...(row.policy !== null && { policy: row.policy }),
          voided: voided.has(row.fact_id),
        };
      });
      const told = tellings(rows, personId).filter(({ position }) => position > from);
      return [...recorded, ...told.map(entryOf)]
        .sort((a, b) => a.position - b.position)
        .slice(0, limit);
    }),
  ),
];

function entryOf({ noticeId, fact, on, notice, ...recorded }: Telling): TimelineEntry {
  const { position, recordedAt, actor, policy } = recorded;
  return {
    position,
    stream: 'notice',
    streamId: noticeId,
    factId: fact.id,
    type: fact.type,
    data: readable(fact.data),
    occurredOn: on,
    recordedAt,
    actor,
    ...(policy !== undefined && { policy }),
    voided: false,
    notice,
  };
}

// Sealed details are read where they belong, under the person; a Message-ID reads like an address.
function readable(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) =>
        name !== 'messageId' && (typeof value !== 'string' || !value.startsWith('sealed.v1.')),
    ),
  );
}
