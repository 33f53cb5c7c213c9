import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../../..');
const cache = join(root, 'node_modules/.cache');

/** This library compiled to a folder of its own, for tests that need a process to kill. */
export class Compiled implements Disposable {
  readonly #folder: string;

  constructor() {
    mkdirSync(cache, { recursive: true });
    this.#folder = mkdtempSync(join(cache, 'event-log-'));
    writeFileSync(join(this.#folder, 'package.json'), '{ "type": "module" }');
    const swc = join(root, 'node_modules/.bin/swc');
    const sources = 'libs/event-log/src';
    execFileSync(process.execPath, [swc, sources, '-d', this.#folder, '--quiet'], { cwd: root });
  }

  /** A program beside this file, as it was compiled. */
  program(name: string): string {
    return join(this.#folder, 'libs/event-log/src/sqlite/testing', `${name}.js`);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
