import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Decider, START, openSqliteLog, streamName } from '#event-log';
import type { CommandContext, EventLog } from '#event-log';
import { CountingIds, FixedClock } from '#event-log/testing';
import { TemporaryFolder } from './testing/folder.js';
import { personKey } from './streams/person-key/events.js';
import { Vault } from './vault.js';

const ada = '00000000-0000-7000-8000-0000000000a1';
const context: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };

describe('the vault', () => {
  let folder: TemporaryFolder;
  let log: EventLog;
  let decider: Decider;
  let vault: Vault;

  beforeEach(async () => {
    folder = new TemporaryFolder();
    log = await openSqliteLog({ path: join(folder.path, 'log.db') });
    decider = new Decider(log, new FixedClock(), new CountingIds());
    vault = new Vault(decider);
  });
  afterEach(async () => {
    await log.close();
    folder[Symbol.dispose]();
  });

  test('opens what it sealed, with one key per person', async () => {
    const first = await vault.sealForNew(ada, 'Ada', context);
    const second = await vault.sealForNew(ada, 'Lovelace', context);
    expect(await vault.open(ada, first)).toBe('Ada');
    expect(await vault.open(ada, second)).toBe('Lovelace');
    expect(await log.readStream(streamName(personKey.kind, ada))).toHaveLength(1);
  });

  test('seals nothing for somebody who has no key', async () => {
    await expect(vault.seal(ada, 'Ada')).rejects.toMatchObject({ code: 'person-unknown' });
  });

  test('keeps no key for a preview', async () => {
    await vault.sealForNew(ada, 'Ada', { ...context, preview: true });
    expect(await log.readAll(START, 10)).toEqual([]);
  });

  test('opens nothing once the person is erased, and seals nothing more', async () => {
    const sealed = await vault.sealForNew(ada, 'Ada', context);
    await vault.destroyKey(ada);
    expect(await vault.open(ada, sealed)).toBeUndefined();
    await expect(vault.seal(ada, 'Ada')).rejects.toMatchObject({ code: 'person-erased' });
  });

  test('gives an erased person no second key', async () => {
    await vault.sealForNew(ada, 'Ada', context);
    await vault.destroyKey(ada);
    await expect(vault.sealForNew(ada, 'Ada', context)).rejects.toMatchObject({
      code: 'person-erased',
    });
  });

  test('loses the reason for what is done about an erased person, and hinders nothing', async () => {
    await vault.sealForNew(ada, 'Ada', context);
    const reason = await vault.sealReason(ada, 'moved away');
    expect(reason === undefined ? undefined : await vault.open(ada, reason)).toBe('moved away');
    await vault.destroyKey(ada);
    expect(await vault.sealReason(ada, 'moved away')).toBeUndefined();
  });

  test('erasing twice is as erasing once', async () => {
    await vault.sealForNew(ada, 'Ada', context);
    await vault.destroyKey(ada);
    await expect(vault.destroyKey(ada)).resolves.toBeUndefined();
  });

  test('leaves no byte of the key in the folder', async () => {
    await vault.sealForNew(ada, 'Ada', context);
    const { key } = (await decider.load(personKey, ada)).state;
    if (key === undefined) throw new Error('no key was kept');
    expect(holding(folder.path, key)).not.toEqual([]);
    await vault.destroyKey(ada);
    expect(holding(folder.path, key)).toEqual([]);
  });

  test('what one person’s key sealed, nobody else’s opens', async () => {
    const ben = '00000000-0000-7000-8000-0000000000b2';
    const sealed = await vault.sealForNew(ada, 'Ada', context);
    await vault.sealForNew(ben, 'Ben', context);
    expect(await vault.open(ben, sealed)).toBeUndefined();
  });
});

function holding(folder: string, text: string): string[] {
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(text));
}
