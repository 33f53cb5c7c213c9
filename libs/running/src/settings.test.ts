import { describe, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
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
      eventstoreUrl: undefined,
      redisUrl: undefined,
      prefix: 'rollbook',
      mail: { smtpUrl: undefined, from: 'Rollbook <rollbook@localhost>', replyTo: undefined },
      noticeTimes: {
        hold: Temporal.Duration.from('PT2M'),
        lease: Temporal.Duration.from('PT5M'),
      },
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

  test('processes of their own need a log and a queue to share', () => {
    expect(() => readSettings({ DATA_DIR: dataDir }, { shared: true })).toThrow(
      /2 settings do not fit:\n {2}EVENTSTORE_URL is not set.*npm start\.\n {2}REDIS_URL is not set/,
    );
    const urls = { EVENTSTORE_URL: 'esdb+discover://a,b:2113', REDIS_URL: 'rediss://host' };
    expect(readSettings({ DATA_DIR: dataDir, ...urls }, { shared: true })).toMatchObject({
      eventstoreUrl: 'esdb+discover://a,b:2113',
      redisUrl: 'rediss://host',
    });
  });

  test.each([
    ['EVENTSTORE_URL', 'http://user:secret@host'],
    ['REDIS_URL', 'host:6379'],
    ['SMTP_URL', 'smtp://'],
  ])(
    '%s that names no such engine is refused, and a password in it is not repeated',
    (name, url) => {
      const refused = () => readSettings({ DATA_DIR: dataDir, MAIL_FROM: 'a@b', [name]: url });
      expect(refused).toThrow(new RegExp(`${name} does not begin with one of .*such as`));
      expect(refused).not.toThrow(/secret/);
    },
  );

  test('whoever sends mails says whom they come from', () => {
    const smtp = { DATA_DIR: dataDir, SMTP_URL: 'smtps://host' };
    expect(() => readSettings(smtp)).toThrow(/MAIL_FROM is not set, though SMTP_URL is/);
    for (const MAIL_FROM of ['nobody', 'a@b, c@d', 'Program <>']) {
      expect(() => readSettings({ ...smtp, MAIL_FROM })).toThrow(
        /MAIL_FROM is ".*Give one address/,
      );
    }
    const MAIL_FROM = '"Program, CPS" <cps@example.org>';
    expect(readSettings({ ...smtp, MAIL_FROM }).mail.from).toBe(MAIL_FROM);
    expect(() => readSettings({ ...smtp, MAIL_FROM, MAIL_REPLY_TO: 'x' })).toThrow(/MAIL_REPLY_TO/);
  });

  test.each(['-PT1M', 'PT25H', '2 minutes', 'P1M'])('NOTICE_HOLD may not be %s', (hold) => {
    expect(() => readSettings({ DATA_DIR: dataDir, NOTICE_HOLD: hold })).toThrow(/NOTICE_HOLD is/);
  });
});
