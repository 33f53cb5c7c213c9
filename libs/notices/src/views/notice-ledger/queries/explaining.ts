import { Query } from '@nestjs/cqrs';
import { RuleBroken } from '#event-log';
import type { DossierFact, ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { openedFor } from '#people';
import { findRequirement } from '#programs';
import type { EvidenceFact, Policy, Quote } from '#programs';
import type { EnrollmentRule } from '#training';
import { Notices } from '../../../notices.js';
import type { Candidate } from '../../../plan/candidate.js';
import { planFor } from '../../../plan/plan.js';
import { unknown } from '../../../streams/notice/decisions.js';
import type { NoticeFact, NoticeKind } from '../../../streams/notice/events.js';
import type { NoticeState, NoticeStatus } from '../../../streams/notice/state.js';
import { recordIn } from '../../notice-plan/projection.js';
import { noticeDossier } from '../projection.js';
import { answerOf, callingFor } from '../words.js';
import { history } from './listing.js';
import type { NoticeStep } from './listing.js';

/** A notice that an enrollment could call for, planned or not. */
export interface PossibleNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly lead?: string;
  readonly requirement?: string;
  readonly sittingId?: string;
  readonly wanted: boolean;
  readonly status: Exclude<NoticeStatus, 'unknown'> | 'not-planned';
  readonly answer: string;
}

export interface EnrollmentNotices {
  readonly enrollmentId: string;
  readonly notices: readonly PossibleNotice[];
}

/** Why a notice did, or did not, go. */
export interface WhyNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly personId: string;
  readonly enrollmentId: string;
  readonly cohortId: string;
  readonly status: PossibleNotice['status'];
  /** In one sentence. */
  readonly answer: string;
  readonly calledForBy: string;
  readonly rule?: {
    readonly requirement: string;
    readonly title: string;
    readonly rules: readonly Quote[];
    readonly sources: Policy['sources'];
  };
  /** Of the enrollment, the cohort and the person, with who recorded them. */
  readonly facts: readonly EvidenceFact[];
  readonly history: readonly NoticeStep[];
}

/** Every notice that an enrollment could call for. */
export class GetEnrollmentNotices extends Query<EnrollmentNotices> {
  constructor(readonly enrollmentId: string) {
    super();
  }
}

export class ExplainNotice extends Query<WhyNotice> {
  constructor(readonly id: string) {
    super();
  }
}

export const explainingQueries = [
  answers(GetEnrollmentNotices, [ViewRows, Notices], ({ enrollmentId }, views, { hold }) =>
    views.query((rows) => {
      const record = recordIn(rows, enrollmentId, hold);
      if (record === undefined) {
        throw new RuleBroken<EnrollmentRule>('enrollment-unknown', 'There is no such enrollment.');
      }
      const planned = planFor(record);
      const known = new Set(planned.map(({ noticeId }) => noticeId));
      const sent = [...record.ledger].flatMap(([noticeId, { planned: as }]) =>
        as === undefined || known.has(noticeId)
          ? []
          : [{ noticeId, kind: as.kind, about: as.about, wanted: true, planned: as } as const],
      );
      const notices = [...planned, ...sent].map((candidate): PossibleNotice => {
        const state = record.ledger.get(candidate.noticeId);
        const history = noticeDossier.facts(rows, candidate.noticeId);
        return {
          id: candidate.noticeId,
          kind: candidate.kind,
          ...subjectOf(candidate, state),
          wanted: candidate.wanted,
          status: statusOf(state),
          answer: answerOf(state, candidate, history),
        };
      });
      return { enrollmentId, notices };
    }),
  ),

  answers(ExplainNotice, [ViewRows, Notices], ({ id }, views, { hold }) =>
    views.query((rows) => {
      const enrollmentId = rows.get<{ enrollment: string }>(enrollmentOfNotice, { id })?.enrollment;
      const record = enrollmentId === undefined ? undefined : recordIn(rows, enrollmentId, hold);
      if (record === undefined) throw unknown();
      const state = record.ledger.get(id);
      const facts = noticeDossier.facts(rows, id);
      const found = planFor(record).find(({ noticeId }) => noticeId === id);
      const candidate = found ?? sentBefore(id, state);
      if (candidate === undefined) throw unknown();
      const { personId = '', cohortId = '' } = record.enrollment.enrolled ?? {};
      const rule =
        'requirement' in candidate.about
          ? findRequirement(record.policy, candidate.about.requirement)?.requirement
          : undefined;
      return {
        id,
        kind: candidate.kind,
        personId,
        enrollmentId: record.enrollmentId,
        cohortId,
        status: statusOf(state),
        answer: answerOf(state, found, facts),
        calledForBy: callingFor(candidate, subjectOf(candidate, state).lead),
        ...(rule !== undefined && {
          rule: {
            requirement: rule.id,
            title: rule.title,
            rules: rule.rules,
            sources: record.policy.sources,
          },
        }),
        facts: factsNamed(rows, namedBy(candidate, facts), {
          personId,
          cohortId,
          enrollmentId: record.enrollmentId,
        }),
        history: history(facts),
      };
    }),
  ),
];

