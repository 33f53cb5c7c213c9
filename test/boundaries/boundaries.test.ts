import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Cruised {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

const root = process.cwd();

function cruise(folder: string): Cruised {
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = join(root, '.dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--config', rules, '--output-type', 'json', 'apps', 'libs'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  return JSON.parse(stdout) as Cruised;
}

function violationsIn({ summary }: Cruised): string[] {
  return summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/^.*node_modules\//, '')}`)
    .sort();
}

describe('boundaries', () => {
  const fixture = cruise(join(root, 'test/boundaries/planted'));
  const planted = violationsIn(fixture);

  test('each planted violation is found, by the rule it breaks and by no other', () => {
    expect(planted).toEqual([
      'admissions-uses-only-what-came-before: libs/admissions/src/ahead.ts -> libs/training/src/index.ts',
      'apps-stand-alone: apps/api/src/borrowed.ts -> apps/courier/src/main.ts',
      'certification-uses-only-what-came-before: libs/certification/src/ahead.ts -> libs/notices/src/index.ts',
      'event-log-uses-only-what-came-before: libs/event-log/src/ahead.ts -> libs/notices/src/index.ts',
      'eventstore-client-only-in-its-store: libs/training/src/engine.ts -> @eventstore/db-client/dist/index.js',
      'every-import-is-found: libs/people/src/lost.ts -> ./nowhere.js',
      'libs-know-no-app: libs/people/src/reaches-app.ts -> apps/courier/src/main.ts',
      'libs-through-their-index: apps/api/src/around.ts -> libs/people/src/vault.ts',
      'libs-through-their-index: libs/admissions/src/around.ts -> libs/people/src/vault.ts',
      'nest-only-at-the-edges: libs/people/src/vault.ts -> @nestjs/common/index.js',
      'no-cycles: libs/people/src/chicken.ts -> libs/people/src/egg.ts',
      'no-dead-files: libs/people/src/forgotten.ts -> libs/people/src/forgotten.ts',
      'no-development-packages-in-the-product: libs/people/src/generated.ts -> fast-check/lib/fast-check.js',
      'no-test-code-in-the-product: libs/people/src/uses-fixture.ts -> libs/people/src/testing/fixture.ts',
      'notices-uses-only-what-came-before: libs/notices/src/ahead.ts -> libs/access/src/index.ts',
      'only-listed-packages: libs/people/src/lucky.ts -> lru-cache/index.js',
      'oversight-uses-only-what-came-before: libs/oversight/src/ahead.ts -> libs/access/src/index.ts',
      'people-uses-only-what-came-before: libs/people/src/ahead.ts -> libs/training/src/index.ts',
      'programs-uses-only-what-came-before: libs/programs/src/ahead.ts -> libs/training/src/index.ts',
      'pure-imports-pure: libs/training/src/streams/cohort/state.ts -> libs/training/src/streams/cohort/commands.ts',
      'pure-stays-pure: libs/notices/src/plan/plan.ts -> rxjs/dist/cjs/index.js',
      'pure-stays-pure: libs/programs/src/policy/evaluate.ts -> uuid/dist-node/index.js',
      'pure-stays-pure: libs/training/src/streams/enrollment/decisions/exam.ts -> crypto',
      'pure-stays-pure: libs/training/src/views/roster/projection.ts -> rxjs/dist/cjs/index.js',
      'queue-uses-only-what-came-before: libs/queue/src/ahead.ts -> libs/training/src/index.ts',
      'redis-only-in-its-queue: libs/training/src/bull.ts -> bullmq/dist/cjs/index.js',
      'redis-only-in-its-queue: libs/training/src/redis.ts -> ioredis/built/index.js',
      'sqlite-only-in-the-event-log: libs/training/src/store.ts -> node:sqlite',
      'training-uses-only-what-came-before: libs/training/src/ahead.ts -> libs/certification/src/index.ts',
    ]);
  });

  test('no rule is without a planted violation', () => {
    const proven = new Set(planted.map((violation) => violation.split(':', 1)[0]));
    const rules = fixture.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect([...proven].sort()).toEqual(rules.sort());
  });

  describe('of the project itself', () => {
    const project = cruise(root);

    test('are kept everywhere', () => {
      expect(violationsIn(project)).toEqual([]);
    });

    test('are seen through the package imports, which lead to the sources', () => {
      const targets = project.modules.flatMap(({ dependencies }) =>
        dependencies
          .filter(({ module }) => module === '#event-log')
          .map(({ resolved }) => resolved),
      );
      expect(new Set(targets)).toEqual(new Set(['libs/event-log/src/index.ts']));
    });
  });
});
