import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { redisServerProgram } from './program.js';

const plain = ['save ""', 'appendonly no'];

/** A Redis server of a test's own, which it may hurt. It keeps nothing over a restart. */
export class RedisServer implements AsyncDisposable {
  readonly #program: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));
  #process: ChildProcess | undefined;

  private constructor(program: string, port: number, settings: readonly string[]) {
    this.#program = program;
    this.#port = port;
    this.#settings = settings;
  }

  /** `settings` are lines of redis.conf, such as `maxmemory-policy allkeys-lru`. */
  static start(...settings: readonly string[]): Promise<RedisServer> {
    return RedisServer.#startAs([...plain, ...settings]);
  }

  /** A cluster of this one node. */
  static async startCluster(): Promise<RedisServer> {
    const server = await RedisServer.start('cluster-enabled yes', 'cluster-announce-ip 127.0.0.1');
    const redis = new Redis(server.url);
    await redis.cluster('ADDSLOTSRANGE', '0', '16383');
    while (!(await redis.cluster('INFO')).includes('cluster_state:ok')) await setImmediate();
    redis.disconnect();
    return server;
  }

  /** A sentinel that watches a server under a name. */
  static startSentinel(name: string, watched: RedisServer): Promise<RedisServer> {
    return RedisServer.#startAs([`sentinel monitor ${name} 127.0.0.1 ${watched.port} 1`]);
  }

  static async #startAs(settings: readonly string[]): Promise<RedisServer> {
    const program = await redisServerProgram();
    for (let tries = 1; ; tries += 1) {
      const server = new RedisServer(program, await freePort(), settings);
      try {
        await server.restart();
        return server;
      } catch (error) {
        await server[Symbol.asyncDispose]();
        // Somebody else may have taken the port in between.
        if (tries === 5) throw error;
      }
    }
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Starts it, empty, on its port. */
  async restart(): Promise<void> {
    const place = [`port ${this.#port}`, 'bind 127.0.0.1', `dir ${this.#folder}`];
    const file = join(this.#folder, 'redis.conf');
    writeFileSync(file, [...place, ...this.#settings, ''].join('\n'));
    const sentinel = this.#settings.some((line) => line.startsWith('sentinel '));
    const settings = sentinel ? [file, '--sentinel'] : [file];
    const server = spawn(this.#program, settings, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = server;
    process.once('exit', this.#killAtOnce);
    const said: string[] = [];
    const lines = createInterface(server.stdout);
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        said.push(line);
        if (/Ready to accept connections|Sentinel ID is/.test(line)) resolve();
      });
      server.once('error', reject);
      server.once('close', () => {
        reject(new Error(`redis-server ended:\n${said.join('\n')}`));
      });
    });
  }

  /** As when the power fails. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (server === undefined) return;
    this.#process = undefined;
    process.removeListener('exit', this.#killAtOnce);
    if (server.exitCode !== null || server.signalCode !== null) return;
    const closed = once(server, 'close');
    server.kill('SIGKILL');
    await closed;
  }

  /** Connections stay open and nothing answers, until it goes on. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#process?.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #killAtOnce = (): void => {
    this.#process?.kill('SIGKILL');
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
