import type { Flaw } from '../flaw.js';
import { isDate } from '../moment.js';
import type { Bands } from '../requirement.js';

/** Bands by calendar date that end before the one before them. */
export function* bandFlaws({ bands }: Bands): Generator<Flaw> {
  for (const [index, { id, notAfter }] of bands.entries()) {
    const before = bands[index - 1];
    if (before === undefined || typeof notAfter !== 'string' || typeof before.notAfter !== 'string')
      continue;
    if (!isDate(notAfter) || !isDate(before.notAfter) || notAfter > before.notAfter) continue;
    yield {
      path: ['bands', index, 'notAfter'],
      problem: `${id} ends on ${notAfter}, not after ${before.id}, so it can never hold`,
      mend: 'List the bands in the order of their days.',
    };
  }
}
