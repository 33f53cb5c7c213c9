import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A build of the sources in a folder of its own, which leaves a running `dist` alone. */
export interface Built {
  readonly root: string;
  /** Runs `apps/standalone`, or another of the apps, with nothing but these variables. */
  run(env: Readonly<Record<string, string>>, app?: App): Running;
  /** Ends what still runs, and takes the folder away. */
  remove(): void;
}

/** A folder of `apps` that runs until it is stopped. */
export type App = 'standalone' | 'api' | 'courier';

export interface Running {
  readonly pid: number;
  /** Resolves with the first line on stdout that matches; rejects when the process ends before. */
  printed(line: RegExp): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function build(): Built {
  const project = process.cwd();
  const root = mkdtempSync(join(tmpdir(), 'rollbook-built-'));
  copyFileSync(join(project, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  const swc = join(project, 'node_modules/.bin/swc');
  const options = ['--ignore', '**/*.test.ts', '--copy-files', '--quiet'];
  execFileSync(swc, ['apps', 'libs', '-d', join(root, 'dist'), ...options]);
  const started: Running[] = [];
  return {
    root,
    run: (env, app = 'standalone') => {
      const running = start(join(root, 'dist/apps', app, 'src/main.js'), root, env);
      started.push(running);
      return running;
    },
    remove: () => {
      // A test that failed halfway leaves its process behind.
      for (const running of started) running.signal('SIGKILL');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function start(main: string, cwd: string, env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, ['--enable-source-maps', main], { cwd, env });
  const output = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, ...output });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (signal) => child.kill(signal),
    printed: (line) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = output.stdout.split('\n').find((text) => line.test(text));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(({ code, stderr }) => {
          reject(
            new Error(
              `It ended with code ${code ?? 'none'} before it printed ${line.source}: ${stderr}`,
            ),
          );
        });
      }),
  };
}
