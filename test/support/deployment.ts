import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START, openEventStoreLog } from '#event-log';
import { openRollbook } from '#running';
import type { Rollbook } from '#running';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import { Api } from './api.js';
import { EventStoreProcess } from './eventstore/own-process.js';
import { Inbox } from './inbox.js';
import { Node } from './node.js';
import { RedisServer } from './redis/server.js';

export interface DeploymentOptions {
  readonly built: Built;
  readonly apis?: number;
  readonly couriers?: number;
  /** They are left for the test to start. */
  readonly couriersAsleep?: boolean;
  /** Each courier has a queue of its own, so that nothing but the log keeps them apart. */
  readonly queueEach?: boolean;
  /** Of an event store that is there already. */
  readonly eventStoreUrl?: string;
  /** Beside the addresses of the engines; `LOG_LEVEL` is `warn` and `NOTICE_HOLD` none. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Several processes of Rollbook on an event store, a Redis and a mail server of their own. */
export class Deployment implements AsyncDisposable {
  readonly apis: readonly Node[];
  readonly couriers: readonly Node[];
  readonly #witnesses: (() => Promise<void>)[] = [];
  #turn = 0;

  private constructor(
    { built, apis = 2, env }: DeploymentOptions,
    /** Absent where another's is used. */
    readonly eventStore: EventStoreProcess | undefined,
    readonly eventStoreUrl: string,
    /** One that all share, or one for each courier. */
    private readonly queues: readonly RedisServer[],
    readonly inbox: Inbox,
    couriers: number,
  ) {
    const settings = {
      LOG_LEVEL: 'warn',
      EVENTSTORE_URL: eventStoreUrl,
      REDIS_URL: this.redis.url,
      SMTP_URL: inbox.url,
      MAIL_FROM: 'CPS Program <cps@example.org>',
      NOTICE_HOLD: 'PT0S',
      ...env,
    };
    this.apis = Array.from({ length: apis }, () => new Node(built, 'api', settings));
    this.couriers = Array.from({ length: couriers }, (_, index) => {
      const { url } = queues[index] ?? this.redis;
      return new Node(built, 'courier', { ...settings, REDIS_URL: url });
    });
  }

  static async start(options: DeploymentOptions): Promise<Deployment> {
    const { eventStoreUrl, couriers = 2, queueEach = false, couriersAsleep = false } = options;
    const queues = Array.from({ length: queueEach ? couriers : 1 }, () => RedisServer.start());
    const [eventStore, redises, inbox] = await Promise.all([
      eventStoreUrl === undefined ? EventStoreProcess.start() : undefined,
      Promise.all(queues),
      Inbox.start(),
    ]);
    const url = eventStoreUrl ?? eventStore?.url ?? '';
    const deployment = new Deployment(options, eventStore, url, redises, inbox, couriers);
    try {
      const awake = couriersAsleep ? deployment.apis : deployment.nodes;
      await Promise.all(awake.map((node) => node.start()));
    } catch (error) {
      await deployment[Symbol.asyncDispose]();
      throw error;
    }
    return deployment;
  }

  get redis(): RedisServer {
    const [first] = this.queues;
    if (first === undefined) throw new Error('A deployment has a queue.');
    return first;
  }

  get nodes(): readonly Node[] {
    return [...this.apis, ...this.couriers];
  }

  /** Asks the apis in turn, so that who reads is on another node than who wrote. */
  api(): Api {
    return new Api(async () => {
      const listening = this.apis.flatMap(({ origin }) => origin ?? []);
      const next = listening[this.#turn++ % Math.max(listening.length, 1)];
      return next ?? (await Promise.any(this.apis.map((api) => api.listening)));
    });
  }

  /** The same log with views of one's own, closed with the rest. */
  async witness(dataDir?: string): Promise<Rollbook> {
    const own = dataDir ?? mkdtempSync(join(tmpdir(), 'rollbook-witness-'));
    const log = await openEventStoreLog({ url: this.eventStoreUrl, prefix: 'rollbook.' });
    const rollbook = await openRollbook({ dataDir: own, log });
    await rollbook.views.waitFor(START);
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= rollbook.close());
    this.#witnesses.push(async () => {
      await close();
      if (dataDir === undefined) rmSync(own, { recursive: true, force: true });
    });
    return { ...rollbook, close };
  }

  /** Stops every process. What ended otherwise than asked, or had something to tell, comes back. */
  async stop(): Promise<
    readonly { readonly app: string; readonly code: unknown; stderr: string }[]
  > {
    const running = this.nodes.filter(({ runs }) => runs);
    const ended = await Promise.all(
      running.map(async (node) => ({ app: node.app, ...(await node.stop()) })),
    );
    return ended
      .map(({ app, code, signal, stderr }) => ({
        app,
        code: code ?? signal,
        stderr: stderr.replace(slowEngine, ''),
      }))
      .filter(({ code, stderr }) => code !== 0 || stderr !== '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#witnesses) await close();
    for (const node of this.nodes) node.remove();
    await this.inbox[Symbol.asyncDispose]();
    for (const redis of this.queues) await redis[Symbol.asyncDispose]();
    await this.eventStore?.close();
  }
}

/** A busy machine lets an engine answer late; that is told, and is no fault of who tells it. */
const slowEngine =
  /^.*"code":"(log-unavailable|log-reachable|queue-unreachable|queue-reachable)".*\n/gm;

/** Looks again whenever the views have moved on, until it is so. */
export async function until({ views }: Rollbook, fits: () => boolean): Promise<void> {
  for (;;) {
    const { position } = views;
    if (fits()) return;
    await views.waitFor((position + 1) as typeof position);
  }
}
