import type { EventLog } from '../port.js';
import { openLogFile } from './file.js';
import { SqliteLog } from './log.js';

/**
 * Opens the log in `path`, and makes the file and its folder when they are missing.
 * @throws LogError log-in-use, log-newer, log-damaged, log-read-only, log-disk-full, log-unavailable
 */
export function openSqliteLog(options: { path: string }): Promise<EventLog> {
  return new Promise((resolve) => {
    resolve(new SqliteLog(openLogFile(options.path)));
  });
}
