import { Temporal } from 'temporal-polyfill';
import { decode } from '#event-log';
import type { CalendarDate, FactId, Known } from '#event-log';
import { ShippedPolicies } from '#programs';
import type { Policy } from '#programs';
import { cohort, enrollment } from '#training';
import type { CohortFact, EnrollmentFact } from '#training';
import type { Candidate } from '../plan/candidate.js';
import { factsToName } from '../plan/grounds.js';
import { planFor } from '../plan/plan.js';
import { cohortCauses, enrollmentCauses } from '../plan/record.js';
import type { CohortCause, EnrollmentCause, NoticeRecord } from '../plan/record.js';
import type { NoticeFact } from '../streams/notice/events.js';
import { notice } from '../streams/notice/state.js';
import type { NoticeState } from '../streams/notice/state.js';

export const day = (text: string) => text as CalendarDate;
export const id = (number: number) =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const hold = Temporal.Duration.from({ minutes: 2 });

export function policyOf(program: string, version: string): Policy {
  const policy = new ShippedPolicies().find(program, version);
  if (policy === undefined) throw new Error(`${program} ${version} is not shipped`);
  return policy;
}

type Recorded<Fact> = Fact & { readonly recordedAt: string };

/** One trainee in a Massachusetts class, with all that was recorded of both, in order. */
export class Trainee {
  readonly enrollmentId = id(9);
  readonly #own: Recorded<Known<EnrollmentFact>>[] = [];
  readonly #class: Recorded<Known<CohortFact>>[] = [];
  readonly ledger = new Map<string, NoticeState>();
  erasedBy: string | undefined;
  #now = Temporal.Instant.from('2018-05-01T14:00:00Z');
  #facts = 0;

  constructor(
    readonly timeZone = 'America/New_York',
    readonly policy = policyOf('us-massachusetts-cps', '2018-01-01'),
  ) {
    this.cohort('CohortPlanned', {
      program: policy.program,
      policyVersion: policy.effective.from,
      name: 'Spring 2018',
      timeZone,
    });
    const modules = [1, 2, 3].map((number) => ({
      id: `class-1.${number}`,
      title: `Module ${number}`,
    }));
    this.cohort('ClassDayPlanned', { sessionId: 'class-1', date: day('2018-05-07'), modules });
    this.did('TraineeEnrolled', {
      personId: id(1),
      cohortId: id(2),
      applicationId: id(3),
      program: policy.program,
      policyVersion: policy.effective.from,
      occurredOn: day('2018-05-01'),
      appliedOn: day('2018-04-01'),
      readings: [],
      earlierAttempts: [],
    });
  }

  get now(): Temporal.Instant {
    return this.#now;
  }

  at(instant: string): this {
    this.#now = Temporal.Instant.from(instant);
    return this;
  }

  later(duration: Temporal.DurationLike): this {
    this.#now = this.#now.add(duration);
    return this;
  }

  /** A fact of the enrollment; answers its id. */
  did<Type extends EnrollmentFact['type']>(
    type: Type,
    data: Extract<EnrollmentFact, { type: Type }>['data'],
  ): FactId {
    return this.#keep(this.#own, decode(enrollment, { id: this.#next(), type, data }));
  }

  /** A fact of the cohort; answers its id. */
  cohort<Type extends CohortFact['type']>(
    type: Type,
    data: Extract<CohortFact, { type: Type }>['data'],
  ): FactId {
    return this.#keep(this.#class, decode(cohort, { id: this.#next(), type, data }));
  }

  sitting(date: string, startsAt = '10:00', sittingId = 'exam-1'): FactId {
    return this.cohort('ExamSittingPlanned', { sittingId, date: day(date), startsAt });
  }

  moved(date: string, startsAt = '10:00', sittingId = 'exam-1'): FactId {
    return this.cohort('ExamSittingMoved', { sittingId, date: day(date), startsAt });
  }

  disqualified(requirement = 'modules', ...because: readonly string[]): FactId {
    return this.did('TraineeDisqualified', { requirement, because: [...because] });
  }

