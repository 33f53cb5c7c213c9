import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { Decider, START, openSqliteLog, streamName } from '#event-log';
import type { CommandContext, EventLog, Sealed } from '#event-log';
import { CountingIds, FixedClock } from '#event-log/testing';
import { ErasePerson, NameReferee, RegisterPerson, Vault, personCommands } from '#people';
import { AdoptPolicy, AdoptedPolicies, ShippedPolicies, programCommands } from '#programs';
import { day, id, statements } from '../../testing/applicant.js';
import {
  Admissions,
  DeclineApplicant,
  ReceiveApplication,
  ReceiveReference,
  VoidApplicationRecord,
  WithdrawApplication,
  applicationCommands,
} from './commands.js';

const [personId, applicationId] = [id(1), id(2)];
const program = 'us-massachusetts-cps';
const context: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };
const keyed = (key: string): CommandContext => ({
  ...context,
  idempotency: { key, digest: `digest-of-${key}` },
});

describe('commands about an application', () => {
  let folder: string;
  let log: EventLog;
  let vault: Vault;
  let bus: CommandBus;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rollbook-'));
    log = await openSqliteLog({ path: join(folder, 'log.db') });
    const clock = new FixedClock('2018-05-02T02:00:00Z');
    const decider = new Decider(log, clock, new CountingIds());
    vault = new Vault(decider);
    const admissions = new Admissions(decider, new AdoptedPolicies(decider), vault);
    const providers = [
      { provide: Decider, useValue: decider },
      { provide: Vault, useValue: vault },
      { provide: ShippedPolicies, useValue: new ShippedPolicies() },
      { provide: Admissions, useValue: admissions },
      ...personCommands,
      ...programCommands,
      ...applicationCommands,
    ];
    @Module({ imports: [CqrsModule.forRoot()], providers })
    class Handlers {}
    const app = await Test.createTestingModule({ imports: [Handlers] }).compile();
    await app.init();
    bus = app.get(CommandBus);
    await bus.execute(new RegisterPerson(personId, { name: 'Ada' }, context));
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const adopt = () => bus.execute(new AdoptPolicy(program, { version: '2018-01-01' }, context));
  const receive = (changes: { program?: string; occurredOn?: string } = {}, under = context) => {
    const { occurredOn, ...rest } = changes;
    const input = {
      personId,
      program,
      statements: statements.map((statement) => ({ statement })),
      ...rest,
      ...(occurredOn !== undefined && { occurredOn: day(occurredOn) }),
    };
    return bus.execute(new ReceiveApplication(applicationId, input, under));
  };
  const stored = () => log.readStream(streamName('application', applicationId));

  test('an application is dated where the program is, and pins the rules in effect that day', async () => {
    await adopt();
    // Two in the morning in UTC is still the evening before in Massachusetts.
    const { facts } = await receive();
    expect(facts[0]?.data).toEqual({
      personId,
      program,
      policyVersion: '2018-01-01',
      occurredOn: '2018-05-01',
    });
    expect((await stored())[0]?.metadata.policy).toBe(`${program}@2018-01-01`);
  });

  test('an application needs rules that were adopted and in effect', async () => {
    await expect(receive()).rejects.toMatchObject({ code: 'policy-not-adopted' });
    await adopt();
    await expect(receive({ occurredOn: '2017-12-31' })).rejects.toMatchObject({
      code: 'policy-not-adopted',
    });
    await expect(receive({ program: 'elsewhere' })).rejects.toMatchObject({
      code: 'policy-not-adopted',
    });
  });

  test('only policies that are shipped are adopted, and the refusal names them', async () => {
    const ask = (of: string, version: string) =>
      bus.execute(new AdoptPolicy(of, { version }, context));
    await expect(ask('nowhere', '2018-01-01')).rejects.toMatchObject({
      code: 'program-unknown',
      details: { known: expect.arrayContaining([program]) as unknown },
    });
    await expect(ask(program, '1999-01-01')).rejects.toMatchObject({
      code: 'policy-unknown',
      details: { known: expect.arrayContaining(['2018-01-01']) as unknown },
    });
  });

  test('nobody unknown applies', async () => {
    await adopt();
    const command = new ReceiveApplication(
      applicationId,
      { personId: id(9), program, statements: [] },
      context,
    );
    await expect(bus.execute(command)).rejects.toMatchObject({ code: 'person-unknown' });
  });

  test('a letter comes from a referee whom the applicant named, once however often it is sent', async () => {
    await adopt();
    await receive();
    const letter = {
      relation: 'colleague',
      roles: [],
      knownSince: day('2015-01-01'),
    };
    const send = (refereeId: string) =>
      bus.execute(new ReceiveReference(applicationId, { ...letter, refereeId }, keyed('k1')));
    await expect(send(id(8))).rejects.toMatchObject({ code: 'referee-unknown' });
    const { facts } = await bus.execute(new NameReferee(personId, { name: 'Ben' }, context));
    const refereeId = String(facts[0]?.data['refereeId']);
    const first = await send(refereeId);
    const again = await send(refereeId);
    expect([first.outcome, again.outcome]).toEqual(['recorded', 'repeated']);
    expect(again.facts).toEqual(first.facts);
  });

  test('why somebody was declined is kept, sealed', async () => {
    await adopt();
    await receive();
    await bus.execute(new DeclineApplicant(applicationId, { reason: 'Not ready yet.' }, context));
    const reason = (await stored()).at(-1)?.metadata.reason as Sealed;
    expect(await vault.open(personId, reason)).toBe('Not ready yet.');
    expect(JSON.stringify(await log.readAll(START, 100))).not.toContain('Not ready yet.');
  });

  test('the application of an erased person can still be closed, without a reason', async () => {
    await adopt();
    await receive();
    await bus.execute(new ErasePerson(personId, {}, context));
    const command = new WithdrawApplication(applicationId, { reason: 'Erased.' }, context);
    expect((await bus.execute(command)).standing).toBe('withdrawn');
    expect((await stored()).at(-1)?.metadata.reason).toBeUndefined();
  });

  test('a refusal recorded by mistake is taken back', async () => {
    await adopt();
    await receive();
    const { facts } = await bus.execute(
      new DeclineApplicant(applicationId, { reason: 'Mixed up.' }, context),
    );
    const back = await bus.execute(
      new VoidApplicationRecord(
        applicationId,
        { factId: facts[0]?.id ?? '', reason: 'Meant another applicant.' },
        context,
      ),
    );
    expect(back.standing).toBe('incomplete');
  });

  test('a preview records nothing', async () => {
    await adopt();
    expect((await receive({}, { ...context, preview: true })).outcome).toBe('previewed');
    expect(await stored()).toEqual([]);
  });
});
