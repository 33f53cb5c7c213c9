import { Dossier } from '#event-log';
import type { ReadRows, RecordedFact, Rows, View, WriteRows } from '#event-log';
import { Temporal } from 'temporal-polyfill';
import { noticeFacts } from '../../streams/notice/events.js';
import { nextAt, notice } from '../../streams/notice/state.js';

export const noticeDossier = new Dossier('notice_facts', notice);

/** One entry per notice that was ever planned: where it is, and when there is something to do. */
export const noticeLedgerView: View = {
  name: 'notice-ledger',
  version: 1,
  schema: `
    CREATE TABLE notices (
      notice TEXT PRIMARY KEY, person TEXT NOT NULL, enrollment TEXT NOT NULL, cohort TEXT NOT NULL,
      kind TEXT NOT NULL, status TEXT NOT NULL, because TEXT, due_at TEXT NOT NULL, next_at INTEGER,
      tried_at TEXT, attempts INTEGER NOT NULL, position INTEGER NOT NULL, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notices_next ON notices (next_at, notice) WHERE next_at IS NOT NULL;
    CREATE INDEX notices_of_person ON notices (person, position);
    CREATE INDEX notices_of_cohort ON notices (cohort, position);
    ${noticeDossier.schema}`,
  on: Object.fromEntries(Object.keys(noticeFacts).map((type) => [type, keep])),
  settle,
};

function keep(rows: Rows, fact: RecordedFact): void {
  rows.touch(noticeDossier.keep(rows, fact));
}

function settle(rows: WriteRows, touched: readonly string[]): void {
  for (const id of touched) {
    const latest = noticeDossier.latest(rows, id);
    if (latest?.state.planned === undefined) continue;
    const { state, revision } = latest;
    const { personId, enrollmentId, cohortId, kind, dueAt } = latest.state.planned;
    const next = nextAt(state);
    rows.run(
      `INSERT OR REPLACE INTO notices
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, position, ? FROM notice_facts
       WHERE stream_id = ? AND revision = 0`,
      [
        id,
        personId,
        enrollmentId,
        cohortId,
        kind,
        state.status,
        state.because ?? null,
        dueAt,
        next === undefined ? null : Temporal.Instant.from(next).epochMilliseconds,
        state.triedAt ?? null,
        state.attempts,
        revision,
        id,
      ],
    );
  }
}

/** Notices with something to do by an instant, the longest overdue first; at the cost of these. */
export function due(
  rows: ReadRows,
  until: Temporal.Instant,
  limit: number,
): readonly { readonly noticeId: string; readonly at: Temporal.Instant }[] {
  return rows
    .all<{ notice: string; next_at: number }>(
      `SELECT notice, next_at FROM notices INDEXED BY notices_next
       WHERE next_at <= ? ORDER BY next_at, notice LIMIT ?`,
      [until.epochMilliseconds, limit],
    )
    .map(({ notice: noticeId, next_at: at }) => ({
      noticeId,
      at: Temporal.Instant.fromEpochMilliseconds(at),
    }));
}
