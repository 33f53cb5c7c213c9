export * from './views/timeline/queries.js';
