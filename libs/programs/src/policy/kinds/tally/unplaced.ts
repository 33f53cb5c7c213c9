import type { Stated } from '../../stated.js';
import { notApplicable, type Judged } from '../kind.js';
import type { Quota, Tally } from './schema.js';

/** How much is needed, while a day by which it is reckoned is not known. */
export const notKnown = 'not known yet';

/** The most that may be, where there is a limit. */
type Limit = number | 'not stated' | undefined;

/** While an end of the window is not known, nothing can lie in it. */
export function unplaced(tally: Tally, base: Stated<number>, limit: Limit): Judged {
  const { unit, forEvery, prorated, periods, quotas = [] } = tally;
  const findings = [
    { code: 'anchor-missing', text: 'The day from which this is counted is not known yet.' },
  ];
  // Who needs nothing is short of nothing, on whichever day it begins.
  const needsSome = typeof base === 'number' && base > 0;
  if (needsSome || periods.length > 0 || quotas.some(asksForSome)) {
    const isWhole = forEvery === undefined && prorated === undefined;
    const need = needsSome && isWhole ? base : notKnown;
    return { outcome: { status: 'unmet', have: 0, need, unit, reachable: true }, findings };
  }
  if (base === 0 || typeof limit === 'number')
    return { outcome: { status: 'met', final: false }, findings };
  if (base === 'not stated' || limit === 'not stated')
    return { outcome: { status: 'not-stated', unit }, findings };
  return { outcome: notApplicable, findings };
}

function asksForSome({ atLeast, quotas = [] }: Quota): boolean {
  return atLeast !== undefined || quotas.some(asksForSome);
}
