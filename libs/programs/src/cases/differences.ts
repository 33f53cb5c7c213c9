import { assess, everyResult, openQuestions } from '../policy/assess.js';
import { evaluate } from '../policy/evaluate.js';
import type { EvidenceItem } from '../policy/evidence.js';
import type { Outcome, Result, SectionResult } from '../policy/outcome.js';
import type { Policy } from '../policy/schema.js';
import type { Case, CaseFile, ExpectedOutcome, Then } from './case.js';
import { undatedDay } from './days.js';
import { contextOf, evidenceOf } from './evidence.js';

/** How a case came out otherwise than it says; none when it holds. */
export function differences(
  policy: Policy,
  section: CaseFile['section'],
  one: Case,
): readonly string[] {
  const evidence = evidenceOf(one.given, one.asOf);
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
        on: undatedDay(one.asOf),
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

function unlike(result: SectionResult, then: Then): readonly string[] {
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

function inWords(outcome: Outcome): ExpectedOutcome {
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
