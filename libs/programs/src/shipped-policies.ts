import { createHash } from 'node:crypto';
import { shippedPolicies } from './policy/file/load.js';
import { policyVersion } from './policy/schema.js';
import type { Policy } from './policy/schema.js';

/** The policy files that come with the system, read and checked once. */
export class ShippedPolicies {
  readonly all: readonly Policy[] = shippedPolicies();

  programs(): readonly string[] {
    return [...new Set(this.all.map(({ program }) => program))];
  }

  versionsOf(program: string): readonly string[] {
    return this.all.filter((policy) => policy.program === program).map(policyVersion);
  }

  find(program: string, version: string): Policy | undefined {
    return this.all.find(
      (policy) => policy.program === program && policyVersion(policy) === version,
    );
  }
}

/** SHA-256 over JSON with sorted keys, hexadecimal: the same for the same rules. */
export function policyDigest(policy: Policy): string {
  const sorted = JSON.stringify(policy, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}
