import type { Temporal } from 'temporal-polyfill';
import type { Position, ReadRows } from '#event-log';

/**
 * One kind of thing the courier sees to. What is to be done is found in the rows; whether it still
 * is, and what follows, the commands decide on the log. So several couriers may see to the same.
 */
export interface Duty {
  /** For the journal and the metrics, for example `follow-plans`. */
  readonly name: string;
  /** Ids of what there is to do by `now`, at most `limit`, the most pressing first. */
  find(rows: ReadRows, now: Temporal.Instant, limit: number): readonly string[];
  /** Done again, it changes nothing. Answers the position it reached, if it recorded anything. */
  see(id: string): Promise<Position | undefined>;
}
