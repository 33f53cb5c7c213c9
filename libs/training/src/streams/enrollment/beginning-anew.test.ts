import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { School, context, summer } from '../../testing/school.js';
import { day } from '../../testing/trainee.js';
import { cohort } from '../cohort/state.js';
import {
  AttemptExam,
  CompleteTraining,
  CorrectRecord,
  MarkExam,
  TakeRoll,
  WithdrawTrainee,
} from './commands.js';
import { enrollment, marks, usedAttempts } from './state.js';

let school: School;
beforeEach(async () => {
  school = await School.open();
});
afterEach(() => school[Symbol.asyncDispose]());

const state = async (id: string) => (await school.decider.load(enrollment, id)).state;

async function takeRoll(cohortId: string, id: string, outcome: 'attended' | 'missed') {
  for (const session of ['class-1', 'class-2']) {
    const entries = [{ enrollmentId: id, all: { outcome } }];
    await school.ask(new TakeRoll(cohortId, session, entries, context));
  }
}

async function failExam(id: string, sittingId: string, occurredOn?: string) {
  const on = occurredOn === undefined ? undefined : { occurredOn: day(occurredOn) };
  const { facts } = await school.ask(new AttemptExam(id, { sittingId, ...on }, context));
  const { attemptId } = facts[0]?.data as { attemptId: string };
  await school.ask(new MarkExam(id, { attemptId, result: 'failed' }, context));
}

const withdraw = (id: string) =>
  school.ask(new WithdrawTrainee(id, { reason: 'Begins anew.' }, context));

describe('beginning anew on the same acceptance', () => {
  test.each([
    ['at the same time', undefined],
    ['after all of it', summer],
  ])('does not give back the attempts that were used, in a class %s', async (_, dates) => {
    const first = await school.cohort();
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(first, applicationId);
    await takeRoll(first, id, 'attended');
    await school.ask(new CompleteTraining(id, {}, context));
    await failExam(id, 'exam-1');
    await failExam(id, 'exam-2');
    await withdraw(id);

    const second = await school.cohort(10, 'Summer 2018', dates);
    const anew = await school.enroll(second, applicationId);
    expect(usedAttempts(await state(anew.id)).map(({ result }) => result)).toEqual([
      'failed',
      'failed',
    ]);
    await takeRoll(second, anew.id, 'attended');
    await school.ask(new CompleteTraining(anew.id, {}, context));
    await failExam(anew.id, 'exam-1');
    await expect(
      school.ask(new AttemptExam(anew.id, { sittingId: 'exam-2' }, context)),
    ).rejects.toMatchObject({ code: 'no-attempts-left' });
  });

  test.each([
    ['from the last class on', '2018-05-14', 2],
    ['before it, which did not count there either', '2018-05-13', 1],
  ])('carries over an attempt %s', async (_, first, carried) => {
    const spring = await school.cohort();
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(spring, applicationId);
    await takeRoll(spring, id, 'attended');
    await school.ask(new CompleteTraining(id, {}, context));
    await failExam(id, 'exam-1', first);
    await failExam(id, 'exam-2');
    await withdraw(id);

    const anew = await school.enroll(await school.cohort(10, 'Summer 2018', summer), applicationId);
    expect(usedAttempts(await state(anew.id))).toHaveLength(carried);
  });

  test('is refused to who was disqualified; that takes a new application', async () => {
    const first = await school.cohort();
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(first, applicationId);
    await takeRoll(first, id, 'missed');
    await withdraw(id);
    const before = await school.facts();
    await expect(school.enroll(await school.cohort(), applicationId)).rejects.toMatchObject({
      code: 'disqualified-before',
    });
    expect((await school.facts()).filter((fact) => !fact.startsWith('cohort'))).toEqual(
      before.filter((fact) => !fact.startsWith('cohort')),
    );
  });

  test('is open again to who was disqualified wrongly, once the record is corrected where it stands', async () => {
    const first = await school.cohort();
    const { applicationId } = await school.accepted();
    const { id } = await school.enroll(first, applicationId);
    await takeRoll(first, id, 'missed');
    await withdraw(id);
    const wrong = [...marks(await state(id)).values()].slice(0, 3);
    for (const { id: factId } of wrong) {
      const right = { factId, reason: 'Was there.', as: { outcome: 'attended' as const } };
      const { standing } = await school.ask(new CorrectRecord(id, right, context));
      expect(standing).toBe('withdrawn');
    }
    // It gives no seat back: who left has left.
    const { taken, former } = (await school.decider.load(cohort, first)).state;
    expect([taken.size, [...former]]).toEqual([0, [id]]);
    const second = await school.cohort();
    expect((await school.enroll(second, applicationId)).standing).toBe('in-training');
  });
});
