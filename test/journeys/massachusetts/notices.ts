import { beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Api, JsonObject } from '../../support/api.js';
import type { ReceivedMail } from '../../support/inbox.js';
import { list, word } from '../../support/json.js';
import { apply, enroll, idOf, planCohort } from '../../support/massachusetts.js';
import type { Stage } from './stage.js';

/** Those to the people of these names, in the order of their subjects. */
export async function mailsOf(
  stage: Stage,
  names: readonly string[],
): Promise<readonly ReceivedMail[]> {
  const mails = await stage.mails();
  return mails
    .filter(({ to }) => names.some((name) => to === `${name}@example.org`))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** As a person reads it, of either form: without marks, tags and ends of lines. */
export function plain(words = ''): string {
  return words
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/[*>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([:.,])/g, '$1');
}

const zone = 'America/New_York';
const inDays = (days: number) => Temporal.Now.plainDateISO(zone).add({ days });
const written = (date: Temporal.PlainDate) =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(
    Date.UTC(date.year, date.month - 1, date.day),
  );

/** A second class, whose exam is some days ahead of the day on which the story is told. */
export function tellsNoticesOf(stageNow: () => Stage): void {
  describe('the notices of a class whose exam is ahead', () => {
    let stage: Stage;
    let api: Api;
    let cohort: string;
    const eve = { person: '', enrollment: '' };
    const fay = { person: '', enrollment: '' };
    const planned = inDays(5);
    const moved = inDays(6);

    beforeAll(() => {
      stage = stageNow();
      ({ api } = stage);
    });

    test('who is disqualified after a correction is told what happened, not why it was corrected', async () => {
      cohort = await planCohort(api, 'Autumn class');
      for (const [name, key, who] of [
        ['Eve Stone', 'eve', eve],
        ['Fay Lund', 'fay', fay],
      ] as const) {
        const { person, application } = await apply(api, name, key);
        Object.assign(who, { person, enrollment: await enroll(api, cohort, application) });
      }
      await api.do(`/enrollments/${fay.enrollment}/accommodations`, {
        requirement: 'rooming-accommodation',
        offer: 'private-room',
        neededOn: '2026-02-16',
      });
      const marked = await rollCall(api, cohort, fay.enrollment, [
        'missed',
        'missed',
        'missed',
        'attended',
        'attended',
        'attended',
      ]);
      await api.do(`/enrollments/${fay.enrollment}/corrections`, {
        factId: marked[3]?.id ?? '',
        reason: 'Her mother was in hospital',
        as: { outcome: 'missed' },
      });
      await sent(api, fay.enrollment, { disqualified: 1 });
      const [mail] = await mailsOf(stage, ['fay']);
      expect(plain(mail?.text)).toContain('Module 4: missed');
      expect(plain(mail?.text)).not.toMatch(/mother|hospital|private|room/i);
    });

    test('a sitting five days ahead is announced to who needs it, with day, time and zone', async () => {
      const answered = await api.do(`/cohorts/${cohort}/exam-sittings`, {
        date: planned.toString(),
        startsAt: '09:30',
      });
      expect(idOf(answered, 'ExamSittingPlanned', 'sittingId')).toBe('exam-4');
      await sent(api, eve.enrollment, { 'exam-ahead': 1 });
      const [mail, ...more] = await mailsOf(stage, ['eve']);
      expect(more).toEqual([]);
      expect(mail?.subject).toBe(`Your exam on ${written(planned)}`);
      for (const words of [plain(mail?.text), plain(mail?.html)]) {
        expect(words).toContain('Eve Stone');
        expect(words).toContain('Autumn class');
        expect(words).toContain(written(planned));
        expect(words).toMatch(/9:30.AM \(Eastern Time\)/);
        expect(words).not.toMatch(/Fay|Lund/);
      }
      expect(await mailsOf(stage, ['fay'])).toHaveLength(1);
    });

    test('a disqualification that is taken back is taken back by mail, and the exam is then announced', async () => {
      const timeline = await api.read(`/people/${fay.person}/timeline?limit=200`);
      const missed = list(timeline['items']).find(
        ({ type, voided }) => type === 'ModuleMissed' && voided !== true,
      );
      await api.do(`/enrollments/${fay.enrollment}/corrections`, {
        factId: word(missed, 'factId'),
        reason: 'She was at the clinic and is excused',
        as: { outcome: 'attended' },
      });
      await sent(api, fay.enrollment, {
        disqualified: 1,
        'disqualified-retracted': 1,
        'exam-ahead': 1,
      });
      const mails = await mailsOf(stage, ['fay']);
      const correction = mails.find(({ subject }) => subject.startsWith('A correction'));
      expect(plain(correction?.text)).toContain('That no longer holds');
      expect(plain(correction?.text)).toContain('A record it rested on was corrected.');
      expect(plain(correction?.text)).not.toMatch(/clinic|excused/);
    });

    test('a sitting that is moved is taken back and announced anew, once each', async () => {
      await api.put(`/cohorts/${cohort}/exam-sittings/exam-4/time`, {
        date: moved.toString(),
        startsAt: '13:00',
      });
      await sent(api, eve.enrollment, { 'exam-ahead': 2, 'exam-ahead-retracted': 1 });
      await sent(api, fay.enrollment, {
        disqualified: 1,
        'disqualified-retracted': 1,
        'exam-ahead': 2,
        'exam-ahead-retracted': 1,
      });
      const mails = await mailsOf(stage, ['eve']);
      expect(mails.map(({ subject }) => subject).sort()).toEqual(
        [
          'Your exam has moved',
          `Your exam on ${written(planned)}`,
          `Your exam on ${written(moved)}`,
        ].sort(),
      );
      const change = mails.find(({ subject }) => subject.includes('moved'));
      expect(plain(change?.text)).toContain(written(planned));
      expect(plain(change?.text)).toContain(written(moved));
      expect(plain(change?.text)).toMatch(/1:00.PM \(Eastern Time\)/);
    });

    test('the ledger has each mail once, tells why it went, and what is still to go', async () => {
      const { items } = await api.read(`/cohorts/${cohort}/notices?limit=200`);
      const ledger = list(items);
      const gone = ledger.filter(({ status }) => status === 'sent');
      const mails = await mailsOf(stage, ['eve', 'fay']);
      const told = mails.map(({ messageId }) => /^<([^@]+)@/.exec(messageId)?.[1]);
      expect(told.sort()).toEqual(gone.map(({ id }) => id).sort());
      const ahead = ledger.filter(({ status }) => status === 'planned');
      expect(ahead.map(({ kind, nextAt }) => [kind, nextAt])).toEqual(
        Array(2).fill(['exam-ahead', dayBefore(moved)]),
      );
      const letter = gone.find(({ kind }) => kind === 'disqualified');
      const one = await api.read(`/notices/${word(letter, 'id')}`);
      expect(list(one['history']).map(({ type }) => type)).toEqual([
        'NoticePlanned',
        'NoticeSendingBegun',
        'NoticeSent',
      ]);
      const why = await api.read(`/notices/${word(letter, 'id')}/why`);
      expect(why['answer']).toMatch(/^It went out: /);
      expect(JSON.stringify(why['rule'])).toContain('four or more modules will disqualify you');
    });
  });
}

interface Marked {
  readonly id: string;
}

/** Of the first class days, three modules each. Answers the marks in their order. */
async function rollCall(
  api: Api,
  cohort: string,
  enrollmentId: string,
  outcomes: readonly string[],
): Promise<readonly Marked[]> {
  const marked: Marked[] = [];
  for (let day = 1; day <= outcomes.length / 3; day++) {
    const modules = outcomes
      .slice(3 * (day - 1), 3 * day)
      .map((outcome, index) => ({ module: `class-${day}.${index + 1}`, outcome }));
    const answered = await api.do(`/cohorts/${cohort}/sessions/class-${day}/roll-call`, {
      trainees: [{ enrollmentId, modules }],
    });
    const { results } = answered as unknown as {
      results: { facts: (Marked & { type: string })[] }[];
    };
    marked.push(...(results[0]?.facts ?? []).filter(({ type }) => type.startsWith('Module')));
  }
  return marked;
}

/** Waits until so many of each kind went out, and no others. */
async function sent(
  api: Api,
  enrollmentId: string,
  expected: Readonly<Record<string, number>>,
): Promise<void> {
  const count = (read: JsonObject) => {
    const gone = list(read['notices']).filter(({ status }) => status === 'sent');
    const byKind = Map.groupBy(gone, (one) => word(one, 'kind'));
    return Object.fromEntries([...byKind].map(([kind, all]) => [kind, all.length]));
  };
  const total = Object.values(expected).reduce((all, one) => all + one, 0);
  const read = await api.until(
    `/enrollments/${enrollmentId}/notices`,
    (one) => Object.values(count(one)).reduce((all, some) => all + some, 0) >= total,
  );
  expect(count(read)).toEqual(expected);
}

function dayBefore(date: Temporal.PlainDate): string {
  const at = date.subtract({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: '09:00' });
  return at.toInstant().toString();
}
