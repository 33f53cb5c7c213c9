import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CommandOutcome } from '#event-log/nest';
import { application } from '#admissions';
import { ErasePerson } from '#people';
import { School, context, keyed } from '../../testing/school.js';
import { cohort } from '../cohort/state.js';
import { FinishWithdrawal, WithdrawTrainee } from './commands.js';
import { enrollment, standingOf } from './state.js';

let school: School;
beforeEach(async () => {
  school = await School.open();
});
afterEach(() => school[Symbol.asyncDispose]());

const state = async (enrollmentId: string) =>
  (await school.decider.load(enrollment, enrollmentId)).state;
const taken = async (cohortId: string) => (await school.decider.load(cohort, cohortId)).state.taken;
const placement = async (applicationId: string) =>
  (await school.decider.load(application, applicationId)).state.placement;
const reason = 'Moved away.';
const withdraw = (enrollmentId: string, under = context) =>
  school.ask(new WithdrawTrainee(enrollmentId, { reason }, under));
const finish = (enrollmentId: string, under = context) =>
  school.ask(new FinishWithdrawal(enrollmentId, {}, under));
const told = ({ outcome, facts }: CommandOutcome) => ({
  outcome,
  freed: facts.map(({ type }) => type),
});

describe('enrolling', () => {
  test('takes the acceptance, a seat and an enrollment', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const answer = await school.enroll(cohortId, applicationId);
    expect(answer).toMatchObject({ outcome: 'recorded', standing: 'in-training' });
    expect((await school.facts()).slice(-3)).toEqual([
      'application ApplicantPlaced',
      'cohort SeatTaken',
      'enrollment TraineeEnrolled',
    ]);
    expect(await placement(applicationId)).toMatchObject({ cohortId, enrollmentId: answer.id });
    expect((await taken(cohortId)).get(applicationId)).toBe(answer.id);
    expect((await state(answer.id)).enrolled).toMatchObject({
      applicationId,
      appliedOn: '2018-04-02',
    });
  });

  test('again changes nothing', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const first = await school.enroll(cohortId, applicationId);
    const before = await school.facts();
    expect(await school.enroll(cohortId, applicationId)).toMatchObject({
      id: first.id,
      outcome: 'unchanged',
    });
    expect(await school.facts()).toEqual(before);
  });

  test('again with the same key answers as the first time', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const first = await school.enroll(cohortId, applicationId, keyed('k1'));
    const again = await school.enroll(cohortId, applicationId, keyed('k1'));
    expect(again).toEqual({ ...first, outcome: 'repeated' });
  });

  for (const kind of ['application', 'cohort', 'enrollment']) {
    for (const when of ['before', 'after'] as const) {
      test(`broken off ${when} the append to the ${kind} is finished by doing it again`, async () => {
        const cohortId = await school.cohort();
        const { applicationId } = await school.accepted();
        const before = await school.facts();
        school.breakOffAt(kind, when);
        await expect(school.enroll(cohortId, applicationId)).rejects.toThrow('the power was cut');
        const { id, standing } = await school.enroll(cohortId, applicationId);
        expect(standing).toBe('in-training');
        expect(standingOf(await state(id))).toBe('in-training');
        expect((await school.facts()).slice(before.length)).toEqual([
          'application ApplicantPlaced',
          'cohort SeatTaken',
          'enrollment TraineeEnrolled',
        ]);
      });
    }
  }

  test('previewed records nothing in any stream', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const before = await school.facts();
    const answer = await school.enroll(cohortId, applicationId, { ...context, preview: true });
    expect(answer.outcome).toBe('previewed');
    expect(answer.facts.map(({ type }) => type)).toEqual(['TraineeEnrolled']);
    expect(await school.facts()).toEqual(before);
  });

  test('in a full class is refused, and leaves the acceptance free', async () => {
    const cohortId = await school.cohort(1);
    await school.trainee(cohortId);
    const { applicationId } = await school.accepted();
    const before = await school.facts();
    await expect(school.enroll(cohortId, applicationId)).rejects.toMatchObject({
      code: 'cohort-full',
    });
    expect(await school.facts()).toEqual(before);
  });

  test('two at once for the last seat: one has it, the other is free for another class', async () => {
    const cohortId = await school.cohort(1);
    const applications = [await school.accepted(), await school.accepted()];
    const results = await Promise.allSettled(
      applications.map(({ applicationId }) => school.enroll(cohortId, applicationId)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await taken(cohortId)).size).toBe(1);
    const lost = applications[results.findIndex(({ status }) => status === 'rejected')];
    expect(await placement(lost?.applicationId ?? '')).toBeUndefined();
    const elsewhere = await school.enroll(await school.cohort(1), lost?.applicationId ?? '');
    expect(elsewhere.standing).toBe('in-training');
  });

  test('broken off before a seat was taken, in a class that filled up since, frees the acceptance', async () => {
    const cohortId = await school.cohort(1);
    const { applicationId } = await school.accepted();
    school.breakOffAt('cohort', 'before');
    await expect(school.enroll(cohortId, applicationId)).rejects.toThrow('the power was cut');
    await school.trainee(cohortId);
    await expect(school.enroll(cohortId, applicationId)).rejects.toMatchObject({
      code: 'cohort-full',
    });
    expect(await placement(applicationId)).toBeUndefined();
  });

  test('in two classes is refused', async () => {
    const { applicationId } = await school.accepted();
    await school.enroll(await school.cohort(), applicationId);
    await expect(school.enroll(await school.cohort(), applicationId)).rejects.toMatchObject({
      code: 'placed-elsewhere',
    });
  });

  test('of an erased person is refused', async () => {
    const cohortId = await school.cohort();
    const { personId, applicationId } = await school.accepted();
    await school.ask(new ErasePerson(personId, {}, context));
    await expect(school.enroll(cohortId, applicationId)).rejects.toMatchObject({
      code: 'person-erased',
    });
  });

  test('in a cohort or on an application that is not there is refused', async () => {
    const { applicationId } = await school.accepted();
    const nowhere = school.decider.ids.next();
    await expect(school.enroll(nowhere, applicationId)).rejects.toMatchObject({
      code: 'cohort-unknown',
    });
    await expect(school.enroll(await school.cohort(), nowhere)).rejects.toMatchObject({
      code: 'application-unknown',
    });
  });
});

