import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { RuleBroken, decode } from '#event-log';
import type { Decision, FactId } from '#event-log';
import { scenarios } from '#event-log/testing';
import { id } from '../../testing/trainee.js';
import {
  beginSending,
  callOff,
  cancelNotice,
  planNotice,
  recordDelivery,
  retryNotice,
} from './decisions.js';
import type { Delivery } from './decisions.js';
import type { NoticeFact } from './events.js';
import { isOpen, mayBeTold, nextAt, notice } from './state.js';
import type { NoticeState, PlannedNotice } from './state.js';

const scenario = scenarios(notice);
const noticeId = id(77);
const at = (text: string) => Temporal.Instant.from(text);
const lease = Temporal.Duration.from({ minutes: 5 });
const due = '2018-05-08T15:00:00Z';
const last = '2018-06-07T15:00:00Z';

const data: PlannedNotice = {
  key: 'disqualified/1/fact-1',
  kind: 'disqualified',
  personId: id(1),
  enrollmentId: id(9),
  cohortId: id(2),
  about: { requirement: 'modules' },
  dueAt: due,
  usefulUntil: last,
  because: ['fact-1'],
};
const planned: NoticeFact = { type: 'NoticePlanned', data };
const begun = (attempt: number, from = due): NoticeFact => ({
  type: 'NoticeSendingBegun',
  data: { attempt, at: from, until: at(from).add(lease).toString() },
});
const sent = (attempt = 1): NoticeFact => ({
  type: 'NoticeSent',
  data: { attempt, messageId: '<77@example.org>' },
});
const off = { because: 'disqualification-withdrawn' as const, facts: ['fact-2'] };
const cancelled: NoticeFact = { type: 'NoticeCancelled', data: off };
const bounced: NoticeFact = {
  type: 'NoticeBounced',
  data: { attempt: 1, reply: { code: 550, enhanced: '5.1.1' } },
};
const suppressed = (because: 'too-late' | 'no-address'): NoticeFact => ({
  type: 'NoticeSuppressed',
  data: { because },
});
const failed = (because: 'tried-too-long' | 'too-late'): NoticeFact => ({
  type: 'NoticeFailed',
  data: { because },
});
const deferred = (attempt: number, retryAt: string, mayHaveArrived = false): NoticeFact => ({
  type: 'NoticeDeferred',
  data: { attempt, because: 'refused-for-now', mayHaveArrived, retryAt },
});
const recording = (delivery: Delivery, now = due) => recordDelivery(noticeId, delivery, at(now));
const outcome = (attempt: number, of: 'sent' | 'bounced' | 'deferred'): Delivery =>
  of === 'sent'
    ? { attempt, outcome: of, messageId: '<77@example.org>' }
    : of === 'bounced'
      ? { attempt, outcome: of, reply: { code: 550, enhanced: '5.1.1' } }
      : { attempt, outcome: of, because: 'refused-for-now', mayHaveArrived: false };

describe('planning', () => {
  scenario('a notice that is called for is planned')
    .given()
    .when(planNotice(data, at(due)))
    .thenRecorded(planned);
  scenario('it is planned again when its reason is back')
    .given(planned, cancelled)
    .when(planNotice(data, at(due)))
    .thenRecorded(planned);
  scenario('what comes too late is in the ledger, and goes out to nobody')
    .given()
    .when(planNotice(data, at(last)))
    .thenRecorded(planned, suppressed('too-late'));
  scenario('a moment before it is not too late')
    .given()
    .when(planNotice(data, at(last).subtract({ nanoseconds: 1 })))
    .thenRecorded(planned);
  scenario('what was suppressed is not planned again')
    .given(planned, suppressed('too-late'))
    .when(planNotice(data, at(due)))
    .thenNothing();
  scenario('what was sent is not planned again')
    .given(planned, begun(1), sent())
    .when(planNotice(data, at(due)))
    .thenNothing();
});

describe('cancelling', () => {
  scenario('what waits is cancelled')
    .given(planned)
    .when(cancelNotice(off, at(due)))
    .thenRecorded(cancelled);
  scenario('what is to be tried again is cancelled')
    .given(planned, begun(1), deferred(1, last))
    .when(cancelNotice(off, at(due)))
    .thenRecorded(cancelled);
  scenario('what a courier has in hand is left to it')
    .given(planned, begun(1))
    .when(cancelNotice(off, at(due).add(lease).subtract({ nanoseconds: 1 })))
    .thenNothing();
  scenario('what a courier had in hand for too long is cancelled')
    .given(planned, begun(1))
    .when(cancelNotice(off, at(due).add(lease)))
    .thenRecorded(cancelled);
  scenario('what was sent stays sent')
    .given(planned, begun(1), sent())
    .when(cancelNotice(off, at(last)))
    .thenNothing();
  scenario('the courier that has it in hand calls it off')
    .given(planned, begun(1))
    .when(callOff(off, 1))
    .thenRecorded({ type: 'NoticeCancelled', data: { ...off, attempt: 1 } });
  scenario('a courier that another followed calls nothing off')
    .given(planned, begun(1), begun(2))
    .when(callOff(off, 1))
    .thenNothing();
});

