import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { undescribed } from '../json-schema.js';
import { caseJsonSchema } from './json-schema.js';

const schemaFile = resolve('libs/programs/cases.schema.json');
const folder = resolve('libs/programs/cases');
const caseFiles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !/\d{4}-\d{2}-\d{2}\.yaml$/.test(file))
  .sort();

describe('the JSON Schema of case files', () => {
  test('that is published is up to date; `npm run policy -- schema --write` makes it so', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(caseJsonSchema());
  });

  test('says something of every field', () => {
    expect(undescribed(caseJsonSchema())).toEqual([]);
  });

  test('says which days are taken where none are given', () => {
    const text = JSON.stringify(caseJsonSchema());
    expect(text).toContain('2026-12-31 where left out');
    expect(text).toContain('Left out: 2026-03-02, or the day judged (`asOf`)');
  });

  const schema = z.fromJSONSchema(caseJsonSchema());

  test.each(caseFiles)('fits %s, which leads editors to it in its first line', (file) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const cases = parse(text, { merge: true }) as Record<string, unknown>;
    expect(schema.safeParse(cases).error?.issues ?? []).toEqual([]);
    expect(schema.safeParse({ ...cases, sections: 'apply' }).success).toBe(false);
    const [line = ''] = text.split('\n');
    expect(line).toMatch(/^# yaml-language-server: \$schema=/);
    expect(resolve(dirname(path), line.split('$schema=')[1] ?? '')).toBe(schemaFile);
  });
});
