import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ErasePerson } from '#people';
import { School, context, keyed } from '../../testing/school.js';
import { day } from '../../testing/trainee.js';
import { SettleReading } from '../cohort/commands.js';
import {
  AttemptExam,
  CompleteTraining,
  CorrectRecord,
  MarkExam,
  RequestAccommodation,
  TakeRoll,
  WithdrawTrainee,
} from './commands.js';
import { attempts, enrollment, marks } from './state.js';

let school: School;
beforeEach(async () => {
  school = await School.open();
});
afterEach(() => school[Symbol.asyncDispose]());

const state = async (enrollmentId: string) =>
  (await school.decider.load(enrollment, enrollmentId)).state;
const reason = 'Moved away.';
const withdraw = (enrollmentId: string, under = context, on?: string) =>
  school.ask(
    new WithdrawTrainee(
      enrollmentId,
      { reason, ...(on !== undefined && { occurredOn: day(on) }) },
      under,
    ),
  );

describe('taking the roll', () => {
  const all = (outcome: 'attended' | 'missed') => ({ all: { outcome } }) as const;
  const roll = (cohortId: string, entries: TakeRoll['entries'], under = context) =>
    school.ask(new TakeRoll(cohortId, 'class-1', entries, under));

  test('records each trainee’s part, and refuses one without the others', async () => {
    const cohortId = await school.cohort();
    const [one, left, other] = [
      await school.trainee(cohortId),
      await school.trainee(cohortId),
      await school.trainee(cohortId),
    ];
    await withdraw(left, context, '2018-05-06');
    const results = await roll(
      cohortId,
      [one, left, other].map((enrollmentId) => ({ enrollmentId, ...all('attended') })),
    );
    expect(results).toMatchObject([
      { enrollmentId: one, outcome: 'recorded' },
      { enrollmentId: left, outcome: 'refused', refusal: { code: 'trainee-withdrew' } },
      { enrollmentId: other, outcome: 'recorded' },
    ]);
    expect(marks(await state(one)).size).toBe(3);
    expect(marks(await state(other)).size).toBe(3);
  });

  test('refuses a trainee of another cohort, or nobody’s enrollment', async () => {
    const cohortId = await school.cohort();
    const elsewhere = await school.trainee(await school.cohort());
    const nobody = school.decider.ids.next();
    const results = await roll(
      cohortId,
      [elsewhere, nobody].map((enrollmentId) => ({ enrollmentId, ...all('attended') })),
    );
    expect(results).toMatchObject([
      { refusal: { code: 'enrollment-in-other-cohort' } },
      { refusal: { code: 'enrollment-unknown' } },
    ]);
  });

  test('with a trainee listed twice under one key records all of it', async () => {
    const cohortId = await school.cohort();
    const enrollmentId = await school.trainee(cohortId);
    const part = (module: string) => ({
      enrollmentId,
      reports: [{ module, outcome: 'attended' as const }],
    });
    await roll(cohortId, [part('class-1.1'), part('class-1.2')], keyed('k1'));
    expect([...marks(await state(enrollmentId)).keys()]).toEqual(['class-1.1', 'class-1.2']);
  });

  test('again with the same key answers as the first time', async () => {
    const cohortId = await school.cohort();
    const enrollmentId = await school.trainee(cohortId);
    const entries = [{ enrollmentId, ...all('missed') }];
    const [first] = await roll(cohortId, entries, keyed('k1'));
    const [again] = await roll(cohortId, entries, keyed('k1'));
    expect(again).toEqual({ ...first, outcome: 'repeated' });
  });

  test('of a class under a settled reading judges by it', async () => {
    const cohortId = await school.cohort();
    const enrollmentId = await school.trainee(cohortId);
    await school.ask(
      new SettleReading(
        cohortId,
        { question: 'modules-late-or-missed', reading: 'strict', because: 'As posted.' },
        context,
      ),
    );
    const [result] = await roll(cohortId, [
      { enrollmentId, reports: [{ module: 'class-1.1', outcome: 'late', minutesLate: 5 }] },
    ]);
    expect(result).toMatchObject({ standing: 'disqualified' });
  });
});

