import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

function npm(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['run', '--silent', 'policy', '--', ...args],
    // npm tells the script where it was called from; paths are meant from there.
    { cwd: resolve('libs/programs/data/us/massachusetts/cps'), encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('npm run policy', () => {
  test('builds and runs, with paths from where it is called', () => {
    expect(npm('check', '2018-01-01.yaml')).toEqual({
      status: 0,
      stdout: '2018-01-01.yaml: sound\n',
      stderr: '',
    });
  });

  test('answers what it cannot do with the exit code 2, on stderr, without a stack', () => {
    const { status, stdout, stderr } = npm('explain', 'gone.yaml');
    expect([status, stdout]).toEqual([2, '']);
    // The lines are filled to a width, so where they break depends on how long this folder's path is.
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(/^There is no file .*gone\.yaml\./);
    expect(stderr).not.toContain('    at ');
  });
});
