import { periodAt, type Span } from '../../window.js';
import type { Item } from './counted.js';
import { totalOf, type IsSeparate } from './quotas.js';
import type { Tally } from './schema.js';
import { apportioned, type Beside } from './weighed.js';

/**
 * Of what was counted for another credential, only so much counts again: chosen for the best, so that
 * parts and periods have what they need as far as that can be.
 */
export function capShared(
  tally: Tally,
  span: Span,
  items: readonly Item[],
  isSeparate: IsSeparate,
): readonly Item[] {
  const over: Beside[] = [];
  for (const { with: credential, countsUpTo: atMost } of tally.sharing ?? []) {
    if (typeof atMost === 'string') continue;
    const has = ({ activity }: Item) => activity.claimedFor?.includes(credential) === true;
    if (totalOf(items.filter(has)) > atMost) over.push({ has, atMost });
  }
  if (over.length === 0) return items;
  return apportioned(items, tally, isSeparate, [...over, ...inPeriods(tally, span, items)]);
}

function inPeriods({ periods }: Tally, span: Span, items: readonly Item[]): readonly Beside[] {
  return periods.flatMap(({ every, atLeast }) => {
    const periodOf = ({ day }: Item) => periodAt(every, span, day);
    return [...new Set(items.map(periodOf))].sort().map((start) => ({
      has: (item: Item) => periodOf(item) === start,
      atLeast,
    }));
  });
}
