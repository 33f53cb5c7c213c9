import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { bandStands, consequences } from '#programs';
import type {
  BandStands,
  Consequence,
  EvidenceFact,
  Outcome,
  Result,
  SectionResult,
  Why,
} from '#programs';

const anything = { type: 'object', additionalProperties: true } as const;
const anythings = { type: 'array', items: anything } as const;

@ApiSchema({ name: 'Quote', description: 'The words of a source, as they stand there' })
export class QuoteAnswer {
  @ApiProperty({ description: 'Id of the rule in the reading of its source', example: 'S2-20' })
  readonly id!: string;

  @ApiProperty({ description: 'Id of the source, listed with the policy', example: 'faq' })
  readonly source!: string;

  @ApiProperty({
    example:
      'Being late or completely missing four or more modules will disqualify you from completing the course and taking the exam.',
  })
  readonly quote!: string;

  @ApiProperty({ type: String, isArray: true, required: false })
  readonly states?: string[];

  @ApiProperty({ type: 'string', required: false, description: 'How it was understood' })
  readonly note?: string;
}

@ApiSchema({ name: 'Reading' })
export class ReadingAnswer {
  @ApiProperty({ example: 'sum' })
  readonly id!: string;

  @ApiProperty({ example: 'Modules late to and modules missed are added up.' })
  readonly says!: string;
}

const statuses = [
  'met',
  'unmet',
  'needs-decision',
  'depends-on-reading',
  'not-stated',
  'waived',
  'not-applicable',
] as const satisfies readonly Outcome['status'][];

/** All fields that one of the statuses can bring. */
@ApiSchema({
  name: 'Outcome',
  description:
    '`needs-decision`: a person has to decide. `depends-on-reading`: the words of the rule can be read in several ways, and they do not agree here. `not-stated`: the source says nothing that could be judged.',
})
export class OutcomeAnswer {
  @ApiProperty({ enum: statuses })
  readonly status!: Outcome['status'];

  @ApiProperty({ type: 'boolean', required: false, description: 'Met: nothing can undo it' })
  readonly final?: boolean;

  @ApiProperty({ type: 'number', required: false, description: 'Met: how many more break it' })
  readonly margin?: number;

  @ApiProperty({ required: false, oneOf: [{ type: 'number' }, { type: 'string' }] })
  readonly have?: number | string;

  @ApiProperty({ required: false, oneOf: [{ type: 'number' }, { type: 'string' }] })
  readonly need?: number | string;

  @ApiProperty({ required: false, oneOf: [{ type: 'number' }, { type: 'string' }] })
  readonly of?: number | string;

  @ApiProperty({ type: 'string', required: false, description: 'Of have and need' })
  readonly unit?: string;

  @ApiProperty({ type: 'string', required: false, description: 'Unmet: last day to meet it' })
  readonly by?: string;

  @ApiProperty({ type: 'boolean', required: false, description: 'Unmet: it can still be met' })
  readonly reachable?: boolean;

  @ApiProperty({
    ...anythings,
    required: false,
    description: 'Unmet, as far as is known: what to record or decide, as in `decisions`',
  })
  readonly unknown?: readonly object[];

  @ApiProperty({
    ...anythings,
    required: false,
    description: 'Needs decision: each with its requirement, question and options',
  })
  readonly decisions?: readonly object[];

  @ApiProperty({ type: 'string', required: false, description: 'Depends on reading: which' })
  readonly question?: string;

  @ApiProperty({
    ...anythings,
    required: false,
    description: 'Depends on reading: each `reading` with its `outcome`',
  })
  readonly readings?: readonly object[];
}

@ApiSchema({ name: 'Finding' })
class FindingAnswer {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ description: 'For example why a letter does not count' })
  readonly text!: string;

  @ApiProperty({ type: 'string', required: false, description: 'The fact it is about' })
  readonly ref?: string;
}

@ApiSchema({
  name: 'Band',
  description: 'A step of what is asked before and after a deadline, such as on time, late, lapsed',
})
class BandAnswer {
  @ApiProperty({ example: 'grace' })
  readonly id!: string;

  @ApiProperty({ example: 'Within sixty days after the term' })
  readonly title!: string;
}

@ApiSchema({ name: 'AskedInBand' })
class AskedInBandAnswer extends BandAnswer {
  @ApiProperty({
    enum: bandStands,
    description:
      'Only what is asked in the band that `holds` matters, and until the step is done in those `ahead` too',
  })
  readonly stands!: BandStands;
}

@ApiSchema({ name: 'RequirementResult', description: 'One requirement judged' })
export class ResultAnswer implements Result {
  @ApiProperty({ example: 'modules' })
  readonly requirement!: string;

  @ApiProperty({ example: 'Fewer than four modules late to or missed' })
  readonly title!: string;

  @ApiProperty({
    description:
      'As in the policy; `possibilities` where it hangs on something that is not recorded, and then its children are all that it may come to',
    example: 'attendance',
  })
  readonly kind!: string;

  @ApiProperty({ type: OutcomeAnswer })
  readonly outcome!: Outcome;

  @ApiProperty({ type: QuoteAnswer, isArray: true, description: 'The words it rests on' })
  readonly rules!: readonly QuoteAnswer[];

  @ApiProperty({ type: String, isArray: true, description: 'Ids of the facts it rests on' })
  readonly evidence!: readonly string[];

