export * from './fixtures.js';
export * from './scenario.js';
export * from './contract.js';
export * from './views.js';
