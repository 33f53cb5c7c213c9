import { RuleBroken } from '#event-log';
import type { CalendarDate, Decision } from '#event-log';
import { policyVersion } from '../../policy/schema.js';
import type { Policy } from '../../policy/schema.js';
import type { ProgramFact } from './events.js';
import type { ProgramState } from './state.js';

export type ProgramRule =
  'program-unknown' | 'policy-unknown' | 'policy-not-adopted' | 'policy-adopted-otherwise';

export const adoptPolicy =
  (policy: Policy, digest: string, occurredOn: CalendarDate): Decision<ProgramState, ProgramFact> =>
  (state) => {
    const version = policyVersion(policy);
    const before = state.adopted.get(version);
    if (before?.digest === digest) return [];
    if (before !== undefined) {
      throw new RuleBroken<ProgramRule>(
        'policy-adopted-otherwise',
        `Version ${version} of ${policy.program} was adopted with other contents, and people may be judged by it. Give the changed rules an effective date of their own.`,
        { adopted: before.digest, offered: digest },
      );
    }
    return [{ type: 'PolicyAdopted', data: { version, digest, policy, occurredOn } }];
  };
