import type { EvidenceOf, IsoDate } from '../evidence.js';
import type { Module } from './roll.js';

type MadeUp = EvidenceOf<'made-up'>;

/**
 * Takes of what was made up what is needed for a module, and says how many minutes that were, or that
 * it was all. How long it was may not be known; then only the whole makes it up. Minutes made up of a
 * session are shared by its modules: what one has taken no other has.
 */
export type Taking = (
  module: Module,
  needed: number | undefined,
  lastDay: IsoDate | undefined,
) => number | 'all';

export function taking(made: readonly MadeUp[]): Taking {
  const taken = new Map<MadeUp, number>();
  return (module, needed, lastDay) => {
    const own = made.filter(
      (item) =>
        item.session === module.session &&
        (item.module === undefined || item.module === module.module) &&
        item.on >= module.on &&
        (lastDay === undefined || item.on <= lastDay),
    );
    if (own.some(({ minutes }) => minutes === undefined)) return 'all';
    if (needed === undefined || own.length === 0) return 0;
    let open = needed;
    // What can serve this module alone is taken first.
    for (const alone of [true, false]) {
      for (const item of own) {
        if ((item.module !== undefined) !== alone) continue;
        const { minutes = 0 } = item;
        const before = taken.get(item) ?? 0;
        const now = Math.min(open, minutes - before);
        taken.set(item, before + now);
        open -= now;
      }
    }
    return open === 0 ? 'all' : needed - open;
  };
}
