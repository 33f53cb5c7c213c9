import fc from 'fast-check';
import type { EvidenceItem } from '../../src/policy/evidence.js';
import type { Given } from '../../src/policy/kinds/judged.fixture.js';
import type { Outcome } from '../../src/policy/outcome.js';

/** What the oracles draw, hand in and compare in the same way. */

export const nothing = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

/** Without the fields that nothing was drawn for. */
export const clean = <T extends object>(one: T) =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;

export const named = (items: readonly Given[]) =>
  items.map((item, at): EvidenceItem => ({ ref: `f-${at}`, ...item }));

export const told = (outcome: Outcome) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
