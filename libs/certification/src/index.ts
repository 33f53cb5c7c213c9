export * from './streams/certificate/commands.js';
export * from './streams/certificate/decisions.js';
export * from './streams/certificate/events.js';
export * from './streams/certificate/state.js';
export * from './views/certificates/projection.js';
export * from './views/certificates/queries.js';
