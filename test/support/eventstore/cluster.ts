import { selfSigned } from './certificate.js';
import { TransactionLog } from './log/transaction-log.js';
import { EventStoreServer } from './server.js';
import type { ServerOptions } from './server.js';

/** Several servers on one log, one of which leads. What one has written all have at once. */
export class EventStoreCluster {
  readonly log: TransactionLog;
  readonly servers: readonly EventStoreServer[];
  readonly #members = () => this.servers.map(({ member }) => member);

  constructor(size: number, options: Omit<ServerOptions, 'port'> = {}) {
    const log = options.log ?? new TransactionLog();
    this.log = log;
    const { credentials, tls = credentials !== undefined } = options;
    // A client knows one authority, and may be led to any of the servers.
    const shared = { ...options, log, tls: tls === true ? selfSigned() : tls };
    this.servers = Array.from({ length: size }, () => new EventStoreServer(shared));
    this.servers.forEach((server, index) => {
      server.join(index === 0 ? 'leader' : 'follower', this.#members);
    });
  }

  /** The client asks the server at this address who belongs to the cluster, and connects to the leader. */
  get url(): string {
    return this.#first.url.replace('esdb:', 'esdb+discover:');
  }

  /** The same with the address of every server, of which one has to be there. */
  get urlOfAll(): string {
    const ports = this.servers.map(({ port }) => `127.0.0.1:${port}`);
    return this.#first.url.replace(/127\.0\.0\.1:\d+/, ports.join(','));
  }

  /** As `urlOfAll`, for a client that signs in. */
  urlAs(name: string, password: string): string {
    return this.urlOfAll.replace('esdb://', `esdb://${name}:${password}@`);
  }

  get leader(): EventStoreServer | undefined {
    return this.servers.find(({ member }) => member.alive && member.state === 'leader');
  }

  get followers(): readonly EventStoreServer[] {
    return this.servers.filter(({ member }) => member.state === 'follower');
  }

  get #first(): EventStoreServer {
    const [first] = this.servers;
    if (first === undefined) throw new Error('A cluster has at least one server.');
    return first;
  }

  async start(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.start()));
  }

  /** Another server leads; who led follows. Connections stay. */
  moveLeader(to: EventStoreServer): void {
    for (const server of this.servers) {
      server.join(server === to ? 'leader' : 'follower', this.#members);
    }
    this.log.beginEpoch();
  }

  /** Nobody leads, and every server refuses as not ready, until the leader is moved. */
  loseLeader(): void {
    for (const server of this.servers) server.join('electing', this.#members);
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
  }
}

export async function startEventStoreCluster(
  size: number,
  options: Omit<ServerOptions, 'port'> = {},
): Promise<EventStoreCluster> {
  const cluster = new EventStoreCluster(size, options);
  await cluster.start();
  return cluster;
}
