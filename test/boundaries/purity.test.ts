import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { purity } from '../../purity.eslint.js';

const decisions = 'libs/training/src/streams/enrollment/decisions/exam.ts';

function refused(code: string, filename: string): string[] {
  const parsed = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
  };
  const messages = new Linter().verify(code, [parsed, purity as unknown as Linter.Config], {
    filename,
  });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('files that only compute', () => {
  test.each([
    ["import { systemClock } from '#event-log';", '@typescript-eslint/no-restricted-imports'],
    ["import { Decider } from '#event-log';", '@typescript-eslint/no-restricted-imports'],
    ["import * as log from '#event-log';", '@typescript-eslint/no-restricted-imports'],
    ["import { loadPolicyFile } from '#programs';", '@typescript-eslint/no-restricted-imports'],
    ['export const today = () => new Date();', 'no-restricted-globals'],
    ['export const today = () => Date.now();', 'no-restricted-globals'],
    ['export const env = process.env;', 'no-restricted-globals'],
    ['export const draw = () => Math.random();', 'no-restricted-properties'],
    ['export const now = () => Temporal.Now.instant();', 'no-restricted-properties'],
  ])('may not say: %s', (code, rule) => {
    expect(refused(code, decisions)).toEqual([rule]);
  });

  test.each([
    'libs/people/src/streams/person/state.ts',
    'libs/training/src/views/roster/projection.ts',
    'libs/programs/src/policy/kinds/exam.ts',
    'libs/notices/src/plan/plan.ts',
  ])('are also such as %s', (file) => {
    expect(refused('new Date();', file)).toEqual(['no-restricted-globals']);
  });

  test.each([
    "import type { Clock } from '#event-log';",
    "import { RuleBroken, type FactId } from '#event-log';",
    "import { evaluate } from '#programs';",
  ])('may say: %s', (code) => {
    expect(refused(code, decisions)).toEqual([]);
  });

  test('are not the commands, which act', () => {
    const commands = 'libs/training/src/streams/enrollment/commands.ts';
    expect(refused("import { Decider } from '#event-log';", commands)).toEqual([]);
  });
});
