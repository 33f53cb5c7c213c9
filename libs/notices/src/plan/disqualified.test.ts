import { describe, expect, test } from '@jest/globals';
import { Trainee, id } from '../testing/trainee.js';

const at = '2018-05-08T15:00:00Z';
const afterHold = '2018-05-08T15:02:00Z';

describe('the notice of a disqualification', () => {
  test('goes out when the hold is over, and is of use for thirty days', () => {
    const trainee = new Trainee().at(at);
    const fact = trainee.disqualified('modules', 'mark-1', 'mark-2');
    expect(trainee.wanted).toEqual([`disqualified at ${afterHold} until 2018-06-07T15:00:00Z`]);
    expect(trainee.of(fact)).toMatchObject({
      planned: {
        because: [fact, 'mark-1', 'mark-2'],
        about: { requirement: 'modules' },
        personId: id(1),
        cohortId: id(2),
        enrollmentId: trainee.enrollmentId,
      },
    });
  });

  test('is off when a correction undoes it before it went out', () => {
    const trainee = new Trainee();
    trainee.disqualified();
    const undone = trainee.reinstated();
    expect(trainee.plan).toEqual([
      expect.objectContaining({ because: 'disqualification-withdrawn', facts: [undone] }),
    ]);
  });

  test('is another one for a second disqualification by the same rule', () => {
    const trainee = new Trainee();
    const first = trainee.disqualified();
    const { noticeId } = trainee.of(first);
    trainee.reinstated();
    expect(trainee.of(trainee.disqualified()).noticeId).not.toBe(noticeId);
    expect(trainee.wanted).toHaveLength(1);
  });

  test('each rule that disqualifies has its own', () => {
    const trainee = new Trainee();
    trainee.disqualified('modules');
    trainee.disqualified('homework');
    expect(trainee.wanted).toHaveLength(2);
  });

  test('of one rule stands when that of another is withdrawn', () => {
    const trainee = new Trainee();
    const first = trainee.disqualified('modules');
    const second = trainee.disqualified('homework');
    const undone = trainee.reinstated('modules');
    expect(trainee.of(second).wanted).toBe(true);
    expect(() => trainee.of(first)).toThrow();
    expect(trainee.plan[0]).toMatchObject({ wanted: false, facts: [undone] });
  });

  test('also reaches a trainee who withdrew after it', () => {
    const trainee = new Trainee();
    trainee.disqualified();
    trainee.did('TraineeWithdrew', { occurredOn: '2018-05-09' as never });
    expect(trainee.wanted).toHaveLength(1);
  });

  test('reaches a trainee who had withdrawn before: it keeps them from beginning anew', () => {
    const trainee = new Trainee();
    trainee.did('TraineeWithdrew', { occurredOn: '2018-05-09' as never });
    trainee.disqualified();
    expect(trainee.wanted).toHaveLength(1);
  });

  test('is not for a person who was erased', () => {
    const trainee = new Trainee();
    trainee.disqualified();
    trainee.erasedBy = 'erasure';
    expect(trainee.plan).toEqual([
      expect.objectContaining({ because: 'person-erased', facts: ['erasure'] }),
    ]);
  });
});

describe('the correction of a disqualification that was told', () => {
  test('follows once it is withdrawn, after the hold', () => {
    const trainee = new Trainee();
    const told = trainee.sent(trainee.of(trainee.disqualified()));
    expect(trainee.wanted).toEqual([]);
    const undone = trainee.at(at).reinstated();
    expect(trainee.wanted).toEqual([`disqualified-retracted at ${afterHold}`]);
    expect(trainee.of(undone)).toMatchObject({ planned: { retracts: told, because: [undone] } });
  });

  test('follows also who left meanwhile, and so does what is wrong in it', () => {
    const trainee = new Trainee().at(at);
    const told = trainee.sent(trainee.of(trainee.disqualified()));
    trainee.did('TraineeWithdrew', { occurredOn: '2018-05-08' as never });
    const undone = trainee.at(at).reinstated();
    expect(trainee.wanted).toEqual([`disqualified-retracted at ${afterHold}`]);
    const retraction = trainee.of(undone);
    expect(retraction).toMatchObject({ planned: { retracts: told, because: [undone] } });
    trainee.sent(retraction);
    trainee.disqualified();
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified at/u)]);
  });

  test('is never planned twice for the same error', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.disqualified()));
    trainee.sent(trainee.of(trainee.reinstated()));
    expect(trainee.wanted).toEqual([]);
  });

  test('is off when the same rule disqualifies again, and back when that is withdrawn too', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.disqualified()));
    const correction = trainee.of(trainee.reinstated());
    if (!correction.wanted) throw new Error('unreachable');
    trainee.became(correction.noticeId, { type: 'NoticePlanned', data: correction.planned });
    const again = trainee.disqualified();
    expect(trainee.wanted).toHaveLength(1);
    expect(trainee.plan).toContainEqual(
      expect.objectContaining({
        noticeId: correction.noticeId,
        because: 'disqualified-again',
        facts: [again],
      }),
    );
    trainee.reinstated();
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified-retracted/u)]);
  });

  test('is off too when it was tried already, and is to be tried again', () => {
    const trainee = new Trainee().at(at);
    trainee.sent(trainee.of(trainee.disqualified()));
    const correction = trainee.of(trainee.reinstated());
    if (!correction.wanted) throw new Error('unreachable');
    trainee.became(
      correction.noticeId,
      { type: 'NoticePlanned', data: correction.planned },
      { type: 'NoticeSendingBegun', data: { attempt: 1, at, until: afterHold } },
      {
        type: 'NoticeDeferred',
        data: { attempt: 1, because: 'unreachable', mayHaveArrived: false, retryAt: afterHold },
      },
    );
    trainee.disqualified();
    expect(trainee.plan).toContainEqual(
      expect.objectContaining({ noticeId: correction.noticeId, because: 'disqualified-again' }),
    );
  });

  test('another rule’s disqualification keeps nothing back', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.disqualified('modules')));
    trainee.sent(trainee.of(trainee.disqualified('homework')));
    trainee.reinstated('modules');
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified-retracted/u)]);
  });

  test('follows a mail of which nothing was heard, not before its courier’s time is over', () => {
    const trainee = new Trainee().at(at);
    const told = trainee.of(trainee.disqualified());
    if (!told.wanted) throw new Error('unreachable');
    trainee.became(
      told.noticeId,
      { type: 'NoticePlanned', data: told.planned },
      {
        type: 'NoticeSendingBegun',
        data: { attempt: 1, at: afterHold, until: '2018-05-08T15:07:00Z' },
      },
    );
    trainee.reinstated();
    expect(trainee.wanted).toEqual(['disqualified-retracted at 2018-05-08T15:07:00Z']);
    trainee.became(told.noticeId, { type: 'NoticeBounced', data: { attempt: 1 } });
    expect(trainee.wanted).toEqual([]);
  });

  test('of which nothing was heard is still called for', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.disqualified()));
    const correction = trainee.of(trainee.reinstated());
    if (!correction.wanted) throw new Error('unreachable');
    trainee.became(
      correction.noticeId,
      { type: 'NoticePlanned', data: correction.planned },
      { type: 'NoticeSendingBegun', data: { attempt: 1, at, until: afterHold } },
    );
    expect(trainee.plan.filter(({ wanted }) => wanted).map(({ noticeId }) => noticeId)).toEqual([
      correction.noticeId,
    ]);
  });

  test('follows nobody who was erased', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.disqualified()));
    trainee.reinstated();
    trainee.erasedBy = 'erasure';
    expect(trainee.wanted).toEqual([]);
  });
});
