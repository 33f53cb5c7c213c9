import type { training } from '#training';
export type Ahead = typeof training;
