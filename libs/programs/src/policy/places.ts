import type { Quote } from './quote.js';
import { childPlaces, type Path, type Requirement } from './requirement.js';
import { sectionNames, type Policy, type Section } from './schema.js';
import { isValue } from './stated.js';

export interface Placed {
  readonly requirement: Requirement;
  readonly path: Path;
  /** Whether it or a requirement around it quotes its rule. */
  readonly quoted: boolean;
}

/** Every requirement of a policy with its place in the file. */
export function* placedRequirements(policy: Policy): Generator<Placed> {
  for (const name of sectionNames) {
    const section = policy[name];
    if (!isValue<Section>(section)) continue;
    if (isValue<Requirement>(section.require))
      yield* below(section.require, [name, 'require'], false);
    for (const [index, duty] of section.duties.entries()) {
      yield* below(duty, [name, 'duties', index], false);
    }
  }
}

/** What holds instead of a requirement for some, with its place in the file. */
export function* placedVariations(
  policy: Policy,
): Generator<Placed & { readonly insteadOf: string }> {
  for (const [index, { changes }] of policy.variations.entries()) {
    for (const [nth, { requirement: insteadOf, to }] of changes.entries()) {
      if (to === 'none') continue;
      // The variation itself quotes its rule.
      for (const placed of below(to, ['variations', index, 'changes', nth, 'to'], true))
        yield { ...placed, insteadOf };
    }
  }
}

function* below(requirement: Requirement, path: Path, around: boolean): Generator<Placed> {
  const quoted = around || requirement.rules.length > 0;
  yield { requirement, path, quoted };
  for (const [child, place] of childPlaces(requirement))
    yield* below(child, [...path, ...place], quoted);
}

export interface PlacedQuote {
  readonly quote: Quote;
  readonly path: Path;
}

/** Every quote of a policy with its place in the file, guidance included. */
export function* placedQuotes(policy: Policy): Generator<PlacedQuote> {
  const each = function* (quotes: readonly Quote[], path: Path): Generator<PlacedQuote> {
    for (const [index, quote] of quotes.entries()) yield { quote, path: [...path, index] };
  };
  for (const [index, { rules }] of policy.documents.entries()) {
    yield* each(rules, ['documents', index, 'rules']);
  }
  for (const [index, { rules }] of policy.questions.entries()) {
    yield* each(rules, ['questions', index, 'rules']);
  }
  for (const { requirement, path } of placedRequirements(policy)) {
    yield* each(requirement.rules, [...path, 'rules']);
  }
  for (const [index, { rules }] of policy.dates.entries()) {
    yield* each(rules, ['dates', index, 'rules']);
  }
  if (isValue<Exclude<Policy['governs'], string>>(policy.governs)) {
    yield* each(policy.governs.rules, ['governs', 'rules']);
  }
  for (const [index, { rules }] of policy.variations.entries()) {
    yield* each(rules, ['variations', index, 'rules']);
  }
  for (const { requirement, path } of placedVariations(policy)) {
    yield* each(requirement.rules, [...path, 'rules']);
  }
  for (const name of sectionNames) {
    const section = policy[name];
    if (!isValue<Section>(section)) continue;
    for (const [index, { rules }] of section.terms.entries()) {
      yield* each(rules, [name, 'terms', index, 'rules']);
    }
    yield* each(section.guidance, [name, 'guidance']);
  }
}
