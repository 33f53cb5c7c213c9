import { z } from 'zod';
import { isoDate, slug, words } from '../policy/quote.js';
import { sectionNames } from '../policy/schema.js';
import { defaultAsOf } from './days.js';
import { givenSchema } from './given.js';

const amount = z.union([z.number(), z.string()]);

const expectedOutcome = z
  .enum([
    'met',
    'unmet',
    'unmet for good',
    'needs decision',
    'depends on reading',
    'not stated',
    'waived',
    'not applicable',
  ])
  .describe(
    '`met` fits whether or not it is for good; `unmet` is that it can still be met, and `unmet for good` that it cannot.',
  );
export type ExpectedOutcome = z.infer<typeof expectedOutcome>;

const expected = z.union([
  expectedOutcome,
  z.strictObject({
    outcome: expectedOutcome,
    have: amount.exactOptional().describe('What there is, as it is told: a number or words.'),
    need: amount.exactOptional().describe('What is needed.'),
    of: amount.exactOptional().describe('Where nothing is asked: out of how much.'),
    margin: z.int().exactOptional().describe('How many more would break a limit.'),
    final: z.boolean().exactOptional().describe('Whether it is met for good.'),
    by: isoDate.exactOptional().describe('Last day on which it can be met.'),
    unit: words.exactOptional().describe('Unit of what there is and what is needed.'),
    band: slug.exactOptional().describe('Which band holds, by its id.'),
    standing: slug.exactOptional().describe('What the credential is, such as lapsed.'),
    until: isoDate.exactOptional().describe('Until when that holds.'),
    variation: slug.exactOptional().describe('Id of the variation by which it is judged.'),
    tally: z
      .record(z.string(), z.number())
      .exactOptional()
      .describe('Numbers shown with it, such as { tier: 2 }; only those named are compared.'),
    findings: z
      .array(slug)
      .exactOptional()
      .describe('Codes of what is told beside the outcome: all of them, in order.'),
    options: z.array(words).exactOptional().describe('What a person may decide, in order.'),
  }),
]);

const thenSchema = z.record(z.string(), expected);
export type Then = z.infer<typeof thenSchema>;

export const caseSchema = z.strictObject({
  case: words.describe('What the case shows, in a few words; its name.'),
  asOf: isoDate
    .default(defaultAsOf)
    .describe(
      `The day on which it is judged; ${defaultAsOf} where left out. Nothing may be given of a later day.`,
    ),
  given: givenSchema.describe('What is known of the person and the class; `{}` where nothing is.'),
  notInPolicy: z
    .array(z.string())
    .default([])
    .describe(
      'Names under `given` that no rule knows, on purpose: the case shows that they change nothing.',
    ),
  then: thenSchema
    .default({})
    .describe(
      'What comes of it, by id of a requirement of the section, of a part of it (`<id>.<part>`: a quota, a request), or by the name of the section for the whole.',
    ),
  answered: z
    .record(slug, z.record(slug, thenSchema))
    .default({})
    .describe('What comes of it once a question is answered: question, reading, outcomes.'),
  questions: z
    .array(slug)
    .exactOptional()
    .describe('Questions whose answer would change something: all of them, in order.'),
  violated: z
    .array(slug)
    .exactOptional()
    .describe('Requirements that are broken and disqualify: all of them, in order.'),
  atRisk: z
    .array(slug)
    .exactOptional()
    .describe('Requirements that one more would break: all of them, in order.'),
  outOfReach: z
    .array(slug)
    .exactOptional()
    .describe('Requirements that are unmet for good: all of them, in order.'),
  awaiting: z
    .array(slug)
    .exactOptional()
    .describe('Requirements that wait for a person: all of them, in order.'),
});
export type Case = z.infer<typeof caseSchema>;

export const caseFileSchema = z.strictObject({
  policy: words.describe(
    'The policy file that the cases are for: the end of its path, such as us/state/program/2026-01-01.yaml, or from this file on, beginning with a dot.',
  ),
  section: z.enum(sectionNames).describe('Which section of the policy is judged.'),
  cases: z.array(caseSchema).min(1).describe('The cases, each with a name of its own.'),
});
export type CaseFile = z.infer<typeof caseFileSchema>;
