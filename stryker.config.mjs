/** Mutates what judges and decides; `npm run mutate -- --mutate 'libs/programs/src/policy/logic.ts'` for one file. */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    configFile: 'jest.config.mjs',
    config: {
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      testMatch: [
        '<rootDir>/libs/programs/src/policy/**/*.test.ts',
        '<rootDir>/libs/programs/src/judging.test.ts',
        '<rootDir>/libs/programs/cases/cases.test.ts',
      ],
    },
  },
  mutate: [
    'libs/programs/src/policy/**/*.ts',
    '!libs/programs/src/**/*.test.ts',
    '!libs/programs/src/**/*.fixture.ts',
    '!libs/programs/src/policy/file/**',
  ],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  concurrency: 2,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ['/dist', '/data', '/docs', '/bench', '/reports'],
  tempDirName: '.stryker-tmp',
};
