import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket, Server as Listener } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Credentials } from './access.js';
import { selfSigned } from './certificate.js';
import type { Certificate } from './certificate.js';
import { Faults } from './faults.js';
import { FEATURES } from './features.js';
import type { Features, ServerVersion } from './features.js';
import { TransactionLog } from './log/transaction-log.js';
import { Counts } from './node.js';
import type { Member, Node } from './node.js';
import { serve } from './services/serve.js';

export { Faults } from './faults.js';
export type { WriteFault } from './faults.js';
export { FEATURES } from './features.js';
export type { Features, ServerVersion } from './features.js';
export { TransactionLog } from './log/transaction-log.js';
export { DEFAULT_CREDENTIALS } from './access.js';

export interface ServerOptions {
  /** A new one unless given. It may be shared, and it outlives the server. */
  readonly log?: TransactionLog;
  /** Which server to imitate; 24.10 unless given. */
  readonly version?: ServerVersion;
  /** What is to be other than the version says. */
  readonly features?: Partial<Features>;
  /** A free port unless given. */
  readonly port?: number;
  /**
   * Who may sign in; everybody may do everything unless given. With it the server speaks TLS: over
   * anything else the client leaves the credentials out.
   */
  readonly credentials?: Credentials;
  /** Whether to speak TLS, and with which certificate; one of its own unless given. */
  readonly tls?: boolean | Certificate;
}

const HOST = '127.0.0.1';

/** One server on a port of 127.0.0.1. See README.md for what of the real one it imitates. */
export class EventStoreServer {
  readonly log: TransactionLog;
  readonly faults = new Faults(() => {
    this.#cut();
  });
  readonly counts = new Counts();
  readonly #features: Features;
  readonly #id = randomUUID();
  readonly #sockets = new Set<Socket>();
  /** A message may be as large as a record of the log. */
  readonly #grpc = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
  readonly #listener: Listener;
  readonly #tls: TlsFiles | undefined;
  #port: number;
  #alive = false;
  #state: Member['state'] = 'leader';
  #members: () => readonly Member[] = () => [this.member];

  constructor(options: ServerOptions = {}) {
    this.log = options.log ?? new TransactionLog();
    this.#features = { ...FEATURES[options.version ?? '24.10'], ...options.features };
    this.#port = options.port ?? 0;
    const node: Node = {
      log: this.log,
      features: this.#features,
      faults: this.faults,
      credentials: options.credentials,
      counts: this.counts,
      self: () => this.member,
      members: () => this.#members(),
    };
    serve(this.#grpc, node);
    const { credentials, tls = credentials !== undefined } = options;
    if (credentials !== undefined && tls === false) {
      throw new Error('Credentials travel over TLS only: leave `tls` out, or the credentials.');
    }
    if (tls !== false) this.#tls = new TlsFiles(tls === true ? selfSigned() : tls);
    const injector = this.#grpc.createConnectionInjector(
      this.#tls?.credentials ?? ServerCredentials.createInsecure(),
    );
    this.#listener = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      injector.injectConnection(socket);
    });
  }

  /** What a client connects to. */
  get url(): string {
    const query = this.#tls === undefined ? 'tls=false' : `tlsCAFile=${this.#tls.authority}`;
    return `esdb://${HOST}:${this.#port}?${query}`;
  }

  /** What a client connects to that signs in. */
  urlAs(name: string, password: string): string {
    return this.url.replace('esdb://', `esdb://${name}:${password}@`);
  }

  get port(): number {
    return this.#port;
  }

  get member(): Member {
    const { host, port } = { host: HOST, port: this.#port };
    return { id: this.#id, host, port, state: this.#state, alive: this.#alive };
  }

  /** How many connections there are now. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Listens, on the port it had before. Another process has begun: it remembers no ids. */
  async start(): Promise<void> {
    this.#listener.listen(this.#port, HOST);
    await once(this.#listener, 'listening');
    this.#port = (this.#listener.address() as AddressInfo).port;
    this.#alive = true;
  }

  /** As when its process dies: connections are cut, the port refuses; the log stays. */
  async stop(): Promise<void> {
    if (!this.#alive) return;
    this.#alive = false;
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.faults.cutConnections();
    await closed;
    this.#sockets.clear();
    if (this.#state === 'leader') this.log.beginEpoch();
  }

  /** Stops for good; nothing of it keeps a process running. */
  async close(): Promise<void> {
    await this.stop();
    this.#grpc.forceShutdown();
    this.#tls?.remove();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** For a cluster: what this server is in it, and who the others are. */
  join(state: Member['state'], members: () => readonly Member[]): void {
    this.#state = state;
    this.#members = members;
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** A certificate, and the file by which clients know it. */
class TlsFiles {
  readonly credentials: ServerCredentials;
  readonly authority: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'event-store-'));

  constructor({ key, certificate }: Certificate) {
    this.authority = join(this.#folder, 'authority.pem');
    writeFileSync(this.authority, certificate);
    this.credentials = ServerCredentials.createSsl(null, [
      { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) },
    ]);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export async function startEventStoreServer(
  options: ServerOptions = {},
): Promise<EventStoreServer> {
  const server = new EventStoreServer(options);
  await server.start();
  return server;
}