describe('withdrawing', () => {
  test('frees the seat and the acceptance', async () => {
    const cohortId = await school.cohort(1);
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(cohortId, applicationId);
    expect(await withdraw(id)).toMatchObject({ outcome: 'recorded', standing: 'withdrawn' });
    expect((await taken(cohortId)).size).toBe(0);
    expect(await placement(applicationId)).toBeUndefined();
  });

  for (const kind of ['cohort', 'application']) {
    test(`broken off at the ${kind} is finished by doing it again`, async () => {
      const cohortId = await school.cohort(1);
      const { applicationId } = await school.accepted();
      const { id } = await school.enroll(cohortId, applicationId);
      school.breakOffAt(kind, 'before');
      await expect(withdraw(id)).rejects.toThrow('the power was cut');
      const freed = kind === 'cohort' ? ['SeatGivenUp', 'PlacementGivenUp'] : ['PlacementGivenUp'];
      expect(told(await withdraw(id))).toEqual({ outcome: 'recorded', freed });
      expect((await taken(cohortId)).size).toBe(0);
      expect(await placement(applicationId)).toBeUndefined();
      expect(told(await withdraw(id))).toEqual({ outcome: 'unchanged', freed: [] });
    });

    test(`broken off at the ${kind} is finished by whoever finds it so, and told as done`, async () => {
      const cohortId = await school.cohort(1);
      const { applicationId } = await school.accepted();
      const { id } = await school.enroll(cohortId, applicationId);
      school.breakOffAt(kind, 'before');
      await expect(withdraw(id)).rejects.toThrow('the power was cut');
      const freed = kind === 'cohort' ? ['SeatGivenUp', 'PlacementGivenUp'] : ['PlacementGivenUp'];
      const before = await school.facts();
      expect(told(await finish(id, { ...context, preview: true }))).toEqual({
        outcome: 'previewed',
        freed,
      });
      expect(await school.facts()).toEqual(before);
      const finished = await finish(id);
      expect(told(finished)).toEqual({ outcome: 'recorded', freed });
      expect(finished.position).toBe(await school.decider.log.head());
      expect((await taken(cohortId)).size).toBe(0);
      expect(await placement(applicationId)).toBeUndefined();
      expect(told(await finish(id))).toEqual({ outcome: 'unchanged', freed: [] });
    });

    test(`broken off at the ${kind} does not keep the person from beginning anew`, async () => {
      const cohortId = await school.cohort(1);
      const { applicationId } = await school.accepted();
      const { id } = await school.enroll(cohortId, applicationId);
      school.breakOffAt(kind, 'before');
      await expect(withdraw(id)).rejects.toThrow('the power was cut');
      const anew = await school.enroll(cohortId, applicationId);
      expect(anew.standing).toBe('in-training');
      expect(anew.id).not.toBe(id);
      expect([...(await taken(cohortId)).values()]).toEqual([anew.id]);
    });
  }

  test('is not finished for somebody who is still in class', async () => {
    const cohortId = await school.cohort(1);
    const id = await school.trainee(cohortId);
    expect(told(await finish(id))).toEqual({ outcome: 'unchanged', freed: [] });
    expect((await taken(cohortId)).size).toBe(1);
  });

  test('repeated after the person began anew in the same class leaves the new enrollment alone', async () => {
    const cohortId = await school.cohort(1);
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(cohortId, applicationId);
    await withdraw(id);
    const anew = await school.enroll(cohortId, applicationId);
    await withdraw(id);
    expect([...(await taken(cohortId)).values()]).toEqual([anew.id]);
    expect(await placement(applicationId)).toMatchObject({ enrollmentId: anew.id });
  });

  test('previewed records nothing in any stream', async () => {
    const id = await school.trainee(await school.cohort());
    const before = await school.facts();
    expect((await withdraw(id, { ...context, preview: true })).standing).toBe('withdrawn');
    expect(await school.facts()).toEqual(before);
  });

  test('frees the seat of an erased person too, and keeps no reason', async () => {
    const cohortId = await school.cohort(1);
    const { personId, applicationId } = await school.accepted();
    const { id } = await school.enroll(cohortId, applicationId);
    await school.ask(new ErasePerson(personId, {}, context));
    expect((await withdraw(id)).standing).toBe('withdrawn');
    expect((await taken(cohortId)).size).toBe(0);
  });
});
