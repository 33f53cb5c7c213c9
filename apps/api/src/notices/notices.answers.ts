import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { noticeKinds } from '#notices';
import type {
  EnrollmentNotices,
  NoticeCard,
  NoticeEntry,
  NoticeStep,
  PossibleNotice,
  WhyNotice,
} from '#notices';
import type { EvidenceFact } from '#programs';
import { pageOf } from '../edge/lists.js';
import { EvidenceAnswer, QuoteAnswer } from '../why.answers.js';

const statuses = [
  'planned',
  'sending',
  'deferred',
  'sent',
  'bounced',
  'failed',
  'cancelled',
  'suppressed',
] as const satisfies readonly NoticeEntry['status'][];

const instant = { type: 'string', format: 'date-time', required: false } as const;
const optionalName = { type: 'string', required: false } as const;
const optionalId = { type: 'string', format: 'uuid', required: false } as const;

@ApiSchema({ name: 'NoticeEntry', description: 'One mail that was owed, and what became of it' })
class NoticeEntryAnswer implements NoticeEntry {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: noticeKinds })
  readonly kind!: NoticeEntry['kind'];

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ ...optionalName, description: 'Missing once erased' })
  readonly name?: string;

  @ApiProperty({ format: 'uuid' })
  readonly enrollmentId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly cohortId!: string;

  @ApiProperty({
    enum: statuses,
    description:
      '`deferred`: tried, and to be tried again. `failed`: given up. `suppressed`: called for, and not sent.',
  })
  readonly status!: NoticeEntry['status'];

  @ApiProperty({
    ...optionalName,
    description: 'Code of why it is deferred, failed, cancelled or suppressed',
    example: 'sitting-moved',
  })
  readonly because?: NonNullable<NoticeEntry['because']>;

  @ApiProperty({ format: 'date-time', description: 'When it was to go out' })
  readonly dueAt!: string;

  @ApiProperty({ ...instant, description: 'When there is something to do about it next' })
  readonly nextAt?: string;

  @ApiProperty({ ...instant, description: 'When it was last tried' })
  readonly triedAt?: string;

  @ApiProperty({ type: 'integer' })
  readonly attempts!: number;

  @ApiProperty({ type: 'integer', description: 'Place in the log of its first planning' })
  readonly position!: number;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

export class NoticePage extends pageOf(NoticeEntryAnswer) {}

@ApiSchema({ name: 'NoticeStep' })
class NoticeStepAnswer implements NoticeStep {
  @ApiProperty()
  readonly factId!: string;

  @ApiProperty({ example: 'NoticeDeferred' })
  readonly type!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly data!: NoticeStep['data'];

  @ApiProperty({
    example:
      'Attempt 1: the mail server asked to try later (451 4.7.1: the receiver does not accept it, by a policy of its own).',
  })
  readonly says!: string;

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;

  @ApiProperty({ example: 'courier' })
  readonly actor!: string;
}

@ApiSchema({ name: 'Notice' })
export class NoticeAnswer extends NoticeEntryAnswer implements NoticeCard {
  @ApiProperty({ description: 'Of kind, enrollment and cause; the same cause is told once' })
  readonly key!: string;

  @ApiProperty({ ...optionalName, description: 'The rule it is about' })
  readonly requirement?: string;

  @ApiProperty({ ...optionalName, description: 'The exam sitting it is about' })
  readonly sittingId?: string;

  @ApiProperty({ ...optionalName, enum: ['P7D', 'P1D'], description: 'How long before' })
  readonly lead?: string;

  @ApiProperty({ ...optionalId, description: 'The notice that told what is not so any more' })
  readonly retracts?: string;

  @ApiProperty({ ...instant, description: 'From then on it is not sent' })
  readonly usefulUntil?: string;

  @ApiProperty({ type: String, isArray: true, description: 'The facts that call for it' })
  readonly calledForBy!: readonly string[];

  @ApiProperty({ type: NoticeStepAnswer, isArray: true, description: 'All that became of it' })
  readonly history!: readonly NoticeStepAnswer[];
}

const possibleStatuses = [...statuses, 'not-planned'] as const;

@ApiSchema({ name: 'PossibleNotice' })
class PossibleNoticeAnswer implements PossibleNotice {
  @ApiProperty({ format: 'uuid', description: 'For asking why' })
  readonly id!: string;

  @ApiProperty({ enum: noticeKinds })
  readonly kind!: PossibleNotice['kind'];

  @ApiProperty({ ...optionalName, enum: ['P7D', 'P1D'] })
  readonly lead?: string;

  @ApiProperty(optionalName)
  readonly requirement?: string;

  @ApiProperty(optionalName)
  readonly sittingId?: string;

  @ApiProperty({ description: 'The facts call for it' })
  readonly wanted!: boolean;

  @ApiProperty({ enum: possibleStatuses })
  readonly status!: PossibleNotice['status'];

  @ApiProperty({ example: 'It was never planned: the trainee has passed the exam.' })
  readonly answer!: string;
}

@ApiSchema({ name: 'EnrollmentNotices' })
export class EnrollmentNoticesAnswer implements EnrollmentNotices {
  @ApiProperty({ format: 'uuid' })
  readonly enrollmentId!: string;

  @ApiProperty({ type: PossibleNoticeAnswer, isArray: true })
  readonly notices!: readonly PossibleNoticeAnswer[];
}

@ApiSchema({ name: 'NoticeRule' })
class NoticeRuleAnswer implements NonNullable<WhyNotice['rule']> {
  @ApiProperty({ example: 'modules' })
  readonly requirement!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: QuoteAnswer, isArray: true })
  readonly rules!: NonNullable<WhyNotice['rule']>['rules'];

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Where the quoted words stand',
  })
  readonly sources!: NonNullable<WhyNotice['rule']>['sources'];
}

@ApiSchema({ name: 'WhyNotice' })
export class WhyNoticeAnswer implements WhyNotice {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: noticeKinds })
  readonly kind!: WhyNotice['kind'];

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly enrollmentId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly cohortId!: string;

  @ApiProperty({ enum: possibleStatuses })
  readonly status!: WhyNotice['status'];

  @ApiProperty({
    description: 'Whether it went, and why or why not',
    example: 'It did not go out. Cancelled: the disqualification was withdrawn.',
  })
  readonly answer!: string;

  @ApiProperty({ description: 'Why there is such a notice at all' })
  readonly calledForBy!: string;

  @ApiProperty({ type: NoticeRuleAnswer, required: false, description: 'The rule it is about' })
  readonly rule?: NoticeRuleAnswer;

  @ApiProperty({
    type: EvidenceAnswer,
    isArray: true,
    description: 'The facts that called for it, and those that ended it, with who recorded them',
  })
  readonly facts!: readonly EvidenceFact[];

  @ApiProperty({ type: NoticeStepAnswer, isArray: true })
  readonly history!: readonly NoticeStepAnswer[];
}
