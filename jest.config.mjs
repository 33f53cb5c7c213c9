/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  // `source` leads `#event-log` and its like to the sources. Jest adds `import` or `require` itself;
  // named here, `import` would be taken for what CommonJS packages require.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/.stryker-tmp/',
    '<rootDir>/test/boundaries/planted/',
  ],
  setupFilesAfterEnv: ['<rootDir>/test/support/seeded.ts'],
  maxWorkers: '100%',
  // Whole processes are started and rebuilt; a slow machine is no failure, a hang still is one.
  testTimeout: 60_000,
};
