import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { policyAsking } from '../policy/example.fixture.js';
import { checkPolicyFiles } from './files.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-files-'));
  mkdirSync(join(folder, 'an/example'), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Far more than any program has; were each held against each, nobody would wait for the answer. */
const many = process.env['LONG'] === undefined ? 500 : 20_000;

test(`${many} requirements, each with its quote, are checked`, () => {
  const lines = Array.from({ length: many }, (_, at) => `Rule ${at} asks for the paper ${at}.`);
  const of = lines.map((quote, at) => {
    const common = { id: `r${at}`, title: `R ${at}`, rules: [{ id: 'E', source: 'page', quote }] };
    const kinds = [
      { kind: 'document', document: `paper-${at}`, window: 'none' },
      { kind: 'step', step: `paper-${at}`, notAfter: { from: 'application', plus: 'P30D' } },
      { kind: 'same-as', requirement: `r${at - 2}` },
      // Each wrong in its way, to be told with its place.
      { kind: 'same-as', requirement: `r${at}` },
      { kind: 'step', step: `paper-${at}`, notAfter: `day-${at}` },
    ];
    return { ...common, ...kinds[at % kinds.length] };
  });
  const anchors = Object.fromEntries(lines.map((words, at) => [`unused-${at}`, words]));
  const file = join(folder, 'an/example/2026-01-01.yaml');
  writeFileSync(join(folder, 'an/example/page.txt'), lines.join('\n'));
  writeFileSync(file, stringify(policyAsking({ kind: 'all', rules: [], of }, { anchors })));

  const [checked] = checkPolicyFiles([file]);
  expect(checked?.errors).toHaveLength((many / 5) * 2);
  expect(checked?.remarks).toHaveLength(many);
});
