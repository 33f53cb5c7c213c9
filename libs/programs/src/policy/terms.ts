import { minutesOf, timeSpanOf } from './calendar.js';
import { placedQuotes, placedRequirements, placedVariations } from './places.js';
import type { LeafKindName, LeafOf, Path, Requirement } from './requirement.js';
import type { Policy, Quote, SectionName } from './schema.js';
import type { Stated } from './stated.js';

/** A requirement by its id, and the section it stands in. */
export function findRequirement(
  policy: Policy,
  id: string,
): { readonly requirement: Requirement; readonly section: SectionName } | undefined {
  for (const { requirement, path } of placedRequirements(policy)) {
    if (requirement.id === id) return { requirement, section: path[0] as SectionName };
  }
  // What holds for some instead stands where that stands which it takes the place of.
  for (const { requirement, insteadOf } of placedVariations(policy)) {
    if (requirement.id !== id || insteadOf === id) continue;
    const replaced = findRequirement(policy, insteadOf);
    if (replaced !== undefined) return { requirement, section: replaced.section };
  }
  return undefined;
}

/** All requirements of a kind, in the order of the file. */
export function requirementsOf<Kind extends LeafKindName>(
  policy: Policy,
  kind: Kind,
  section?: SectionName,
): readonly LeafOf<Kind>[] {
  return [...placedRequirements(policy)]
    .filter(({ path }) => section === undefined || path[0] === section)
    .map(({ requirement }) => requirement)
    .filter(
      (requirement): requirement is Extract<Requirement, { kind: Kind }> =>
        requirement.kind === kind,
    ) as LeafOf<Kind>[];
}

/** What an applicant may put their name to, in the order of the file. */
export function statementsToAttest(
  policy: Policy,
): readonly Pick<LeafOf<'attestation'>, 'id' | 'statement' | 'title' | 'text' | 'details'>[] {
  return requirementsOf(policy, 'attestation');
}

/** What may be asked for, under which requirement. */
export function accommodationsOffered(policy: Policy): readonly {
  readonly requirement: string;
  readonly offer: LeafOf<'accommodation'>['offers'][number];
}[] {
  return requirementsOf(policy, 'accommodation').flatMap(({ id, offers }) =>
    offers.map((offer) => ({ requirement: id, offer })),
  );
}

/**
 * How long an exam may take, ISO 8601, once these accommodations are granted (ids of offers). Not
 * stated as soon as the limit of one part is not; else none as soon as one part has explicitly none.
 */
export function timeAllowed(
  policy: Policy,
  exam: string,
  granted: readonly string[] = [],
): Stated<string> {
  const found = requirementsOf(policy, 'exam').find(({ id }) => id === exam);
  if (found === undefined) return 'not stated';
  const offers = requirementsOf(policy, 'accommodation')
    .flatMap((accommodation) => accommodation.offers)
    .filter(({ id }) => granted.includes(id));
  let minutes = 0;
  const limits = found.parts.map(({ timeLimit }) => timeLimit);
  for (const silence of ['not stated', 'none'] as const)
    if (limits.includes(silence)) return silence;
  for (const part of found.parts) {
    let factor = 1;
    for (const { time } of offers) {
      if (time?.exam === exam && time.part === part.id) factor = Math.max(factor, time.factor);
    }
    minutes += Math.round(minutesOf(part.timeLimit) * factor);
  }
  return timeSpanOf(minutes);
}

/** Every quote of a policy, with where it stands in the file. */
export function quotesOf(
  policy: Policy,
): readonly { readonly quote: Quote; readonly path: Path }[] {
  return [...placedQuotes(policy)];
}
