import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  DEFAULT_CREDENTIALS,
  startEventStoreServer,
} from '../../../../test/support/eventstore/server.js';
import type {
  EventStoreServer,
  ServerOptions,
} from '../../../../test/support/eventstore/server.js';
import { LogError } from '../errors.js';
import { START } from '../facts.js';
import type { EventLog } from '../port.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { openEventStoreLog } from './open.js';
import type { EventStoreOptions } from './open.js';
import { cohort, Stand } from './testing/stand.js';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

async function started(options: ServerOptions = {}): Promise<EventStoreServer> {
  const server = await startEventStoreServer(options);
  closing.push(server);
  return server;
}

async function opened(options: EventStoreOptions): Promise<EventLog> {
  const log = await openEventStoreLog(options);
  closing.push(log);
  return log;
}

/** Code and message of the refusal to open. */
async function whyNot(options: EventStoreOptions): Promise<string> {
  try {
    await opened({ bootPatienceMs: 200, deadlineMs: 500, ...options });
    return 'opened';
  } catch (error) {
    if (error instanceof LogError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('signing in', () => {
  test('works over TLS with the user of the connection string', async () => {
    const server = await started({ credentials: DEFAULT_CREDENTIALS });
    const log = await opened({ url: server.urlAs('admin', 'changeit') });
    await log.append(cohort, new Stand(server).facts(1), 'none');
    expect(await log.readAll(START, 10)).toHaveLength(1);
  });

  test('with a wrong password is refused at once, and the password is not repeated', async () => {
    const server = await started({ credentials: DEFAULT_CREDENTIALS });
    const why = await whyNot({ url: server.urlAs('admin', 'guess'), bootPatienceMs: 60_000 });
    expect(why).toMatch(/^log-unavailable: .* the password is wrong\. Check both/u);
    expect(why).not.toContain('guess');
  });

  test('as nobody, or as one who may not read everything, says which right is missing', async () => {
    const server = await started({ credentials: DEFAULT_CREDENTIALS });
    for (const url of [server.url, server.urlAs('ops', 'changeit')]) {
      expect(await whyNot({ url, bootPatienceMs: 60_000 })).toMatch(
        /^log-unavailable: .*let this user read \$all\. .*\$admins/u,
      );
    }
  });
});

describe('TLS', () => {
  test('whose authority is not known is refused at once, and the message names tlsCAFile', async () => {
    const server = await started({ tls: true });
    const url = server.url.replace(/\?.*/u, '');
    expect(await whyNot({ url, bootPatienceMs: 60_000 })).toMatch(/^log-unavailable: .*tlsCAFile/u);
  });

  test('that only one of the two speaks is told, whichever it is', async () => {
    const [plain, secure] = [await started(), await started({ tls: true })];
    expect(await whyNot({ url: plain.url.replace('?tls=false', '') })).toMatch(
      /^log-unavailable: .*tls=false/u,
    );
    expect(await whyNot({ url: secure.url.replace(/\?.*/u, '?tls=false') })).toMatch(
      /^log-unavailable: .*tls=false/u,
    );
  });
});

describe('opening', () => {
  test('waits for a server that is not there yet', async () => {
    const server = await started();
    await server.stop();
    let back: Promise<void> | undefined;
    const log = await opened({
      url: server.url,
      onTrouble: () => {
        back ??= server.start();
      },
    });
    await back;
    expect(await log.head()).toBe(START);
  });

  describe('tells that it waits', () => {
    /** Seconds since the beginning at which it was told, and what was told at the end. */
    const toldUntil = async (thereAfter: number, bootPatienceMs: number) => {
      const server = await started();
      await server.stop();
      let now = 0;
      const troubles: number[] = [];
      const reached: string[] = [];
      const opening = openEventStoreLog({
        url: server.url,
        bootPatienceMs,
        now: () => now,
        pause: async (ms) => {
          now += ms;
          if (now >= thereAfter * 1_000) await server.start();
        },
        onTrouble: (trouble) => {
          expect(trouble).toMatchObject({ code: 'log-unavailable' });
          troubles.push(now / 1_000);
        },
        onReached: (message) => reached.push(message),
      });
      const ended = await opening.then(
        async (log) => {
          await log.close();
          return 'opened';
        },
        (error: unknown) => (error instanceof LogError ? error.code : error),
      );
      return { troubles, reached, ended, place: server.url.replace(/\?.*/u, ''), now };
    };

    test('at once, then more and more seldom, and once when it is there', async () => {
      const { troubles, reached, ended, place, now } = await toldUntil(290, 300_000);
      expect(ended).toBe('opened');
      // Each at the first try from then on; tries are up to five seconds apart.
      const due = [0, 10, 30, 60, 60, 60, 60];
      expect(troubles.length).toBeGreaterThanOrEqual(6);
      for (const [index, at] of troubles.entries()) {
        const gap = at - (troubles[index - 1] ?? 0);
        expect(gap).toBeGreaterThanOrEqual(due[index] ?? NaN);
        expect(gap).toBeLessThanOrEqual((due[index] ?? NaN) + (index === 0 ? 0 : 5));
      }
      const seconds = Math.round(now / 1_000);
      expect(reached).toEqual([`The event store at ${place} is there, after ${seconds} s.`]);
    });

    test('and not that it is there where it gives up; why, the refusal tells', async () => {
      const { troubles, reached, ended } = await toldUntil(Infinity, 9_000);
      expect([troubles, reached, ended]).toEqual([[0], [], 'log-unavailable']);
    });

    test('not at all where it need not wait', async () => {
      const server = await started();
      const told: unknown[] = [];
      const tell = (what: unknown) => told.push(what);
      await opened({ url: server.url, onTrouble: tell, onReached: tell });
      expect(told).toEqual([]);
    });

    test('not at all where waiting mends nothing', async () => {
      const server = await started({ credentials: DEFAULT_CREDENTIALS });
      const told: unknown[] = [];
      const url = server.urlAs('admin', 'guess');
      expect(await whyNot({ url, onTrouble: (what) => told.push(what) })).toContain('password');
      expect(told).toEqual([]);
    });
  });

  test('waits for a server that is still starting', async () => {
    const server = await started();
    server.faults.unavailable = true;
    const log = await opened({
      url: server.url,
      onTrouble: () => {
        server.faults.unavailable = false;
      },
    });
    expect(await log.head()).toBe(START);
  });

  test.each(['esdb', 'esdb+discover'])('gives up on %s:// when nobody comes', async (scheme) => {
    const server = await started();
    await server.stop();
    const url = server.url.replace('esdb', scheme);
    expect(await whyNot({ url })).toMatch(
      new RegExp(
        `^log-unavailable: The event store at ${scheme.replace('+', '\\+')}://127.0.0.1:`,
        'u',
      ),
    );
  });

  test('gives up on a server that takes connections and says nothing', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    closing.push({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        mute.close();
        await once(mute, 'close');
      },
    });
    const { port } = mute.address() as AddressInfo;
    expect(await whyNot({ url: `esdb://127.0.0.1:${port}?tls=false` })).toMatch(
      /^log-unavailable: /u,
    );
  });

  test('takes a connection string with the name that newer servers go by', async () => {
    const server = await started();
    const log = await opened({ url: server.url.replace('esdb:', 'kurrentdb:') });
    expect(await log.head()).toBe(START);
  });

  test.each([
    ['http://localhost:2113', 'esdb:// or esdb\\+discover://'],
    ['', 'esdb://'],
    ['esdb://admin:s3cret@', 'host'],
    ['esdb://admin:s3cret@localhost:port', 'port number'],
    ['esdb://admin:s3cret@localhost?tls=maybe', 'true or false'],
    ['esdb://admin:s3cret@localhost?tsl=false', 'no option tsl'],
    ['esdb://admin:s3cret@localhost?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://admin:s3cret@localhost?tlsCAFile=/not/there.pem', 'not found'],
    ['esdb://admin:s3cret@localhost?throwOnAppendFailure=false', 'leave it out'],
  ])('refuses the connection string %s and says what is wrong', async (url, what) => {
    const why = await whyNot({ url });
    expect(why).toMatch(new RegExp(`^log-unavailable: .*${what}`, 'u'));
    expect(why).not.toContain('s3cret');
  });

  test.each(['', 'rollbook', '$rollbook.', 'Rollbook.', 'roll-book.'])(
    'refuses the prefix %j',
    async (prefix) => {
      const server = await started();
      await expect(opened({ url: server.url, prefix })).rejects.toThrow(RangeError);
    },
  );
});

describe('a server that gives no answer', () => {
  test('does not keep a read waiting longer than its deadline and the patience', async () => {
    const server = await started();
    const log = await opened({ url: server.url, deadlineMs: 100, patienceMs: 150 });
    const letGo = server.faults.holdAnswers();
    expect(await refusal(log.readStream(cohort))).toBe('log-unavailable');
    expect(await refusal(log.head())).toBe('log-unavailable');
    expect(await refusal(log.readAll(START, 1))).toBe('log-unavailable');
    expect(await refusal(log.deleteStream(cohort, 'none'))).toBe('log-unavailable');
    letGo();
    expect(await refusal(log.readStream(cohort))).toBe('stream-deleted');
  });
});

test('after closing no connection is left', async () => {
  const server = await started();
  const log = await opened({ url: server.url });
  await log.append(cohort, new Stand(server).facts(1), 'none');
  expect(server.connections).toBe(1);
  await log.close();
  while (server.connections > 0) await setImmediate();
});
