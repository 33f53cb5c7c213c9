import { describe, expect, test } from '@jest/globals';
import type { CalendarDate, FactId } from '#event-log';
import { scenarios } from '#event-log/testing';
import type { Policy } from '../../policy/schema.js';
import { ShippedPolicies, policyDigest } from '../../shipped-policies.js';
import { adoptPolicy } from './decisions.js';
import { inEffect, program } from './state.js';

const shipped = new ShippedPolicies().find('us-massachusetts-cps', '2018-01-01');
if (shipped === undefined) throw new Error('the Massachusetts policy is not shipped');
const policy: Policy = shipped;
const later: Policy = { ...policy, effective: { from: '2020-07-01', basis: 'A new operator.' } };
const otherwise: Policy = { ...policy, operator: 'Somebody else' };

const today = '2026-03-02' as CalendarDate;
const adopt = (of: Policy) => adoptPolicy(of, policyDigest(of), today);
const adopted = (of: Policy) =>
  ({
    type: 'PolicyAdopted',
    data: { version: of.effective.from, digest: policyDigest(of), policy: of, occurredOn: today },
  }) as const;
const scenario = scenarios(program);

describe('adopting a policy', () => {
  scenario('a first version is adopted').given().when(adopt(policy)).thenRecorded(adopted(policy));
  scenario('the same rules again change nothing')
    .given(adopted(policy))
    .when(adopt(policy))
    .thenNothing();
  scenario('other rules under the same version are refused')
    .given(adopted(policy))
    .when(adopt(otherwise))
    .thenRefused('policy-adopted-otherwise');
  scenario('a later version stands beside the first')
    .given(adopted(policy))
    .when(adopt(later))
    .thenRecorded(adopted(later));
});

describe('the digest of a policy', () => {
  test('does not depend on the order in which fields are written', () => {
    const reversed = Object.fromEntries(Object.entries(policy).reverse()) as unknown as Policy;
    expect(policyDigest(reversed)).toBe(policyDigest(policy));
  });
  test('differs when anything differs', () => {
    expect(policyDigest(otherwise)).not.toBe(policyDigest(policy));
  });
});

describe('the version in effect', () => {
  // Adopted in the wrong order, as happens when the older rules are found later.
  const state = [later, policy]
    .map((of, index) => ({ ...adopted(of), id: `fact-${index}` as FactId }))
    .reduce(program.evolve, program.initial);

  test.each([
    ['2017-12-31', undefined],
    ['2018-01-01', '2018-01-01'],
    ['2020-06-30', '2018-01-01'],
    ['2020-07-01', '2020-07-01'],
    ['2026-01-01', '2020-07-01'],
  ])('on %s is %s', (day, version) => {
    expect(inEffect(state, day)?.version).toBe(version);
  });
});
