import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { Decider, openSqliteLog } from '#event-log';
import type { CalendarDate, CommandContext, EventLog, FactId } from '#event-log';
import { CountingIds, FixedClock } from '#event-log/testing';
import { Vault } from '#people';
import { AdoptedPolicies, ShippedPolicies, adoptPolicy, policyDigest, program } from '#programs';
import { Training, cohort, enrollment } from '#training';
import { AwardCertificate, certificateCommands } from './commands.js';
import { certificate } from './state.js';

const id = (number: number) => `00000000-0000-7000-8000-00000000000${number}`;
const [personId, cohortId, enrollmentId, applicationId] = [id(1), id(2), id(3), id(4)];
const day = (text: string) => text as CalendarDate;
const context: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };
const under = { program: 'us-massachusetts-cps', policyVersion: '2018-01-01' };

describe('awarding a certificate', () => {
  let folder: string;
  let log: EventLog;
  let decider: Decider;
  let bus: CommandBus;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rollbook-'));
    log = await openSqliteLog({ path: join(folder, 'log.db') });
    decider = new Decider(log, new FixedClock('2018-06-30T16:00:00Z'), new CountingIds());
    const training = new Training(decider, new AdoptedPolicies(decider), new Vault(decider));
    const providers = [{ provide: Training, useValue: training }, ...certificateCommands];
    @Module({ imports: [CqrsModule.forRoot()], providers })
    class Certification {}
    const app = await Test.createTestingModule({ imports: [Certification] }).compile();
    await app.init();
    bus = app.get(CommandBus);

    const policy = new ShippedPolicies().find(under.program, under.policyVersion);
    if (policy === undefined) throw new Error('the Massachusetts policy is not shipped');
    const adopt = adoptPolicy(policy, policyDigest(policy), day('2018-01-01'));
    await decider.decide(program, under.program, adopt, context);
    const planned = { ...under, name: 'Spring 2018', timeZone: 'America/New_York' };
    await decider.decide(
      cohort,
      cohortId,
      () => [{ type: 'CohortPlanned', data: planned }],
      context,
    );
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const enrolled = (because?: FactId[]) =>
    decider.decide(
      enrollment,
      enrollmentId,
      () => [
        {
          type: 'TraineeEnrolled',
          data: {
            ...under,
            personId,
            cohortId,
            applicationId,
            occurredOn: day('2018-05-01'),
            appliedOn: day('2018-04-01'),
            readings: [],
            earlierAttempts: [],
          },
        },
        ...(because === undefined
          ? []
          : [{ type: 'CertificationEarned' as const, data: { because } }]),
      ],
      context,
    );
  const award = (asked: { occurredOn?: CalendarDate } = {}, how = context) =>
    bus.execute(new AwardCertificate(enrollmentId, asked, how));
  const because = [id(5), id(6)] as FactId[];

  test('that was earned names the person, the rules and what earned it', async () => {
    await enrolled(because);
    expect(await award()).toMatchObject({
      id: enrollmentId,
      outcome: 'recorded',
      standing: 'certified',
      facts: [
        {
          type: 'CertificateAwarded',
          data: {
            ...under,
            personId,
            enrollmentId,
            cohortId,
            because,
            occurredOn: '2018-06-30',
          },
        },
      ],
    });
  });

  test('is done once', async () => {
    await enrolled(because);
    await award();
    expect((await award()).outcome).toBe('unchanged');
  });

  test('that was not earned is refused', async () => {
    await enrolled();
    await expect(award()).rejects.toMatchObject({
      code: 'certification-not-earned',
      details: { standing: 'in-training' },
    });
    expect((await decider.load(certificate, enrollmentId)).revision).toBe(-1);
  });

  test('previewed records nothing', async () => {
    await enrolled(because);
    expect(await award({}, { ...context, preview: true })).toMatchObject({
      outcome: 'previewed',
      standing: 'certified',
    });
    expect((await decider.load(certificate, enrollmentId)).revision).toBe(-1);
  });

  test('in advance is refused, and to nobody enrolled too', async () => {
    await expect(award()).rejects.toMatchObject({ code: 'enrollment-unknown' });
    await enrolled(because);
    await expect(award({ occurredOn: day('2018-07-01') })).rejects.toMatchObject({
      code: 'date-in-future',
    });
  });
});
