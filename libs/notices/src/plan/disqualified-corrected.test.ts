import { beforeEach, describe, expect, test } from '@jest/globals';
import { contentOf } from '../composing.js';
import { Trainee, day, line } from '../testing/trainee.js';
import { possibleNotices } from './plan.js';

const at = '2018-05-08T15:00:00Z';
const afterHold = '2018-05-08T15:02:00Z';

let trainee: Trainee;
/** Marks of six missed modules, of which four disqualify. */
let marks: string[];
let disqualified: string;
beforeEach(() => {
  trainee = new Trainee().at('2018-05-07T20:00:00Z');
  const modules = [1, 2, 3].map((number) => ({ id: `class-2.${number}`, title: `More ${number}` }));
  trainee.cohort('ClassDayPlanned', { sessionId: 'class-2', date: day('2018-05-06'), modules });
  marks = ['class-1.1', 'class-1.2', 'class-1.3', 'class-2.1', 'class-2.2', 'class-2.3'].map(
    (module) => trainee.missed(module),
  );
  disqualified = trainee.disqualified('modules', ...marks);
});

const told = () => trainee.sent(trainee.of(disqualified));
const nothing = () => {
  expect(trainee.wanted).toEqual([]);
};
const corrections = () => trainee.plan.filter(({ kind }) => kind === 'disqualified-corrected');
const only = () => {
  const [first, ...others] = corrections();
  if (first === undefined || others.length > 0) throw new Error(`${corrections().length} of them`);
  return first;
};

describe('a disqualification that was told, and stands on less than was told', () => {
  test('is put right, after the hold', () => {
    const retracts = told();
    nothing();
    const voided = trainee.at(at).voided(marks[0] ?? '');
    expect(trainee.wanted).toEqual([`disqualified-corrected at ${afterHold}`]);
    expect(only()).toMatchObject({
      planned: { retracts, because: [voided, disqualified], about: { requirement: 'modules' } },
    });
  });

  test('is put right once', () => {
    told();
    trainee.voided(marks[0] ?? '');
    trainee.sent(only());
    nothing();
  });

  test('is put right a second time when another part of it falls', () => {
    told();
    trainee.voided(marks[0] ?? '');
    const first = trainee.sent(only());
    const voided = trainee.voided(marks[1] ?? '');
    expect(only()).toMatchObject({ planned: { retracts: first, because: [voided, disqualified] } });
    trainee.sent(only());
    nothing();
  });

  test('is put right once when two parts fall before the mail is out', () => {
    told();
    trainee.voided(marks[0] ?? '');
    const { noticeId } = only();
    trainee.begun(only());
    trainee.became(noticeId, { type: 'NoticeBounced', data: { attempt: 1 } });
    trainee.voided(marks[1] ?? '');
    expect(only().noticeId).toBe(noticeId);
  });

  test('is put right when a mark is replaced by another', () => {
    told();
    trainee.voided(marks[0] ?? '');
    trainee.late('class-1.1');
    expect(corrections().map(({ wanted }) => wanted)).toEqual([true]);
  });

  test('is not put right when a mark is replaced by one that reads the same', () => {
    told();
    trainee.voided(marks[0] ?? '');
    trainee.missed('class-1.1');
    nothing();
  });

  test('is not put right when it stands on more', () => {
    trainee.voided(marks[5] ?? '');
    told();
    trainee.late('class-2.3');
    nothing();
  });

  test('is put right when the program reads its rule otherwise, and less counts', () => {
    trainee.voided(marks[3] ?? '');
    const excused = trainee.excused('class-2.1');
    const noticeId = told();
    expect(trainee.ledger.get(noticeId)?.tells.get(1)).toContain(excused);
    const chosen = trainee.did('ReadingChosen', {
      question: 'excused-absences',
      reading: 'does-not-count',
      occurredOn: day('2018-05-07'),
    });
    expect(only()).toMatchObject({ planned: { because: [chosen, disqualified] } });
  });

  test('is put right again behind a correction that may be on its way, and says too much', () => {
    told();
    trainee.voided(marks[0] ?? '');
    const first = only();
    trainee.at(at).begun(first);
    const voided = trainee.later({ seconds: 1 }).voided(marks[1] ?? '');
    expect(corrections().map(line)).toEqual([
      'disqualified-corrected at 2018-05-08T15:05:00Z',
      'disqualified-corrected: retracted-otherwise',
    ]);
    expect(corrections()[0]).toMatchObject({
      planned: { retracts: first.noticeId, because: [voided, disqualified] },
    });
  });

  test('is not put right for who was erased', () => {
    told();
    trainee.voided(marks[0] ?? '');
    trainee.became(only().noticeId, { type: 'NoticePlanned', data: planned() });
    trainee.erasedBy = 'erasure';
    expect(corrections().map(line)).toEqual(['disqualified-corrected: person-erased']);
  });
});

