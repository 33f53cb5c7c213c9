import { describe, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'rollbook-settings-'));
const dataDir = join(folder, 'data');

describe('settings', () => {
  test('have defaults, and an empty variable counts as none', () => {
    expect(readSettings({ DATA_DIR: dataDir, PORT: '', HOST: ' ' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir,
      logLevel: 'info',
    });
  });

  test.each(['127.0.0.1', '127.8.255.1', '::1', 'localhost'])('HOST may be %s', (host) => {
    expect(readSettings({ DATA_DIR: dataDir, HOST: host }).host).toBe(host);
  });

  test.each(['0.0.0.0', '::', '192.168.1.4', '127.0.0.256', '127.0.0.1.example', 'example.org'])(
    'HOST may not be %s while there is no sign-in',
    (host) => {
      expect(() => readSettings({ DATA_DIR: dataDir, HOST: host })).toThrow(
        /^Rollbook did not start. A setting does not fit:\n {2}HOST is .* no sign-in yet/,
      );
    },
  );

  test.each(['0', '1', '65535'])('PORT may be %s', (port) => {
    expect(readSettings({ DATA_DIR: dataDir, PORT: port }).port).toBe(Number(port));
  });

  test.each(['65536', '-1', '80.5', '0x50', '3e3'])('PORT may not be %s', (port) => {
    expect(() => readSettings({ DATA_DIR: dataDir, PORT: port })).toThrow(/PORT is/);
  });

  test('DATA_DIR that no disk takes is refused with its mend', () => {
    expect(() => readSettings({ DATA_DIR: '/proc/rollbook' })).toThrow(
      /DATA_DIR is "\/proc\/rollbook"\. .*give a folder/,
    );
  });
});
