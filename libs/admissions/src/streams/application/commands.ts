import { dateIn } from '#event-log';
import type { CalendarDate, CommandContext, FactId, Decider } from '#event-log';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import type { CommandOutcome } from '#event-log/nest';
import type { Vault } from '#people';
import { createdId, person, requireRegistered } from '#people';
import type { AdoptedPolicies } from '#programs';
import {
  acceptApplicant,
  attestStatements,
  cancelInterview,
  declineApplicant,
  interviewApplicant,
  receiveApplication,
  receiveReference,
  scheduleInterview,
  withdrawApplication,
} from './decisions.js';
import type { interviewModes } from './events.js';
import { chooseReading, judgeRequirement, voidRecord } from './judgements.js';
import { assertReceived, broken } from './rules.js';
import type { Decide, Happening, Judge } from './rules.js';
import { application, applicationStanding } from './state.js';

type Mode = (typeof interviewModes)[number];
interface On {
  /** Today, unless given. */
  readonly occurredOn?: CalendarDate | undefined;
}
interface Reasoned {
  readonly reason: string;
}
interface Statement {
  readonly statement: string;
  readonly detail?: string | undefined;
}

export class ReceiveApplication extends StreamCommand<
  On & {
    readonly personId: string;
    readonly program: string;
    readonly statements: readonly Statement[];
  }
> {}
export class AttestStatements extends StreamCommand<
  On & { readonly statements: readonly Statement[] }
> {}
export class ReceiveReference extends StreamCommand<
  On & {
    readonly refereeId: string;
    readonly relation: string;
    readonly roles: readonly string[];
    readonly knownSince: CalendarDate;
    readonly purpose?: string | undefined;
    readonly confirms?: readonly string[] | undefined;
  }
> {}
export class ScheduleInterview extends StreamCommand<
  On & { readonly date: CalendarDate; readonly startsAt?: string | undefined; readonly mode: Mode }
> {}
export class CancelInterview extends StreamCommand<
  On & Reasoned & { readonly interviewId: string }
> {}
export class InterviewApplicant extends StreamCommand<
  On & { readonly interviewId: string; readonly mode: Mode; readonly notes?: string | undefined }
> {}
export class AcceptApplicant extends StreamCommand<On & Reasoned> {}
export class DeclineApplicant extends StreamCommand<On & Reasoned> {}
export class WithdrawApplication extends StreamCommand<
  On & { readonly reason?: string | undefined }
> {}
export class ChooseApplicantReading extends StreamCommand<
  On & Reasoned & { readonly question: string; readonly reading: string }
> {}
export class JudgeApplicantRequirement extends StreamCommand<
  On & Reasoned & { readonly requirement: string; readonly outcome: 'met' | 'unmet' }
> {}
export class VoidApplicationRecord extends StreamCommand<Reasoned & { readonly factId: string }> {}

/** What the handlers of this stream share. */
export class Admissions {
  constructor(
    readonly decider: Decider,
    readonly policies: AdoptedPolicies,
    readonly vault: Vault,
  ) {}

  factId(): FactId {
    return this.decider.ids.next() as FactId;
  }

  happening({ occurredOn }: On, { today }: Judge): Happening {
    return { factId: this.factId(), occurredOn: occurredOn ?? today };
  }

  /** The application's pinned rules and the date where the program is. */
  async judge(id: string): Promise<Judge> {
    const { state } = await this.decider.load(application, id);
    const { program, policyVersion } = assertReceived(state);
    const policy = await this.policies.version(program, policyVersion);
    return { policy, today: dateIn(policy.timeZone, this.decider.clock.now()) };
  }

  /** Decides under the pinned rules; a reason is kept sealed with the applicant's key. */
  async decide(
    id: string,
    context: CommandContext,
    reason: string | undefined,
    decision: (judge: Judge) => Decide,
  ): Promise<CommandOutcome> {
    const judge = await this.judge(id);
    const { personId } = assertReceived((await this.decider.load(application, id)).state);
    const sealed = reason === undefined ? undefined : await this.vault.sealReason(personId, reason);
    const under: CommandContext = {
      ...context,
      policy: `${judge.policy.program}@${judge.policy.effective.from}`,
      ...(sealed !== undefined && { reason: sealed }),
    };
    const outcome = await this.decider.decide(application, id, decision(judge), under);
    return answerOf(id, outcome, applicationStanding(outcome.state));
  }
}

