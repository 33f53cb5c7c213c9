import { childPlaces, type Requirement } from '../../policy/requirement.js';
import { sectionNames, type Policy, type Section, type SectionName } from '../../policy/schema.js';
import { isValue } from '../../policy/stated.js';
import type { LeafOf } from '../../policy/requirement.js';

/** What may be expected of each section: its requirements, what holds instead for some, and their parts. */
export function namesBySection(policy: Policy): ReadonlyMap<SectionName, ReadonlySet<string>> {
  return new Map(sectionNames.map((name) => [name, new Set(namesIn(policy, name))] as const));
}

function* namesIn(policy: Policy, name: SectionName): Generator<string> {
  yield name;
  const section = policy[name];
  if (!isValue<Section>(section)) return;
  if (isValue<Requirement>(section.require)) yield* below(policy, section.require);
  for (const duty of section.duties) yield* below(policy, duty);
}

function* below(policy: Policy, requirement: Requirement): Generator<string> {
  const { id } = requirement;
  yield id;
  for (const part of partsOf(requirement)) yield `${id}.${part}`;
  for (const [child] of childPlaces(requirement)) yield* below(policy, child);
  for (const { changes } of policy.variations) {
    for (const { requirement: changed, to } of changes)
      if (changed === id && to !== 'none') yield* inPlace(to);
  }
}

/** A variation is not varied again. */
function* inPlace(requirement: Requirement): Generator<string> {
  yield requirement.id;
  for (const part of partsOf(requirement)) yield `${requirement.id}.${part}`;
  for (const [child] of childPlaces(requirement)) yield* inPlace(child);
}

function partsOf(requirement: Requirement): readonly string[] {
  if (requirement.kind !== 'tally') return [];
  return [
    ...quotasIn(requirement.quotas),
    ...requirement.periods.map((_, place) => `period-${place + 1}`),
  ];
}

function quotasIn(quotas: LeafOf<'tally'>['quotas'] = []): readonly string[] {
  return quotas.flatMap(({ id, quotas: inside }) => [id, ...quotasIn(inside)]);
}
