import { QueueError } from '../errors.js';
import type { QueueListeners } from '../port.js';
import type { RedisClient } from './connect.js';
import { isError } from '../is-error.js';

/** Knows whether the server can be reached, and tells once when it can't and once when it can again. */
export class Outage {
  readonly #away = new Set<string>();
  readonly #listeners: QueueListeners;
  #over = false;

  constructor(listeners: QueueListeners) {
    this.#listeners = listeners;
  }

  watch(name: string, client: RedisClient): void {
    client.on('error', (error: Error) => {
      this.begin(name, error);
    });
    client.on('close', () => {
      this.begin(name);
    });
    client.on('ready', () => {
      this.end(name);
    });
  }

  begin(name: string, error?: Error): void {
    if (this.#over) return;
    const first = this.#away.size === 0;
    this.#away.add(name);
    if (!first) return;
    this.#listeners.onTrouble?.({
      code: 'queue-unreachable',
      message: `Redis can't be reached${error === undefined ? '' : ` (${error.message})`}; trying again until it can.`,
    });
  }

  end(name: string): void {
    if (!this.#away.delete(name) || this.#away.size > 0 || this.#over) return;
    this.#listeners.onTrouble?.({
      code: 'queue-reachable',
      message: 'Redis can be reached again.',
    });
  }

  /** Tells no more: what closes now is closed on purpose. */
  ignore(): void {
    this.#over = true;
  }
}

const lost =
  /Connection is closed|isn't writeable|timed out|max retries|startup nodes|sentinels are unreachable|Failed to refresh slots|^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN) /;

/** The connection failed, or the server can't answer for now; not that it refused. */
export function isLost(error: unknown): boolean {
  if (!isError(error)) return false;
  return ('code' in error && typeof error.code === 'string') || lost.test(error.message);
}

export function unreachable(cause?: unknown): QueueError {
  return new QueueError(
    'queue-unreachable',
    'Redis did not answer. What was asked may or may not have been done; ask again when Redis can be reached.',
    { cause },
  );
}