  /** `missed('class-1.2')`; answers the id of the mark. */
  missed(moduleId: string): FactId {
    return this.did('ModuleMissed', this.#module(moduleId));
  }

  excused(moduleId: string): FactId {
    return this.did('ModuleExcused', this.#module(moduleId));
  }

  late(moduleId: string, minutesLate = 10): FactId {
    return this.did('ModuleAttendedLate', { ...this.#module(moduleId), minutesLate });
  }

  voided(factId: string): FactId {
    return this.did('RecordVoided', { factId });
  }

  reinstated(requirement = 'modules'): FactId {
    return this.did('DisqualificationWithdrawn', { requirement });
  }

  attempted(number: number, sittingId = `exam-${number}`): FactId {
    return this.did('ExamAttempted', {
      attemptId: id(500 + number),
      exam: 'written-exam',
      sittingId,
      occurredOn: day('2018-06-04'),
    });
  }

  marked(number: number, result: 'passed' | 'failed'): FactId {
    return this.did('ExamMarked', {
      attemptId: id(500 + number),
      result,
      occurredOn: day('2018-06-05'),
    });
  }

  /** What became of one notice, fact by fact. */
  became(noticeId: string, ...facts: readonly NoticeFact[]): void {
    const before = this.ledger.get(noticeId) ?? notice.initial;
    this.ledger.set(
      noticeId,
      facts.reduce(
        (state, { type, data }) =>
          notice.evolve(state, decode(notice, { id: this.#next(), type, data })),
        before,
      ),
    );
  }

  /** The notice was planned as wanted, and went out. */
  sent(candidate: Candidate): string {
    if (!candidate.wanted) throw new Error(`it is not wanted: ${candidate.because}`);
    const attempt = this.begun(candidate);
    this.became(candidate.noticeId, {
      type: 'NoticeSent',
      data: { attempt, messageId: '<1@example.org>' },
    });
    this.later({ seconds: 1 });
    return candidate.noticeId;
  }

  /** The notice was planned as wanted where it was not, and a courier has it in hand; answers the attempt. */
  begun(candidate: Candidate): number {
    if (!candidate.wanted) throw new Error(`it is not wanted: ${candidate.because}`);
    const { noticeId, planned } = candidate;
    const { status, attempts } = this.ledger.get(noticeId) ?? notice.initial;
    if (status === 'unknown' || status === 'cancelled') {
      this.became(noticeId, { type: 'NoticePlanned', data: planned });
    }
    const [at, until] = [this.now.toString(), this.now.add({ minutes: 5 }).toString()];
    const tells = factsToName(this.record, planned);
    const data = { attempt: attempts + 1, at, until, ...(tells && { tells: [...tells] }) };
    this.became(noticeId, { type: 'NoticeSendingBegun', data });
    return attempts + 1;
  }

  get record(): NoticeRecord {
    return {
      enrollmentId: this.enrollmentId,
      enrollment: this.#own.reduce(enrollment.evolve, enrollment.initial),
      cohort: this.#class.reduce(cohort.evolve, cohort.initial),
      causes: {
        enrollment: this.#own.filter((fact): fact is EnrollmentCause =>
          (enrollmentCauses as readonly string[]).includes(fact.type),
        ),
        cohort: this.#class.filter((fact): fact is CohortCause =>
          (cohortCauses as readonly string[]).includes(fact.type),
        ),
      },
      policy: this.policy,
      ledger: new Map(this.ledger),
      hold,
      erasedBy: this.erasedBy,
    };
  }

  get plan(): readonly Candidate[] {
    return planFor(this.record);
  }

  /** What is called for and not sent, in a line each. */
  get wanted(): readonly string[] {
    return this.plan.flatMap((one) =>
      one.wanted && this.ledger.get(one.noticeId)?.status !== 'sent' ? [line(one)] : [],
    );
  }

  /** The candidate of a cause: a fact, or for a retraction what it retracts. */
  of(cause: string, lead?: string): Candidate {
    const found = this.plan.find(
      (one) => one.wanted && one.planned.because[0] === cause && one.planned.lead === lead,
    );
    if (found === undefined) throw new Error(`nothing is called for by ${cause}`);
    return found;
  }

  #module(moduleId: string) {
    const [sessionId = ''] = moduleId.split('.');
    const occurredOn = this.record.cohort.sessions.get(sessionId)?.date ?? day('2018-05-07');
    return { sessionId, sessionKind: 'class-day' as const, moduleId, occurredOn };
  }

  #keep<Fact extends { readonly id: FactId }>(facts: Recorded<Fact>[], fact: Fact): FactId {
    facts.push({ ...fact, recordedAt: this.now.toString() });
    return fact.id;
  }

  #next(): FactId {
    this.#facts += 1;
    return `fact-${this.#facts}` as FactId;
  }
}

/** `exam-ahead P7D at 2018-05-28T13:00:00Z until 2018-06-03T13:00:00Z`. */
export function line(candidate: Candidate): string {
  if (!candidate.wanted) return `${candidate.kind}: ${candidate.because}`;
  const { kind, lead, dueAt, usefulUntil } = candidate.planned;
  return [kind, lead, 'at', dueAt, usefulUntil && `until ${usefulUntil}`].filter(Boolean).join(' ');
}
