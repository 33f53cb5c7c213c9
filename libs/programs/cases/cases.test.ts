import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema, differences } from '../src/cases/case.js';
import { loadPolicyFile } from '../src/index.js';

const here = import.meta.dirname;
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();

test('there are case files', () => {
  expect(files.length).toBeGreaterThan(4);
});

describe.each(files)('%s', (file) => {
  const {
    policy: path,
    section,
    cases,
  } = caseFileSchema.parse(parse(readFileSync(join(here, file), 'utf8'), { merge: true }));
  const policy = loadPolicyFile(join(here, '..', 'data', path));

  test.each(cases.map((one) => [one.case, one] as const))('%s', (_, one) => {
    expect(differences(policy, section, one)).toEqual([]);
  });
});
