import { expect, test } from '@jest/globals';
import { notice } from '../streams/notice/state.js';
import type { NoticeState } from '../streams/notice/state.js';
import { Trainee } from '../testing/trainee.js';
import { falseBelief } from './belief.js';
import type { Claim } from './belief.js';

const claim = (
  noticeId: string,
  says: string,
  hour: number,
  became: 'sent' | 'perhaps' | 'bounced',
): Claim<string> => {
  const triedAt = `2018-05-08T${String(hour).padStart(2, '0')}:00:00Z`;
  const tried: NoticeState = { ...notice.initial, attempts: 1, triedAt, status: 'bounced' };
  return {
    noticeId,
    says,
    state:
      became === 'sent'
        ? { ...tried, status: 'sent' }
        : { ...tried, mayHaveArrived: became === 'perhaps' },
  };
};
const believed = (...claims: readonly Claim<string>[]) =>
  falseBelief(claims, (says) => says === 'so')?.noticeId;

test('what was sent last is believed', () => {
  expect(believed(claim('a', 'so', 1, 'sent'), claim('b', 'not so', 2, 'sent'))).toBe('b');
  expect(believed(claim('a', 'not so', 1, 'sent'), claim('b', 'so', 2, 'sent'))).toBeUndefined();
});

test('whatever the order of the ledger, the last is the last that was tried', () => {
  expect(believed(claim('b', 'not so', 2, 'sent'), claim('a', 'so', 1, 'sent'))).toBe('b');
});

test('a mail that perhaps arrived ends no belief, and may be one', () => {
  expect(believed(claim('a', 'not so', 1, 'sent'), claim('b', 'so', 2, 'perhaps'))).toBe('a');
  expect(believed(claim('a', 'so', 1, 'sent'), claim('b', 'not so', 2, 'perhaps'))).toBe('b');
});

test('of several false ones the last is put right', () => {
  expect(believed(claim('a', 'not so', 1, 'sent'), claim('b', 'nor so', 2, 'perhaps'))).toBe('b');
});

test('what bounced nobody believes', () => {
  expect(believed(claim('a', 'not so', 1, 'bounced'))).toBeUndefined();
});

test('an error that came and went untold is put right with nobody, though an earlier one was told', () => {
  const trainee = new Trainee();
  trainee.sent(trainee.of(trainee.disqualified()));
  trainee.sent(trainee.of(trainee.reinstated()));
  trainee.disqualified();
  trainee.reinstated();
  expect(trainee.wanted).toEqual([]);
});

test('a sitting that moved on and back after a correction is corrected no second time', () => {
  const trainee = new Trainee();
  trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
  trainee.sent(trainee.of(trainee.moved('2018-06-11')));
  trainee.moved('2018-06-12');
  trainee.moved('2018-06-11');
  expect(trainee.wanted.filter((one) => one.startsWith('exam-ahead-retracted'))).toEqual([]);
});
