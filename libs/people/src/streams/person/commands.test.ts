import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { Decider, START, derivedId, openSqliteLog, streamName } from '#event-log';
import type { CommandContext, EventLog } from '#event-log';
import { CountingIds, FixedClock } from '#event-log/testing';
import { TemporaryFolder } from '../../testing/folder.js';
import { Vault } from '../../vault.js';
import { personKey } from '../person-key/events.js';
import {
  CorrectPersonalDetails,
  ErasePerson,
  NameReferee,
  RegisterPerson,
  personCommands,
} from './commands.js';
import { person } from './state.js';

const ada = '00000000-0000-7000-8000-0000000000a1';
const details = { name: 'Ada Lovelace', email: 'ada@example.org' };
const context: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };
const keyed = (key: string): CommandContext => ({
  ...context,
  idempotency: { key, digest: `digest-of-${key}` },
});

describe('commands about a person', () => {
  let folder: TemporaryFolder;
  let log: EventLog;
  let decider: Decider;
  let vault: Vault;
  let bus: CommandBus;

  beforeEach(async () => {
    folder = new TemporaryFolder();
    log = await openSqliteLog({ path: join(folder.path, 'log.db') });
    decider = new Decider(log, new FixedClock(), new CountingIds());
    vault = new Vault(decider);
    const services = [
      { provide: Decider, useValue: decider },
      { provide: Vault, useValue: vault },
    ];
    @Module({ imports: [CqrsModule.forRoot()], providers: [...services, ...personCommands] })
    class People {}
    const app = await Test.createTestingModule({ imports: [People] }).compile();
    await app.init();
    bus = app.get(CommandBus);
  });
  afterEach(async () => {
    await log.close();
    folder[Symbol.dispose]();
  });

  const types = async () => (await log.readAll(START, 100)).map(({ type }) => type);

  test('a person’s name stands nowhere in the log', async () => {
    await bus.execute(new RegisterPerson(ada, details, context));
    const stored = JSON.stringify(await log.readAll(START, 100));
    expect(stored).not.toMatch(/Lovelace|example\.org/u);
    const { personal } = (await decider.load(person, ada)).state;
    expect(personal === undefined ? '' : await vault.open(ada, personal)).toBe(
      JSON.stringify(details),
    );
  });

  test('a preview registers nobody and keeps no key', async () => {
    const { outcome } = await bus.execute(
      new RegisterPerson(ada, details, { ...context, preview: true }),
    );
    expect(outcome).toBe('previewed');
    expect(await types()).toEqual([]);
  });

  test('a correction that says what is known already records nothing', async () => {
    await bus.execute(new RegisterPerson(ada, details, context));
    const same = await bus.execute(new CorrectPersonalDetails(ada, { ...details }, context));
    expect(same.outcome).toBe('unchanged');
    const changed = { ...details, phone: '+1 555 0100' };
    const first = await bus.execute(new CorrectPersonalDetails(ada, changed, context));
    const again = await bus.execute(new CorrectPersonalDetails(ada, changed, context));
    expect([first.outcome, again.outcome]).toEqual(['recorded', 'unchanged']);
  });

  test('a referee named twice by the same request is one referee', async () => {
    await bus.execute(new RegisterPerson(ada, details, context));
    const naming = () => bus.execute(new NameReferee(ada, { name: 'Ben' }, keyed('k1')));
    const first = await naming();
    const second = await naming();
    expect(second.outcome).toBe('repeated');
    expect(second.facts).toEqual(first.facts);
    const { referees } = (await decider.load(person, ada)).state;
    expect([...referees]).toEqual([derivedId('referee', 'coordinator-1', 'k1')]);
  });

  test('an interrupted erasure is finished by asking again', async () => {
    await bus.execute(new RegisterPerson(ada, details, context));
    const deleteStream = log.deleteStream.bind(log);
    log.deleteStream = () => Promise.reject(new Error('power cut'));
    await expect(bus.execute(new ErasePerson(ada, {}, context))).rejects.toThrow('power cut');
    log.deleteStream = deleteStream;
    const again = await bus.execute(new ErasePerson(ada, {}, context));
    expect(again.outcome).toBe('unchanged');
    await expect(log.readStream(streamName(personKey.kind, ada))).rejects.toMatchObject({
      code: 'stream-deleted',
    });
  });

  test('a preview of an erasure keeps the key', async () => {
    await bus.execute(new RegisterPerson(ada, details, context));
    await bus.execute(new ErasePerson(ada, {}, { ...context, preview: true }));
    expect(await types()).toEqual(['PersonKeyCreated', 'PersonRegistered']);
  });

  test('after an erasure the same registration, sent again, is refused plainly', async () => {
    await bus.execute(new RegisterPerson(ada, details, keyed('k1')));
    await bus.execute(new ErasePerson(ada, {}, context));
    await expect(bus.execute(new RegisterPerson(ada, details, keyed('k1')))).rejects.toMatchObject({
      code: 'person-erased',
    });
  });

  test('nobody unknown is erased', async () => {
    await expect(bus.execute(new ErasePerson(ada, {}, context))).rejects.toMatchObject({
      code: 'person-unknown',
    });
  });
});
