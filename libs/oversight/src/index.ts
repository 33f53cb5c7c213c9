export type { TimelineNotice } from './views/timeline/notices.js';
export * from './views/timeline/queries.js';
