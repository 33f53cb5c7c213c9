import { z } from 'zod';
import { leafKinds } from './kinds/index.js';
import type { LeafKind } from './kinds/kind.js';
import { period } from './calendar.js';
import { askingFields, type Asking } from './deciding.js';
import { momentSchema, type Moment } from './moment.js';
import { requirementFields, slug, words } from './quote.js';
import { isValue, stated, type Stated } from './stated.js';

type Fields = z.infer<z.ZodObject<typeof requirementFields>>;

export interface All extends Fields {
  readonly kind: 'all';
  readonly of: readonly Requirement[];
}
export interface Any extends Fields {
  readonly kind: 'any';
  readonly of: readonly Requirement[];
}
export interface KOfN extends Fields {
  readonly kind: 'k-of-n';
  readonly atLeast: number;
  readonly of: readonly Requirement[];
}
export interface Not extends Fields {
  readonly kind: 'not';
  readonly of: Requirement;
}
/** Applies only where `when` is met. */
export interface When extends Fields {
  readonly kind: 'when';
  readonly when: Requirement;
  readonly then: Requirement;
}
/** What is asked for, and what instead once that can no longer be met. */
export interface Remedy extends Fields {
  readonly kind: 'remedy';
  readonly of: Requirement;
  readonly else: Requirement;
}
/** A person chooses what is asked for. */
export interface Choice extends Fields, Asking {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}
export interface Option {
  readonly id: string;
  readonly says: string;
  readonly require: Stated<Requirement>;
}
/** One requirement per reading of an open question; the answer says which of them holds. */
export interface Readings extends Fields {
  readonly kind: 'readings';
  readonly question: string;
  readonly readings: Readonly<Record<string, Requirement>>;
}
/** Judged as another requirement of the same policy is. */
export interface SameAs extends Fields {
  readonly kind: 'same-as';
  readonly requirement: string;
}

/** A stage of a credential: judged on what had happened by its deadline. */
export interface Stage extends Fields {
  readonly kind: 'stage';
  readonly stage: string;
  readonly notAfter: Stated<Moment>;
  readonly extension: Stated<{ readonly atMost: number; readonly length: string }>;
  readonly of: Requirement;
}
/** One after another by date, for example on time, late, lapsed; what holds depends on the day. */
export interface Bands extends Fields {
  readonly kind: 'bands';
  readonly step: string;
  /** First day of what they are about: what was done before belongs to an earlier term. */
  readonly notBefore?: Stated<Moment>;
  readonly bands: readonly Band[];
  /** After the last band; none where that has no end. */
  readonly beyond: 'none' | { readonly standing: string; readonly action: Stated<string> };
}
export interface Band {
  readonly id: string;
  readonly title: string;
  /** None: it has no end. */
  readonly notAfter: Moment;
  readonly standing: string;
  readonly require: Stated<Requirement>;
}
/** Who is taken first. A preference, never a condition: whoever is in no tier comes last. */
export interface Tiers extends Fields {
  readonly kind: 'tiers';
  readonly of: readonly Requirement[];
  readonly tieBreak: Stated<'application' | 'lottery'>;
}

export type LeafKindName = keyof typeof leafKinds;
export type LeafOf<Kind extends LeafKindName> = z.infer<(typeof leafKinds)[Kind]['schema']>;
export type Leaf = { [Kind in LeafKindName]: LeafOf<Kind> }[LeafKindName];
export type Requirement =
  | Leaf
  | All
  | Any
  | KOfN
  | Not
  | When
  | Remedy
  | Choice
  | Readings
  | SameAs
  | Stage
  | Bands
  | Tiers;

export const requirementSchema: z.ZodType<Requirement> = z.lazy(() => anyRequirement);

const several = z.array(requirementSchema).min(1);
const composite = <Kind extends string>(kind: Kind) => ({
  kind: z.literal(kind),
  ...requirementFields,
});

