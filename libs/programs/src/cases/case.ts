import { z } from 'zod';
import { assess, everyResult, openQuestions } from '../policy/assess.js';
import { evaluate } from '../policy/evaluate.js';
import type { EvidenceItem } from '../policy/evidence.js';
import type { Outcome, Result, SectionResult } from '../policy/outcome.js';
import { isoDate, slug, words } from '../policy/quote.js';
import { sectionNames, type Policy } from '../policy/schema.js';
import { contextOf, defaultDay, evidenceOf, givenSchema } from './given.js';

const amount = z.union([z.number(), z.string()]);

const expectedOutcome = z.enum([
  'met',
  'unmet',
  'unmet for good',
  'needs decision',
  'depends on reading',
  'not stated',
  'waived',
  'not applicable',
]);

const expected = z.union([
  expectedOutcome,
  z.strictObject({
    outcome: expectedOutcome,
    have: amount.exactOptional(),
    need: amount.exactOptional(),
    of: amount.exactOptional(),
    margin: z.int().exactOptional(),
    final: z.boolean().exactOptional(),
    /** Last day on which it can be met. */
    by: isoDate.exactOptional(),
    unit: words.exactOptional(),
    /** Which band holds, what the credential is, until when that holds, and by which variation it is so. */
    band: slug.exactOptional(),
    standing: slug.exactOptional(),
    until: isoDate.exactOptional(),
    variation: slug.exactOptional(),
    /** Numbers shown with it, for example `{ tier: 2 }`; only those named are compared. */
    tally: z.record(z.string(), z.number()).exactOptional(),
    findings: z.array(slug).exactOptional(),
    options: z.array(words).exactOptional(),
  }),
]);

/** By id of a requirement, or the section's name for the whole of it; for a part of it (a request, a quota), `<requirement>.<part>`. */
const thenSchema = z.record(z.string(), expected);

export const caseSchema = z.strictObject({
  case: words,
  asOf: isoDate.default('2026-12-31'),
  given: givenSchema,
  then: thenSchema.default({}),
  /** What it comes to once a question is answered: question, reading, outcomes. */
  answered: z.record(slug, z.record(slug, thenSchema)).default({}),
  /** Questions whose answer would change something. */
  questions: z.array(slug).exactOptional(),
  violated: z.array(slug).exactOptional(),
  atRisk: z.array(slug).exactOptional(),
  outOfReach: z.array(slug).exactOptional(),
  awaiting: z.array(slug).exactOptional(),
});
export type Case = z.infer<typeof caseSchema>;

export const caseFileSchema = z.strictObject({
  /** Path of the policy below the data folder. */
  policy: words,
  section: z.enum(sectionNames),
  cases: z.array(caseSchema).min(1),
});
export type CaseFile = z.infer<typeof caseFileSchema>;

/** How a case came out otherwise than it says; none when it holds. */
export function differences(
  policy: Policy,
  section: CaseFile['section'],
  one: Case,
): readonly string[] {
  const evidence = evidenceOf(one.given);
  const context = contextOf(one.given);
  const judge = (more: readonly EvidenceItem[] = []) =>
    evaluate(policy, section, [...evidence, ...more], one.asOf, context);
  const result = judge();
  const { violated, atRisk, outOfReach, awaiting } = assess(result);
  const named = (judged: readonly { result: Result }[]) =>
    judged.map((each) => each.result.requirement);
  const answered = Object.entries(one.answered).flatMap(([question, readings]) =>
    Object.entries(readings).flatMap(([reading, then]) => {
      const answer = {
        kind: 'answer',
        ref: 'the-answer',
        on: defaultDay,
        question,
        reading,
      } as const;
      return unlike(judge([answer]), then).map((text) => `${question} = ${reading}: ${text}`);
    }),
  );
  return [
    ...unlike(result, one.then),
    ...answered,
    ...unlikeList(
      'questions',
      one.questions,
      openQuestions(result).map(({ question }) => question),
    ),
    ...unlikeList('violated', one.violated, named(violated)),
    ...unlikeList('at risk', one.atRisk, named(atRisk)),
    ...unlikeList('out of reach', one.outOfReach, named(outOfReach)),
    ...unlikeList('awaiting', one.awaiting, named(awaiting)),
  ];
}

function unlike(result: SectionResult, then: z.infer<typeof thenSchema>): readonly string[] {
  // Of several of a name the whole comes first: its possibilities may go by the same.
  const byName = new Map([...everyResult(result)].reverse().map((each) => [nameOf(each), each]));
  return Object.entries(then).flatMap(([name, wanted]) => {
    const found = byName.get(name) ?? (name === result.section ? wholeOf(result) : undefined);
    if (found === undefined) return [`there is no requirement ${name} in ${result.section}`];
    const { outcome, ...details } = typeof wanted === 'string' ? { outcome: wanted } : wanted;
    const is = { ...found.outcome, ...facets(found), outcome: inWords(found.outcome) };
    return Object.entries({ outcome, ...details }).flatMap(([field, value]) => {
      const actual =
        field === 'tally'
          ? Object.fromEntries(Object.keys(value).map((name) => [name, found.tally[name]]))
          : (is as Readonly<Record<string, unknown>>)[field];
      return JSON.stringify(actual) === JSON.stringify(value)
        ? []
        : [`${name}: ${field} is ${JSON.stringify(actual)}, not ${JSON.stringify(value)}`];
    });
  });
}

/** The section as a whole, under its own name: what it comes to where nothing is asked, too. */
function wholeOf({ section, outcome }: SectionResult): Result {
  return {
    requirement: section,
    title: section,
    kind: 'section',
    outcome,
    rules: [],
    evidence: [],
    findings: [],
    tally: {},
    children: [],
  };
}

function nameOf({ requirement, subject }: Result): string {
  return subject === undefined ? requirement : `${requirement}.${subject}`;
}

function facets({ findings, outcome, holds, standing, until, variation }: Result) {
  const options =
    outcome.status === 'needs-decision'
      ? [...new Set(outcome.decisions.flatMap((decision) => decision.options))]
      : [];
  return {
    findings: findings.map(({ code }) => code),
    options,
    band: holds?.id,
    standing,
    until,
    variation,
  };
}

function inWords(outcome: Outcome): z.infer<typeof expectedOutcome> {
  switch (outcome.status) {
    case 'met':
    case 'waived':
      return outcome.status;
    case 'unmet':
      return outcome.reachable ? 'unmet' : 'unmet for good';
    case 'needs-decision':
      return 'needs decision';
    case 'depends-on-reading':
      return 'depends on reading';
    case 'not-stated':
      return 'not stated';
    case 'not-applicable':
      return 'not applicable';
  }
}

function unlikeList(
  what: string,
  wanted: readonly string[] | undefined,
  found: readonly string[],
): readonly string[] {
  if (wanted === undefined || wanted.join() === found.join()) return [];
  return [`${what}: ${found.join(', ') || 'nothing'}, not ${wanted.join(', ') || 'nothing'}`];
}
