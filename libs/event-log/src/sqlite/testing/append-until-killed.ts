import { openSqliteLog } from '../open.js';
import { streamName } from '../../facts.js';
import { fact } from './fixtures.js';

// Run as a process of its own: `<path> <number of the first append>`; answers with `ready` and then
// the number of each append that was answered, a line each, for as long as it is let live.
const [path = '', first = '0'] = process.argv.slice(2);
const log = await openSqliteLog({ path });
process.stdout.write('ready\n');
let next = Number(first);

async function appendNext(): Promise<void> {
  const append = next++;
  const of = (append % 4) + 1;
  const facts = Array.from({ length: of }, (_, part) =>
    fact(`${append}-${part}`, { append, part, of, text: 'x'.repeat((append * 97) % 5_000) }),
  );
  await log.append(streamName('cohort', String(append % 7)), facts, 'any');
  // Written at once, so that no answer given is lost with the process.
  process.stdout.write(`${append}\n`);
}

for (;;) {
  const atOnce = (next % 9) + 1;
  await Promise.all(Array.from({ length: atOnce }, appendNext));
}
