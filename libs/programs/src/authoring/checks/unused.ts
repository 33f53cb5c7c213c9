import type { Flaw } from '../../policy/flaw.js';
import { placedQuotes } from '../../policy/places.js';
import type { Path } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';

/** What is written down and used nowhere. */
export function* unused(policy: Policy): Generator<Flaw> {
  const { questions, ...rest } = policy;
  const asked = new Set(JSON.stringify(rest).match(/(?<="question":")[^"]+/g));
  for (const [index, { id }] of questions.entries()) {
    if (asked.has(id)) continue;
    yield {
      path: ['questions', index],
      problem: `no requirement asks ${id}, so its readings change nothing`,
      mend: 'Let a requirement ask it, unless it is only to be kept on record.',
    };
  }
  const cited = new Set([...placedQuotes(policy)].map(({ quote }) => quote.source));
  for (const { rules } of [...policy.dates, ...policy.variations]) {
    for (const { source } of rules) cited.add(source);
  }
  for (const [index, { id }] of policy.sources.entries()) {
    if (cited.has(id)) continue;
    yield {
      path: ['sources', index],
      problem: `nothing is quoted from ${id}`,
      mend: 'Quote it, or take it out.',
    };
  }
  const values = valuesIn(policy);
  const days: readonly (readonly [string, Path])[] = [
    ...policy.dates.map(({ id }, index) => [id, ['dates', index]] as const),
    ...Object.keys(policy.anchors).map((id) => [id, ['anchors', id]] as const),
  ];
  for (const [id, path] of days) {
    if (values.has(id)) continue;
    yield { path, problem: `no rule reckons from ${id}`, mend: 'Use it, or take it out.' };
  }
}

/** Every text in a policy but the names that things give themselves. */
function valuesIn(part: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof part === 'string') found.add(part);
  if (typeof part !== 'object' || part === null) return found;
  for (const [name, value] of Object.entries(part)) if (name !== 'id') valuesIn(value, found);
  return found;
}
