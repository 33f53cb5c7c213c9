import type { Flaw } from '../flaw.js';
import type { Policy } from '../schema.js';
import { mendOf } from '../spelling.js';

/** A time zone that nobody knows, or that is no place with its summer time. */
export function* zoneFlaws({ timeZone }: Policy): Generator<Flaw> {
  if (isZone(timeZone)) return;
  yield {
    path: ['timeZone'],
    problem: `there is no time zone ${timeZone}`,
    mend: mendOf(timeZone, zones, 'Write the region and the city, such as America/Chicago.'),
  };
}

const zones = new Set(Intl.supportedValuesOf('timeZone'));

/** Abbreviations such as EST would be the same all year. */
function isZone(timeZone: string): boolean {
  if (!timeZone.includes('/') && timeZone !== 'UTC') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
