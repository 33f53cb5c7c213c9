import { Temporal } from 'temporal-polyfill';
import { LogError, decode, streamName } from '#event-log';
import type { Decider, FactSchemas, RecordedFact, StreamDefinition } from '#event-log';
import { person } from '#people';
import type { AdoptedPolicies } from '#programs';
import { cohort, enrollment } from '#training';
import { contentOf } from './composing.js';
import type { NoticeContent } from './content.js';
import { planFor, possibleNotices } from './plan/plan.js';
import { cohortCauses, enrollmentCauses } from './plan/record.js';
import type { CohortCause, EnrollmentCause, NoticeRecord } from './plan/record.js';
import { notice } from './streams/notice/state.js';
import type { NoticeState } from './streams/notice/state.js';
import { unknown } from './streams/notice/decisions.js';

export interface NoticeTimes {
  /** How long a notice waits in case its cause was a slip that is corrected at once. */
  readonly hold: Temporal.Duration;
  /** How long a courier has for one mail; well above what the exchange may take. */
  readonly lease: Temporal.Duration;
}

export const usualTimes: NoticeTimes = {
  hold: Temporal.Duration.from({ minutes: 2 }),
  lease: Temporal.Duration.from({ minutes: 5 }),
};

/** What the handlers of notices share, and what a courier composes its mails from. */
export class Notices {
  readonly hold: Temporal.Duration;
  readonly lease: Temporal.Duration;

  constructor(
    readonly decider: Decider,
    readonly policies: AdoptedPolicies,
    { hold, lease }: NoticeTimes = usualTimes,
  ) {
    this.hold = hold;
    this.lease = lease;
  }

  now(): Temporal.Instant {
    return this.decider.clock.now();
  }

  /** @throws RuleBroken notice-unknown */
  async load(noticeId: string): Promise<NoticeState & Required<Pick<NoticeState, 'planned'>>> {
    const { state } = await this.decider.load(notice, noticeId);
    const { planned } = state;
    if (planned === undefined) throw unknown();
    return { ...state, planned };
  }

  /**
   * What the plan of an enrollment's notices is computed from, read from the log and not from the
   * views, which may be behind. Undefined where nobody is enrolled under this id.
   */
  async record(enrollmentId: string): Promise<NoticeRecord | undefined> {
    const { decider, hold } = this;
    const { state } = await decider.load(enrollment, enrollmentId);
    const { enrolled } = state;
    if (enrolled === undefined) return undefined;
    const { cohortId, personId, program, policyVersion } = enrolled;
    const [cohortLoaded, policy, erasedBy, ownCauses, cohortsCauses] = await Promise.all([
      decider.load(cohort, cohortId),
      this.policies.version(program, policyVersion),
      this.#erasedBy(personId),
      this.#causes(enrollment, enrollmentId, enrollmentCauses),
      this.#causes(cohort, cohortId, cohortCauses),
    ]);
    const record: NoticeRecord = {
      enrollmentId,
      enrollment: state,
      cohort: cohortLoaded.state,
      causes: {
        enrollment: ownCauses as readonly EnrollmentCause[],
        cohort: cohortsCauses as readonly CohortCause[],
      },
      policy,
      ledger: new Map(),
      hold,
      erasedBy,
    };
    return { ...record, ledger: await this.#ledger(record) };
  }

  /**
   * What the mail is to tell, and to whom; undefined when the notice is not called for.
   * @throws RuleBroken notice-unknown
   */
  async composed(
    noticeId: string,
  ): Promise<{ readonly personId: string; readonly content: NoticeContent } | undefined> {
    const { planned } = await this.load(noticeId);
    const record = await this.record(planned.enrollmentId);
    const wanted =
      record !== undefined &&
      planFor(record).some((one) => one.wanted && one.noticeId === noticeId);
    if (!wanted) return undefined;
    return { personId: planned.personId, content: contentOf(record, planned) };
  }

  // Notices found tell of further ones: what was told may have been taken back.
  async #ledger(record: NoticeRecord): Promise<NoticeRecord['ledger']> {
    const seen = new Set<string>();
    const ledger = new Map<string, NoticeState>();
    for (;;) {
      const ids = possibleNotices({ ...record, ledger }).filter((id) => !seen.has(id));
      if (ids.length === 0) return ledger;
      const loaded = await Promise.all(ids.map((id) => this.decider.load(notice, id)));
      for (const [index, id] of ids.entries()) {
        seen.add(id);
        const state = loaded[index]?.state;
        if (state?.planned !== undefined) ledger.set(id, state);
      }
    }
  }

  async #causes<State, Schemas extends FactSchemas>(
    stream: StreamDefinition<State, Schemas>,
    id: string,
    types: readonly string[],
  ) {
    const facts = await this.decider.log.readStream(streamName(stream.kind, id));
    return facts
      .filter(({ type }) => types.includes(type))
      .map((fact) => ({ ...decode(stream, fact), recordedAt: fact.metadata.recordedAt }));
  }

  async #erasedBy(personId: string): Promise<string | undefined> {
    let facts: readonly RecordedFact[];
    try {
      facts = await this.decider.log.readStream(streamName(person.kind, personId));
    } catch (error) {
      if (error instanceof LogError && error.code === 'stream-deleted') return personId;
      throw error;
    }
    return facts.find(({ type }) => type === 'PersonErased')?.id;
  }
}