const anyRequirement = z.discriminatedUnion('kind', [
  z.strictObject({ ...composite('all'), of: several }),
  z.strictObject({ ...composite('any'), of: several }),
  z.strictObject({ ...composite('k-of-n'), atLeast: z.int().min(1), of: several }),
  z.strictObject({ ...composite('not'), of: requirementSchema }),
  z.strictObject({ ...composite('when'), when: requirementSchema, then: requirementSchema }),
  z.strictObject({ ...composite('remedy'), of: requirementSchema, else: requirementSchema }),
  z.strictObject({
    ...composite('choice'),
    ...askingFields,
    options: z
      .array(
        z.strictObject({
          id: slug,
          says: words,
          require: stated(requirementSchema).describe(
            'What is asked for then; `none` where nothing more is.',
          ),
        }),
      )
      .min(2),
  }),
  z.strictObject({
    ...composite('readings'),
    question: slug,
    readings: z.record(slug, requirementSchema),
  }),
  z.strictObject({ ...composite('same-as'), requirement: slug }),
  z.strictObject({
    ...composite('stage'),
    stage: slug.describe(
      'Its name, such as provisional or full; the step of that name is its award.',
    ),
    notAfter: stated(momentSchema).describe('Last day on which what it asks for can be done.'),
    extension: stated(z.strictObject({ atMost: z.int().min(1), length: period }))
      .default('not stated')
      .describe('How often more time may be granted, and how much each time.'),
    of: requirementSchema,
  }),
  z.strictObject({
    ...composite('bands'),
    step: slug.describe(
      'The step whose day says which band holds; until it is done, the day judged.',
    ),
    notBefore: stated(momentSchema)
      .exactOptional()
      .describe(
        'First day of the term that is judged: a step before it was done for an earlier one. `none`: once done is done for ever.',
      ),
    bands: z
      .array(
        z.strictObject({
          id: slug,
          title: words,
          notAfter: z
            .union([z.literal('none'), momentSchema])
            .describe(
              'Last day of the band; it begins after the one before. The last may have `none`: no end.',
            ),
          standing: slug.describe('What the credential is in it, such as active, grace, inactive.'),
          require: stated(requirementSchema).describe('What is asked in it.'),
        }),
      )
      .min(1),
    beyond: z
      .union([z.literal('none'), z.strictObject({ standing: slug, action: stated(words) })])
      .describe(
        'After the last band: what the credential is, and what follows; `none` where that has no end.',
      ),
  }),
  z.strictObject({
    ...composite('tiers'),
    of: several.describe('One requirement per tier, the first tier first.'),
    tieBreak: stated(z.enum(['application', 'lottery'])).describe(
      'Who comes first within a tier: the earlier application, or by lot. Not stated: a person decides.',
    ),
  }),
  ...Object.values(leafKinds).map(({ schema }) => schema),
]);

export function isLeaf(requirement: Requirement): requirement is Leaf {
  return Object.hasOwn(leafKinds, requirement.kind);
}

/** The table pairs each schema with its own judge, which the compiler cannot follow. */
export function kindOf(leaf: Leaf): LeafKind<z.ZodType<Leaf>> {
  return leafKinds[leaf.kind];
}

export type Path = readonly (string | number)[];

/** The requirements directly inside one, each with its place in the file. */
export function childPlaces(requirement: Requirement): readonly (readonly [Requirement, Path])[] {
  if (isLeaf(requirement)) return [];
  switch (requirement.kind) {
    case 'all':
    case 'any':
    case 'k-of-n':
      return requirement.of.map((child, index) => [child, ['of', index]]);
    case 'not':
      return [[requirement.of, ['of']]];
    case 'when':
      return [
        [requirement.when, ['when']],
        [requirement.then, ['then']],
      ];
    case 'remedy':
      return [
        [requirement.of, ['of']],
        [requirement.else, ['else']],
      ];
    case 'choice':
      return requirement.options.flatMap(({ require }, index) =>
        isValue<Requirement>(require) ? [[require, ['options', index, 'require']]] : [],
      );
    case 'readings':
      return Object.entries(requirement.readings).map(([name, child]) => [
        child,
        ['readings', name],
      ]);
    case 'same-as':
      return [];
    case 'stage':
      return [[requirement.of, ['of']]];
    case 'bands':
      return requirement.bands.flatMap(({ require }, index) =>
        isValue<Requirement>(require) ? [[require, ['bands', index, 'require']]] : [],
      );
    case 'tiers':
      return requirement.of.map((child, index) => [child, ['of', index]]);
  }
}
