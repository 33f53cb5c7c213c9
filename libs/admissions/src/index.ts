export * from './streams/application/commands.js';
export * from './streams/application/consequences.js';
export * from './streams/application/decisions.js';
export * from './streams/application/events.js';
export * from './streams/application/judgements.js';
export type { ApplicationRule } from './streams/application/rules.js';
export * from './streams/application/state.js';
export * from './views/applications/projection.js';
export * from './views/applications/queries.js';
