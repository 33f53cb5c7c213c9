import { compareLogs, type Contents } from '#event-log';
import { placeOf, type Place } from '../places.js';
import { progressOn } from '../progress.js';
import { counted, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

const mostShown = 20;

export async function verify(
  [oneText, otherText, ...more]: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (oneText === undefined || otherText === undefined || more.length > 0) {
    throw new WrongUsage('Name two logs to compare.');
  }
  const [one, other] = [placeOf(oneText, terminal), placeOf(otherText, terminal)];
  await using opened = new AsyncDisposableStack();
  const first = opened.adopt(await one.open(), (log) => log.close());
  const second = opened.adopt(await other.open(), (log) => log.close());
  const found = await compareLogs(first, second, { onProgress: progressOn(terminal) });

  terminal.out(`${contentsOf(one, found.first)}\n${contentsOf(other, found.second)}\n`);
  if (found.same) {
    terminal.out('They hold the same facts in the same order, and the same streams are deleted.\n');
    return 0;
  }
  list(terminal, 'They differ in', found.differing);
  list(terminal, `Deleted in ${one.name} only`, found.deletedInFirst);
  list(terminal, `Deleted in ${other.name} only`, found.deletedInSecond);
  if (found.differing.length === 0 && found.first.hash !== found.second.hash) {
    terminal.out('Each stream holds the same facts, but they stand in another order as a whole.\n');
  }
  return 1;
}

function contentsOf({ name }: Place, { facts, hash }: Contents): string {
  return `${name}: ${counted(facts, 'fact')}, sha256 ${hash}`;
}

function list({ out }: Terminal, title: string, streams: readonly string[]): void {
  if (streams.length === 0) return;
  out(`${title} ${counted(streams.length, 'stream')}:\n`);
  for (const stream of streams.slice(0, mostShown)) out(`  ${stream}\n`);
  if (streams.length > mostShown) out(`  and ${streams.length - mostShown} more\n`);
}
