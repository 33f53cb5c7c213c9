import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { shippedPolicyFiles } from '../policy/file/load.js';
import { policyJsonSchema, undescribed } from './json-schema.js';
import { leafKinds } from '../policy/kinds/index.js';
import { kindDescriptions } from './descriptions.js';

const schemaFile = resolve('libs/programs/policy.schema.json');

describe('the JSON Schema of a policy', () => {
  test('that is published is up to date; `npm run policy -- schema --write` makes it so', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(policyJsonSchema());
  });

  test('says something of every field and every kind', () => {
    expect(undescribed(policyJsonSchema())).toEqual([]);
    expect(Object.keys(leafKinds).filter((kind) => !(kind in kindDescriptions))).toEqual([]);
  });

  test('finds a field of which nothing is said', () => {
    const bare = {
      properties: {
        program: { type: 'string', description: 'Its name.' },
        hours: { anyOf: [{ properties: { least: {} } }] },
      },
    };
    expect(undescribed(bare)).toEqual(['policy.hours', 'policy.hours.least']);
  });

  describe.each(shippedPolicyFiles())('%s', (file) => {
    const text = readFileSync(file, 'utf8');
    const schema = z.fromJSONSchema(policyJsonSchema());

    test('fits it, and no longer with a field that is misspelt', () => {
      const policy = parse(text, { merge: true }) as Record<string, unknown>;
      expect(schema.safeParse(policy).error?.issues ?? []).toEqual([]);
      expect(schema.safeParse({ ...policy, aply: 'not stated' }).success).toBe(false);
    });

    test('leads editors to it in its first line', () => {
      const [line = ''] = text.split('\n');
      expect(line).toMatch(/^# yaml-language-server: \$schema=/);
      expect(resolve(dirname(file), line.split('$schema=')[1] ?? '')).toBe(schemaFile);
    });
  });
});
