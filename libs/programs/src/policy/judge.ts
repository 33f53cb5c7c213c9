import type { Judged } from './kinds/kind.js';
import type { Ledger } from './ledger.js';
import * as logic from './logic.js';
import type { Outcome, Result } from './outcome.js';
import type { Quote } from './quote.js';
import { isLeaf, kindOf, type Leaf, type Requirement } from './requirement.js';
import { bandsJudge, stageJudge, tiersJudge } from './dated.js';
import { isValue } from './stated.js';

export type Judge = (ledger: Ledger) => Result;

/** Makes the judge of a requirement inside another, whose quotes it rests on if it has none. */
export type Build = (requirement: Requirement, around: readonly Quote[]) => Judge;

/** Makes the result of a requirement from those of its parts. */
export type Whole = (
  ledger: Ledger,
  outcome: Outcome,
  children: readonly Result[],
  more?: Partial<Result>,
) => Result;

/** How one requirement is judged, its parts included. */
export function nodeJudge(
  requirement: Requirement,
  rules: readonly Quote[],
  build: Build,
  byId: (id: string) => Judge,
): Judge {
  if (isLeaf(requirement)) return leafJudge(requirement, rules);
  const { id, title, kind, otherwise } = requirement;
  const more = otherwise === undefined ? undefined : { otherwise };
  const whole: Whole = (ledger, outcome, children, besides) => {
    const result = {
      requirement: id,
      title,
      kind,
      outcome,
      rules,
      evidence: besides?.evidence ?? refsIn(children, ledger),
      findings: none,
      tally: nothing,
      children,
    };
    // Few have more to say, and copying each costs as much as judging it.
    return more === undefined && besides === undefined
      ? result
      : { ...result, ...more, ...besides };
  };
  const several = (
    of: readonly Requirement[],
    combine: (outcomes: readonly Outcome[], order: logic.QuestionOrder) => Outcome,
  ): Judge => {
    const judges = of.map((child) => build(child, rules));
    return (ledger) => {
      const children = judges.map((judge) => judge(ledger));
      return whole(
        ledger,
        combine(
          children.map(({ outcome }) => outcome),
          ledger.order,
        ),
        children,
      );
    };
  };

  switch (requirement.kind) {
    case 'all':
      return several(requirement.of, logic.all);
    case 'any':
      return several(requirement.of, logic.any);
    case 'k-of-n': {
      const { atLeast } = requirement;
      return several(requirement.of, (outcomes, order) => logic.atLeast(atLeast, outcomes, order));
    }
    case 'not': {
      const judge = build(requirement.of, rules);
      return (ledger) => {
        const child = judge(ledger);
        return whole(ledger, logic.not(child.outcome, ledger.order), [child]);
      };
    }
    case 'when': {
      const condition = build(requirement.when, rules);
      const then = build(requirement.then, rules);
      return (ledger) => {
        const children = [condition(ledger), then(ledger)] as const;
        const [applies, rest] = children;
        return whole(ledger, logic.when(applies.outcome, rest.outcome, ledger.order), children);
      };
    }
    case 'readings': {
      const { question } = requirement;
      const judges = Object.entries(requirement.readings).map(
        ([reading, child]) => [reading, build(child, rules)] as const,
      );
      return (ledger) => {
        const children = judges.map(([reading, judge]) => ({ ...judge(ledger), reading }));
        const outcome = ledger.ask(
          question,
          (reading) =>
            children.find((child) => child.reading === reading)?.outcome ?? {
              status: 'not-stated',
            },
        );
        const answer = ledger.answerTo(question);
        const result = whole(ledger, outcome, children, { question });
        if (answer === undefined) return result;
        const { reading: taken, ref } = answer;
        const evidence = ref === undefined ? result.evidence : [...result.evidence, ref];
        return { ...result, evidence, taken };
      };
    }
    case 'same-as': {
      const { requirement: other } = requirement;
      return (ledger) => {
        const { outcome, evidence } = byId(other)(ledger);
        return whole(ledger, outcome, [], { evidence });
      };
    }
    case 'stage':
      return stageJudge(requirement, build(requirement.of, rules), whole);
    case 'bands':
      return bandsJudge(
        requirement,
        requirement.bands.map(({ require }) =>
          isValue<Requirement>(require) ? build(require, rules) : undefined,
        ),
        whole,
      );
    case 'tiers':
      return tiersJudge(
        requirement.of.map((tier) => build(tier, rules)),
        whole,
      );
  }
}

