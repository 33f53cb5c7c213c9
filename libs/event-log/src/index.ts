export * from './clock.js';
export * from './decide.js';
export * from './errors.js';
export * from './facts.js';
export * from './port.js';
export * from './stream.js';
