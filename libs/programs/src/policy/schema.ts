import { z } from 'zod';
import { questionSchema } from './question.js';
import { guidanceSchema, isoDate, quoteSchema, slug, words } from './quote.js';
import { requirementSchema } from './requirement.js';
import { stated } from './stated.js';
import { momentSchema } from './moment.js';
import { whereSchema } from './where.js';
import { workingDaysSchema } from './working-days.js';

export type { Guidance, Quote } from './quote.js';
export type { Question } from './question.js';
export type { Leaf, LeafOf, Requirement } from './requirement.js';

/** In the order of a candidate's life. */
export const sectionNames = [
  'apply',
  'select',
  'train',
  'exam',
  'certify',
  'renew',
  'appeal',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** A topic that is shown and not judged: what the source says of it, none, or not stated. */
const termSchema = z.strictObject({
  id: slug,
  title: words,
  value: stated(words),
  rules: z.array(quoteSchema).default([]),
});
export type Term = z.infer<typeof termSchema>;

const sectionSchema = z.strictObject({
  /** What is asked of the person. */
  require: stated(requirementSchema),
  /** What is asked of the program; never held against the person. */
  duties: z.array(requirementSchema).default([]),
  terms: z.array(termSchema).default([]),
  guidance: z.array(guidanceSchema).default([]),
});
export type Section = z.infer<typeof sectionSchema>;

const sourceSchema = z.strictObject({
  id: slug,
  title: words,
  publisher: words,
  /** Path of the verbatim text, from the policy file. */
  text: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be a path below the policy file'),
  /** When a person last held the policy against the source. */
  checked: isoDate,
  published: stated(words),
});

/** A document that the source makes part of its rules or points to. */
const documentSchema = z.strictObject({
  id: slug,
  title: words,
  held: z.boolean(),
  rules: z.array(quoteSchema).min(1),
});

const namedDateSchema = z.strictObject({
  id: slug,
  title: words,
  is: momentSchema,
  rules: z.array(quoteSchema).default([]),
  note: words.exactOptional(),
});

const governsSchema = z.strictObject({
  by: slug.describe('The anchor whose day says which version holds, such as application.'),
  until: z
    .array(slug)
    .default([])
    .describe('Steps with which it ends, such as application-expired: then the next one counts.'),
  rules: z.array(quoteSchema).min(1),
});

const variationSchema = z.strictObject({
  id: slug,
  title: words,
  as: z.enum(['variant', 'overlay', 'legacy', 'override']),
  rules: z.array(quoteSchema).min(1),
  for: whereSchema.default({}).describe('Circumstances of those it holds for; all who fit.'),
  cohort: whereSchema.exactOptional().describe('What must be so of the cohort.'),
  on: z
    .strictObject({
      anchor: slug.describe('Whose day must lie between these; as-of is the day judged.'),
      from: isoDate.exactOptional(),
      to: isoDate.exactOptional(),
    })
    .exactOptional(),
  changes: z
    .array(
      z.strictObject({
        requirement: slug.describe('Id of the requirement that is otherwise.'),
        to: z
          .union([z.literal('none'), requirementSchema])
          .describe('What holds instead; `none` is that it does not apply.'),
      }),
    )
    .min(1),
});
export type Variation = z.infer<typeof variationSchema>;

const section = stated(sectionSchema);

/** One program's rules from one day on. Plain JSON: it is kept whole in the fact that adopts it. */
export const policySchema = z.strictObject({
  program: slug,
  name: words,
  credential: words,
  operator: words,
  timeZone: words,
  effective: z.strictObject({ from: isoDate, basis: words }),
  sources: z.array(sourceSchema).min(1),
  documents: z.array(documentSchema).default([]),
  questions: z.array(questionSchema).default([]),
  workingDays: stated(workingDaysSchema).default('not stated'),
  /** Dates that facts bring beside the steps, by name, in words; see `Context.anchors`. */
  anchors: z.record(slug, words).default({}),
  /** Days reckoned from others, used by their names. */
  dates: z.array(namedDateSchema).default([]),
  /** Which version governs a person, and until when they keep it. */
  governs: stated(governsSchema).default('not stated'),
  /** What is otherwise for some: variants, overlays, earlier rules kept, overrides for a time. */
  variations: z.array(variationSchema).default([]),
  apply: section,
  select: section,
  train: section,
  exam: section,
  certify: section,
  renew: section,
  appeal: section,
});
export type Policy = z.infer<typeof policySchema>;

/** `<program>@<effective date>`, as facts name the policy they were judged by. */
export function policyName(policy: Pick<Policy, 'program' | 'effective'>): string {
  return `${policy.program}@${policyVersion(policy)}`;
}

export function policyVersion(policy: Pick<Policy, 'effective'>): string {
  return policy.effective.from;
}
