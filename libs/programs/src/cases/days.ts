import { isoDate } from '../policy/quote.js';

/*
 * The days that a case need not give. They are fixed, so that a case comes out the same in every year.
 */

/** The day judged, where a case does not say. */
export const defaultAsOf = '2026-12-31';
/** The day of what is given without one, unless the case is judged as of an earlier day. */
export const defaultDay = '2026-03-02';

/** What has no day of its own happened then: it is known on the day judged, whichever that is. */
export function undatedDay(asOf: string): string {
  return asOf < defaultDay ? asOf : defaultDay;
}

export const leftOut = `Left out: ${defaultDay}, or the day judged (\`asOf\`) where that is earlier.`;

export const on = isoDate.exactOptional().describe(`On which day. ${leftOut}`);
