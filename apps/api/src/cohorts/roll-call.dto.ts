import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsPart } from '../edge/fields.js';
import { CommandAnswer, FactAnswer, outcomeMeaning, outcomes } from '../command-answer.js';
import type { Problem } from '../edge/problem-filter.js';
import { IsName } from '../names.js';
import { MarkBody } from '../marks.js';
import { FitsSiblings } from '../siblings.js';

const wholeSession = ['attended', 'missed', 'excused'] as const;
type WholeSession = (typeof wholeSession)[number];

export class ModuleMarkBody extends MarkBody {
  @IsName({ description: 'Id of the module, from the cohort', example: 'class-3.1' })
  readonly module!: string;
}

export class TraineeRollBody {
  @IsId()
  readonly enrollmentId!: string;

  @IsPart(() => ModuleMarkBody, {
    list: { min: 1, max: 20 },
    optional: true,
    description: 'Module by module; or leave it out and give one `outcome` for the whole session',
  })
  readonly modules?: readonly ModuleMarkBody[];

  @FitsSiblings<TraineeRollBody>((outcome, { modules }) => {
    if (modules !== undefined) {
      return outcome === undefined
        ? undefined
        : 'is for the whole session; leave it out where `modules` are listed';
    }
    return wholeSession.some((one) => one === outcome)
      ? undefined
      : `must be one of: ${wholeSession.join(', ')}, for the whole session; lateness is told module by module under \`modules\``;
  })
  @ApiProperty({
    enum: wholeSession,
    required: false,
    description: 'For every module of the session; needed where `modules` is left out',
    example: 'attended',
  })
  readonly outcome?: WholeSession;
}

export class RollCallBody {
  @IsPart(() => TraineeRollBody, { list: { min: 1, max: 500 } })
  @FitsSiblings<RollCallBody>((trainees) => {
    // Each is decided alone and at once: of two parts for one trainee, either could come first.
    const twice = namedTwice(trainees);
    return twice === undefined ? undefined : `names ${twice} twice; give each trainee once`;
  })
  readonly trainees!: readonly TraineeRollBody[];
}

function namedTwice(trainees: unknown): string | undefined {
  if (!Array.isArray(trainees)) return undefined;
  const ids = (trainees as readonly (Partial<TraineeRollBody> | null)[]).flatMap((trainee) =>
    typeof trainee?.enrollmentId === 'string' ? [trainee.enrollmentId] : [],
  );
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

export class TraineeRollAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly enrollmentId!: string;

  @ApiProperty({
    enum: [...outcomes, 'refused'],
    description: `${outcomeMeaning} \`refused\`: nothing was recorded for this trainee, and \`problem\` says why.`,
  })
  readonly outcome!: CommandAnswer['outcome'] | 'refused';

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'Where the trainee stands now; missing where refused',
    example: 'in-training',
  })
  readonly standing?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Of the enrollment; missing where refused',
    example: 7,
  })
  readonly revision?: number;

  @ApiProperty({
    type: FactAnswer,
    isArray: true,
    description: 'Marks, and what followed from them: TraineeDisqualified, for example',
  })
  readonly facts!: readonly FactAnswer[];

  @ApiProperty({
    required: false,
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    description: 'Only where refused',
  })
  readonly problem?: Problem;
}

export class RollCallAnswer {
  @ApiProperty({
    type: 'integer',
    description: 'Place in the log, for the header Rollbook-Wait-For of a query',
    example: 42,
  })
  readonly position!: number;

  @ApiProperty({
    type: TraineeRollAnswer,
    isArray: true,
    description: 'One result per trainee, in the order asked',
  })
  readonly results!: readonly TraineeRollAnswer[];
}
