import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema } from '../src/cases/case.js';
import { differences } from '../src/cases/differences.js';
import { contextOf, evidenceOf } from '../src/cases/evidence.js';
import { caseFlaws } from '../src/cases/flaws/flaws.js';
import { evaluate, evaluating, loadPolicyFile, sectionNames } from '../src/index.js';

const here = import.meta.dirname;
/** Policies that stand beside their cases are named by their day, as all policies are. */
const aPolicy = /\d{4}-\d{2}-\d{2}\.yaml$/;
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !aPolicy.test(file))
  .sort();

test('there are case files', () => {
  expect(files.length).toBeGreaterThan(4);
});

describe.each(files)('%s', (file) => {
  const written = caseFileSchema.parse(
    parse(readFileSync(join(here, file), 'utf8'), { merge: true }),
  );
  const { policy: path, section, cases } = written;
  const folder = path.startsWith('.') ? join(here, dirname(file)) : join(here, '..', 'data');
  const policy = loadPolicyFile(join(folder, path));

  test.each(cases.map((one) => [one.case, one] as const))('%s', (_, one) => {
    expect(differences(policy, section, one)).toEqual([]);
  });

  test('says nothing that its policy does not know, and expects something of each case', () => {
    expect(caseFlaws(policy, written)).toEqual([]);
  });

  test('sections judged together come out as each does alone, in whatever order', () => {
    for (const { given, asOf } of cases) {
      const evidence = evidenceOf(given, asOf);
      const context = contextOf(given);
      const alone = sectionNames.map((name) => evaluate(policy, name, evidence, asOf, context));
      const together = evaluating(policy, evidence, asOf, context);
      expect(sectionNames.map(together)).toEqual(alone);
      const backwards = evaluating(policy, evidence, asOf, context);
      expect(sectionNames.toReversed().map(backwards)).toEqual(alone.toReversed());
    }
  });
});
