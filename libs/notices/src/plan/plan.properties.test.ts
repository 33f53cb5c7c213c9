import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { marks } from '#training';
import {
  beginSending,
  cancelNotice,
  planNotice,
  recordDelivery,
} from '../streams/notice/decisions.js';
import { isOpen, notice } from '../streams/notice/state.js';
import type { PlannedNotice } from '../streams/notice/state.js';
import { Trainee, day } from '../testing/trainee.js';
import { settings, startOf } from './exam-ahead.js';
import { factsToName, goneFrom, groundsCounting, groundsNamed } from './grounds.js';
import type { Ground } from './grounds.js';
import { noNeed } from './exam-need.js';
import { planFor, possibleNotices } from './plan.js';

const lease = Temporal.Duration.from({ minutes: 5 });
const requirements = ['modules', 'homework'] as const;
const sittings = ['exam-1', 'exam-2'] as const;
const modules = ['class-1.1', 'class-1.2', 'class-1.3'] as const;
const dates = ['2018-05-10', '2018-05-14', '2018-05-15', '2018-05-21'] as const;
/** How a courier's attempt goes; `arrived` is what the mailbox knows and the courier may not. */
const endings = [
  'sent',
  'bounced',
  'deferred',
  'lost',
  'lost-arrived',
  'died',
  'died-arrived',
] as const;
type Ending = (typeof endings)[number];

