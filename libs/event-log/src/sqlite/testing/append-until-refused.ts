import { LogError } from '../../errors.js';
import { openSqliteLog } from '../open.js';
import { cohort, fact } from './fixtures.js';

// Run as a process of its own: `<path>`; prints what the log said to the append that failed first,
// to the one after it, and how many were answered before.
const log = await openSqliteLog({ path: process.argv[2] ?? '' });

async function outcome(n: number): Promise<string> {
  try {
    await log.append(cohort, [fact(`fact-${n}`, { text: 'x'.repeat(3_000) })], 'any');
    return 'answered';
  } catch (error) {
    return error instanceof LogError ? error.code : String(error);
  }
}

let answered = 0;
let failed = await outcome(0);
while (failed === 'answered') {
  answered += 1;
  failed = await outcome(answered);
}
const next = await outcome(answered + 1);
const readable = (await log.readStream(cohort)).length;
process.stdout.write(JSON.stringify({ answered, failed, next, readable }));
