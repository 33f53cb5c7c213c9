import type { Position } from '../facts.js';
import type { EventLog } from '../port.js';
import type { Progress } from './progress.js';
import type { ReadRows, View } from './view.js';

export interface ViewsOptions {
  /** Made when it is not there, and of no other use; may be deleted while nothing runs. */
  readonly folder: string;
  readonly log: EventLog;
  readonly views: readonly View[];
  /** When all views are computed anew or catch up: at the start, every second, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** When the views stop, or wait for the disk or the log to be there again. */
  readonly onTrouble?: (error: Error) => void;
  /** Facts in one transaction at most; 500 by default, for others wait while they are turned to rows. */
  readonly maxBatch?: number;
  /** Resolves after so many milliseconds; may reject once the signal aborts. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds, of use only to measure by. */
  readonly now?: () => number;
}

export interface ViewsStatus {
  /**
   * - `building`: no rows to read yet
   * - `catching-up`: rows are whole but behind the log
   * - `live`: rows reflect all the log held when it was last read
   * - `stalled`: the disk or the log doesn't answer; tried again and again
   * - `failed`: stopped for good; rows stay as they were
   */
  readonly state: 'building' | 'catching-up' | 'live' | 'stalled' | 'failed' | 'closed';
  readonly position: Position;
  /** Of a computing anew under way, beside rows that are still read or for want of any. */
  readonly rebuild?: Progress;
  /** Why it stalled or failed. */
  readonly error?: Error;
}

export interface Views {
  /** What the rows reflect; `START` while there are none. */
  readonly position: Position;
  status(): ViewsStatus;
  /** How many positions the rows are behind the log. @throws LogError */
  lag(): Promise<number>;
  /** Rows as of one position; the answer must be given without waiting for anything.
   * @throws ViewsError views-building, views-closed */
  query<T>(ask: (rows: ReadRows) => T): T;
  /** Until there are rows that reflect the position; `START` asks for any.
   * @throws ViewsError views-behind, views-closed */
  waitFor(position: Position, options?: WaitOptions): Promise<void>;
  /**
   * Computes all views anew while the rows there are go on being read and moved on, then swaps.
   * Asked again meanwhile, it joins the one under way.
   * @throws ViewsError view-failed, views-closed, views-unavailable
   */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

export interface WaitOptions {
  /** Without it, as long as it takes. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}
