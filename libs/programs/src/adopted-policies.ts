import { RuleBroken } from '#event-log';
import type { Decider } from '#event-log';
import type { Policy } from './policy/schema.js';
import { policyVersion } from './policy/schema.js';
import type { ProgramRule } from './streams/program/decisions.js';
import { inEffect, program } from './streams/program/state.js';

/** The rules as they were adopted into the log; what is judged is judged by these. */
export class AdoptedPolicies {
  constructor(private readonly decider: Decider) {}

  /** @throws RuleBroken policy-not-adopted */
  async version(programId: string, version: string): Promise<Policy> {
    const { state } = await this.decider.load(program, programId);
    const adopted = state.adopted.get(version);
    if (adopted === undefined) throw notAdopted(programId, `version ${version}`);
    return adopted.policy;
  }

  /** The version in effect on a day. @throws RuleBroken policy-not-adopted */
  async inEffect(programId: string, day: string): Promise<{ policy: Policy; version: string }> {
    const { state } = await this.decider.load(program, programId);
    const adopted = inEffect(state, day);
    if (adopted === undefined) throw notAdopted(programId, `a version in effect on ${day}`);
    return { policy: adopted.policy, version: policyVersion(adopted.policy) };
  }
}

function notAdopted(programId: string, what: string): RuleBroken<ProgramRule> {
  return new RuleBroken(
    'policy-not-adopted',
    `${programId} has not adopted ${what} of its rules. Adopt one with POST /api/v1/programs/${programId}/policies.`,
  );
}