const enrollmentOfNotice = `
  SELECT enrollment FROM notice_of WHERE notice = :id
  UNION SELECT enrollment FROM notice_plan WHERE notice = :id`;

function statusOf(state: NoticeState | undefined): PossibleNotice['status'] {
  return state === undefined || state.status === 'unknown' ? 'not-planned' : state.status;
}

function subjectOf(candidate: Candidate, state: NoticeState | undefined) {
  const lead = candidate.lead ?? state?.planned?.lead;
  return { ...candidate.about, ...(lead !== undefined && { lead }) };
}

/** What is told and done with is no part of the plan any more. */
function sentBefore(noticeId: string, state: NoticeState | undefined): Candidate | undefined {
  const planned = state?.planned;
  if (planned === undefined) return undefined;
  const { kind, about } = planned;
  return { noticeId, kind, about, wanted: true, planned };
}

/** The facts that called for it, and those that ended it. */
function namedBy(candidate: Candidate, facts: readonly DossierFact<NoticeFact>[]) {
  const recorded = facts.flatMap(({ fact }) => {
    if (fact.type === 'NoticePlanned') return fact.data.because;
    return fact.type === 'NoticeCancelled' ? fact.data.facts : [];
  });
  const now = candidate.wanted ? candidate.planned.because : candidate.facts;
  return [...new Set([...recorded, ...now])];
}

interface FactRow {
  readonly fact_id: string;
  readonly type: string;
  readonly data: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly reason: string | null;
}

const factColumns = 'SELECT fact_id, type, data, recorded_at, actor, reason, position';
const among = 'fact_id IN (SELECT value FROM json_each(:ids))';
const namedFacts = `
  ${factColumns} FROM enrollment_facts WHERE stream_id = :enrollmentId AND ${among}
  UNION ALL ${factColumns} FROM cohort_facts WHERE stream_id = :cohortId AND ${among}
  UNION ALL ${factColumns} FROM person_facts WHERE stream_id = :personId AND type = 'PersonErased' AND ${among}
  ORDER BY position`;

function factsNamed(
  rows: ReadRows,
  ids: readonly string[],
  of: { readonly personId: string; readonly cohortId: string; readonly enrollmentId: string },
): readonly EvidenceFact[] {
  return rows.all<FactRow>(namedFacts, { ...of, ids: JSON.stringify(ids) }).map((row) => {
    const reason = row.reason === null ? undefined : openedFor(rows, of.personId, row.reason);
    return {
      factId: row.fact_id,
      type: row.type,
      data: JSON.parse(row.data) as EvidenceFact['data'],
      recordedAt: row.recorded_at,
      actor: row.actor,
      ...(reason !== undefined && { reason }),
    };
  });
}
