import { Temporal } from 'temporal-polyfill';
import { START } from '#event-log';
import type { RecordedFact } from '#event-log';
import { differences, due, planFor } from '#notices';
import type { NoticeFact } from '#notices';
import type { Rollbook } from '#running';
import { recordIn } from '../../libs/notices/src/views/notice-plan/projection.js';

/** What is amiss between the facts, the ledger and the mails; all empty where nothing is. */
export interface NoticeVerdict {
  /** Called for by the facts, and not recorded as sent. */
  readonly unsent: readonly string[];
  /** Recorded as sent, and no mail came. */
  readonly unreceived: readonly string[];
  /** More mails came than the ledger knows of. */
  readonly surplus: readonly string[];
  /** Recorded as sent more than once. */
  readonly sentTwice: readonly string[];
}

export const wellTold: NoticeVerdict = { unsent: [], unreceived: [], surplus: [], sentTwice: [] };

export interface Told {
  readonly verdict: NoticeVerdict;
  /** Notices that were sent. */
  readonly sent: number;
  /** Attempts of which nothing was heard, or that may have reached somebody all the same. */
  readonly doubtful: number;
  /** Mails beyond the first of the same Message-ID. */
  readonly repeated: number;
}

/** Nothing more is to be planned, cancelled or sent, now or later. */
export function isSettled({ views }: Rollbook): boolean {
  const ever = Temporal.Instant.from('9999-12-31T00:00:00Z');
  return views.query(
    (rows) => differences(rows, 1).length === 0 && due(rows, ever, 1).length === 0,
  );
}

/** How many are recorded as sent. */
export function sentIn({ views }: Rollbook): number {
  const sql = "SELECT count(*) AS sent FROM notices WHERE status = 'sent'";
  return views.query((rows) => rows.get<{ sent: number }>(sql)?.sent ?? 0);
}

/** @param counts how often each mail came, by its Message-ID */
export async function judgeNotices(
  rollbook: Rollbook,
  counts: ReadonlyMap<string, number>,
): Promise<Told> {
  const facts = await rollbook.log.readAll(START, 1_000_000);
  return verdictOnNotices(facts, wantedIn(rollbook, facts), counts);
}

/**
 * @param facts the whole log, in its order
 * @param wanted ids of what the facts call for
 */
export function verdictOnNotices(
  facts: readonly RecordedFact[],
  wanted: readonly string[],
  counts: ReadonlyMap<string, number>,
): Told {
  const ledger = Map.groupBy(
    facts.filter(({ stream }) => stream.startsWith('notice-')),
    ({ stream }) => stream.slice('notice-'.length),
  );
  const came = new Map(
    [...counts].map(([messageId, count]) => [/^<([^@]+)@/.exec(messageId)?.[1] ?? '', count]),
  );
  const outcomes = new Map([...ledger].map(([id, history]) => [id, outcomeOf(history)]));
  const ids = [...new Set([...came.keys(), ...outcomes.keys()])];
  const known = (id: string) => outcomes.get(id) ?? { sent: 0, doubtful: 0 };
  return {
    verdict: {
      unsent: wanted.filter((id) => known(id).sent === 0),
      unreceived: ids.filter((id) => known(id).sent > 0 && !came.has(id)),
      surplus: ids.filter((id) => (came.get(id) ?? 0) > known(id).sent + known(id).doubtful),
      sentTwice: ids.filter((id) => known(id).sent > 1),
    },
    sent: [...outcomes.values()].filter(({ sent }) => sent > 0).length,
    doubtful: [...outcomes.values()].reduce((all, { doubtful }) => all + doubtful, 0),
    repeated: [...came.values()].reduce((all, count) => all + count - 1, 0),
  };
}

function outcomeOf(history: readonly RecordedFact[]): { sent: number; doubtful: number } {
  let sent = 0;
  let last = 0;
  const doubtful = new Set<number>();
  for (const fact of history as unknown as readonly NoticeFact[]) {
    switch (fact.type) {
      case 'NoticeSendingBegun':
        last = fact.data.attempt;
        doubtful.add(last);
        break;
      case 'NoticeSent':
        sent += 1;
        doubtful.delete(fact.data.attempt);
        break;
      case 'NoticeDeferred':
        if (!fact.data.mayHaveArrived) doubtful.delete(fact.data.attempt);
        break;
      case 'NoticeBounced':
        doubtful.delete(fact.data.attempt);
        break;
      case 'NoticeCancelled':
        if (fact.data.attempt !== undefined) doubtful.delete(fact.data.attempt);
        break;
      case 'NoticeSuppressed':
        if (fact.data.because !== 'too-late') doubtful.delete(last);
        break;
      case 'NoticePlanned':
      case 'NoticeFailed':
      case 'NoticeRetried':
        break;
    }
  }
  return { sent, doubtful: doubtful.size };
}

/** Ids of what the facts call for. */
function wantedIn({ views }: Rollbook, facts: readonly RecordedFact[]): readonly string[] {
  const enrollments = facts.filter(({ type }) => type === 'TraineeEnrolled');
  return views.query((rows) =>
    enrollments.flatMap(({ stream }) => {
      const record = recordIn(rows, stream.slice('enrollment-'.length), new Temporal.Duration());
      if (record === undefined) return [];
      return planFor(record).flatMap(({ wanted, noticeId }) => (wanted ? [noticeId] : []));
    }),
  );
}
