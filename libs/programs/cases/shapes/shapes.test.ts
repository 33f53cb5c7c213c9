import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';

test('each of the real rules that break a flat schema has its cases', () => {
  const numbered = readdirSync(import.meta.dirname)
    .filter((folder) => /^b\d\d-/.test(folder))
    .filter((folder) => {
      const files = readdirSync(`${import.meta.dirname}/${folder}`);
      return files.some((file) => file.endsWith('.yaml') && !/^\d{4}-\d{2}-\d{2}/.test(file));
    })
    .map((folder) => Number(folder.slice(1, 3)));
  const rules = [
    1, 2, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 34, 35, 37, 39, 41, 43, 45,
    46, 47, 48, 49,
  ];
  expect([...new Set(numbered)]).toEqual(rules);
});
