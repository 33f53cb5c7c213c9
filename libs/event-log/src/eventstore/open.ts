import type { EventLog } from '../port.js';
import { connect } from './connection.js';
import { asLogError, isPassing } from './failures.js';
import { EventStoreLog } from './log.js';
import { Patience, Seldom } from './patience.js';
import { Server } from './server.js';

export interface EventStoreOptions {
  /**
   * Connection string: `esdb://user:password@host:2113?tls=true`, or `esdb+discover://…` for a
   * cluster. `tlsCAFile` in it names the authority that signed the servers' certificates.
   */
  readonly url: string;
  /**
   * Begins the name of every stream on the server, so that other applications can share it:
   * small letters, digits and `.`, ending in `.`. Permanent in storage; `rollbook.` by default.
   */
  readonly prefix?: string;
  /** Milliseconds in which a single answer must come; 5000 by default. */
  readonly deadlineMs?: number;
  /** Milliseconds for which a call or a follower tries again while the server is away; 15000. */
  readonly patienceMs?: number;
  /** Milliseconds for which opening waits for the server to be there; 60000. */
  readonly bootPatienceMs?: number;
  /**
   * The server is away, or another node leads; what was asked is tried again. While opening waits it
   * is told at once, after 10 seconds, after 30 more, and then each minute.
   */
  readonly onTrouble?: (trouble: Error) => void;
  /** The server that opening had to wait for is there. */
  readonly onReached?: (message: string) => void;
  /** Resolves after so many milliseconds, while opening waits. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Milliseconds, of use only to measure by. */
  readonly now?: () => number;
}

const prefixes = /^[a-z0-9][a-z0-9.]*\.$/u;

/**
 * Opens the log in an EventStoreDB or KurrentDB, version 22.10 or newer. Waits for the server when
 * it is not there yet; wrong credentials and TLS that is refused don't mend by waiting.
 * @throws LogError log-unavailable; RangeError for a prefix that can't be used
 */
export async function openEventStoreLog(options: EventStoreOptions): Promise<EventLog> {
  const { prefix = 'rollbook.', deadlineMs = 5_000, patienceMs = 15_000 } = options;
  const { bootPatienceMs = 60_000, onTrouble = () => undefined } = options;
  const { now = () => performance.now(), pause } = options;
  if (!prefixes.test(prefix)) {
    throw new RangeError(
      `Streams can't begin with ${JSON.stringify(prefix)}: use small letters and digits, and a full stop at the end, such as rollbook.`,
    );
  }
  const server = new Server(connect(options.url), prefix, deadlineMs);
  const patience = new Patience(bootPatienceMs, now, pause);
  const seldom = new Seldom(now);
  const began = now();
  for (let waited = false; ; waited = true) {
    try {
      await server.head();
      if (waited) {
        const seconds = Math.round((now() - began) / 1_000);
        options.onReached?.(`The event store at ${server.place} is there, after ${seconds} s.`);
      }
      return new EventStoreLog({ server, prefix, patienceMs, onTrouble });
    } catch (error) {
      const trouble = asLogError(error, server.place);
      // What ends the waiting is thrown, and told by whoever opens.
      if (isPassing(error) && trouble instanceof Error && seldom.isDue()) onTrouble(trouble);
      if (isPassing(error) && (await patience.another())) continue;
      await server.close();
      throw trouble;
    }
  }
}
