import { backupLogFile } from '#event-log';
import { fileOf } from '../places.js';
import { counted, pathOf, shortly, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

export function backup([from, to, ...more]: readonly string[], terminal: Terminal): ExitCode {
  if (from === undefined || to === undefined || more.length > 0) {
    throw new WrongUsage('Name the data folder or log file, and the new file for the backup.');
  }
  const address = [from, to].find((place) => place.includes('://'));
  if (address !== undefined) {
    throw new WrongUsage(
      'Only a log file can be backed up into a file. Use the event store’s own backup for a server, or copy its log into a file.',
    );
  }
  const { file, facts, bytes } = backupLogFile(fileOf(from, terminal), pathOf(to, terminal));
  terminal.out(
    `Wrote ${counted(facts, 'fact')} (${counted(bytes, 'byte')}) to ${shortly(file, terminal)}. It holds the keys of persons: keep it as safe as the log.\n`,
  );
  return 0;
}
