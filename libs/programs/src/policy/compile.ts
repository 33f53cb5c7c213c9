import { bindBook, type Book } from './book.js';
import { decided, nodeJudge, type Build, type Judge } from './judge.js';
import type { Ledger } from './ledger.js';
import type { Outcome, SectionResult } from './outcome.js';
import type { Quote } from './quote.js';
import { placedRequirements, placedVariations } from './places.js';
import type { Requirement } from './requirement.js';
import { sectionNames, type Policy, type Section, type SectionName } from './schema.js';
import { isValue } from './stated.js';
import { acrossUnrecorded, hingesOf } from './unrecorded.js';
import { varied } from './variations.js';

/** A policy made ready to judge by: prepared once, then used for everybody. */
export interface Compiled {
  readonly book: Book;
  section(this: void, name: SectionName): (ledger: Ledger) => SectionResult;
  /** @throws UnknownRequirement */
  requirement(this: void, id: string): Judge;
}

export class UnknownRequirement extends Error {
  override readonly name = 'UnknownRequirement';
  constructor(id: string) {
    super(`The policy has no requirement named ${id}. Take an id from its file.`);
  }
}

const prepared = new WeakMap<Policy, Compiled>();

export function compile(policy: Policy): Compiled {
  let compiled = prepared.get(policy);
  if (compiled === undefined) {
    compiled = prepare(policy);
    prepared.set(policy, compiled);
  }
  return compiled;
}

function prepare(policy: Policy): Compiled {
  const judges = new Map<string, Judge>();
  const pointedAt = new Set<string>();
  for (const { requirement } of [...placedRequirements(policy), ...placedVariations(policy)]) {
    if (requirement.kind === 'same-as') pointedAt.add(requirement.requirement);
  }
  const indispensable = indispensableIn(policy);
  const across = acrossUnrecorded(policy);
  const byId = (id: string): Judge => {
    const judge = judges.get(id);
    if (judge === undefined) throw new UnknownRequirement(id);
    return judge;
  };
  const node = (requirement: Requirement, rules: readonly Quote[], inside: Build): Judge =>
    across(
      requirement,
      hingesOf(requirement, policy.dates),
      nodeJudge(requirement, rules, inside, byId),
    );
  // What holds instead may keep the id of what it takes the place of, so it is not found by it.
  const buildInstead = (requirement: Requirement, around: readonly Quote[]): Judge => {
    const rules = requirement.rules.length > 0 ? requirement.rules : around;
    return decided(requirement, node(requirement, rules, buildInstead));
  };
  const build = (requirement: Requirement, around: readonly Quote[]): Judge => {
    const rules = requirement.rules.length > 0 ? requirement.rules : around;
    const own = node(requirement, rules, build);
    const needed = indispensable.has(requirement) && !pointedAt.has(requirement.id);
    const whole = decided(
      requirement,
      varied(requirement, own, policy, buildInstead, across, needed),
    );
    // What is pointed at is judged for whoever points at it as well.
    const judge: Judge = pointedAt.has(requirement.id) ? ({ once }) => once(whole) : whole;
    judges.set(requirement.id, judge);
    return judge;
  };
  const sections = new Map(
    sectionNames.map((name) => [name, sectionJudge(name, policy[name], build)] as const),
  );
  return {
    book: bindBook(policy),
    requirement: byId,
    section: (name) => sections.get(name) ?? sectionJudge(name, 'not stated', build),
  };
}

/** Those that a section or a duty is met only with. */
function indispensableIn(policy: Policy): ReadonlySet<Requirement> {
  const found = new Set<Requirement>();
  const note = (requirement: Requirement) => {
    found.add(requirement);
    if (requirement.kind === 'all') requirement.of.forEach(note);
    if (requirement.kind === 'stage') note(requirement.of);
  };
  for (const { requirement, path } of placedRequirements(policy))
    if (path.at(-1) === 'require' || path.at(-2) === 'duties') note(requirement);
  return found;
}

function sectionJudge(
  name: SectionName,
  section: Policy[SectionName],
  build: Build,
): (ledger: Ledger) => SectionResult {
  if (!isValue<Section>(section)) {
    const outcome = unjudged(section);
    return () => ({
      section: name,
      outcome,
      require: section,
      duties: [],
      terms: [],
      guidance: [],
    });
  }
  const { require: asked, terms, guidance } = section;
  const duties = section.duties.map((duty) => build(duty, []));
  const shared = { section: name, terms, guidance };
  if (!isValue<Requirement>(asked)) {
    const outcome = unjudged(asked);
    return (ledger) => ({
      ...shared,
      outcome,
      require: asked,
      duties: duties.map((judge) => judge(ledger)),
    });
  }
  const judge = build(asked, []);
  return (ledger) => {
    const result = judge(ledger);
    return {
      ...shared,
      outcome: result.outcome,
      require: result,
      duties: duties.map((duty) => duty(ledger)),
    };
  };
}

function unjudged(silence: 'none' | 'not stated'): Outcome {
  return silence === 'none' ? { status: 'not-applicable' } : { status: 'not-stated' };
}
