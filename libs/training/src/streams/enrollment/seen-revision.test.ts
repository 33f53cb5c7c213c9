import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { School, context } from '../../testing/school.js';
import { cohort } from '../cohort/state.js';
import { EnrollTrainee, TakeRoll } from './commands.js';

let school: School;
beforeEach(async () => {
  school = await School.open();
});
afterEach(() => school[Symbol.asyncDispose]());

const seen = async (cohortId: string, behind: number) => ({
  ...context,
  ifRevision: (await school.decider.load(cohort, cohortId)).revision - behind,
});

describe('a request that says which revision of the cohort was seen', () => {
  test('enrolls when nothing was changed since', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const asked = new EnrollTrainee(cohortId, { applicationId }, await seen(cohortId, 0));
    expect((await school.ask(asked)).outcome).toBe('recorded');
  });

  test('enrolls nobody when the cohort was changed meanwhile', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const before = await school.facts();
    const asked = new EnrollTrainee(cohortId, { applicationId }, await seen(cohortId, 1));
    await expect(school.ask(asked)).rejects.toMatchObject({ code: 'revision-mismatch' });
    expect(await school.facts()).toEqual(before);
  });

  test('may be repeated although the enrollment itself changed the cohort', async () => {
    const cohortId = await school.cohort();
    const { applicationId } = await school.accepted();
    const asked = new EnrollTrainee(cohortId, { applicationId }, await seen(cohortId, 0));
    const { id } = await school.ask(asked);
    expect(await school.ask(asked)).toMatchObject({ id, outcome: 'unchanged' });
  });

  test('takes no roll when the cohort was changed meanwhile', async () => {
    const cohortId = await school.cohort();
    const enrollmentId = await school.trainee(cohortId);
    const before = await school.facts();
    const entries = [{ enrollmentId, all: { outcome: 'attended' as const } }];
    const asked = new TakeRoll(cohortId, 'class-1', entries, await seen(cohortId, 1));
    await expect(school.ask(asked)).rejects.toMatchObject({ code: 'revision-mismatch' });
    expect(await school.facts()).toEqual(before);
  });
});
