import { pino } from 'pino';
import type { Logger } from 'pino';
import type { LogLevel } from './settings.js';

/** What a process tells its operator; never a name, an address or a reason. */
export type Journal = Logger;

/** One JSON line per event, on stderr: stdout is for what a person at the terminal reads. */
export function openJournal(level: LogLevel): Journal {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
