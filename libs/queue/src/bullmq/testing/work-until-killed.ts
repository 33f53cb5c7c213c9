// A process that works a queue until it is killed: it says which job it began, and never ends the first.
import { Temporal } from 'temporal-polyfill';
import { openBullmqQueue } from '../open.js';

const [, , url = '', prefix = ''] = process.argv;
const lease = Temporal.Duration.from({ milliseconds: 1000 });
const queue = await openBullmqQueue({ url, prefix, lease });
queue.work(
  'work',
  async ({ subject }) => {
    process.stdout.write(`${subject}\n`);
    return await new Promise<'done'>(() => undefined);
  },
  { concurrency: 2 },
);
