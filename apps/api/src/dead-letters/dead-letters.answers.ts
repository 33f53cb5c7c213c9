import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { pageOf } from '../edge/lists.js';

@ApiSchema({ name: 'DeadLetter' })
export class DeadLetterAnswer {
  @ApiProperty({ description: 'The kind of work', example: 'deliver-notice' })
  readonly work!: string;

  @ApiProperty({ format: 'uuid', description: 'What it was for: of `deliver-notice`, the notice' })
  readonly subjectId!: string;

  @ApiProperty({
    description: 'Why its last try failed: what kind of fault, and its words where they are ours',
    example: 'LogError log-unavailable',
  })
  readonly reason!: string;

  @ApiProperty({ type: 'integer', example: 8 })
  readonly attempts!: number;

  @ApiProperty({ format: 'date-time' })
  readonly diedAt!: string;
}

export class DeadLetterPage extends pageOf(DeadLetterAnswer) {}

export class DeadLettersChanged {
  @ApiProperty({ type: 'integer', description: 'How many are to run again, or were dropped' })
  readonly changed!: number;
}
