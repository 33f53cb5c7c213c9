import { describe, expect, test } from '@jest/globals';
import { streamName } from '#event-log';
import type { FactId, Position, RecordedFact } from '#event-log';
import type { NoticeFact } from '#notices';
import { verdictOnNotices, wellTold } from './notice-verdict.js';

const at = '2026-03-02T14:00:00Z';
const begun = (attempt: number): NoticeFact => ({
  type: 'NoticeSendingBegun',
  data: { attempt, at, until: '2026-03-02T14:05:00Z' },
});
const sent = (attempt: number): NoticeFact => ({
  type: 'NoticeSent',
  data: { attempt, messageId: '<told@example.org>' },
});
const deferred = (attempt: number, mayHaveArrived: boolean): NoticeFact => ({
  type: 'NoticeDeferred',
  data: { attempt, because: 'connection-lost', mayHaveArrived, retryAt: at },
});

/** The facts of one notice after its planning, what is called for, and how often its mail came. */
function told(history: readonly NoticeFact[], mails: number, wanted = true) {
  const facts = history.map(({ type, data }, revision): RecordedFact => ({
    id: `fact-${revision}` as FactId,
    stream: streamName('notice', 'told'),
    revision,
    position: (revision + 1) as Position,
    type,
    data,
    metadata: { recordedAt: at, actor: 'courier', correlationId: 'round-1' },
  }));
  const counts = new Map(mails === 0 ? [] : [['<told@example.org>', mails] as const]);
  return verdictOnNotices(facts, wanted ? ['told'] : [], counts);
}

describe('nothing is amiss', () => {
  test('with a notice that was sent and came', () => {
    expect(told([begun(1), sent(1)], 1)).toEqual({
      verdict: wellTold,
      sent: 1,
      doubtful: 0,
      repeated: 0,
    });
  });

  test('with a mail that may have come twice, and did', () => {
    expect(told([begun(1), deferred(1, true), begun(2), sent(2)], 2)).toEqual({
      verdict: wellTold,
      sent: 1,
      doubtful: 1,
      repeated: 1,
    });
  });

  test('with a mail of which nothing was heard, before it was too late for another', () => {
    const history: readonly NoticeFact[] = [
      begun(1),
      { type: 'NoticeFailed', data: { because: 'tried-too-long' } },
      { type: 'NoticeRetried', data: {} },
      { type: 'NoticeSuppressed', data: { because: 'too-late' } },
    ];
    expect(told(history, 1, false)).toMatchObject({ verdict: wellTold, doubtful: 1 });
  });

  test('with a notice that is not called for, and that nobody got', () => {
    expect(told([{ type: 'NoticeCancelled', data: cancelled }], 0, false).verdict).toEqual(
      wellTold,
    );
  });
});

const cancelled = { because: 'disqualification-withdrawn' as const, facts: [] };

describe('named is', () => {
  test('a notice that is called for and was not sent', () => {
    expect(told([begun(1)], 0).verdict).toEqual({ ...wellTold, unsent: ['told'] });
  });

  test('a notice of which no fact tells, though it is called for', () => {
    expect(told([], 0).verdict).toEqual({ ...wellTold, unsent: ['told'] });
  });

  test('a notice that was recorded as sent and never came', () => {
    expect(told([begun(1), sent(1)], 0).verdict).toEqual({ ...wellTold, unreceived: ['told'] });
  });

  test('a notice that was recorded as sent twice', () => {
    expect(told([begun(1), sent(1), begun(2), sent(2)], 2).verdict).toEqual({
      ...wellTold,
      sentTwice: ['told'],
    });
  });

  test('a mail of which no notice knows', () => {
    expect(told([], 1, false).verdict).toEqual({ ...wellTold, surplus: ['told'] });
  });

  test.each<[string, NoticeFact]>([
    ['surely never left', deferred(1, false)],
    ['bounced', { type: 'NoticeBounced', data: { attempt: 1 } }],
    ['was called off', { type: 'NoticeCancelled', data: { ...cancelled, attempt: 1 } }],
    ['had no address', { type: 'NoticeSuppressed', data: { because: 'no-address' } }],
  ])('a mail that came a second time though its other attempt %s', (_what, ended) => {
    expect(told([begun(1), ended, begun(2), sent(2)], 2).verdict).toEqual({
      ...wellTold,
      surplus: ['told'],
    });
  });
});
