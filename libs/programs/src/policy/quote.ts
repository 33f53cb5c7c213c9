import { z } from 'zod';

/** Lower-case words joined by hyphens; permanent once a fact names it. */
export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be lower-case words joined by hyphens, such as two-letters',
  );

export const isoDate = z.iso.date('must be a calendar date such as 2018-01-31');

export const words = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .refine(
    (text) => text !== 'none' && text !== 'not stated',
    'must say something, and not `none` or `not stated`',
  );

/** The words of a source, as they stand there. */
export const quoteSchema = z.strictObject({
  /** The rule's id in the reading of its source, for example `S2-20`. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'must be an id such as S2-20'),
  /** Id of one of the policy's sources. */
  source: slug,
  quote: words,
  /** Fields of the requirement that these words fill. */
  states: z.array(z.string()).min(1).exactOptional(),
  note: words.exactOptional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** Words that are shown and never judged. */
export const guidanceSchema = quoteSchema.extend({
  as: z.enum([
    'advice',
    'step',
    'channel',
    'description',
    'statistic',
    'rationale',
    'practice',
    'explicit-non-requirement',
  ]),
});
export type Guidance = z.infer<typeof guidanceSchema>;

/** What follows for good when a requirement can no longer be met. */
export const consequences = [
  'disqualified',
  'repeat-training',
  'retake-exam',
  'reapply',
  'inactive',
  'expired',
  'revoked',
] as const;
export type Consequence = (typeof consequences)[number];

/** What every requirement has; a quote is its own or that of a requirement around it. */
export const requirementFields = {
  id: slug,
  title: words,
  rules: z.array(quoteSchema).default([]),
  otherwise: z
    .enum(consequences)
    .exactOptional()
    .describe('What follows when it can no longer be met; left out where not stated.'),
  /** Why it is read as it is, where the words alone do not say. */
  note: words.exactOptional(),
};
