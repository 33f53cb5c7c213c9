import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Policy, Program, ProgramVersion } from '#programs';
import { pageOf } from '../edge/lists.js';

const anything = { type: 'object', additionalProperties: true } as const;
const anythings = { type: 'array', items: anything } as const;

@ApiSchema({ name: 'ProgramVersion' })
class ProgramVersionAnswer implements ProgramVersion {
  @ApiProperty({ description: 'The day from which it is in effect', example: '2018-01-01' })
  readonly version!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ example: 'The Transformation Center' })
  readonly operator!: string;

  @ApiProperty({
    type: 'string',
    format: 'date',
    required: false,
    description: 'Missing while it is only offered',
  })
  readonly adoptedOn?: string;
}

@ApiSchema({ name: 'Program' })
export class ProgramAnswer implements Program {
  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: ProgramVersionAnswer, isArray: true })
  readonly versions!: readonly ProgramVersionAnswer[];

  @ApiProperty({ type: 'integer', description: '-1 while nothing is adopted' })
  readonly revision!: number;
}

export class ProgramPage extends pageOf(ProgramAnswer) {}

const section = {
  oneOf: [anything, { type: 'string', enum: ['none', 'not stated'] }],
};

@ApiSchema({
  name: 'Policy',
  description:
    'The rules of one program from one day on. Each field is a value, `none`, or `not stated` where the source is silent.',
})
export class PolicyAnswer {
  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly credential!: string;

  @ApiProperty()
  readonly operator!: string;

  @ApiProperty({ example: 'America/New_York' })
  readonly timeZone!: string;

  @ApiProperty({ ...anything, description: '`from`, and the `basis` on which that is known' })
  readonly effective!: Policy['effective'];

  @ApiProperty({ ...anythings })
  readonly sources!: Policy['sources'];

  @ApiProperty({ ...anythings })
  readonly documents!: Policy['documents'];

  @ApiProperty({ ...anythings, description: 'Ambiguities, with their readings' })
  readonly questions!: Policy['questions'];

  @ApiProperty({
    description: 'Which days are working days: `stated` in the file, `none`, or `not stated`',
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
  })
  readonly workingDays!: Policy['workingDays'];

  @ApiProperty({ ...anything, description: 'Dates that the record brings, by name' })
  readonly anchors!: Policy['anchors'];

  @ApiProperty({ ...anythings, description: 'Days reckoned from others, by name' })
  readonly dates!: Policy['dates'];

  @ApiProperty({
    description: 'Which version governs a person, and until when they keep it',
    oneOf: [{ type: 'object', additionalProperties: true }, { type: 'string' }],
  })
  readonly governs!: Policy['governs'];

  @ApiProperty({ ...anythings, description: 'What is otherwise for some' })
  readonly variations!: Policy['variations'];

  @ApiProperty(section)
  readonly apply!: Policy['apply'];

  @ApiProperty(section)
  readonly select!: Policy['select'];

  @ApiProperty(section)
  readonly train!: Policy['train'];

  @ApiProperty(section)
  readonly exam!: Policy['exam'];

  @ApiProperty(section)
  readonly certify!: Policy['certify'];

  @ApiProperty(section)
  readonly renew!: Policy['renew'];

  @ApiProperty(section)
  readonly appeal!: Policy['appeal'];
}
