export * from './fixtures.js';
export * from './scenario.js';
