import type { Flaw } from '../../policy/flaw.js';
import { closest } from './closest.js';

/** Something in a case that the policy does not know; what has a name may be so on purpose. */
export interface CaseFlaw extends Flaw {
  readonly name?: string;
}

const onPurpose = 'If the case is to show that it changes nothing, list it under `notInPolicy`.';
const mostListed = 12;

/** A name under `given` by which no rule knows anything. */
export function unknown(
  path: Flaw['path'],
  name: string,
  problem: string,
  known: Iterable<string>,
): CaseFlaw {
  return { path, name, problem, mend: `${insteadOf(name, known)} ${onPurpose}` };
}

/** What to write in the place of a name that is none of those known. */
export function insteadOf(name: string, known: Iterable<string>): string {
  const all = [...known];
  const meant = closest(name, all);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  if (all.length === 0) return 'Take it out.';
  const listed = all.slice(0, mostListed).join(', ');
  const more = all.length - mostListed;
  return `Write one of these, or take it out: ${listed}${more > 0 ? ` and ${more} more` : ''}.`;
}
