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

  test('that is none says what is wrong first, and where', () => {
    expect(whyNot('a: 1\nb: [1, 2\nc: 3\n')).toMatchObject([{ file, field: '', line: 3 }]);
    expect(whyNot('a: *nothing\n')).toEqual([
      {
        file,
        line: 1,
        column: 1,
        field: '',
        problem: 'not YAML: Unresolved alias (the anchor must be set before the alias): nothing',
        mend: 'Check the anchors (&) and aliases (*).',
      },
    ]);
    expect(whyNot('a: 1\n')).toEqual([]);
  });
});
