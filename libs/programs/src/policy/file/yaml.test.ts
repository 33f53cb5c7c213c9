import { describe, expect, test } from '@jest/globals';
import { PolicyFileError } from './problems.js';
import { readYaml } from './yaml.js';

const file = 'a.yaml';
const text = `# A file.
base: &base { one: 1 }
list:
  - { <<: *base, two: 2 }
  - three
`;

function whyNot(yaml: string) {
  try {
    readYaml(yaml, file);
    return [];
  } catch (error) {
    if (error instanceof PolicyFileError) return error.problems;
    throw error;
  }
}

describe('a YAML file', () => {
  const { value, problemAt } = readYaml(text, file);
  const placeOf = (...path: (string | number)[]) => {
    const { line, column, field } = problemAt({ path, problem: 'wrong', mend: 'Right it.' });
    return [line, column, field];
  };

  test('takes over what a merge key names, where that is allowed', () => {
    expect(value).toEqual({ base: { one: 1 }, list: [{ one: 1, two: 2 }, 'three'] });
    expect(readYaml(text, file, { merge: false }).value).toMatchObject({
      list: [{ '<<': { one: 1 }, two: 2 }, 'three'],
    });
  });

  test('tells where a field stands: at its name, or at the item of a list', () => {
    expect(placeOf('base')).toEqual([2, 1, 'base']);
    expect(placeOf('base', 'one')).toEqual([2, 15, 'base.one']);
    expect(placeOf('list', 0, 'two')).toEqual([4, 18, 'list.0.two']);
    expect(placeOf('list', 1)).toEqual([5, 5, 'list.1']);
  });

  test('tells where what is around a field stands, if the field is not there', () => {
    expect(placeOf('list', 0, 'three')).toEqual([4, 5, 'list.0.three']);
    expect(placeOf('list', 7, 'two')).toEqual([3, 1, 'list.7.two']);
    expect(placeOf('nothing')).toEqual([1, 1, 'nothing']);
    expect(placeOf()).toEqual([1, 1, '']);
  });

  test('that cannot be taken apart says what is wrong first, and where', () => {
    expect(whyNot('a: 1\nb: [1, 2\nc: 3\n')).toMatchObject([{ file, field: 'b', line: 2 }]);
    expect(whyNot('a: 1\n')).toEqual([]);
  });
});

describe('what is marked with & and taken over with *', () => {
  const problems = (yaml: string) =>
    whyNot(yaml).map(
      ({ line, column, field, problem }) => `${line}:${column} ${field}: ${problem}`,
    );

  test('is there already, and does not hold itself', () => {
    expect(readYaml('a: &a [1]\nb: *a\nc: *a\n', file).value).toEqual({ a: [1], b: [1], c: [1] });
    expect(problems('b: *a\na: &a [1]\n')).toEqual(['1:4 b: nothing above is marked with &a']);
    expect(problems('a: &a\n  - b: *a\n')).toEqual([
      '2:8 a.0.b: *a stands inside what it stands for, without an end',
    ]);
    expect(problems('a: &a { b: &b [*a], c: *b }\n')).toEqual([
      '1:16 a.b.0: *a stands inside what it stands for, without an end',
    ]);
    // The same mark again is another one from there on.
    expect(readYaml('a: &a 1\nb: [*a, &a 2, *a]\n', file).value).toEqual({ a: 1, b: [1, 2, 2] });
  });

  test('is a group of fields where fields are taken over', () => {
    const taken = 'one: &one { a: 1 }\ntwo: &two { b: 2 }\nlist: &list [3]\n';
    expect(readYaml(`${taken}all: { <<: [*one, *two] }\n`, file).value).toMatchObject({
      all: { a: 1, b: 2 },
    });
    for (const [other, column] of [
      ['*list', 12],
      ['[*one, *list]', 12],
      ['words', 12],
    ] as const) {
      expect(problems(`${taken}all: { <<: ${other} }\n`)).toEqual([
        `4:${column} all: \`<<\` takes over groups of fields, and this is none`,
      ]);
    }
    expect(problems('all: { <<: *one }\n')).toEqual([
      '1:12 all.<<: nothing above is marked with &one',
    ]);
  });

  test('does not come to more than a machine can hold', () => {
    const doubled = (times: number) =>
      Array.from({ length: times }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
    const text = (times: number) => ['a0: &a0 [x]', ...doubled(times)].join('\n');
    expect(problems(text(14))).toEqual([]);
    expect(problems(text(40))).toEqual([
      '16:12 a15.0: what * takes over comes to more than 100000 values',
    ]);
  });

  test('and all else is not too deep', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(problems(deep(100))).toEqual([]);
    expect(problems(deep(101))).toEqual([
      '1:101 0.0.0.0: groups stand in groups more than 100 deep',
    ]);
    expect(problems(deep(20_000))).toEqual([
      expect.stringMatching(/: groups stand in groups too deep to be read$/),
    ]);
    const nested = (levels: number) => [
      'a0: &a0 [x]',
      ...Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}]`),
    ];
    expect(problems(nested(98).join('\n'))).toEqual([]);
    expect(problems(nested(99).join('\n'))).toEqual([
      '100:12 a99.0: groups stand in groups more than 100 deep',
    ]);
  });
});
