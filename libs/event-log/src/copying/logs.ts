import type { StreamName } from '../facts.js';
import type { EventLog } from '../port.js';

/** What a copy or a comparison needs of a log that it reads. */
export interface CopiedLog extends Pick<EventLog, 'head' | 'readAll' | 'close'> {
  /**
   * Every stream that was deleted for good. Of some of them `readAll` may still give facts: a server
   * keeps these until it next tidies up.
   */
  deletedStreams(): Promise<ReadonlySet<StreamName>>;
}

/** What a copy needs of the log that it writes. */
export interface CopyTarget extends CopiedLog, Pick<EventLog, 'append' | 'deleteStream'> {
  /** Appends that are asked for without waiting are recorded in the order they were asked for. */
  readonly keepsOrderAsked: boolean;
}
