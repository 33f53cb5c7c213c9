import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyVersion, quotesOf, shippedPolicies } from '#programs';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built, Running } from '../../apps/standalone/src/testing/built.js';
import { Api } from '../support/api.js';
import type { JsonObject } from '../support/api.js';

/*
 * A person applies to each program there are rules for, under each version, and asks why. Every rule
 * of the program must be there with the very words of its source.
 */

let built: Built;
let running: Running;
let api: Api;
let dataDir: string;

beforeAll(async () => {
  built = build();
  dataDir = mkdtempSync(join(tmpdir(), 'rollbook-seeds-'));
  running = built.run({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const line = await running.printed(/^Rollbook runs at http:/);
  api = new Api(/http:\S+/.exec(line)?.[0] ?? '');
});

afterAll(async () => {
  running.signal('SIGTERM');
  const { code, stderr } = await running.ended;
  built.remove();
  rmSync(dataDir, { recursive: true, force: true });
  expect([code, stderr]).toEqual([0, '']);
});

describe('why, asked by somebody who has just applied', () => {
  for (const policy of shippedPolicies()) {
    const { program } = policy;
    const version = policyVersion(policy);
    test(`shows every rule of ${program}@${version} in the words of its source`, async () => {
      await api.do(`/programs/${program}/policies`, { version });
      const person = await api.do('/people', { name: `Applicant to ${program}` });
      const application = await api.do('/applications', {
        personId: person.id,
        program,
        statements: [],
        occurredOn: version,
      });
      const why = await api.read(`/applications/${application.id}/why`);
      expect((why['policy'] as JsonObject)['version']).toBe(version);
      const shown = new Set(stringsIn(why));
      const missing = quotesOf(policy).filter(({ quote }) => !shown.has(quote.quote));
      expect(missing.map(({ quote }) => quote.id)).toEqual([]);
      expect(quotesOf(policy).length).toBeGreaterThan(2);
    });
  }
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