function planned() {
  const found = only();
  if (!found.wanted) throw new Error('it is not wanted');
  return found.planned;
}

describe('nothing is put right', () => {
  test('that was not told yet: the mail names what is so when it goes out', () => {
    trainee.voided(marks[0] ?? '');
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified at/u)]);
    told();
    const { noticeId } = trainee.of(disqualified);
    expect(trainee.ledger.get(noticeId)?.tells.get(1)).toEqual(marks.slice(1).sort(byDay));
    nothing();
  });

  test('that surely never arrived', () => {
    const attempt = trainee.begun(trainee.of(disqualified));
    const { noticeId } = trainee.of(disqualified);
    trainee.became(noticeId, { type: 'NoticeBounced', data: { attempt } });
    trainee.voided(marks[0] ?? '');
    expect(corrections()).toEqual([]);
  });

  test('while the mail itself is to be tried again: it will name what is so then', () => {
    const attempt = trainee.begun(trainee.of(disqualified));
    const { noticeId } = trainee.of(disqualified);
    const retryAt = '2018-05-08T15:01:00Z';
    const because = 'connection-lost' as const;
    trainee.became(noticeId, {
      type: 'NoticeDeferred',
      data: { attempt, because, mayHaveArrived: true, retryAt },
    });
    trainee.voided(marks[0] ?? '');
    expect(corrections()).toEqual([]);
    // Both tries have one Message-ID, and a mailbox may keep the first.
    trainee.sent(trainee.of(disqualified));
    expect(only()).toMatchObject({ wanted: true, planned: { retracts: noticeId } });
  });

  test('when the first try surely came to nothing', () => {
    const attempt = trainee.begun(trainee.of(disqualified));
    const { noticeId } = trainee.of(disqualified);
    const retryAt = '2018-05-08T15:01:00Z';
    const because = 'unreachable' as const;
    trainee.became(noticeId, {
      type: 'NoticeDeferred',
      data: { attempt, because, mayHaveArrived: false, retryAt },
    });
    trainee.voided(marks[0] ?? '');
    trainee.sent(trainee.of(disqualified));
    nothing();
  });

  test('for another rule', () => {
    told();
    trainee.sent(trainee.of(trainee.disqualified('homework')));
    trainee.voided(marks[0] ?? '');
    expect(corrections()).toHaveLength(1);
  });
});

const byDay = (a: string, b: string) =>
  Number(marks.indexOf(a) < 3) - Number(marks.indexOf(b) < 3) ||
  marks.indexOf(a) - marks.indexOf(b);

describe('when the disqualification falls altogether', () => {
  test('that is told, and the correction that waited is off', () => {
    const noticeOfIt = told();
    trainee.voided(marks[0] ?? '');
    const { noticeId } = only();
    trainee.became(noticeId, { type: 'NoticePlanned', data: planned() });
    const undone = trainee.at(at).reinstated();
    expect(trainee.wanted).toEqual([`disqualified-retracted at ${afterHold}`]);
    expect(trainee.of(undone)).toMatchObject({ planned: { retracts: noticeOfIt } });
    expect(corrections().map(line)).toEqual(['disqualified-corrected: disqualification-withdrawn']);
  });

  test('a correction that was told is taken back with it', () => {
    told();
    trainee.voided(marks[0] ?? '');
    const correction = trainee.sent(only());
    const undone = trainee.reinstated();
    expect(trainee.of(undone)).toMatchObject({ planned: { retracts: correction } });
  });

  test('and the same rule disqualifies again, the new notice tells it all', () => {
    told();
    trainee.voided(marks[0] ?? '');
    trainee.became(only().noticeId, { type: 'NoticePlanned', data: planned() });
    trainee.reinstated();
    const again = trainee.disqualified('modules', ...marks.slice(1));
    expect(trainee.wanted).toEqual([expect.stringMatching(/^disqualified at/u)]);
    expect(corrections().map(line)).toEqual(['disqualified-corrected: retracted-otherwise']);
    trainee.sent(trainee.of(again));
    nothing();
  });
});

