import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../../..');
const cache = join(root, 'node_modules/.cache');

/** This library and the log compiled to a folder of their own, for a test that needs a process to kill. */
export class Compiled implements Disposable {
  readonly #folder: string;

  constructor() {
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, 'queue-'));
    const imports = { '#event-log': './libs/event-log/src/index.js' };
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
    const swc = join(root, 'node_modules/.bin/swc');
    const sources = ['libs/queue/src', 'libs/event-log/src', '--ignore', '**/*.test.ts'];
    execFileSync(process.execPath, [swc, ...sources, '-d', this.#folder, '--quiet'], { cwd: root });
  }

  /** A program beside this file, as it was compiled. */
  program(name: string): string {
    return join(this.#folder, 'libs/queue/src/bullmq/testing', `${name}.js`);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
