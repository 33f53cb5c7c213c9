import { Decider, RuleBroken, dateIn } from '#event-log';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import { policyDigest, ShippedPolicies } from '../../shipped-policies.js';
import { adoptPolicy } from './decisions.js';
import type { ProgramRule } from './decisions.js';
import { program } from './state.js';

/** Adopts a policy file that comes with the system; `id` is the program's. */
export class AdoptPolicy extends StreamCommand<{ readonly version: string }> {}

export const programCommands = [
  handles(
    AdoptPolicy,
    [Decider, ShippedPolicies],
    async ({ id, input, context }, decider, shipped) => {
      const policy = shipped.find(id, input.version);
      if (policy === undefined) {
        const known = shipped.versionsOf(id);
        if (known.length === 0) {
          throw new RuleBroken<ProgramRule>(
            'program-unknown',
            `There are no rules for a program ${id}.`,
            {
              known: shipped.programs(),
            },
          );
        }
        throw new RuleBroken<ProgramRule>(
          'policy-unknown',
          `${id} has no version ${input.version}; it has ${known.join(', ')}.`,
          { known },
        );
      }
      const today = dateIn(policy.timeZone, decider.clock.now());
      const decision = adoptPolicy(policy, policyDigest(policy), today);
      return answerOf(id, await decider.decide(program, id, decision, context));
    },
  ),
];