test('a correction that waited is off when the record is as it was told again', () => {
  told();
  trainee.voided(marks[0] ?? '');
  trainee.became(only().noticeId, { type: 'NoticePlanned', data: planned() });
  trainee.missed('class-1.1');
  expect(corrections().map(line)).toEqual(['disqualified-corrected: nothing-false-told']);
});

test('every correction is found by whoever has only the log', () => {
  told();
  trainee.voided(marks[0] ?? '');
  const first = trainee.sent(only());
  trainee.voided(marks[1] ?? '');
  const second = trainee.sent(only());
  expect(possibleNotices(trainee.record)).toEqual(expect.arrayContaining([first, second]));
});

test('of a mail from before mails said which facts they name, those that disqualified count', () => {
  const candidate = trainee.of(disqualified);
  if (!candidate.wanted) throw new Error('unreachable');
  trainee.became(
    candidate.noticeId,
    { type: 'NoticePlanned', data: candidate.planned },
    { type: 'NoticeSendingBegun', data: { attempt: 1, at, until: afterHold } },
    { type: 'NoticeSent', data: { attempt: 1, messageId: '<1@example.org>' } },
  );
  nothing();
  trainee.voided(marks[0] ?? '');
  expect(only()).toMatchObject({ planned: { retracts: candidate.noticeId } });
});

describe('where late modules are counted apart from the missed', () => {
  let late: string;
  beforeEach(() => {
    trainee = new Trainee().at('2018-05-07T20:00:00Z');
    const modules = [1, 2, 3].map((number) => ({
      id: `class-2.${number}`,
      title: `More ${number}`,
    }));
    trainee.cohort('ClassDayPlanned', { sessionId: 'class-2', date: day('2018-05-06'), modules });
    late = trainee.late('class-2.3');
    marks = ['class-1.1', 'class-1.2', 'class-1.3', 'class-2.1', 'class-2.2'].map((module) =>
      trainee.missed(module),
    );
    trainee.did('ReadingChosen', {
      question: 'modules-late-or-missed',
      reading: 'separate',
      occurredOn: day('2018-05-07'),
    });
    disqualified = trainee.disqualified('modules', ...marks, late);
  });

  /** As mails told it once: with everything that the rule rests on. */
  function toldOfAll(): string {
    const candidate = trainee.of(disqualified);
    if (!candidate.wanted) throw new Error('it is not wanted');
    const tells = [...marks, late];
    trainee.became(
      candidate.noticeId,
      { type: 'NoticePlanned', data: candidate.planned },
      { type: 'NoticeSendingBegun', data: { attempt: 1, at, until: afterHold, tells } },
      { type: 'NoticeSent', data: { attempt: 1, messageId: '<1@example.org>' } },
    );
    return candidate.noticeId;
  }

  test('a mail names the missed alone', () => {
    const noticeId = told();
    expect(trainee.ledger.get(noticeId)?.tells.get(1)).toEqual(expect.arrayContaining(marks));
    expect(trainee.ledger.get(noticeId)?.tells.get(1)).not.toContain(late);
  });

  test('a mail that once named the late ones too is not put right, for they are as it said', () => {
    toldOfAll();
    nothing();
  });

  test('it is when one of them falls altogether, and what is late still is not said to have fallen', () => {
    const noticeId = toldOfAll();
    trainee.voided(marks[0] ?? '');
    expect(only()).toMatchObject({ planned: { retracts: noticeId } });
    const correction = planned();
    trainee.became(only().noticeId, { type: 'NoticePlanned', data: correction });
    const content = contentOf(trainee.record, correction);
    if (content.kind !== 'disqualified-corrected') throw new Error(content.kind);
    expect(content.noLonger.map(({ what }) => what)).toEqual(['Module 1: missed']);
    expect(content.broke.map(({ what }) => what)).toEqual([
      'More 1: missed',
      'More 2: missed',
      'Module 2: missed',
      'Module 3: missed',
    ]);
  });

  test('it is when the late one falls, of which it said that the rule is broken by it', () => {
    const noticeId = toldOfAll();
    trainee.voided(late);
    expect(only()).toMatchObject({ planned: { retracts: noticeId } });
  });

  test('a mail that named the missed alone has nothing to do with the late one', () => {
    told();
    trainee.voided(late);
    nothing();
  });
});
