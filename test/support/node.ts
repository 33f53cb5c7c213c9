import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Built, Ended, Running } from '../../apps/standalone/src/testing/built.js';

/** One process of Rollbook and its data folder, which outlives it. */
export class Node {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'rollbook-node-'));
  readonly #start: () => Running;
  #running: Running | undefined;
  #listening = Promise.withResolvers<string>();
  #origin: string | undefined;

  constructor(
    built: Built,
    readonly app: App,
    env: Readonly<Record<string, string>>,
  ) {
    this.#start = () => built.run({ PORT: '0', DATA_DIR: this.dataDir, ...env }, app);
  }

  /** Where it listens; undefined while it does not. */
  get origin(): string | undefined {
    return this.#origin;
  }

  /** Resolves once it listens, at once when it does. */
  get listening(): Promise<string> {
    return this.#listening.promise;
  }

  /** Resolves once it listens; rejects when it ends before. */
  async start(): Promise<void> {
    const running = this.#start();
    this.#running = running;
    const line = await running.printed(/http:\/\/\S+/);
    // Killed at the very moment at which it began to listen.
    if (this.#running !== running) return;
    this.#origin = /http:\/\/[^/\s]+/.exec(line)?.[0] ?? '';
    this.#listening.resolve(this.#origin);
  }

  kill(): Promise<Ended> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<Ended> {
    return this.#end('SIGTERM');
  }

  get runs(): boolean {
    return this.#running !== undefined;
  }

  remove(): void {
    this.#running?.signal('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended> {
    const running = this.#running;
    if (running === undefined) throw new Error(`There is no ${this.app} to end.`);
    this.#running = undefined;
    this.#origin = undefined;
    this.#listening = Promise.withResolvers<string>();
    running.signal(signal);
    return running.ended;
  }
}
