import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema, type Case, type CaseFile } from '../src/cases/case.js';
import { contextOf, evidenceOf } from '../src/cases/evidence.js';
import { everyResult } from '../src/policy/assess.js';
import { evaluate } from '../src/policy/evaluate.js';
import { loadPolicyFile } from '../src/policy/file/load.js';
import type { Result } from '../src/policy/outcome.js';
import type { Policy } from '../src/policy/schema.js';

/*
 * Every word, number and fact that the cases are answered with, kept in `told.json`, so that a change
 * of the evaluator shows there what it changes for people. `TOLD=write npm test -- told` writes it
 * anew; read the difference before you keep it.
 */
const here = import.meta.dirname;
const kept = join(here, 'told.json');

type Told = Readonly<Record<string, unknown>>;

const caseFiles = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !/\d{4}-\d{2}-\d{2}\.yaml$/.test(file))
  .sort()
  .map((file) => {
    const text = readFileSync(join(here, file), 'utf8');
    const { policy, section, cases } = caseFileSchema.parse(parse(text, { merge: true }));
    const folder = policy.startsWith('.') ? join(here, dirname(file)) : join(here, '..', 'data');
    return { file, section, cases, policy: loadPolicyFile(join(folder, policy)) };
  });

/** The requirements that a case speaks of, as they are told; the whole section where it names none. */
function toldOf(policy: Policy, section: CaseFile['section'], one: Case): Told {
  const { given, asOf, then } = one;
  const result = evaluate(policy, section, evidenceOf(given, asOf), asOf, contextOf(given));
  const names = Object.keys(then).map((name) => name.split('.')[0]);
  const all = [...everyResult(result)];
  const named = all.filter(({ requirement }) => names.includes(requirement));
  const told = new Map<string, Told>();
  for (const each of named.length === 0 ? all : named) {
    const { reading, requirement, subject } = each;
    const name = [reading, requirement, subject].filter((part) => part !== undefined).join('.');
    // Of several of a name the whole comes first: its possibilities may go by the same.
    if (!told.has(name)) told.set(name, telling(each));
  }
  return Object.fromEntries(told);
}

/** All that is told of a result itself, and nothing that is not: a field is left out, never empty. */
function telling(result: Result): Told {
  const { outcome, evidence, breaking = [], findings, tally } = result;
  const own = ['otherwise', 'taken', 'holds', 'band', 'standing', 'until', 'variation'] as const;
  return {
    ...outcome,
    ...(evidence.length > 0 && { evidence }),
    ...(breaking.length > 0 && { breaking }),
    ...(findings.length > 0 && { findings }),
    ...(Object.keys(tally).length > 0 && { tally }),
    ...Object.fromEntries(own.filter((name) => name in result).map((name) => [name, result[name]])),
  };
}

if (process.env['TOLD'] === 'write') {
  const lines = (told: Readonly<Record<string, Told>>, depth: number): string =>
    Object.entries(told)
      .map(([name, inside]) => {
        const indent = '  '.repeat(depth);
        const value =
          depth === 3
            ? JSON.stringify(inside)
            : `{\n${lines(inside as Readonly<Record<string, Told>>, depth + 1)}\n${indent}}`;
        return `${indent}${JSON.stringify(name)}: ${value}`;
      })
      .join(',\n');
  const told = Object.fromEntries(
    caseFiles.map(({ file, policy, section, cases }) => [
      file,
      Object.fromEntries(cases.map((one) => [one.case, toldOf(policy, section, one)])),
    ]),
  );
  writeFileSync(kept, `{\n${lines(told, 1)}\n}\n`);
}

const told = JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Record<string, Told>>;

test('tells of cases that are there', () => {
  expect(Object.keys(told)).toEqual(caseFiles.map(({ file }) => file));
  for (const { file, cases } of caseFiles) {
    expect(Object.keys(told[file] ?? {})).toEqual(cases.map((one) => one.case));
  }
});

describe.each(caseFiles)('what is told in $file', ({ file, policy, section, cases }) => {
  test.each(cases.map((one) => [one.case, one] as const))('%s', (name, one) => {
    expect(toldOf(policy, section, one)).toStrictEqual(told[file]?.[name]);
  });
});
