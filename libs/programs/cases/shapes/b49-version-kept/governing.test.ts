import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { EvidenceItem } from '../../../src/policy/evidence.js';
import { governing } from '../../../src/policy/governing.js';
import { loadPolicyFile } from '../../../src/index.js';

/** Which of two versions of a program's rules a person is judged by; the cases beside it judge. */
describe('A person keeps the version of their application until it dies', () => {
  const versions = ['2020-01-01', '2024-01-01'].map((day) =>
    loadPolicyFile(join(import.meta.dirname, `${day}.yaml`)),
  );
  const step = (name: string, on: string): EvidenceItem => ({
    kind: 'step',
    ref: `${name} ${on}`,
    step: name,
    on,
  });
  const versionFor = (asOf: string, ...steps: EvidenceItem[]) =>
    governing(versions, steps, asOf)?.policy.effective.from;

  test('applied on the last day of the earlier rules, and judged by them two years later', () => {
    expect(versionFor('2025-12-31', step('application-received', '2023-12-31'))).toBe('2020-01-01');
  });

  test('applied on the first day of the current rules', () => {
    expect(versionFor('2025-12-31', step('application-received', '2024-01-01'))).toBe('2024-01-01');
  });

  test('the application expired, and a new one was made under the current rules', () => {
    expect(
      versionFor(
        '2025-12-31',
        step('application-received', '2023-12-31'),
        step('application-expired', '2025-02-01'),
        step('application-received', '2025-05-01'),
      ),
    ).toBe('2024-01-01');
  });

  test('a second form while the first application lives changes nothing', () => {
    expect(
      versionFor(
        '2025-12-31',
        step('application-received', '2023-12-31'),
        step('application-received', '2024-05-01'),
      ),
    ).toBe('2020-01-01');
  });

  test('who has not applied is shown the rules in force', () => {
    expect(versionFor('2023-12-31')).toBe('2020-01-01');
    expect(versionFor('2024-01-01')).toBe('2024-01-01');
  });

  test('before the first version there are no rules', () => {
    expect(versionFor('2019-12-31')).toBeUndefined();
  });
});