function leafJudge(requirement: Leaf, rules: readonly Quote[]): Judge {
  const { id, title, kind, otherwise } = requirement;
  const judge = kindOf(requirement).judge(requirement);
  return (ledger) => {
    const judged = ledger.closed ? settled(judge(ledger), ledger) : judge(ledger);
    const { outcome, evidence = none, findings = none, tally = nothing, children = none } = judged;
    const { standing, until } = judged;
    const result = {
      requirement: id,
      title,
      kind,
      outcome,
      rules,
      evidence: evidence.length < 2 ? evidence : ledger.joined([evidence]),
      findings,
      tally,
      children:
        children.length === 0
          ? none
          : children.map((child) => ({ ...child, rules, children: none })),
    };
    if (standing === undefined && otherwise === undefined) return result;
    return {
      ...result,
      ...(standing !== undefined && { standing }),
      ...(until !== undefined && { until }),
      ...(otherwise !== undefined && { otherwise }),
    };
  };
}

/** Once it is too late for anything to happen, what is unmet stays unmet and what is met stays met. */
function settled(judged: Judged, { order }: Ledger): Judged {
  if (judged.pending === true) return judged;
  const { outcome, children } = judged;
  const settle = (open: Outcome) => logic.through(open, order, logic.forGood);
  if (children === undefined) return { ...judged, outcome: settle(outcome) };
  return {
    ...judged,
    outcome: settle(outcome),
    children: children.map((child) => ({ ...child, outcome: settle(child.outcome) })),
  };
}

// Most results have nothing to tell beside their outcome, so they share one nothing.
const none: readonly never[] = [];
const nothing: Readonly<Record<string, number>> = {};

/** Refs of all parts. Most parts rest on the same facts or on none, and then there is nothing to join. */
function refsIn(parts: readonly Result[], { joined }: Ledger): readonly string[] {
  let sole: readonly string[] = none;
  let several = false;
  for (const { evidence } of parts) {
    if (evidence.length === 0 || isSame(evidence, sole)) continue;
    if (sole.length > 0) several = true;
    sole = evidence;
  }
  return several ? joined(parts.map(({ evidence }) => evidence)) : sole;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((ref, place) => ref === b[place]));
}

/** What people decided about a requirement comes before what its words give. */
export function decided(requirement: Requirement, judge: Judge): Judge {
  const { id } = requirement;
  return (ledger) => {
    const result = judge(ledger);
    // Lifted whether or not it would be met, or a waiver would hang on how a rule is read.
    const { waivers } = ledger;
    const waiver =
      waivers.length === 0 ? undefined : waivers.findLast((item) => item.requirement === id);
    if (waiver !== undefined) {
      return {
        ...result,
        outcome: { status: 'waived' },
        evidence: [...result.evidence, waiver.ref],
      };
    }
    const { status } = result.outcome;
    const waits = 'unknown' in result.outcome;
    if (status !== 'needs-decision' && status !== 'depends-on-reading' && !waits) return result;
    const judgement = ledger.of('judgement').findLast((item) => item.requirement === id);
    if (judgement === undefined) return result;
    // Whoever judged knew of what was recorded before; what came after is for them to judge anew.
    const place = ledger.placeOf(judgement.ref);
    if (result.evidence.some((ref) => ledger.placeOf(ref) > place)) return result;
    const { choice } = judgement;
    return {
      ...result,
      outcome:
        judgement.outcome === 'met'
          ? { status: 'met', final: false }
          : { status: 'unmet', have: 'decided: unmet', need: 'met', reachable: false },
      evidence: [...result.evidence, judgement.ref],
      ...(choice !== undefined && {
        findings: [...result.findings, { code: 'decided', text: choice, ref: judgement.ref }],
      }),
    };
  };
}
