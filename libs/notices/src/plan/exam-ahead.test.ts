import { describe, expect, test } from '@jest/globals';
import { requirementsOf } from '#programs';
import type { Requirement } from '#programs';
import { Trainee, day, line, policyOf } from '../testing/trainee.js';

const codes = (trainee: Trainee) =>
  trainee.plan.flatMap((one) => (one.wanted ? [] : [one.because]));

describe('reminders of an exam', () => {
  test('go out at nine on the wall clock of the class, a week and a day before', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04', '10:30');
    expect(trainee.wanted).toEqual([
      'exam-ahead P7D at 2018-05-28T13:00:00Z until 2018-06-03T13:00:00Z',
      'exam-ahead P1D at 2018-06-03T13:00:00Z until 2018-06-04T14:30:00Z',
    ]);
  });

  test('keep to the wall clock when the clocks go back, and forward', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-11-07', '09:30');
    trainee.sitting('2019-03-14', '09:30', 'exam-2');
    expect(trainee.wanted).toEqual([
      'exam-ahead P7D at 2018-10-31T13:00:00Z until 2018-11-06T14:00:00Z',
      'exam-ahead P1D at 2018-11-06T14:00:00Z until 2018-11-07T14:30:00Z',
      'exam-ahead P7D at 2019-03-07T14:00:00Z until 2019-03-13T13:00:00Z',
      'exam-ahead P1D at 2019-03-13T13:00:00Z until 2019-03-14T13:30:00Z',
    ]);
  });

  test('keep to the zone of the class, wherever the program is', () => {
    const trainee = new Trainee('America/Phoenix');
    trainee.sitting('2018-06-04');
    expect(trainee.wanted[0]).toMatch(/^exam-ahead P7D at 2018-05-28T16:00:00Z/u);
  });

  test('take a start that the clocks skip as the hour after', () => {
    const trainee = new Trainee();
    trainee.at('2019-01-01T00:00:00Z').sitting('2019-03-10', '02:30');
    expect(trainee.wanted[1]).toBe(
      'exam-ahead P1D at 2019-03-09T14:00:00Z until 2019-03-10T07:30:00Z',
    );
  });

  test('are not for a trainee who withdrew', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    const left = trainee.did('TraineeWithdrew', { occurredOn: day('2018-05-02') });
    expect(trainee.plan).toEqual([
      expect.objectContaining({ because: 'withdrew', facts: [left] }),
      expect.objectContaining({ because: 'withdrew', facts: [left] }),
    ]);
  });

  test('are not for a disqualified trainee, and are back when that is withdrawn', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    const fact = trainee.disqualified();
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified /u)]);
    expect(trainee.plan).toContainEqual(
      expect.objectContaining({ because: 'disqualified', facts: [fact] }),
    );
    trainee.reinstated();
    expect(trainee.wanted).toHaveLength(2);
  });

  test('are not for whoever was at this sitting already', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    const attempt = trainee.attempted(1);
    trainee.marked(1, 'failed');
    expect(trainee.plan[0]).toMatchObject({ because: 'attempted-here', facts: [attempt] });
    const voided = trainee.did('RecordVoided', { factId: attempt });
    expect([voided, ...trainee.wanted]).toHaveLength(3);
  });

  test('wait while an attempt is not marked, and follow when it failed', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    trainee.sitting('2018-06-18', '10:00', 'exam-2');
    trainee.attempted(1);
    expect(codes(trainee)).toEqual([
      'attempted-here',
      'attempted-here',
      'attempt-not-marked',
      'attempt-not-marked',
    ]);
    trainee.marked(1, 'failed');
    expect(trainee.wanted).toHaveLength(2);
  });

  test('are not for whoever has passed', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    trainee.sitting('2018-06-18', '10:00', 'exam-2');
    const attempt = trainee.attempted(1);
    const mark = trainee.marked(1, 'passed');
    expect(trainee.plan[2]).toMatchObject({ because: 'exam-passed' });
    expect(trainee.plan[2]).toMatchObject({ facts: expect.arrayContaining([attempt, mark]) });
  });

  test('follow for a second exam while the first one’s mark is awaited', () => {
    const { exam, ...rest } = policyOf('us-massachusetts-cps', '2018-01-01');
    if (typeof exam === 'string' || typeof exam.require === 'string') throw new Error('no exam');
    const [written] = requirementsOf({ exam, ...rest }, 'exam');
    if (written === undefined) throw new Error('no exam');
    const both: Requirement = {
      kind: 'all',
      id: 'both-exams',
      title: 'Both exams',
      rules: [],
      of: [written, { ...written, id: 'oral-exam' }],
    };
    const trainee = new Trainee('UTC', { ...rest, exam: { ...exam, require: both } });
    trainee.sitting('2018-06-04');
    trainee.sitting('2018-06-18', '10:00', 'exam-2');
    trainee.attempted(1);
    expect(trainee.wanted).toHaveLength(2);
  });

  test('are not for whoever has used every attempt that the rules allow', () => {
    const trainee = new Trainee();
    for (const number of [1, 2, 3, 4]) {
      trainee.sitting(`2018-06-${number + 10}`, '10:00', `exam-${number}`);
    }
    for (const number of [1, 2]) {
      trainee.attempted(number);
      trainee.marked(number, 'failed');
    }
    expect(trainee.wanted).toHaveLength(4);
    trainee.attempted(3);
    trainee.marked(3, 'failed');
    expect(codes(trainee).at(-1)).toBe('no-attempts-left');
    expect(trainee.wanted).toEqual([]);
  });

  test('are not planned where the trainee came, or the date was set, when it was too late', () => {
    const trainee = new Trainee().at('2018-06-03T13:00:00Z');
    const set = trainee.sitting('2018-06-04');
    expect(trainee.plan[0]).toMatchObject({ because: 'came-too-late', facts: [set] });
    expect(trainee.wanted).toEqual([
      'exam-ahead P1D at 2018-06-03T13:00:00Z until 2018-06-04T14:00:00Z',
    ]);
  });
});

