import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ServerVersion } from './features.js';
import type { Order } from './main.js';

const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache');

/** A server in a process of its own, for tests of several processes. Its log ends with it. */
export class EventStoreProcess {
  readonly #folder: string;
  readonly #child: ChildProcess;
  #url = '';

  private constructor(version: ServerVersion) {
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, 'event-store-'));
    writeFileSync(join(this.#folder, 'package.json'), '{ "type": "module" }');
    const swc = join(root, 'node_modules/.bin/swc');
    const sources = 'test/support/eventstore';
    const only = ['--ignore', '**/*.test.ts', '--quiet'];
    execFileSync(process.execPath, [swc, sources, '-d', this.#folder, ...only], { cwd: root });
    this.#child = fork(join(this.#folder, sources, 'main.js'), [version], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [],
    });
  }

  static async start(version: ServerVersion = '24.10'): Promise<EventStoreProcess> {
    const started = new EventStoreProcess(version);
    const { stdout } = started.#child;
    if (stdout === null) throw new Error('The process has no output.');
    const lines = createInterface(stdout);
    const ended = once(started.#child, 'exit').then(([code]) => {
      throw new Error(`The event store ended with ${String(code)} before it listened.`);
    });
    ended.catch(() => undefined);
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    started.#url = line;
    return started;
  }

  get url(): string {
    return this.#url;
  }

  /** Resolves when it is done. */
  async tell(order: Order): Promise<void> {
    const done = once(this.#child, 'message');
    this.#child.send(order);
    await done;
  }

  /** Resolves with its exit code, null where a signal ended it. */
  async close(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill(signal);
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
    return this.#child.exitCode;
  }
}
