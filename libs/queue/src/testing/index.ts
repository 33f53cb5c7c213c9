export * from './contract.js';
export * from './manual-time.js';
export * from './queue-under-test.js';