describe('beginning to send', () => {
  scenario('begins when it is due')
    .given(planned)
    .when(beginSending(at(due), lease))
    .thenRecorded(begun(1));
  scenario('does not begin a moment earlier')
    .given(planned)
    .when(beginSending(at(due).subtract({ nanoseconds: 1 }), lease))
    .thenNothing();
  scenario('one courier has it, and no second')
    .given(planned, begun(1))
    .when(beginSending(at(due).add(lease).subtract({ nanoseconds: 1 }), lease))
    .thenNothing();
  scenario('another takes over what nothing was heard of')
    .given(planned, begun(1))
    .when(beginSending(at(due).add(lease), lease))
    .thenRecorded(begun(2, at(due).add(lease).toString()));
  scenario('tries again when it is time')
    .given(planned, begun(1), deferred(1, '2018-05-08T15:01:00Z'))
    .when(beginSending(at('2018-05-08T15:01:00Z'), lease))
    .thenRecorded(begun(2, '2018-05-08T15:01:00Z'));
  scenario('does not try again before')
    .given(planned, begun(1), deferred(1, '2018-05-08T15:01:00Z'))
    .when(beginSending(at('2018-05-08T15:00:59Z'), lease))
    .thenNothing();
  scenario('suppresses what became useless while it waited')
    .given(planned)
    .when(beginSending(at(last), lease))
    .thenRecorded(suppressed('too-late'));
  scenario('gives up what became useless while it was tried')
    .given(planned, begun(1), deferred(1, last))
    .when(beginSending(at(last), lease))
    .thenRecorded(failed('too-late'));
  scenario('gives up when every courier died of it for three days')
    .given(planned, begun(1))
    .when(beginSending(at(due).add({ hours: 72, nanoseconds: 1 }), lease))
    .thenRecorded(failed('tried-too-long'));
  scenario('begins nothing that was sent, cancelled or bounced')
    .given(planned, begun(1), bounced)
    .when(beginSending(at(due).add(lease), lease))
    .thenNothing();
});

describe('the facts that a mail names', () => {
  const named = (attempt: number, ...tells: string[]): NoticeFact => {
    const { data: it } = begun(attempt) as Extract<NoticeFact, { type: 'NoticeSendingBegun' }>;
    return { type: 'NoticeSendingBegun', data: { ...it, tells } };
  };
  scenario('are kept with the attempt')
    .given(planned)
    .when(beginSending(at(due), lease, ['fact-1', 'fact-2']))
    .thenRecorded(named(1, 'fact-1', 'fact-2'));

  const tellsAfter = (...facts: readonly NoticeFact[]) =>
    facts.reduce(
      (state, fact) => notice.evolve(state, decode(notice, { id: 'f' as FactId, ...fact })),
      notice.initial,
    ).tells;
  test.each<[string, NoticeFact]>([
    ['bounced', bounced],
    ['surely did not arrive', deferred(1, last)],
    ['was called off', { type: 'NoticeCancelled', data: { ...off, attempt: 1 } }],
    ['had no address', suppressed('no-address')],
  ])('count for nothing when it %s', (_how, ended) => {
    expect(tellsAfter(planned, named(1, 'fact-1'), ended)).toEqual(new Map());
  });
  test.each<[string, NoticeFact]>([
    ['was sent', sent()],
    ['may have arrived', deferred(1, last, true)],
    ['was not heard of when it was cancelled', cancelled],
  ])('stay when it %s', (_how, ended) => {
    expect(tellsAfter(planned, named(1, 'fact-1'), ended)).toEqual(new Map([[1, ['fact-1']]]));
  });
  test('are those of every attempt that may have arrived', () => {
    const both = tellsAfter(planned, named(1, 'fact-1'), deferred(1, due, true), named(2), sent(2));
    expect(both).toEqual(
      new Map([
        [1, ['fact-1']],
        [2, []],
      ]),
    );
  });
});

