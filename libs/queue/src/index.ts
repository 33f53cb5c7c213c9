export { openBullmqQueue, type BullmqOptions } from './bullmq/open.js';
export * from './errors.js';
export { openInProcessQueue, type InProcessOptions } from './in-process/queue.js';
export type * from './port.js';
export { systemTimer, type Timer } from './timer.js';
