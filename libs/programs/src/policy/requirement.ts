import { z } from 'zod';
import { leafKinds } from './kinds/index.js';
import type { LeafKind } from './kinds/kind.js';
import { requirementFields, slug } from './quote.js';

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

export type LeafKindName = keyof typeof leafKinds;
export type LeafOf<Kind extends LeafKindName> = z.infer<(typeof leafKinds)[Kind]['schema']>;
export type Leaf = { [Kind in LeafKindName]: LeafOf<Kind> }[LeafKindName];
export type Requirement = Leaf | All | Any | KOfN | Not | When | Readings | SameAs;

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
  z.strictObject({
    ...composite('readings'),
    question: slug,
    readings: z.record(slug, requirementSchema),
  }),
  z.strictObject({ ...composite('same-as'), requirement: slug }),
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
    case 'readings':
      return Object.entries(requirement.readings).map(([name, child]) => [
        child,
        ['readings', name],
      ]);
    case 'same-as':
      return [];
  }
}
