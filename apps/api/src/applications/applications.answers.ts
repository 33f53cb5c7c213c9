import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ApplicationCard, ApplicationStanding, ApplicationSummary } from '#admissions';
import { IsChoice } from '../edge/fields.js';
import { ListQuery, pageOf } from '../edge/lists.js';
import { IsName } from '../names.js';

const standings = [
  'incomplete',
  'complete',
  'decision-awaited',
  'accepted',
  'declined',
  'withdrawn',
  'enrolled',
] as const satisfies readonly ApplicationStanding[];

export class ListApplicationsQuery extends ListQuery {
  @IsName({ optional: true, description: 'Only those to it', example: 'us-massachusetts-cps' })
  readonly program?: string;

  @IsChoice(standings, { optional: true, description: 'Only those that stand so' })
  readonly standing?: (typeof standings)[number];
}

@ApiSchema({ name: 'ApplicationSummary' })
class ApplicationSummaryAnswer implements ApplicationSummary {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ type: 'string', required: false, description: 'Missing once erased' })
  readonly name?: string;

  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty({ description: 'Of the rules it is judged by', example: '2018-01-01' })
  readonly policyVersion!: string;

  @ApiProperty({ format: 'date' })
  readonly appliedOn!: string;

  @ApiProperty({ enum: standings })
  readonly standing!: ApplicationStanding;

  @ApiProperty({ description: 'All that the rules ask of an application is there' })
  readonly complete!: boolean;

  @ApiProperty({ type: 'string', format: 'uuid', required: false })
  readonly cohortId?: string;

  @ApiProperty({ type: 'string', format: 'uuid', required: false })
  readonly enrollmentId?: string;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

export class ApplicationPage extends pageOf(ApplicationSummaryAnswer) {}

@ApiSchema({ name: 'Reference', description: 'A letter of reference' })
export class ReferenceAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly refereeId!: string;

  @ApiProperty({ example: 'colleague' })
  readonly relation!: string;

  @ApiProperty({ type: String, isArray: true, example: ['involved-in-peer-support'] })
  readonly roles!: readonly string[];

  @ApiProperty({ format: 'date' })
  readonly knownSince!: string;
}

type Interview = ApplicationCard['interviews'][number];

@ApiSchema({ name: 'Interview' })
export class InterviewAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'string', format: 'date' })
  readonly date!: Interview['date'];

  @ApiProperty({ enum: ['scheduled', 'held', 'cancelled'] })
  readonly status!: Interview['status'];
}

@ApiSchema({ name: 'Application' })
export class ApplicationAnswer extends ApplicationSummaryAnswer implements ApplicationCard {
  @ApiProperty({ type: ReferenceAnswer, isArray: true })
  readonly references!: readonly ReferenceAnswer[];

  @ApiProperty({ type: InterviewAnswer, isArray: true })
  readonly interviews!: readonly InterviewAnswer[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Ids of the decisions that wait for a person',
  })
  readonly awaiting!: readonly string[];
}
