import { describe, expect, test } from '@jest/globals';
import { unmetRequirements } from './judging.js';
import { evaluate } from './policy/evaluate.js';
import { ShippedPolicies } from './shipped-policies.js';

const policy = new ShippedPolicies().find('us-massachusetts-cps', '2018-01-01');
if (policy === undefined) throw new Error('the Massachusetts policy is not shipped');

describe('what is still asked for', () => {
  const attested = (...statements: readonly string[]) =>
    statements.map((statement) => ({
      kind: 'attestation' as const,
      ref: statement,
      on: '2018-05-01',
      statement,
    }));
  const unmet = (...statements: readonly string[]) =>
    unmetRequirements(evaluate(policy, 'apply', attested(...statements), '2018-05-01'));

  test('names each requirement that is not met, and alternatives as a whole', () => {
    expect(unmet()).toEqual([
      'application-form',
      'lived-experience',
      'active-in-recovery',
      'willing-to-share',
      'age',
      'education',
      'place',
      'references',
    ]);
  });
  test('does not name the alternative that was not taken', () => {
    expect(unmet('lives-in-massachusetts')).not.toContain('works-in-state');
    expect(unmet('works-in-massachusetts')).not.toContain('place');
  });
  test('names nothing where nothing is stated', () => {
    expect(unmetRequirements(evaluate(policy, 'renew', [], '2018-05-01'))).toEqual([]);
  });
});
