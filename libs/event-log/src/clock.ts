import { v5 as nameBased, v7 as timeOrdered } from 'uuid';
import { Temporal } from 'temporal-polyfill';

/** The only source of the current time; tests hand in a fixed one. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** The only source of new ids; tests hand in a counting one. */
export interface Ids {
  /** A new UUIDv7. */
  next(): string;
}

export const systemIds: Ids = { next: () => timeOrdered() };

// Permanent: changing it would give a repeated request a second result.
const derivedNamespace = '5c6f5f0e-8a43-4f0e-9d53-0f6f6d1a7b11';

/** A UUID that depends on nothing but the parts, so that a repeated request names the same thing. */
export function derivedId(...parts: readonly string[]): string {
  return nameBased(JSON.stringify(parts), derivedNamespace);
}