describe('what became of it', () => {
  scenario('that it went out is recorded')
    .given(planned, begun(1))
    .when(recording(outcome(1, 'sent')))
    .thenRecorded(sent());
  scenario('that it went out is recorded also when the courier comes late with it')
    .given(planned, begun(1), begun(2), cancelled)
    .when(recording(outcome(1, 'sent')))
    .thenRecorded(sent(1));
  scenario('it is sent once')
    .given(planned, begun(1), begun(2), sent(1))
    .when(recording(outcome(2, 'sent')))
    .thenNothing();
  scenario('a bounce ends it')
    .given(planned, begun(1))
    .when(recording(outcome(1, 'bounced')))
    .thenRecorded(bounced);
  scenario('a bounce of an attempt that another has followed is not the end')
    .given(planned, begun(1), begun(2))
    .when(recording(outcome(1, 'bounced')))
    .thenNothing();
  scenario('nothing is recorded of an attempt that was never begun')
    .given(planned, begun(1))
    .when(recording(outcome(2, 'sent')))
    .thenRefused('attempt-not-begun');
  scenario('nothing is recorded of a notice that was never planned')
    .given()
    .when(recording(outcome(1, 'sent')))
    .thenRefused('notice-unknown');
  scenario('without an address it is suppressed')
    .given(planned, begun(1))
    .when(recording({ attempt: 1, outcome: 'suppressed', because: 'no-address' }))
    .thenRecorded(suppressed('no-address'));
  scenario('a deferral beyond the third day is the last')
    .given(planned, begun(1), deferred(1, due), begun(2, '2018-05-11T14:59:00Z'))
    .when(recording(outcome(2, 'deferred'), '2018-05-11T14:59:30Z'))
    .thenRecorded(deferred(2, retryOf(2, '2018-05-11T14:59:30Z')), failed('tried-too-long'));
  scenario('a deferral until it is useless is the last')
    .given({ ...planned, data: { ...data, usefulUntil: '2018-05-08T15:00:30Z' } }, begun(1))
    .when(recording(outcome(1, 'deferred')))
    .thenRecorded(deferred(1, retryOf(1, due)), failed('too-late'));

  scenario('nothing is given up that was cancelled meanwhile')
    .given(planned, begun(1), cancelled)
    .when(recording(outcome(1, 'deferred'), '2018-05-20T15:00:00Z'))
    .thenRecorded(deferred(1, retryOf(1, '2018-05-20T15:00:00Z')));

  test('what a person had tried again waits a minute again, not hours', () => {
    const retried: NoticeFact = { type: 'NoticeRetried', data: {} };
    const before = Array.from({ length: 9 }, (_, index) => begun(index + 1));
    const state = fold([planned, ...before, failed('tried-too-long'), retried, begun(10)]);
    const [fact] = recording(outcome(10, 'deferred'))(state);
    const until = fact?.type === 'NoticeDeferred' ? fact.data.retryAt : last;
    expect(at(due).until(at(until)).total('seconds')).toBeLessThanOrEqual(60);
  });

  test('waits twice as long each time, up to four hours, and never the same for two notices', () => {
    const waits = [1, 2, 3, 8, 9, 20].map((attempt) => waited(noticeId, attempt));
    for (const [index, minutes] of [1, 2, 4, 128, 240, 240].entries()) {
      expect(waits[index]).toBeLessThanOrEqual(minutes * 60);
      expect(waits[index]).toBeGreaterThanOrEqual(minutes * 45);
    }
    const all = Array.from({ length: 50 }, (_, number) => waited(id(number), 9));
    expect(new Set(all).size).toBeGreaterThan(40);
  });
});

describe('trying again', () => {
  const now = '2018-05-20T15:00:00Z';
  scenario('a person has what bounced tried again')
    .given(planned, begun(1), bounced)
    .when(retryNotice(at(now)))
    .thenRecorded({ type: 'NoticeRetried', data: {} });
  scenario('and what was given up')
    .given(planned, begun(1), failed('tried-too-long'))
    .when(retryNotice(at(now)))
    .thenRecorded({ type: 'NoticeRetried', data: {} });
  scenario('and what had no address to go to')
    .given(planned, begun(1), suppressed('no-address'))
    .when(retryNotice(at(now)))
    .thenRecorded({ type: 'NoticeRetried', data: {} });
  scenario('not what is of no use any more')
    .given(planned, begun(1), bounced)
    .when(retryNotice(at(last)))
    .thenRefused('notice-too-late');
  scenario('not what came too late')
    .given(planned, suppressed('too-late'))
    .when(retryNotice(at(now)))
    .thenRefused('notice-not-retriable');
  scenario('not what was sent')
    .given(planned, begun(1), sent())
    .when(retryNotice(at(now)))
    .thenRefused('notice-not-retriable');
  scenario('it has three days anew')
    .given(planned, begun(1), bounced, { type: 'NoticeRetried', data: {} })
    .when(beginSending(at(now), lease))
    .thenRecorded(begun(2, now));
});