  @ApiProperty({
    type: String,
    isArray: true,
    required: false,
    description:
      'Unmet by some of these facts only: ids of those, and of what answered how it is read',
  })
  readonly breaking?: readonly string[];

  @ApiProperty({ type: FindingAnswer, isArray: true })
  readonly findings!: readonly FindingAnswer[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { missed: 2, late: 1, remaining: 12 },
  })
  readonly tally!: Readonly<Record<string, number>>;

  @ApiProperty({
    type: () => ResultAnswer,
    isArray: true,
    description: 'The requirements it is made of, each judged',
  })
  readonly children!: readonly Result[];

  @ApiProperty({ enum: consequences, required: false, description: 'What follows if unmet' })
  readonly otherwise?: Consequence;

  @ApiProperty({ type: 'string', required: false, description: 'The reading it stands for' })
  readonly reading?: string;

  @ApiProperty({ type: 'string', required: false, description: 'The option that asks for it' })
  readonly option?: string;

  @ApiProperty({ type: 'string', required: false, description: 'The question it depends on' })
  readonly question?: string;

  @ApiProperty({ type: 'string', required: false, description: 'The reading taken' })
  readonly taken?: string;

  @ApiProperty({
    type: BandAnswer,
    required: false,
    description: 'Of several bands the one that holds; none does after the last',
  })
  readonly holds?: BandAnswer;

  @ApiProperty({ type: AskedInBandAnswer, required: false, description: 'The band that asks it' })
  readonly band?: AskedInBandAnswer;

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'What the credential is; of several bands, in the one that holds',
  })
  readonly standing?: string;

  @ApiProperty({ type: 'string', required: false, description: 'Until when it is that' })
  readonly until?: string;

  @ApiProperty({
    type: 'string',
    required: false,
    description: 'The variation of the rules by which it was judged',
  })
  readonly variation?: string;

  @ApiProperty({ type: 'string', required: false, description: 'Of what it was judged' })
  readonly subject?: string;
}

@ApiSchema({ name: 'SectionResult', description: 'One section of the rules judged' })
class SectionAnswer {
  @ApiProperty({ enum: ['apply', 'select', 'train', 'exam', 'certify', 'renew', 'appeal'] })
  readonly section!: SectionResult['section'];

  @ApiProperty({ type: OutcomeAnswer })
  readonly outcome!: Outcome;

  @ApiProperty({
    oneOf: [
      { $ref: '#/components/schemas/RequirementResult' },
      { type: 'string', enum: ['none', 'not stated'] },
    ],
  })
  readonly require!: SectionResult['require'];

  @ApiProperty({
    type: ResultAnswer,
    isArray: true,
    description: 'What is asked of the program; never held against the person',
  })
  readonly duties!: readonly Result[];

  @ApiProperty({ ...anythings, description: 'Shown, never judged' })
  readonly terms!: SectionResult['terms'];

  @ApiProperty({ ...anythings, description: 'Shown, never judged' })
  readonly guidance!: SectionResult['guidance'];
}

@ApiSchema({ name: 'EvidenceFact' })
export class EvidenceAnswer implements EvidenceFact {
  @ApiProperty({ format: 'uuid' })
  readonly factId!: string;

  @ApiProperty({ example: 'ModuleMissed' })
  readonly type!: string;

  @ApiProperty(anything)
  readonly data!: EvidenceFact['data'];

  @ApiProperty({ format: 'date-time' })
  readonly recordedAt!: string;

  @ApiProperty({ example: 'local-coordinator' })
  readonly actor!: string;

  @ApiProperty({ type: 'string', required: false })
  readonly reason?: string;
}

@ApiSchema({ name: 'JudgedBy', description: 'The rules that were judged by' })
class JudgedByAnswer {
  @ApiProperty({ example: 'us-massachusetts-cps' })
  readonly program!: string;

  @ApiProperty({ example: '2018-01-01' })
  readonly version!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly operator!: string;

  @ApiProperty({ ...anythings, description: 'Where the quoted words stand' })
  readonly sources!: Why['policy']['sources'];

  @ApiProperty({ ...anythings, description: 'Documents that the sources point to' })
  readonly documents!: Why['policy']['documents'];

  @ApiProperty({
    ...anythings,
    description: 'Open questions of the rules, with the readings that their words allow',
  })
  readonly questions!: Why['policy']['questions'];

  @ApiProperty({
    ...anythings,
    description: 'What is otherwise for some: variants, overlays, earlier rules kept, overrides',
  })
  readonly variations!: Why['policy']['variations'];
}

@ApiSchema({ name: 'Why' })
export class WhyAnswer implements Why {
  @ApiProperty({ example: 'disqualified' })
  readonly standing!: string;

  @ApiProperty({ format: 'date', description: 'The day as of which it was judged' })
  readonly asOf!: string;

  @ApiProperty({ type: JudgedByAnswer })
  readonly policy!: JudgedByAnswer;

  @ApiProperty({ type: SectionAnswer, isArray: true })
  readonly sections!: readonly SectionResult[];

  @ApiProperty({
    type: EvidenceAnswer,
    isArray: true,
    description: 'The facts that `evidence` names, in the order of recording',
  })
  readonly facts!: readonly EvidenceAnswer[];
}
