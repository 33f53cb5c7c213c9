import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { services } from './compose.js';
import {
  buildIn,
  contextFiles,
  copyContext,
  importsIn,
  instructionsOf,
  packagesIn,
} from './image.js';

interface Package {
  readonly dependencies: Readonly<Record<string, string>>;
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const { dependencies } = json('package.json') as Package;
const instructions = instructionsOf(readFileSync('Dockerfile', 'utf8'));
const of = (name: string) => instructions.filter((one) => one.name === name);
const finalStage = instructions.at(-1)?.stage;

describe('the Dockerfile', () => {
  test('is made of instructions that are understood', () => {
    const known = 'FROM WORKDIR COPY RUN ENV USER VOLUME HEALTHCHECK ENTRYPOINT CMD'.split(' ');
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
    expect(of('FROM')).toHaveLength(3);
  });

  test('runs on the very Node that is tested with', () => {
    const { packages } = json('package-lock.json') as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };
    const node = packages['node_modules/node']?.version ?? 'none';
    for (const { rest } of of('FROM')) {
      expect(rest.split(' ')[0]).toBe(`node:${node}-bookworm-slim`);
    }
  });

  test('copies what is there, and what is sent', () => {
    const sent = contextFiles();
    const stages = of('FROM').map(({ stage }) => stage);
    for (const { rest } of of('COPY')) {
      const [, from] = /^--from=(\S+) /.exec(rest) ?? [];
      const sources = rest
        .replace(/^--from=\S+ /, '')
        .split(' ')
        .slice(0, -1);
      if (from !== undefined) {
        expect(stages).toContain(from);
        expect(sources.every((source) => source.startsWith('/app/'))).toBe(true);
        continue;
      }
      for (const source of sources) {
        expect(sent.filter((file) => file === source || file.startsWith(`${source}/`))).not.toEqual(
          [],
        );
      }
    }
  });

  test('leaves out tests, data and secrets', () => {
    const sent = contextFiles();
    expect(sent.length).toBeGreaterThan(200);
    expect(
      sent.filter((file) => /\.(test|fixture)\.ts$|\/testing\/|\.sqlite|^\.env|^data\//.test(file)),
    ).toEqual([]);
    expect(new Set(sent.filter((file) => !file.includes('/')))).toEqual(
      new Set(['.npmrc', '.swcrc', 'LICENSE', 'package-lock.json', 'package.json']),
    );
  });

  test('ends as a user that is not root, with its data in a volume and a check of its own', () => {
    const last = (name: string) => of(name).filter(({ stage }) => stage === finalStage);
    expect(last('USER').map(({ rest }) => rest)).toEqual(['1000:1000']);
    expect(last('VOLUME').map(({ rest }) => rest)).toEqual(['/data']);
    const [check] = last('HEALTHCHECK');
    const [, command = ''] = /CMD (.*)$/.exec(check?.rest ?? '') ?? [];
    const [program, flag, script = ''] = JSON.parse(command) as string[];
    expect([program, flag]).toEqual(['node', '-e']);
    expect(script).toContain('/health/live');
    // It stands where a mistake would be noticed last.
    expect(ts.transpileModule(script, { reportDiagnostics: true }).diagnostics).toEqual([]);
    const names = instructions.map(({ name }) => name);
    expect(names.lastIndexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'));
  });

  test('has the packages of production only, from the lock file', () => {
    const [copied] = of('COPY').filter(({ rest }) => rest.includes('node_modules'));
    expect(copied).toMatchObject({ stage: finalStage });
    expect(copied?.rest).toMatch(/^--from=dependencies /);
    const runs = of('RUN').filter(({ stage }) => stage === 'dependencies');
    expect(runs.map(({ rest }) => rest)).toEqual(['npm ci --omit=dev']);
  });
});

describe('what the image is built from', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollbook-image-'));
    copyContext(folder);
    buildIn(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('gives each program that the image and docker-compose.yml start', () => {
    const [command] = of('CMD');
    const started = [
      ...(JSON.parse(command?.rest ?? '[]') as string[]),
      ...services.flatMap(([, { image, command: own = [], entrypoint = [] }]) =>
        image.startsWith('rollbook:') ? [...own, ...entrypoint] : [],
      ),
    ].filter((word) => word.endsWith('.js'));
    expect(new Set(started)).toEqual(
      new Set(['standalone', 'api', 'courier', 'log'].map((app) => `dist/apps/${app}/src/main.js`)),
    );
    for (const program of started) expect(existsSync(join(folder, program))).toBe(true);
  });

  test('imports no package that is not there in production', () => {
    const files = globSync('dist/**/*.js', { cwd: folder });
    expect(files.length).toBeGreaterThan(100);
    const missing = files.flatMap((file) =>
      packagesIn(readFileSync(join(folder, file), 'utf8'))
        .filter((name) => !Object.hasOwn(dependencies, name))
        .map((name) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('is searched for imports in a way that finds them', () => {
    const text = `import fc from 'fast-check'; export * from '@nestjs/testing/one'; import 'node:fs';
      const later = await import("pino"); import { a } from './a.js'; import '#event-log';`;
    expect(packagesIn(text)).toEqual(['fast-check', '@nestjs/testing', 'pino']);
    expect(Object.hasOwn(dependencies, 'fast-check')).toBe(false);
  });

  test('finds each of its own files: no import leads to what was left out', () => {
    const { imports } = json('package.json') as {
      readonly imports: Readonly<Record<string, string | { readonly default: string }>>;
    };
    const lost = globSync('dist/**/*.js', { cwd: folder }).flatMap((file) => {
      return importsIn(readFileSync(join(folder, file), 'utf8'))
        .filter((name) => /^[.#]/.test(name))
        .filter((name) => {
          const target = imports[name];
          if (name.startsWith('.')) return !existsSync(join(folder, file, '..', name));
          const path = typeof target === 'string' ? target : target?.default;
          return path === undefined || !existsSync(join(folder, path));
        })
        .map((name) => `${file}: ${name}`);
    });
    expect(lost).toEqual([]);
  });
});