describe('a sitting that is moved', () => {
  test('is announced for the new date only', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    const moved = trainee.moved('2018-06-11');
    expect(trainee.plan.slice(0, 2)).toEqual([
      expect.objectContaining({ because: 'sitting-moved', facts: [moved] }),
      expect.objectContaining({ because: 'sitting-moved', facts: [moved] }),
    ]);
    expect(trainee.wanted).toEqual([
      'exam-ahead P7D at 2018-06-04T13:00:00Z until 2018-06-10T13:00:00Z',
      'exam-ahead P1D at 2018-06-10T13:00:00Z until 2018-06-11T14:00:00Z',
    ]);
  });

  test('is put right with whoever was told the old date, for as long as either date is ahead', () => {
    const trainee = new Trainee();
    const told = trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    const moved = trainee.at('2018-05-29T12:00:00Z').moved('2018-06-11');
    expect(trainee.of(moved)).toMatchObject({ planned: { retracts: told } });
    expect(line(trainee.of(moved))).toBe(
      'exam-ahead-retracted at 2018-05-29T12:02:00Z until 2018-06-11T14:00:00Z',
    );
  });

  test('to an earlier day is put right until the day that was told', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    const moved = trainee.moved('2018-06-01');
    expect(line(trainee.of(moved))).toMatch(/until 2018-06-04T14:00:00Z$/u);
  });

  test('in hindsight is put right with nobody', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    trainee.at('2018-06-05T12:00:00Z').moved('2018-06-01');
    expect(trainee.wanted).toEqual([]);
    expect(codes(trainee)).toContain('came-too-late');
  });

  test('twice is put right once, by the last date', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    const first = trainee.of(trainee.moved('2018-06-11'));
    if (!first.wanted) throw new Error('unreachable');
    trainee.became(first.noticeId, { type: 'NoticePlanned', data: first.planned });
    const second = trainee.of(trainee.moved('2018-06-12'));
    expect(second.noticeId).not.toBe(first.noticeId);
    expect(trainee.plan).toContainEqual(
      expect.objectContaining({ noticeId: first.noticeId, because: 'retracted-otherwise' }),
    );
  });

  test('again after the correction went out is corrected again', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    const correction = trainee.sent(trainee.of(trainee.moved('2018-06-11')));
    const again = trainee.moved('2018-06-12');
    expect(trainee.of(again)).toMatchObject({ planned: { retracts: correction } });
  });

  test('away and back is announced no second time, and corrected only if the way was told', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    trainee.moved('2018-06-11');
    trainee.moved('2018-06-04');
    expect(trainee.wanted).toEqual([expect.stringMatching(/^exam-ahead P1D/u)]);
    expect(codes(trainee)).toContain('told-already');
  });
});

describe('a sitting that is cancelled', () => {
  test('is announced to nobody, and taken back with whoever was told', () => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    const off = trainee.cohort('ExamSittingCancelled', { sittingId: 'exam-1' });
    expect(line(trainee.of(off))).toMatch(/^exam-ahead-retracted .* until 2018-06-04T14:00:00Z$/u);
    expect(codes(trainee)).toEqual(['sitting-cancelled', 'sitting-cancelled']);
    trainee.sent(trainee.of(off));
    expect(trainee.wanted).toEqual([]);
  });

  test.each([
    [
      'withdrew',
      (trainee: Trainee) => trainee.did('TraineeWithdrew', { occurredOn: day('2018-05-02') }),
    ],
    ['is disqualified', (trainee: Trainee) => trainee.disqualified()],
    ['was there', (trainee: Trainee) => trainee.attempted(1)],
  ])('is no matter for a trainee who was told of it and %s', (_what, happens) => {
    const trainee = new Trainee();
    trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
    happens(trainee);
    trainee.cohort('ExamSittingCancelled', { sittingId: 'exam-1' });
    expect(trainee.wanted.filter((one) => one.startsWith('exam'))).toEqual([]);
  });

  test('is told to a trainee who waits for a mark', () => {
    const trainee = new Trainee();
    trainee.sitting('2018-06-04');
    trainee.sent(trainee.of(trainee.sitting('2018-06-18', '10:00', 'exam-2'), 'P7D'));
    trainee.attempted(1);
    trainee.cohort('ExamSittingCancelled', { sittingId: 'exam-2' });
    expect(trainee.wanted).toEqual([expect.stringMatching(/^exam-ahead-retracted/u)]);
  });
});
