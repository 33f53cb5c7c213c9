import { Temporal } from 'temporal-polyfill';
import { falseBelief, notBefore } from './belief.js';
import { keyOf, notWanted, noticeIdOf } from './candidate.js';
import type { Candidate } from './candidate.js';
import type { EnrollmentCause, NoticeRecord } from './record.js';
import { noticesAbout, subjectOf } from './subject.js';

type CauseNamed<Type extends EnrollmentCause['type']> = Extract<EnrollmentCause, { type: Type }>;

/** One time that a requirement disqualified the trainee. */
export interface Disqualification {
  readonly requirement: string;
  readonly fact: CauseNamed<'TraineeDisqualified'>;
  readonly withdrawn?: CauseNamed<'DisqualificationWithdrawn'> | undefined;
}

/**
 * After that the letter is no news and no help to appeal; it keeps the disqualifications of a log
 * that is years old from being mailed on the day the courier first runs.
 */
const freshFor = Temporal.Duration.from({ hours: 30 * 24 });

/** In the order of recording. */
export function disqualifications({ causes }: NoticeRecord): readonly Disqualification[] {
  const found: Disqualification[] = [];
  for (const fact of causes.enrollment) {
    if (fact.type === 'TraineeDisqualified') {
      const { requirement } = fact.data;
      found.push({ requirement, fact });
    }
    if (fact.type === 'DisqualificationWithdrawn') {
      const open = found.findLastIndex(
        ({ requirement, withdrawn }) =>
          requirement === fact.data.requirement && withdrawn === undefined,
      );
      const ended = found[open];
      if (ended !== undefined) found[open] = { ...ended, withdrawn: fact };
    }
  }
  return found;
}

/**
 * Whoever has left is told all the same, whether they were disqualified before or after, and is told
 * when it is taken back: it also keeps them from being enrolled again on the same application.
 */
export function disqualifiedCandidates(record: NoticeRecord): readonly Candidate[] {
  const all = disqualifications(record);
  const requirements = [...new Set(all.map(({ requirement }) => requirement))];
  return [
    ...all.map((one) => notice(record, one)),
    ...requirements.flatMap((requirement) =>
      retraction(
        record,
        all.filter((one) => one.requirement === requirement),
      ),
    ),
  ];
}

export function disqualifiedKey(enrollmentId: string, { fact }: Disqualification): string {
  return keyOf('disqualified', enrollmentId, fact.id);
}

export function retractedKey(enrollmentId: string, retracts: string, withdrawal: string): string {
  return keyOf('disqualified-retracted', enrollmentId, retracts, withdrawal);
}

function notice(record: NoticeRecord, one: Disqualification): Candidate {
  const { enrollmentId, hold, erasedBy } = record;
  const { requirement, fact, withdrawn } = one;
  const key = disqualifiedKey(enrollmentId, one);
  const about = { requirement };
  const head = { noticeId: noticeIdOf(key), kind: 'disqualified', about } as const;
  if (erasedBy !== undefined) return notWanted(head, 'person-erased', [erasedBy]);
  if (withdrawn !== undefined) return notWanted(head, 'disqualification-withdrawn', [withdrawn.id]);
  const learned = Temporal.Instant.from(fact.recordedAt);
  const planned = {
    key,
    kind: head.kind,
    ...subjectOf(record),
    about,
    dueAt: learned.add(hold).toString(),
    usefulUntil: learned.add(freshFor).toString(),
    because: [...new Set([fact.id, ...fact.data.because])],
  };
  return { ...head, wanted: true, planned };
}

/** Of one requirement: what was told of it last and is not so, taken back. */
function retraction(record: NoticeRecord, all: readonly Disqualification[]): readonly Candidate[] {
  const { enrollmentId, hold, erasedBy } = record;
  const last = all.at(-1);
  if (last === undefined) return [];
  const { requirement, fact, withdrawn } = last;
  const known = noticesAbout(record, { requirement });
  const open = known.filter(
    ({ kind, state }) => kind === 'disqualified-retracted' && state.status !== 'sent',
  );
  const unwanted = (because: Parameters<typeof notWanted>[1], facts: readonly string[]) =>
    open.map((one) => notWanted(one, because, facts));

  if (erasedBy !== undefined) return unwanted('person-erased', [erasedBy]);
  if (withdrawn === undefined) return unwanted('disqualified-again', [fact.id]);
  const claims = known.map((one) => ({ ...one, says: one.kind !== 'disqualified-retracted' }));
  const wrong = falseBelief(claims, (disqualified) => !disqualified);
  if (wrong === undefined) return unwanted('nothing-false-told', [withdrawn.id]);

  const key = retractedKey(enrollmentId, wrong.noticeId, withdrawn.id);
  const head = {
    noticeId: noticeIdOf(key),
    kind: 'disqualified-retracted',
    about: { requirement },
  } as const;
  const due = Temporal.Instant.from(withdrawn.recordedAt).add(hold);
  const planned = {
    key,
    kind: head.kind,
    ...subjectOf(record),
    about: head.about,
    retracts: wrong.noticeId,
    dueAt: notBefore(due, wrong).toString(),
    because: [withdrawn.id],
  };
  return [
    { ...head, wanted: true, planned },
    ...unwanted('retracted-otherwise', [withdrawn.id]).filter(
      ({ noticeId }) => noticeId !== head.noticeId,
    ),
  ];
}
