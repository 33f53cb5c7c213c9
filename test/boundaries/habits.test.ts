import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

const files = globSync('{apps,libs,test,bench}/**/*.{ts,tsx,js,mjs}', {
  exclude: ['test/boundaries/planted/**', '**/node_modules/**'],
});

/** Lines that switch a lint rule off without ` -- ` and a reason. */
function unexplained(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /(\/\/|\/\*)\s*eslint-disable/.test(line) && !/ -- \S.{9,}/.test(line));
}

describe('a lint rule that is switched off', () => {
  test('says why, everywhere', () => {
    const found = files.flatMap((file) =>
      unexplained(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  test.each([
    ['// eslint' + '-disable-next-line no-console', 1],
    ['/* eslint' + '-disable no-console -- */', 1],
    ['// eslint' + '-disable-next-line no-console -- the operator reads it', 0],
  ])('is told from one that does not: %s', (line, count) => {
    expect(unexplained(line)).toHaveLength(count);
  });
});
