import { copyLog } from '#event-log';
import { placeOf } from '../places.js';
import { progressOn } from '../progress.js';
import { counted, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

export async function copy(
  [fromText, toText, ...more]: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (fromText === undefined || toText === undefined || more.length > 0) {
    throw new WrongUsage('Name two logs: the one to copy, and where to.');
  }
  const [from, to] = [placeOf(fromText, terminal), placeOf(toText, terminal)];
  if (from.identity === to.identity) {
    throw new WrongUsage(`${from.name} and ${to.name} are the same log.`);
  }
  await using opened = new AsyncDisposableStack();
  const source = opened.adopt(await from.open(), (log) => log.close());
  const target = opened.adopt(await to.openAsTarget(), (log) => log.close());
  const copied = await copyLog(source, target, { onProgress: progressOn(terminal) });

  const lines = [
    `Copied ${counted(copied.copied, 'fact')} from ${from.name} to ${to.name}; ${counted(copied.alreadyThere, 'fact')} had been copied before.`,
    `Both hold the same ${counted(copied.contents.facts, 'fact')} in the same order, sha256 ${copied.contents.hash}.`,
  ];
  if (copied.deletedStreams > 0) {
    lines.push(
      `${counted(copied.deletedStreams, 'stream')} deleted for good: nothing of them was copied, and their names are closed in ${to.name} too.`,
    );
  }
  if (copied.sourceWentOn) {
    lines.push(
      `${from.name} has been written to since the copy began. Run this again to bring over the rest; stop what writes to it before the last time.`,
    );
  }
  terminal.out(`${lines.join('\n')}\n`);
  return 0;
}
