import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Accommodation, EnrollmentCard, RosterLine } from '#training';

const standings = [
  'in-training',
  'decision-awaited',
  'disqualified',
  'training-completed',
  'certification-earned',
  'certified',
  'withdrawn',
  'unknown',
] as const satisfies readonly RosterLine['standing'][];

const outcomes = ['attended', 'late', 'missed', 'excused'] as const;

@ApiSchema({ name: 'ModuleCounts', description: 'How many modules' })
class ModuleCountsAnswer {
  @ApiProperty({ type: 'integer' })
  readonly attended!: number;

  @ApiProperty({ type: 'integer' })
  readonly late!: number;

  @ApiProperty({ type: 'integer' })
  readonly missed!: number;

  @ApiProperty({ type: 'integer' })
  readonly excused!: number;

  @ApiProperty({ type: 'integer' })
  readonly unmarked!: number;
}

type Attempt = RosterLine['attempts'][number];

@ApiSchema({ name: 'ExamAttempt' })
export class AttemptAnswer implements Attempt {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'exam-1' })
  readonly sittingId!: string;

  @ApiProperty({ format: 'date' })
  readonly on!: string;

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'By the rules and granted accommodations, ISO 8601; missing where none is stated',
    example: 'PT4H30M',
  })
  readonly timeAllowed?: string;

  @ApiProperty({ enum: ['passed', 'failed', 'not marked'] })
  readonly result!: Attempt['result'];
}

@ApiSchema({ name: 'AtRisk' })
class AtRiskAnswer {
  @ApiProperty({ example: 'modules' })
  readonly requirement!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer', description: 'How many more break it' })
  readonly margin!: number;
}

@ApiSchema({ name: 'OutOfReach' })
class OutOfReachAnswer {
  @ApiProperty({ example: 'modules' })
  readonly requirement!: string;

  @ApiProperty()
  readonly title!: string;
}

@ApiSchema({ name: 'RosterLine', description: 'One trainee of a class' })
export class RosterLineAnswer implements RosterLine {
  @ApiProperty({ format: 'uuid' })
  readonly enrollmentId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ type: 'string', required: false, description: 'Missing once erased' })
  readonly name?: string;

  @ApiProperty({ enum: standings })
  readonly standing!: RosterLine['standing'];

  @ApiProperty({ type: 'string', format: 'date', required: false })
  readonly certifiedOn?: string;

  @ApiProperty({ type: ModuleCountsAnswer })
  readonly modules!: ModuleCountsAnswer;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: [...outcomes] },
    description: 'By module, for those that are marked',
    example: { 'class-1.1': 'attended' },
  })
  readonly marks!: RosterLine['marks'];

  @ApiProperty({ type: 'integer', description: 'Assignments turned in' })
  readonly homework!: number;

  @ApiProperty({ type: AttemptAnswer, isArray: true })
  readonly attempts!: readonly AttemptAnswer[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Ids of the decisions that wait for a person',
  })
  readonly awaiting!: readonly string[];

  @ApiProperty({ type: AtRiskAnswer, isArray: true, description: 'Met, but one more breaks it' })
  readonly atRisk!: readonly AtRiskAnswer[];

  @ApiProperty({ type: OutOfReachAnswer, isArray: true, description: 'Can’t be met any more' })
  readonly outOfReach!: readonly OutOfReachAnswer[];

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

@ApiSchema({ name: 'Accommodation' })
export class AccommodationAnswer implements Accommodation {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'testing-accommodation' })
  readonly requirement!: string;

  @ApiProperty({ example: 'extra-time' })
  readonly offer!: string;

  @ApiProperty({ type: 'string', format: 'date', required: false })
  readonly neededOn?: string;

  @ApiProperty({ description: 'A letter came' })
  readonly documented!: boolean;

  @ApiProperty({ enum: ['granted', 'denied', 'not decided'] })
  readonly decision!: Accommodation['decision'];
}

@ApiSchema({ name: 'Enrollment' })
export class EnrollmentAnswer extends RosterLineAnswer implements EnrollmentCard {
  @ApiProperty({ format: 'uuid' })
  readonly cohortId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly applicationId!: string;

  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty({ example: '2018-01-01' })
  readonly policyVersion!: string;

  @ApiProperty({ type: AccommodationAnswer, isArray: true })
  readonly accommodations!: readonly AccommodationAnswer[];
}
