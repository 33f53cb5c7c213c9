import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { WaitingDecision } from '#training';
import { IsId } from '../edge/fields.js';
import { ListQuery, pageOf } from '../edge/lists.js';
import { QuoteAnswer, ReadingAnswer } from '../why.answers.js';

export class ListDecisionsQuery extends ListQuery {
  @IsId({ optional: true, description: 'Only those of this cohort' })
  readonly cohortId?: string;
}

@ApiSchema({ name: 'WaitingDecision' })
class WaitingDecisionAnswer implements WaitingDecision {
  @ApiProperty({
    description: 'The question of a reading, or the requirement of a judgement',
    example: 'modules-late-or-missed',
  })
  readonly decision!: string;

  @ApiProperty({ example: 'modules' })
  readonly requirement!: string;

  @ApiProperty({ enum: ['application', 'enrollment'] })
  readonly kind!: WaitingDecision['kind'];

  @ApiProperty({ format: 'uuid', description: 'Of the application or the enrollment' })
  readonly subjectId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly personId!: string;

  @ApiProperty({ type: 'string', required: false, description: 'Missing once erased' })
  readonly name?: string;

  @ApiProperty({ type: 'string', format: 'uuid', required: false })
  readonly cohortId?: string;

  @ApiProperty({ description: 'What is to be decided, in words' })
  readonly ask!: string;

  @ApiProperty({
    type: ReadingAnswer,
    isArray: true,
    description: 'What the words of the rule allow; empty where it is met or unmet',
  })
  readonly readings!: readonly ReadingAnswer[];

  @ApiProperty({ type: QuoteAnswer, isArray: true })
  readonly rules!: readonly QuoteAnswer[];

  @ApiProperty({ type: String, isArray: true, description: 'Facts that made it necessary' })
  readonly because!: readonly string[];

  @ApiProperty({ format: 'date-time' })
  readonly since!: string;

  @ApiProperty({ type: 'integer', description: 'Place in the log' })
  readonly position!: number;
}

export class DecisionPage extends pageOf(WaitingDecisionAnswer) {}
