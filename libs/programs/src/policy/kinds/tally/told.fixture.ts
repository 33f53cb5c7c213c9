import { expect } from '@jest/globals';
import type { Given } from '../judged.fixture.js';

/** Sums that a policy may ask for, and what is recorded towards them. */

export const asked = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  atLeast: 'none',
  window: 'none',
  ...more,
});
export const work = (amount: number, on = '2026-03-02', more: object = {}): Given => ({
  kind: 'activity',
  tally: 'work',
  amount,
  unit: 'hours',
  on,
  ...more,
});
export const of = (attributes: object, amount = 1, on?: string) => work(amount, on, { attributes });
export const year = { from: '2026-01-01', to: '2026-12-31' };
export const part = (subject: string, title: string) => ({
  requirement: 'asked',
  subject,
  title,
  kind: 'tally',
  rules: expect.anything(),
  evidence: [],
  findings: [],
  children: [],
});
export const is = (name: string, value: string): Given => ({
  kind: 'circumstance',
  name,
  value,
  on: '2020-01-01',
});
