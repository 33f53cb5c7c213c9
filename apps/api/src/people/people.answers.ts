import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { noticeKinds } from '#notices';
import type { TimelineEntry, TimelineNotice } from '#oversight';
import type { PersonCard, PersonSummary } from '#people';
import { pageOf } from '../edge/lists.js';

const optionalName = { type: 'string', required: false } as const;

@ApiSchema({ name: 'PersonSummary' })
class PersonSummaryAnswer implements PersonSummary {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'Sam Rivera' })
  readonly name!: string;

  @ApiProperty({ type: 'string', required: false, example: 'sam@example.org' })
  readonly email?: string;

  @ApiProperty({ type: 'string', required: false, example: '+1 617 555 0100' })
  readonly phone?: string;

  @ApiProperty({ format: 'date-time' })
  readonly registeredAt!: string;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

export class PersonPage extends pageOf(PersonSummaryAnswer) {}

@ApiSchema({ name: 'Referee', description: 'Somebody who vouches for a person' })
export class RefereeAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'Dana Lee' })
  readonly name!: string;

  @ApiProperty({ type: 'string', required: false })
  readonly email?: string;
}

@ApiSchema({ name: 'Person' })
export class PersonAnswer extends PersonSummaryAnswer implements PersonCard {
  @ApiProperty({ type: RefereeAnswer, isArray: true })
  readonly referees!: readonly RefereeAnswer[];
}

@ApiSchema({ name: 'TimelineNotice', description: 'What a person was told, or was not' })
class TimelineNoticeAnswer implements TimelineNotice {
  @ApiProperty({ enum: noticeKinds })
  readonly kind!: TimelineNotice['kind'];

  @ApiProperty({ ...optionalName, description: 'The rule it is about', example: 'modules' })
  readonly requirement?: string;

  @ApiProperty({ ...optionalName, description: 'The sitting it is about', example: 'exam-1' })
  readonly sittingId?: string;

  @ApiProperty({ ...optionalName, description: 'How long before the sitting', example: 'P7D' })
  readonly lead?: string;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    required: false,
    description: 'The notice that told what is not so any more',
  })
  readonly retracts?: string;

  @ApiProperty({
    enum: ['yes', 'perhaps', 'no'],
    description:
      'Whether the person was told by then. `perhaps`: nobody can know whether the mail arrived.',
  })
  readonly told!: TimelineNotice['told'];

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    isArray: true,
    required: false,
    description: 'Facts that the mail named as what it rests on',
  })
  readonly names?: readonly string[];

  @ApiProperty({
    description: 'What became of it',
    example: 'Attempt 1: the mail was handed over.',
  })
  readonly says!: string;

  @ApiProperty({
    description: 'What calls for notices of this kind',
    example:
      'Whoever is disqualified is told, by which rule and how to appeal; this is about the rule modules.',
  })
  readonly why!: string;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    isArray: true,
    description: 'The facts that called for it; the first is its cause',
  })
  readonly calledForBy!: readonly string[];
}

@ApiSchema({ name: 'TimelineEntry', description: 'One fact, as it was recorded' })
class TimelineEntryAnswer implements TimelineEntry {
  @ApiProperty({ type: 'integer', description: 'Place in the log' })
  readonly position!: number;

  @ApiProperty({ enum: ['person', 'application', 'enrollment', 'certificate', 'notice'] })
  readonly stream!: TimelineEntry['stream'];

  @ApiProperty({ format: 'uuid', description: 'Id of the application, the enrollment …' })
  readonly streamId!: string;

  @ApiProperty({ format: 'uuid', description: 'For a correction' })
  readonly factId!: string;

  @ApiProperty({ example: 'ModuleMissed' })
  readonly type!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As recorded, without what is sealed, and of a mail without its Message-ID',
  })
  readonly data!: TimelineEntry['data'];

  @ApiProperty({
    type: 'string',
    format: 'date',
    required: false,
    description: 'When it happened, where that is a day of its own',
  })
  readonly occurredOn?: string;

  @ApiProperty({ format: 'date-time', description: 'When it was learned of' })
  readonly recordedAt!: string;

  @ApiProperty({ example: 'local-coordinator' })
  readonly actor!: string;

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'Why somebody did it; gone once the person is erased',
  })
  readonly reason?: string;

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'The rules it was judged by',
    example: 'us-massachusetts-cps@2018-01-01',
  })
  readonly policy?: string;

  @ApiProperty({ description: 'Taken out of the evidence by a later correction' })
  readonly voided!: boolean;

  @ApiProperty({ type: TimelineNoticeAnswer, required: false })
  readonly notice?: TimelineNoticeAnswer;
}

export class TimelinePage extends pageOf(TimelineEntryAnswer) {}
