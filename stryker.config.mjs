/** Mutates what judges; `npm run mutate -- --mutate 'libs/programs/src/policy/logic/logic.ts'` for one file. */
export default {
  plugins: ['./test/mutation/runner.ts', './test/mutation/survivors.ts'],
  testRunner: 'loaded-once',
  testRunnerNodeArgs: ['--conditions=source', '--import', './test/mutation/hooks.ts'],
  // The quick to load first: a mutant of what is computed on loading is tried file by file.
  loadedOnce: {
    files: [
      'libs/programs/src/policy/fields.test.ts',
      'libs/programs/src/policy/{flaws,kinds,logic}/**/*.test.ts',
      'libs/programs/src/policy/*.test.ts',
      'libs/programs/src/authoring/json-schema.test.ts',
      'libs/programs/src/policy/file/{parse,quotes,yaml}.test.ts',
      'libs/programs/src/judging.test.ts',
      'libs/programs/data/data.test.ts',
      'libs/programs/cases/{cases,told}.test.ts',
    ],
  },
  mutate: [
    'libs/programs/src/policy/**/*.ts',
    '!libs/programs/src/**/*.test.ts',
    '!libs/programs/src/**/*.fixture.ts',
    '!libs/programs/src/policy/file/**',
  ],
  coverageAnalysis: 'perTest',
  // A loop without end is told by how often it is passed; a busy machine must not be taken for one.
  timeoutMS: 60_000,
  warnings: { slow: false },
  concurrency: 2,
  reporters: ['progress-append-only', 'json', 'survivors'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  ignorePatterns: ['/dist', '/data', '/docs', '/bench', '/reports'],
  tempDirName: '.stryker-tmp',
};
