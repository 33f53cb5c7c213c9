import { FEATURES, startEventStoreServer } from './server.js';
import type { Faults, ServerVersion, WriteFault } from './server.js';

/**
 * One server as a process of its own. Takes a version as its argument, says where it listens in its
 * first line, does what it is told by messages, and ends on SIGTERM or when its parent has gone.
 */

/** What the process can be told. */
export type Order =
  | { readonly order: 'cut-connections' }
  | { readonly order: 'fail-next-write'; readonly fault: WriteFault; readonly times?: number }
  | { readonly order: 'cut-after-events'; readonly events: number }
  | { readonly order: 'unavailable'; readonly unavailable: boolean };

function isVersion(name: string): name is ServerVersion {
  return Object.hasOwn(FEATURES, name);
}

function carryOut(faults: Faults, order: Order): void {
  switch (order.order) {
    case 'cut-connections':
      faults.cutConnections();
      break;
    case 'fail-next-write':
      faults.failNextWrite(order.fault, order.times);
      break;
    case 'cut-after-events':
      faults.cutAfterEvents(order.events);
      break;
    case 'unavailable':
      faults.unavailable = order.unavailable;
      break;
  }
}

const version = process.argv[2] ?? '24.10';
if (!isVersion(version)) {
  throw new Error(`No server ${version}: choose one of ${Object.keys(FEATURES).join(', ')}.`);
}
const server = await startEventStoreServer({ version });
process.on('message', (order: Order) => {
  carryOut(server.faults, order);
  process.send?.({ done: order.order });
});
const end = () => {
  void server.close();
  if (process.connected) process.disconnect();
};
process.on('SIGTERM', end);
process.on('disconnect', end);
console.log(server.url);