export const applicationCommands = [
  handles(ReceiveApplication, [Admissions], async ({ id, input, context }, admissions) => {
    const { decider, policies } = admissions;
    const { personId, program, statements } = input;
    await requireRegistered(decider, personId);
    const now = decider.clock.now();
    // The zone is the policy's, and the policy depends on the date: at most a day is at stake, and
    // only when a version takes effect on it.
    const latest = await policies.inEffect(program, input.occurredOn ?? dateIn('UTC', now));
    const today = dateIn(latest.policy.timeZone, now);
    const occurredOn = input.occurredOn ?? today;
    const { policy, version } = await policies.inEffect(program, occurredOn);
    const decision = receiveApplication(
      { personId, program, policyVersion: version, occurredOn },
      admissions.factId(),
      statements.map((statement) => ({ ...statement, factId: admissions.factId() })),
      { policy, today },
    );
    const under = { ...context, policy: `${program}@${version}` };
    const outcome = await decider.decide(application, id, decision, under);
    return answerOf(id, outcome, applicationStanding(outcome.state));
  }),

  handles(AttestStatements, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, undefined, (judge) =>
      attestStatements(
        input.statements.map((statement) => ({ ...statement, factId: admissions.factId() })),
        input.occurredOn ?? judge.today,
        judge,
      ),
    ),
  ),

  handles(ReceiveReference, [Admissions], async ({ id, input, context }, admissions) => {
    const { decider } = admissions;
    const { personId } = assertReceived((await decider.load(application, id)).state);
    const { state } = await decider.load(person, personId);
    if (!state.referees.has(input.refereeId)) {
      throw broken(
        'referee-unknown',
        `The applicant has named no referee with this id. Name them first with POST /api/v1/people/${personId}/referees.`,
      );
    }
    const referenceId = createdId('reference', decider, context);
    return admissions.decide(id, context, undefined, (judge) =>
      receiveReference(
        {
          referenceId,
          refereeId: input.refereeId,
          relation: input.relation,
          roles: [...input.roles],
          knownSince: input.knownSince,
          ...(input.purpose !== undefined && { purpose: input.purpose }),
          ...(input.confirms !== undefined && { confirms: [...input.confirms] }),
          occurredOn: input.occurredOn ?? judge.today,
        },
        admissions.factId(),
        judge,
      ),
    );
  }),

  handles(ScheduleInterview, [Admissions], ({ id, input, context }, admissions) => {
    const { date, startsAt, mode } = input;
    const interviewId = createdId('interview', admissions.decider, context);
    return admissions.decide(id, context, undefined, (judge) =>
      scheduleInterview(
        {
          interviewId,
          date,
          mode,
          occurredOn: input.occurredOn ?? judge.today,
          ...(startsAt !== undefined && { startsAt }),
        },
        admissions.factId(),
        judge,
      ),
    );
  }),

  handles(CancelInterview, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) =>
      cancelInterview(input.interviewId, admissions.happening(input, judge), judge),
    ),
  ),

  handles(InterviewApplicant, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.notes, (judge) => {
      const { interviewId, mode } = input;
      const { factId, occurredOn } = admissions.happening(input, judge);
      return interviewApplicant({ interviewId, mode, occurredOn }, factId, judge);
    }),
  ),

  handles(AcceptApplicant, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) =>
      acceptApplicant(admissions.happening(input, judge), judge),
    ),
  ),

  handles(DeclineApplicant, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) =>
      declineApplicant(admissions.happening(input, judge), judge),
    ),
  ),

  handles(WithdrawApplication, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) =>
      withdrawApplication(admissions.happening(input, judge), judge),
    ),
  ),

  handles(ChooseApplicantReading, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) => {
      const { question, reading } = input;
      return chooseReading({ question, reading, ...admissions.happening(input, judge) }, judge);
    }),
  ),

  handles(JudgeApplicantRequirement, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) => {
      const { requirement, outcome } = input;
      return judgeRequirement(
        { requirement, outcome, ...admissions.happening(input, judge) },
        judge,
      );
    }),
  ),

  handles(VoidApplicationRecord, [Admissions], ({ id, input, context }, admissions) =>
    admissions.decide(id, context, input.reason, (judge) =>
      voidRecord(input.factId as FactId, admissions.factId(), judge),
    ),
  ),
];
