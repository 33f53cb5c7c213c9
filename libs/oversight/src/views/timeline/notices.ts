import { Temporal } from 'temporal-polyfill';
import { dateIn } from '#event-log';
import type { CalendarDate, DossierFact, ReadRows } from '#event-log';
import { callingFor, mayBeTold, noticeDossier, sentence } from '#notices';
import type { NoticeFact, NoticeKind, NoticeState } from '#notices';
import { cohortRow } from '#training';

/** What a fact about a notice says of what a person was told. */
export interface TimelineNotice {
  readonly kind: NoticeKind;
  /** What it is about: a rule of the program, or a sitting of the cohort. */
  readonly requirement?: string;
  readonly sittingId?: string;
  readonly lead?: string;
  /** The notice that told what is not so any more. */
  readonly retracts?: string;
  /** Whether the person was told by then, as far as anybody can know. */
  readonly told: 'yes' | 'perhaps' | 'no';
  /** Facts that the mail named as what it rests on. */
  readonly names?: readonly string[];
  /** What became of it. */
  readonly says: string;
  /** What calls for notices of this kind. */
  readonly why: string;
  /** The facts that called for it. */
  readonly calledForBy: readonly string[];
}

/** A fact about a notice, and what it says of what the person was told. */
export interface Telling extends DossierFact<NoticeFact> {
  readonly noticeId: string;
  /** On the calendar of the class. */
  readonly on: CalendarDate;
  readonly notice: TimelineNotice;
}

/**
 * What a person was told, or may have been, and what was owed to them and did not go out: not what
 * was planned, put off or called off before anything left.
 */
export function tellings(rows: ReadRows, personId: string): readonly Telling[] {
  return rows
    .all<{ notice: string }>('SELECT notice FROM notices WHERE person = ?', [personId])
    .flatMap(({ notice: noticeId }) => {
      const history = noticeDossier.facts(rows, noticeId);
      return history.flatMap((one, index) => {
        const state = noticeDossier.state(history.slice(0, index + 1));
        return isTelling(one.fact, state) ? [telling(rows, { noticeId, history, one, state })] : [];
      });
    });
}

function isTelling({ type }: NoticeFact, state: NoticeState): boolean {
  switch (type) {
    case 'NoticeSent':
    case 'NoticeBounced':
    case 'NoticeFailed':
    case 'NoticeSuppressed':
      return true;
    case 'NoticeDeferred':
    case 'NoticeCancelled':
      return mayBeTold(state);
    case 'NoticePlanned':
    case 'NoticeSendingBegun':
    case 'NoticeRetried':
      return false;
  }
}

function telling(
  rows: ReadRows,
  {
    noticeId,
    history,
    one,
    state,
  }: {
    readonly noticeId: string;
    readonly history: readonly DossierFact<NoticeFact>[];
    readonly one: DossierFact<NoticeFact>;
    readonly state: NoticeState;
  },
): Telling {
  const { planned } = state;
  if (planned === undefined) throw new Error(`The notice ${noticeId} was never planned.`);
  const { kind, about, lead, retracts, because } = planned;
  const { fact, recordedAt } = one;
  const attempt = attemptOf(fact, history);
  const at = fact.type === 'NoticeSent' ? attempt?.at : undefined;
  const zone = cohortRow(rows, planned.cohortId).time_zone;
  return {
    ...one,
    noticeId,
    on: dateIn(zone, Temporal.Instant.from(at ?? recordedAt)),
    notice: {
      kind,
      ...about,
      ...(lead !== undefined && { lead }),
      ...(retracts !== undefined && { retracts }),
      told: state.status === 'sent' ? 'yes' : mayBeTold(state) ? 'perhaps' : 'no',
      ...(attempt?.tells !== undefined && { names: attempt.tells }),
      says: sentence(fact, false),
      why: callingFor({ kind, about }, lead),
      calledForBy: because,
    },
  };
}

/** The attempt that the fact tells the end of. */
function attemptOf(fact: NoticeFact, history: readonly DossierFact<NoticeFact>[]) {
  const attempt = 'attempt' in fact.data ? fact.data.attempt : undefined;
  return history
    .map(({ fact: one }) => one)
    .filter((one) => one.type === 'NoticeSendingBegun')
    .find(({ data }) => data.attempt === attempt)?.data;
}
