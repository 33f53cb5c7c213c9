import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { CohortCard, CohortSummary, Roster, RosterLine, Session, Sitting } from '#training';
import { ListQuery, pageOf } from '../edge/lists.js';
import { RosterLineAnswer } from '../enrollments/enrollments.answers.js';
import { IsName } from '../names.js';

export class ListCohortsQuery extends ListQuery {
  @IsName({ optional: true, description: 'Only its cohorts', example: 'us-massachusetts-cps' })
  readonly program?: string;
}

@ApiSchema({ name: 'CohortSummary' })
class CohortSummaryAnswer implements CohortSummary {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty({ description: 'Of the rules it is judged by', example: '2018-01-01' })
  readonly policyVersion!: string;

  @ApiProperty({ example: 'Spring 2026' })
  readonly name!: string;

  @ApiProperty({ example: 'America/New_York' })
  readonly timeZone!: string;

  @ApiProperty({ type: 'integer', required: false, description: 'Missing: no limit' })
  readonly seats?: number;

  @ApiProperty({ type: 'integer', description: 'Seats taken' })
  readonly taken!: number;

  @ApiProperty({ type: 'string', format: 'date', required: false })
  readonly startsOn?: string;

  @ApiProperty({ type: 'string', format: 'date', required: false })
  readonly endsOn?: string;

  @ApiProperty({ type: 'integer' })
  readonly revision!: number;
}

export class CohortPage extends pageOf(CohortSummaryAnswer) {}

@ApiSchema({ name: 'Module' })
class ModuleAnswer {
  @ApiProperty({ example: 'class-3.1' })
  readonly id!: string;

  @ApiProperty({ example: 'Listening' })
  readonly title!: string;
}

@ApiSchema({ name: 'Session', description: 'A class or retreat day' })
export class SessionAnswer implements Session {
  @ApiProperty({ example: 'class-3' })
  readonly id!: string;

  @ApiProperty({ enum: ['class-day', 'retreat-day'] })
  readonly kind!: Session['kind'];

  @ApiProperty({ type: 'string', format: 'date' })
  readonly date!: Session['date'];

  @ApiProperty({ type: ModuleAnswer, isArray: true })
  readonly modules!: readonly ModuleAnswer[];

  @ApiProperty()
  readonly cancelled!: boolean;
}

@ApiSchema({ name: 'ExamSitting' })
export class SittingAnswer implements Sitting {
  @ApiProperty({ example: 'exam-1' })
  readonly id!: string;

  @ApiProperty({ type: 'string', format: 'date' })
  readonly date!: Sitting['date'];

  @ApiProperty({ example: '09:00' })
  readonly startsAt!: string;

  @ApiProperty()
  readonly cancelled!: boolean;
}

@ApiSchema({ name: 'SettledReading' })
class SettledReadingAnswer {
  @ApiProperty({ example: 'modules-late-or-missed' })
  readonly question!: string;

  @ApiProperty({ example: 'sum' })
  readonly reading!: string;
}

@ApiSchema({ name: 'Cohort' })
export class CohortAnswer extends CohortSummaryAnswer implements CohortCard {
  @ApiProperty({ type: SessionAnswer, isArray: true })
  readonly sessions!: readonly SessionAnswer[];

  @ApiProperty({ type: SittingAnswer, isArray: true })
  readonly sittings!: readonly SittingAnswer[];

  @ApiProperty({
    type: SettledReadingAnswer,
    isArray: true,
    description: 'How open questions of the rules are read for this class',
  })
  readonly readings!: readonly SettledReadingAnswer[];
}

@ApiSchema({ name: 'Roster' })
export class RosterAnswer implements Roster {
  @ApiProperty({ format: 'uuid' })
  readonly cohortId!: string;

  @ApiProperty({ example: 'Spring 2026' })
  readonly name!: string;

  @ApiProperty({ type: RosterLineAnswer, isArray: true })
  readonly trainees!: readonly RosterLine[];

  @ApiProperty({ type: 'integer', description: 'Of the cohort' })
  readonly revision!: number;
}
