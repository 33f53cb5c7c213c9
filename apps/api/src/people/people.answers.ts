import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { TimelineEntry } from '#oversight';
import type { PersonCard, PersonSummary } from '#people';
import { pageOf } from '../edge/lists.js';

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

@ApiSchema({ name: 'TimelineEntry', description: 'One fact, as it was recorded' })
class TimelineEntryAnswer implements TimelineEntry {
  @ApiProperty({ type: 'integer', description: 'Place in the log' })
  readonly position!: number;

  @ApiProperty({ enum: ['person', 'application', 'enrollment', 'certificate'] })
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
    description: 'As recorded, without what is sealed',
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
}

export class TimelinePage extends pageOf(TimelineEntryAnswer) {}