describe('what the person may have been told', () => {
  const deferredBy = (mayHaveArrived: boolean) => deferred(1, last, mayHaveArrived);
  test.each<[string, readonly NoticeFact[], boolean]>([
    ['nothing while it waits', [planned], false],
    ['perhaps, while a courier has it in hand', [planned, begun(1)], true],
    ['it, once it was sent', [planned, begun(1), sent()], true],
    ['nothing, when it was refused for now', [planned, begun(1), deferredBy(false)], false],
    ['perhaps, when the connection was lost', [planned, begun(1), deferredBy(true)], true],
    ['nothing, when it bounced', [planned, begun(1), bounced], false],
    ['nothing, without an address', [planned, begun(1), suppressed('no-address')], false],
    ['perhaps, when nothing was heard and it was cancelled', [planned, begun(1), cancelled], true],
    [
      'nothing, when the courier called it off',
      [planned, begun(1), { type: 'NoticeCancelled', data: { ...off, attempt: 1 } }],
      false,
    ],
    [
      'perhaps, when another courier took over, and then bounced',
      [planned, begun(1), begun(2), { type: 'NoticeBounced', data: { attempt: 2 } }],
      true,
    ],
  ])('%s', (_what, facts, is) => {
    expect(mayBeTold(fold(facts))).toBe(is);
  });

  test.each([
    ['deferral', deferred(1, last)],
    ['bounce', bounced],
  ])('a %s that is heard of after it was cancelled revives nothing', (_what, late) => {
    const state = fold([planned, begun(1), cancelled, late]);
    expect([state.status, isOpen(state), mayBeTold(state)]).toEqual(['cancelled', false, false]);
  });
});

/** What follows is decided by the notice, the attempt and the clock alone. */
function deferral(notice_: string, attempt: number, now: string): string {
  const facts: NoticeFact[] = [planned];
  for (let number = 1; number <= attempt; number++) {
    if (number > 1) facts.push(deferred(number - 1, due));
    facts.push(begun(number));
  }
  const state = fold(facts);
  const [fact] = recordDelivery(notice_, outcome(attempt, 'deferred'), at(now))(state);
  return fact?.type === 'NoticeDeferred' ? fact.data.retryAt : 'nothing';
}
function retryOf(attempt: number, now: string): string {
  return deferral(noticeId, attempt, now);
}
function waited(notice_: string, attempt: number): number {
  return at(due)
    .until(at(deferral(notice_, attempt, due)))
    .total('seconds');
}
function fold(facts: readonly NoticeFact[]): NoticeState {
  return facts
    .map(({ type, data: of }, index) =>
      decode(notice, { id: `fact-${index}` as FactId, type, data: of }),
    )
    .reduce(notice.evolve, notice.initial);
}

test('of whatever couriers and coordinators do, no two send at once, and sent stays sent', () => {
  const deciding = fc.oneof(
    fc.constant('plan' as const),
    fc.constant('cancel' as const),
    fc.constant('begin' as const),
    fc.constant('retry' as const),
    fc.record({
      attempt: fc.integer({ min: 1, max: 4 }),
      of: fc.constantFrom('sent' as const, 'bounced' as const, 'deferred' as const),
    }),
  );
  const seconds = fc.integer({ min: 0, max: 4 * 3600 });
  fc.assert(
    fc.property(fc.array(fc.tuple(deciding, seconds), { maxLength: 40 }), (steps) => {
      let now = at(due);
      let state = notice.initial;
      for (const [does, wait] of steps) {
        now = now.add({ seconds: wait });
        const decision: Decision<NoticeState, NoticeFact> =
          does === 'plan'
            ? planNotice(data, now)
            : does === 'cancel'
              ? cancelNotice(off, now)
              : does === 'begin'
                ? beginSending(now, lease)
                : does === 'retry'
                  ? retryNotice(now)
                  : recordDelivery(noticeId, outcome(does.attempt, does.of), now);
        const before = state;
        const facts = attempt(decision, state);
        state = facts.reduce(
          (folded, { type, data: of }) =>
            notice.evolve(folded, decode(notice, { id: 'fact' as FactId, type, data: of })),
          state,
        );
        if (facts.some(({ type }) => type === 'NoticeSendingBegun')) {
          const { leaseUntil } = before;
          expect(leaseUntil === undefined || at(leaseUntil).until(now).sign >= 0).toBe(true);
          expect(state.attempts).toBe(before.attempts + 1);
        }
        if (before.status === 'sent') expect(facts).toEqual([]);
        if (before.status === 'sent') expect(mayBeTold(state)).toBe(true);
        expect(isOpen(state)).toBe(nextAt(state) !== undefined);
        expect(attempt(decision, state)).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

function attempt(
  decision: Decision<NoticeState, NoticeFact>,
  state: NoticeState,
): readonly NoticeFact[] {
  try {
    return decision(state);
  } catch (error) {
    if (error instanceof RuleBroken) return [];
    throw error;
  }
}
