import { noDay } from './days.js';
import { isMissing, type Issue, type Plain } from './wants.js';

export type Union = Extract<Issue, { readonly code: 'invalid_union' }>;

/** How near a value comes to one of the alternatives that a field allows; higher is nearer. */
const nearness = {
  otherType: 0,
  otherValue: 1,
  /** What looks like a date was meant as one. */
  noDay: 2,
  /** A group or a list, and something in it is wrong. */
  inside: 3,
} as const;

/**
 * What is wrong with a value, of the alternatives that a field allows: inside of the one that was
 * evidently meant; or else, by each of those that come as near, what it would have to be.
 */
export function nearestOf({
  errors,
}: Union): { readonly inside: readonly Issue[] } | readonly Plain[] {
  const near = nearestAmong(errors);
  const [first = []] = near;
  if (nearnessOf(first) < nearness.inside) return plainIn(near);
  const [meant = []] = near.toSorted((a, b) => oddity(a) - oddity(b) || reach(b) - reach(a));
  return { inside: meant };
}

function nearestAmong(errors: Union['errors']): Union['errors'] {
  const nearest = Math.max(...errors.map(nearnessOf));
  return errors.filter((issues) => nearnessOf(issues) === nearest);
}

function plainIn(alternatives: Union['errors']): readonly Plain[] {
  return alternatives.flat().flatMap((issue): readonly Plain[] => {
    if (issue.code === 'invalid_union') return plainIn(nearestAmong(issue.errors));
    return issue.code === 'unrecognized_keys' || issue.code === 'invalid_key' ? [] : [issue];
  });
}

function nearnessOf(issues: readonly Issue[]): number {
  return Math.max(nearness.otherType, ...issues.map(nearnessOfOne));
}

function nearnessOfOne(issue: Issue): number {
  const { code } = issue;
  if (issue.path.length > 0 || code === 'unrecognized_keys') return nearness.inside;
  if (code === 'invalid_union')
    return Math.max(nearness.otherType, ...issue.errors.map(nearnessOf));
  if (code === 'invalid_type' || code === 'invalid_value') return nearness.otherType;
  return noDay(issue) === undefined ? nearness.otherValue : nearness.noDay;
}

/** How many fields do not belong there, or are missing. */
function oddity(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
    return sum + (isMissing(issue) ? 1 : 0);
  }, 0);
}

function reach(issues: readonly Issue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}