describe('settling how a question is read', () => {
  const settlement = {
    question: 'modules-late-or-missed',
    reading: 'separate',
    because: 'The program says so.',
  };
  const settle = (cohortId: string, under = context) =>
    school.ask(new SettleReading(cohortId, settlement, under));
  const reads = async (enrollmentId: string) =>
    (await state(enrollmentId)).records.filter(({ type }) => type === 'ReadingChosen').length;

  test('reaches everybody enrolled, and those who left', async () => {
    const cohortId = await school.cohort();
    const [one, other, left] = [
      await school.trainee(cohortId),
      await school.trainee(cohortId),
      await school.trainee(cohortId),
    ];
    await withdraw(left);
    await settle(cohortId);
    expect([await reads(one), await reads(other), await reads(left)]).toEqual([1, 1, 1]);
    expect((await settle(cohortId)).outcome).toBe('unchanged');
    expect(await reads(left)).toBe(1);
  });

  test('is carried forward to who enrolls later', async () => {
    const cohortId = await school.cohort();
    await settle(cohortId);
    const enrollmentId = await school.trainee(cohortId);
    const { question, reading } = settlement;
    expect((await state(enrollmentId)).enrolled?.readings).toEqual([{ question, reading }]);
  });

  test('broken off half-way is finished by doing it again', async () => {
    const cohortId = await school.cohort();
    const trainees = [await school.trainee(cohortId), await school.trainee(cohortId)];
    school.breakOffAt('enrollment', 'before');
    await expect(settle(cohortId)).rejects.toThrow('the power was cut');
    expect((await settle(cohortId)).outcome).toBe('unchanged');
    for (const trainee of trainees) expect(await reads(trainee)).toBe(1);
  });

  test('is not held up by somebody who is erased, nor by what was broken off', async () => {
    const cohortId = await school.cohort();
    const { personId, applicationId } = await school.accepted();
    const erased = await school.enroll(cohortId, applicationId);
    await school.ask(new ErasePerson(personId, {}, context));
    const half = await school.accepted();
    school.breakOffAt('enrollment', 'before');
    await expect(school.enroll(cohortId, half.applicationId)).rejects.toThrow('the power was cut');
    const leaving = await school.trainee(cohortId);
    school.breakOffAt('cohort', 'before');
    await expect(withdraw(leaving)).rejects.toThrow('the power was cut');
    expect((await settle(cohortId)).outcome).toBe('recorded');
    expect([await reads(erased.id), await reads(leaving)]).toEqual([1, 1]);
    const { id } = await school.enroll(cohortId, half.applicationId);
    expect((await state(id)).enrolled?.readings).toHaveLength(1);
  });

  test('previewed records nothing in any stream', async () => {
    const cohortId = await school.cohort();
    await school.trainee(cohortId);
    const before = await school.facts();
    await settle(cohortId, { ...context, preview: true });
    expect(await school.facts()).toEqual(before);
  });

  test('in a way that the rules do not know is refused', async () => {
    const cohortId = await school.cohort();
    const ask = (changes: Partial<typeof settlement>) =>
      school.ask(new SettleReading(cohortId, { ...settlement, ...changes }, context));
    await expect(ask({ question: 'weather' })).rejects.toMatchObject({ code: 'question-unknown' });
    await expect(ask({ reading: 'kind' })).rejects.toMatchObject({ code: 'reading-unknown' });
  });
});

describe('what a request creates', () => {
  test('is created once, however often the request is sent', async () => {
    const enrollmentId = await school.trainee(await school.cohort());
    const request = () =>
      school.ask(
        new RequestAccommodation(
          enrollmentId,
          { requirement: 'testing-accommodation', offer: 'extra-time' },
          keyed('k1'),
        ),
      );
    const first = await request();
    const again = await request();
    expect(again.outcome).toBe('repeated');
    expect(again.facts).toEqual(first.facts);
    expect((await state(enrollmentId)).records).toHaveLength(2);
  });
});

describe('the path to the certification', () => {
  test('from the roll call over the exam to what was earned, and back by a correction', async () => {
    const cohortId = await school.cohort();
    const id = await school.trainee(cohortId);
    for (const sessionId of ['class-1', 'class-2']) {
      await school.ask(
        new TakeRoll(
          cohortId,
          sessionId,
          [{ enrollmentId: id, all: { outcome: 'attended' } }],
          context,
        ),
      );
    }
    const on = { occurredOn: day('2018-05-15') };
    const completed = await school.ask(new CompleteTraining(id, on, context));
    expect(completed.standing).toBe('training-completed');
    const attempt = await school.ask(
      new AttemptExam(id, { sittingId: 'exam-1', minutesTaken: 120 }, keyed('k1')),
    );
    expect(attempt.facts[0]?.data).toMatchObject({
      exam: 'written-exam',
      occurredOn: '2018-06-04',
      timeAllowed: 'PT3H',
    });
    const attemptId = attempts(await state(id))[0]?.attempted.data.attemptId ?? '';
    const passed = await school.ask(new MarkExam(id, { attemptId, result: 'passed' }, context));
    expect(passed.standing).toBe('certification-earned');
    const factId = passed.facts[0]?.id ?? '';
    const back = await school.ask(
      new CorrectRecord(id, { factId, reason: 'Another trainee’s paper.' }, context),
    );
    expect(back.facts.map(({ type }) => type)).toEqual([
      'RecordVoided',
      'CertificationNoLongerEarned',
    ]);
    expect(back.standing).toBe('training-completed');
  });

  test('knows no sitting that is not planned', async () => {
    const id = await school.trainee(await school.cohort());
    await expect(
      school.ask(new AttemptExam(id, { sittingId: 'exam-9' }, context)),
    ).rejects.toMatchObject({ code: 'sitting-unknown' });
  });
});