const step = fc.oneof(
  fc.record({ does: fc.constant('disqualify' as const), what: fc.constantFrom(...requirements) }),
  fc.record({ does: fc.constant('reinstate' as const), what: fc.constantFrom(...requirements) }),
  fc.record({
    does: fc.constantFrom('miss' as const, 'void' as const, 'void' as const),
    module: fc.constantFrom(...modules),
    again: fc.constantFrom('missed' as const, 'late' as const, 'nothing' as const),
  }),
  fc.record({
    does: fc.constantFrom('set' as const, 'cancel' as const),
    sitting: fc.constantFrom(...sittings),
    date: fc.constantFrom(...dates),
  }),
  fc.record({
    does: fc.constant('attempt' as const),
    sitting: fc.constantFrom(...sittings),
    result: fc.constantFrom('passed' as const, 'failed' as const, 'not marked' as const),
  }),
  fc.record({ does: fc.constant('withdraw' as const) }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 6000 }) }),
  fc.record({ does: fc.constant('courier' as const), ending: fc.constantFrom(...endings) }),
  fc.record({ does: fc.constant('courier' as const), ending: fc.constant('sent' as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

interface Mail {
  readonly planned: PlannedNotice;
  /** What it said that something rests on. */
  readonly told: readonly Ground[];
}

/** What chance alone seldom comes to: it leaves the rest of the story to what is done about it. */
const toldOfDisqualification: readonly Step[] = [
  ...modules.map((module) => ({ does: 'miss', module, again: 'nothing' }) as const),
  { does: 'disqualify', what: 'modules' },
  { does: 'wait', minutes: 3 },
  { does: 'courier', ending: 'sent' },
];

/** A class, a courier and a mailbox. */
class World {
  readonly trainee = new Trainee();
  readonly mailbox: Mail[] = [];
  #attempts = 0;

  take(one: Step): void {
    const { trainee } = this;
    const { enrollment, cohort } = trainee.record;
    switch (one.does) {
      case 'disqualify':
        if (!enrollment.disqualifiedBy.has(one.what)) {
          trainee.disqualified(one.what);
        }
        break;
      case 'reinstate':
        if (enrollment.disqualifiedBy.has(one.what)) {
          trainee.reinstated(one.what);
        }
        break;
      case 'miss':
        if (!marks(enrollment).has(one.module)) trainee.missed(one.module);
        break;
      case 'void': {
        const mark = marks(enrollment).get(one.module);
        if (mark === undefined) break;
        trainee.voided(mark.id);
        if (one.again === 'missed') trainee.missed(one.module);
        if (one.again === 'late') trainee.late(one.module);
        break;
      }
      case 'set':
        if (!cohort.sittings.has(one.sitting)) trainee.sitting(one.date, '10:00', one.sitting);
        else if (cohort.sittings.get(one.sitting)?.cancelled === false) {
          trainee.moved(one.date, '10:00', one.sitting);
        }
        break;
      case 'cancel':
        if (cohort.sittings.get(one.sitting)?.cancelled === false) {
          trainee.cohort('ExamSittingCancelled', { sittingId: one.sitting });
        }
        break;
      case 'attempt':
        if (enrollment.leftOn !== undefined || this.#attempts === 3) break;
        this.#attempts += 1;
        trainee.attempted(this.#attempts, one.sitting);
        if (one.result !== 'not marked') trainee.marked(this.#attempts, one.result);
        break;
      case 'withdraw':
        if (enrollment.leftOn === undefined) {
          trainee.did('TraineeWithdrew', { occurredOn: day('2018-05-08') });
        }
        break;
      case 'wait':
        trainee.later({ minutes: one.minutes });
        break;
      case 'courier':
        this.#round(one.ending);
        break;
    }
    trainee.later({ seconds: 1 });
  }

  /** Answers how many facts it recorded. */
  follow(): number {
    const { trainee } = this;
    let recorded = 0;
    for (const one of trainee.plan) {
      const decision = one.wanted
        ? planNotice(one.planned, trainee.now)
        : cancelNotice({ because: one.because, facts: [...one.facts] }, trainee.now);
      const facts = decision(trainee.ledger.get(one.noticeId) ?? notice.initial);
      recorded += facts.length;
      if (facts.length > 0) trainee.became(one.noticeId, ...facts);
    }
    return recorded;
  }

  #round(ending: Ending): void {
    const { trainee } = this;
    for (const noticeId of [...trainee.ledger.keys()]) {
      const state = trainee.ledger.get(noticeId) ?? notice.initial;
      if (!trainee.plan.some((one) => one.wanted && one.noticeId === noticeId)) continue;
      const about = state.planned;
      const tells = about && factsToName(trainee.record, about);
      const begun = beginSending(trainee.now, lease, tells)(state);
      if (begun.length === 0) continue;
      trainee.became(noticeId, ...begun);
      const { status, attempts, planned } = trainee.ledger.get(noticeId) ?? notice.initial;
      if (status !== 'sending' || planned === undefined) continue;
      trainee.later({ seconds: 1 });
      if (ending === 'sent' || ending.endsWith('-arrived')) {
        const told = groundsNamed(trainee.record, tells ?? []);
        this.mailbox.push({ planned, told });
      }
      if (ending.startsWith('died')) continue;
      const attempt = attempts;
      const delivery = recordDelivery(
        noticeId,
        ending === 'sent'
          ? { attempt, outcome: 'sent', messageId: '<1@example.org>' }
          : ending === 'bounced'
            ? { attempt, outcome: 'bounced' }
            : {
                attempt,
                outcome: 'deferred',
                because: ending === 'deferred' ? 'refused-for-now' : 'connection-lost',
                mayHaveArrived: ending !== 'deferred',
              },
        trainee.now,
      );
      trainee.became(noticeId, ...delivery(trainee.ledger.get(noticeId) ?? notice.initial));
    }
  }
}

/** Whether something is on its way, or was tried in vain, that puts right what was told of it. */
function isSeenTo({ trainee }: World, about: PlannedNotice['about'], kind: string): boolean {
  return [...trainee.ledger.values()].some(
    (state) =>
      state.planned?.kind === kind &&
      JSON.stringify(state.planned.about) === JSON.stringify(about) &&
      (isOpen(state) || ['bounced', 'failed', 'suppressed'].includes(state.status)),
  );
}

function isToldFalsehoodUnseenTo(world: World, about: PlannedNotice['about']): boolean {
  const { record, now } = world.trainee;
  const mail = world.mailbox.findLast(
    ({ planned }) => JSON.stringify(planned.about) === JSON.stringify(about),
  );
  if (mail === undefined) return false;
  const last = mail.planned;
  if ('requirement' in about) {
    if (last.kind === 'disqualified-retracted') return false;
    if (!record.enrollment.disqualifiedBy.has(about.requirement)) {
      return !isSeenTo(world, about, 'disqualified-retracted');
    }
    return (
      goneFrom(groundsCounting(record, about.requirement), mail.told).length > 0 &&
      !isSeenTo(world, about, 'disqualified') &&
      !isSeenTo(world, about, 'disqualified-corrected')
    );
  }
  const made = settings(record).get(about.sittingId) ?? [];
  const told = made.find(({ id }) => id === last.because[0]);
  const is = made.at(-1);
  if (told === undefined || is === undefined) return false;
  if (
    JSON.stringify(told.data) === JSON.stringify(is.data) &&
    told.type !== 'ExamSittingCancelled'
  ) {
    return is.type === 'ExamSittingCancelled';
  }
  const over = [told, is].every(
    (one) =>
      one.type === 'ExamSittingCancelled' ||
      Temporal.Instant.compare(startOf(record, one), now) <= 0,
  );
  const needless = noNeed(record, about.sittingId)?.because;
  if (over || (needless !== undefined && needless !== 'attempt-not-marked')) return false;
  return !isSeenTo(world, about, 'exam-ahead-retracted');
}

test('whatever happens, in class or on the way of a mail, nobody is left with something false', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { maxLength: 25 }), (begunTold, steps) => {
      const world = new World();
      const { trainee } = world;
      for (const one of [...(begunTold ? toldOfDisqualification : []), ...steps]) {
        world.take(one);
        world.follow();
        const { plan, record } = trainee;
        expect(planFor(record)).toEqual(plan);
        const ids = plan.map(({ noticeId }) => noticeId);
        expect(new Set(ids).size).toBe(ids.length);
        // Following it again adds nothing.
        expect(world.follow()).toBe(0);
        if (record.enrollment.leftOn !== undefined || record.enrollment.disqualifiedBy.size > 0) {
          const wanted = plan.filter((each) => each.wanted).map(({ kind }) => kind);
          expect(wanted.filter((kind) => kind.startsWith('exam'))).toEqual([]);
        }
        // Every notice that waits to be sent is called for, or a courier has it in hand.
        for (const [noticeId, state] of trainee.ledger) {
          if (state.status !== 'planned' && state.status !== 'deferred') continue;
          expect(plan.find((each) => each.noticeId === noticeId)?.wanted).toBe(true);
        }
        for (const requirement of requirements) {
          expect(isToldFalsehoodUnseenTo(world, { requirement })).toBe(false);
        }
        for (const sittingId of sittings) {
          expect(isToldFalsehoodUnseenTo(world, { sittingId })).toBe(false);
        }
      }
      // Whoever has only the log finds every notice there is.
      const { ledger, ...rest } = trainee.record;
      const found = new Map<
        string,
        typeof ledger extends ReadonlyMap<string, infer S> ? S : never
      >();
      for (let before = -1; before < found.size;) {
        before = found.size;
        for (const id of possibleNotices({ ...rest, ledger: found })) {
          const state = ledger.get(id);
          if (state !== undefined) found.set(id, state);
        }
      }
      expect(new Set(found.keys())).toEqual(new Set(ledger.keys()));
    }),
    { numRuns: process.env['LONG'] === undefined ? 40 : 2_000 },
  );
});
