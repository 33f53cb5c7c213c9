import { Temporal } from 'temporal-polyfill';
import { QueueError } from '../errors.js';
import type { Queue, QueueListeners, Retries } from '../port.js';
import { usualRetries, type Draw } from '../retries.js';
import { parseRedisAddress } from './address.js';
import { connect, type RedisClient } from './connect.js';
import { isLost, Outage } from './outage.js';
import { BullmqQueue } from './queue.js';

export interface BullmqOptions extends QueueListeners {
  /** `redis://`, `rediss://`, each also with `+sentinel` or `+cluster`. */
  readonly url: string;
  /** Keeps installations apart that share a Redis. `rollbook` unless told otherwise. */
  readonly prefix?: string;
  readonly retries?: Retries;
  /** How long closing waits for what runs. 20 seconds unless told otherwise. */
  readonly patience?: Temporal.Duration;
  /** How long a question waits for its answer. 3 seconds unless told otherwise. */
  readonly answerWithin?: Temporal.Duration;
  /** A job whose process says nothing for this long is run by another. 30 seconds unless told otherwise. */
  readonly lease?: Temporal.Duration;
  /** Draws the jitter of waits. */
  readonly draw?: Draw;
}

/**
 * Opens a queue on Redis. When Redis is away this is told as trouble and the queue connects as soon
 * as it can; what waiting can't mend rejects.
 * @throws QueueError queue-address-invalid, queue-refused (sign-in, version)
 */
export async function openBullmqQueue(options: BullmqOptions): Promise<Queue> {
  const address = parseRedisAddress(options.url);
  const { prefix = 'rollbook', draw = Math.random, retries = usualRetries } = options;
  if (!/^[A-Za-z0-9-]{1,60}$/.test(prefix)) {
    throw new QueueError(
      'queue-address-invalid',
      'The prefix of the queue is made of letters, digits and hyphens, at most 60.',
    );
  }
  const outage = new Outage(options);
  const client = connect(address, 'fail');
  outage.watch('questions', client);
  const answerMs = (options.answerWithin ?? seconds(3)).total('milliseconds');
  client.on('ready', () => {
    void warnOfEviction(client, options);
  });
  try {
    await checkServer(client, answerMs, outage);
  } catch (error) {
    outage.ignore();
    client.disconnect();
    throw error;
  }
  return new BullmqQueue({
    client,
    connectWorkers: () => {
      const workers = connect(address, 'wait');
      outage.watch('workers', workers);
      return workers;
    },
    outage,
    listeners: options,
    // Braces keep the keys of a queue on one node of a cluster.
    prefix: `{${prefix}}`,
    leaseMs: (options.lease ?? seconds(30)).total('milliseconds'),
    answerMs,
    retries,
    patience: options.patience ?? seconds(20),
    draw,
  });
}

function seconds(count: number): Temporal.Duration {
  return Temporal.Duration.from({ seconds: count });
}

/** Waits for the first answer, or that it becomes clear there is none for now. */
async function checkServer(client: RedisClient, answerMs: number, outage: Outage): Promise<void> {
  const settled = Promise.withResolvers<Error | undefined>();
  const timeout = setTimeout(() => {
    outage.begin('questions');
    settled.resolve(undefined);
  }, answerMs);
  const onReady = () => {
    client.info('server').then(
      (info) => {
        settled.resolve(tooOld(info));
      },
      () => {
        settled.resolve(undefined);
      },
    );
  };
  const onError = (error: Error) => {
    settled.resolve(isLost(error) ? undefined : refusal(error.message));
  };
  client.once('ready', onReady);
  client.once('error', onError);
  const refused = await settled.promise;
  clearTimeout(timeout);
  client.off('ready', onReady);
  client.off('error', onError);
  if (refused !== undefined) throw refused;
}

function tooOld(info: string): QueueError | undefined {
  const [, version = '', major = '0', minor = '0'] =
    /^redis_version:((\d+)\.(\d+)\S*)/m.exec(info) ?? [];
  const enough = Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 2);
  return enough ? undefined : refusal(`it is version ${version}, and 6.2 or newer is needed`);
}

function refusal(said: string): QueueError {
  return new QueueError(
    'queue-refused',
    `Redis can't be used: ${said}. Check user, password, TLS and version of the server in its address.`,
  );
}

async function warnOfEviction(client: RedisClient, { onTrouble }: QueueListeners): Promise<void> {
  try {
    const [, policy] = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory')) ?? [];
    if (policy === undefined || policy === 'noeviction') return;
    onTrouble?.({
      code: 'queue-may-evict',
      message: `Redis is set to throw data away when its memory is full (maxmemory-policy ${policy}). Nothing is lost for good, since the log tells what is due, but work comes late. Set maxmemory-policy to noeviction.`,
    });
  } catch {
    // Asked again when it is connected again.
  }
}
