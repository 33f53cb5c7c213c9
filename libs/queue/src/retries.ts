import { Temporal } from 'temporal-polyfill';
import type { Retries } from './port.js';

/** Eight tries within some twenty minutes. */
export const usualRetries: Retries = {
  attempts: 8,
  firstWait: Temporal.Duration.from({ seconds: 10 }),
  longestWait: Temporal.Duration.from({ hours: 1 }),
};

/** From 0 up to, not including, 1. */
export type Draw = () => number;

/**
 * Milliseconds to wait after the nth failure in a row: full jitter, so that what failed together
 * does not come back together.
 */
export function waitAfter(failures: number, retries: Retries, draw: Draw): number {
  const longest = retries.longestWait.total('milliseconds');
  const doubled = retries.firstWait.total('milliseconds') * 2 ** (failures - 1);
  return Math.round(draw() * Math.min(longest, doubled));
}
