import type { StreamDefinition } from '#event-log';
import type { Policy } from '../../policy/schema.js';
import { programFacts } from './events.js';

export interface AdoptedPolicy {
  readonly version: string;
  readonly digest: string;
  readonly policy: Policy;
}

export interface ProgramState {
  /** By version. */
  readonly adopted: ReadonlyMap<string, AdoptedPolicy>;
}

/** One per program, under the program's name, which is known before anything is recorded. */
export const program: StreamDefinition<ProgramState, typeof programFacts> = {
  kind: 'program',
  schemas: programFacts,
  initial: { adopted: new Map() },
  evolve: (state, { data: { version, digest, policy } }) => ({
    adopted: new Map([...state.adopted, [version, { version, digest, policy }]]),
  }),
};

/** The version in effect on a day: the latest that took effect on it or before. */
export function inEffect(state: ProgramState, day: string): AdoptedPolicy | undefined {
  return [...state.adopted.values()]
    .filter(({ policy }) => policy.effective.from <= day)
    .sort((a, b) => (a.version < b.version ? 1 : -1))[0];
}
