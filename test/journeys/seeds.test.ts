import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyVersion, quotesOf, shippedPolicies } from '#programs';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built, Running } from '../../apps/standalone/src/testing/built.js';
import { Api } from '../support/api.js';
import type { JsonObject } from '../support/api.js';
import { idOf } from '../support/massachusetts.js';

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

describe('letters of reference under rules that ask what they were written for', () => {
  test('count when it is recorded that they were written for this application', async () => {
    const program = 'us-massachusetts-cps';
    await api.do(`/programs/${program}/policies`, { version: '2020-09-01' });
    const person = (await api.do('/people', { name: 'Applicant of 2020' })).id;
    const application = await api.do('/applications', {
      personId: person,
      program,
      statements: [],
      occurredOn: '2020-10-05',
    });
    const letter = async (name: string, more: JsonObject) => {
      const named = await api.do(`/people/${person}/referees`, { name });
      const refereeId = idOf(named, 'RefereeNamed', 'refereeId');
      const relation = 'colleague';
      await api.do(`/applications/${application.id}/references`, {
        refereeId,
        relation,
        roles: ['involved-in-peer-support'],
        knownSince: '2015-01-01',
        occurredOn: '2020-10-12',
        ...more,
      });
      return counted(await api.read(`/applications/${application.id}/why`));
    };
    expect(await letter('Of no known purpose', {})).toBe(0);
    expect(await letter('For a loan', { purpose: 'a-loan' })).toBe(0);
    expect(await letter('For this', { purpose: 'this-application' })).toBe(1);
    expect(await letter('For this too', { purpose: 'this-application' })).toBe(2);
  });
});

describe('a deadline that the rules reckon back from the interview', () => {
  test('is told in why from the day it is scheduled, and moves and falls away with it', async () => {
    const program = 'us-massachusetts-cps';
    await api.do(`/programs/${program}/policies`, { version: '2020-09-01' });
    const person = (await api.do('/people', { name: 'Applicant with an interview' })).id;
    const application = await api.do('/applications', {
      personId: person,
      program,
      statements: [],
      occurredOn: '2020-10-05',
    });
    const interviews = `/applications/${application.id}/interviews`;
    const schedule = async (date: string) => {
      const done = await api.do(interviews, { date, mode: 'video' });
      return idOf(done, 'InterviewScheduled', 'interviewId');
    };
    const lastDay = async () => {
      const why = await api.read(`/applications/${application.id}/why`);
      const letters = requirementIn(why['sections'], 'letters-no-later');
      return (letters?.['outcome'] as JsonObject)['by'];
    };
    expect(await lastDay()).toBeUndefined();
    // A Tuesday; two business days before is the Friday.
    const first = await schedule('2099-02-10');
    expect(await lastDay()).toBe('2099-02-06');
    const reason = 'The applicant is ill.';
    await api.do(`${interviews}/${first}/cancellation`, { reason });
    expect(await lastDay()).toBeUndefined();
    await schedule('2099-02-12');
    expect(await lastDay()).toBe('2099-02-10');
  });
});

/** The requirement of that id, wherever it stands. */
function requirementIn(node: unknown, id: string): JsonObject | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ((node as JsonObject)['requirement'] === id) return node as JsonObject;
  return Object.values(node)
    .map((inner) => requirementIn(inner, id))
    .find((found) => found !== undefined);
}

/** How many letters count, by the requirement of that kind. */
function counted(why: JsonObject): unknown {
  const search = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return undefined;
    const { kind, tally } = node as { kind?: unknown; tally?: { counted?: unknown } };
    if (kind === 'references' && tally !== undefined) return tally.counted;
    return Object.values(node)
      .map(search)
      .find((found) => found !== undefined);
  };
  return search(why['sections']);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
