import type { Node } from '../node.js';
import type { Written } from '../log/event.js';
import { refusal } from '../refusals.js';

const NEVER = new Promise<never>(() => undefined);

/**
 * Writes, unless the caller has gone or a fault says otherwise, and resolves when the answer may
 * leave; never, where the answer is lost.
 */
export async function write(
  node: Node,
  gone: () => boolean,
  toLog: () => Written,
): Promise<Written> {
  if (gone()) return NEVER;
  const fault = node.faults.takeWriteFault();
  switch (fault) {
    case 'cut-before-write':
      node.faults.cutConnections();
      return NEVER;
    case 'lose-request':
      return NEVER;
    case 'unavailable-before-write':
      throw refusal.notReady();
    case 'cut-after-write':
    case 'lose-answer':
    case 'unavailable-after-write':
    case undefined:
  }
  const written = toLog();
  switch (fault) {
    case 'cut-after-write':
      node.faults.cutConnections();
      return NEVER;
    case 'lose-answer':
      return NEVER;
    case 'unavailable-after-write':
      throw refusal.notReady();
    case undefined:
  }
  await node.faults.beforeAnswer();
  return written;
}
