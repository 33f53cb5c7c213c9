import type { Ledger } from './ledger.js';
import { forGood, notStated } from './logic/chain.js';
import * as logic from './logic/logic.js';
import type { Outcome, Result } from './outcome.js';
import type { Quote } from './quote.js';
import { choiceJudge, timely } from './deciding.js';
import { isLeaf, kindOf, type Leaf, type Requirement } from './requirement.js';
import { bandsJudge } from './bands.js';
import { stageJudge, tiersJudge } from './dated.js';
import { isValue } from './stated.js';
import { unasked } from './unasked.js';

export type Judge = (ledger: Ledger) => Result;

/** Makes the judge of a requirement inside another, whose quotes it rests on if it has none. */
export type Build = (requirement: Requirement, around: readonly Quote[]) => Judge;

/** Makes the result of a requirement from those of its parts. */
export type Whole = (
  ledger: Ledger,
  outcome: Outcome,
  children: readonly Result[],
  more?: Besides,
) => Result;

type Besides = {
  readonly [
    Field in
      'evidence' | 'findings' | 'tally' | 'question' | 'taken' | 'holds' | 'standing' | 'until'
  ]?: Result[Field] | undefined;
};

/** How one requirement is judged, its parts included. */
export function nodeJudge(
  requirement: Requirement,
  rules: readonly Quote[],
  build: Build,
  byId: (id: string) => Judge,
): Judge {
  if (isLeaf(requirement)) return leafJudge(requirement, rules);
  const { id, title, kind, otherwise } = requirement;
  const whole: Whole = (ledger, outcome, children, more) => {
    const result: Written<Result> = {
      requirement: id,
      title,
      kind,
      outcome,
      rules,
      evidence: more?.evidence ?? refsIn(children, ledger),
      findings: more?.findings ?? none,
      tally: more?.tally ?? nothing,
      children,
    };
    if (otherwise !== undefined) result.otherwise = otherwise;
    if (more === undefined) return result;
    const { question, taken, holds, standing, until } = more;
    if (question !== undefined) result.question = question;
    if (taken !== undefined) result.taken = taken;
    if (holds !== undefined) result.holds = holds;
    if (standing !== undefined) result.standing = standing;
    if (until !== undefined) result.until = until;
    return result;
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
    case 'remedy': {
      const asked = build(requirement.of, rules);
      const instead = build(requirement.else, rules);
      const spare = unasked(requirement.else, rules);
      return (ledger) => {
        const first = asked(ledger);
        if (!logic.mayBeLost(first.outcome)) return whole(ledger, first.outcome, [first, spare]);
        const other = instead(ledger);
        const outcome = logic.orElse(first.outcome, other.outcome, ledger.order);
        return whole(ledger, outcome, [first, other]);
      };
    }
    case 'choice':
      return choiceJudge(
        requirement,
        requirement.options.map(({ require }) =>
          isValue<Requirement>(require)
            ? { judge: build(require, rules), spare: unasked(require, rules) }
            : undefined,
        ),
        whole,
      );
    case 'readings': {
      const { question } = requirement;
      const judges = Object.entries(requirement.readings).map(
        ([reading, child]) => [reading, build(child, rules)] as const,
      );
      return (ledger) => {
        const children = judges.map(([reading, judge]) => ({ ...judge(ledger), reading }));
        const outcome = ledger.ask(
          question,
          (reading) => children.find((child) => child.reading === reading)?.outcome ?? notStated,
        );
        const answer = ledger.answerTo(question);
        if (answer === undefined) return whole(ledger, outcome, children, { question });
        const { reading: taken, ref } = answer;
        const refs = refsIn(children, ledger);
        const evidence = ref === undefined ? refs : withRef(refs, ref);
        return whole(ledger, outcome, children, { question, evidence, taken });
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
    const judged = judge(ledger);
    const { evidence = none, findings = none, tally = nothing, parts = none, more } = judged;
    // Once it is too late for anything to happen, what is unmet stays unmet and what is met stays met.
    const settled = ledger.closed && more?.pending !== true;
    const result: Written<Result> = {
      requirement: id,
      title,
      kind,
      outcome: settled ? settle(judged.outcome, ledger) : judged.outcome,
      rules,
      evidence: evidence.length < 2 ? evidence : ledger.joined([{ evidence }]),
      findings,
      tally,
      children:
        parts.length === 0
          ? none
          : parts.map((part) => ({
              requirement: id,
              subject: part.subject,
              title: part.title,
              kind: part.kind ?? kind,
              outcome: settled ? settle(part.outcome, ledger) : part.outcome,
              rules,
              evidence: part.evidence ?? none,
              findings: part.findings ?? none,
              tally: part.tally ?? nothing,
              children: none,
            })),
    };
    if (judged.breaking !== undefined && result.outcome.status === 'unmet') {
      const breaking = new Set(judged.breaking);
      const some = result.evidence.filter((ref) => breaking.has(ref));
      if (some.length < result.evidence.length) result.breaking = some;
    }
    if (more?.standing !== undefined) result.standing = more.standing;
    if (more?.until !== undefined) result.until = more.until;
    if (otherwise !== undefined) result.otherwise = otherwise;
    return result;
  };
}

function settle(outcome: Outcome, { order }: Ledger): Outcome {
  return logic.through(outcome, order, forGood);
}

/** While it is being put together: copying it for each of the few that say more costs too much. */
type Written<Type> = { -readonly [Field in keyof Type]: Type[Field] };

// Most results have nothing to tell beside their outcome, so they share one nothing.
const none: readonly never[] = [];
const nothing: Readonly<Record<string, number>> = {};

/** Refs of all parts. Most parts rest on the same facts or on none, and then there is nothing to join. */
function refsIn(parts: readonly Result[], { joined }: Ledger): readonly string[] {
  let sole: readonly string[] = none;
  for (const { evidence } of parts) {
    if (evidence.length === 0 || isSame(evidence, sole)) continue;
    if (sole.length > 0) return joined(parts);
    sole = evidence;
  }
  return sole;
}

/** A part may rest on it already. */
function withRef(refs: readonly string[], ref: string): readonly string[] {
  return refs.includes(ref) ? refs : [...refs, ref];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}

/** What people decided about a requirement comes before what its words give. */
export function decided(requirement: Requirement, judge: Judge): Judge {
  const { id, kind } = requirement;
  const isTimely = timely(kind === 'discretion' ? requirement.since : undefined);
  return (ledger) => {
    const result = judge(ledger);
    const { waivers, judgements } = ledger;
    if (waivers.length === 0 && judgements.length === 0) return result;
    // Lifted whether or not it would be met, or a waiver would hang on how a rule is read.
    const waiver = waivers.findLast((item) => item.requirement === id);
    if (waiver !== undefined) {
      return {
        ...result,
        outcome: { status: 'waived' },
        evidence: withRef(result.evidence, waiver.ref),
      };
    }
    // Whoever chooses says by it what is asked for, and the rest is judged.
    if (kind === 'choice' || !isOpen(result.outcome)) return result;
    const judgement = judgements.findLast((item) => item.requirement === id);
    if (judgement === undefined || !isTimely(ledger, judgement.on)) return result;
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
      evidence: withRef(result.evidence, judgement.ref),
      ...(choice !== undefined && {
        findings: [...result.findings, { code: 'decided', text: choice, ref: judgement.ref }],
      }),
    };
  };
}

/** Whether people may decide it. */
function isOpen(outcome: Outcome): boolean {
  switch (outcome.status) {
    case 'needs-decision':
    case 'depends-on-reading':
      return true;
    case 'unmet':
      return outcome.unknown !== undefined;
    case 'met':
    case 'waived':
    case 'not-stated':
    case 'not-applicable':
      return false;
  }
}
