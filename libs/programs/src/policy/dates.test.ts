import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  dayOfYear,
  endOf,
  startOf,
  subtractPeriod,
  weekdayOf,
  wholeMonths,
} from './calendar.js';
import { bindBook } from './book.js';
import type { Context, EvidenceItem } from './evidence.js';
import { openLedger } from './ledger.js';
import { anchorsIn, inWords, reckoning, type Moment } from './moment.js';
import { policyAsking } from './example.fixture.js';
import { isZero, lies, periodAt, periodsIn, windowing, type Window } from './window.js';
import { addWorkingDays, rolled, workingDaysOf } from './working-days.js';

const anyDate = fc
  .integer({ min: -40_000, max: 40_000 })
  .map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString());

describe('the calendar agrees with Temporal', () => {
  test('on weekdays, days away, and starts and ends of months and years', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const day = Temporal.PlainDate.from(date);
        expect(weekdayOf(date)).toBe(day.dayOfWeek - 1);
        expect(addDays(date, days)).toBe(day.add({ days }).toString());
        expect(startOf(date, 'month')).toBe(day.with({ day: 1 }).toString());
        expect(endOf(date, 'month')).toBe(day.with({ day: day.daysInMonth }).toString());
        expect(startOf(date, 'year')).toBe(day.with({ month: 1, day: 1 }).toString());
        expect(endOf(date, 'year')).toBe(day.with({ month: 12, day: 31 }).toString());
      }),
    );
  });

  test('on periods before a day, and whole months between two', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(60), fc.nat(40), (date, months, days) => {
        const day = Temporal.PlainDate.from(date);
        expect(subtractPeriod(date, { months, days })).toBe(
          day.subtract({ months }).subtract({ days }).toString(),
        );
        const later = day.add({ months, days }).toString();
        const whole = wholeMonths(date, later);
        expect(day.add({ months: whole }).toString() <= later).toBe(true);
        expect(day.add({ months: whole + 1 }).toString() <= later).toBe(false);
      }),
    );
  });

  test.each([
    ['2026-02-15', '2026-01-01', '2026-03-31'],
    ['2026-06-30', '2026-04-01', '2026-06-30'],
    ['2026-12-31', '2026-10-01', '2026-12-31'],
  ])('the quarter of %s', (date, first, last) => {
    expect([startOf(date, 'quarter'), endOf(date, 'quarter')]).toEqual([first, last]);
  });

  test('29 February is the last day of February in other years', () => {
    expect([dayOfYear(2027, '02-29'), dayOfYear(2028, '02-29')]).toEqual([
      '2027-02-28',
      '2028-02-29',
    ]);
  });
});

describe('working days', () => {
  const plain = (date: string) => workingDaysOf('not stated')(date);
  const own = (date: string) =>
    workingDaysOf({
      off: ['saturday', 'sunday'],
      holidays: [
        '2026-04-03',
        '07-04',
        { nth: 4, weekday: 'thursday', month: 11 },
        { nth: -1, weekday: 'monday', month: 5 },
      ],
    })(date);

  test('without a word on it, Saturdays and Sundays are none', () => {
    expect(['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'].map(plain)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('the program’s holidays are none: a day, a day of every year, the fourth Thursday, the last Monday', () => {
    for (const holiday of ['2026-04-03', '2025-07-04', '2026-11-26', '2026-05-25']) {
      expect([holiday, own(holiday)]).toEqual([holiday, false]);
    }
    for (const other of ['2025-04-03', '2025-07-03', '2026-11-19', '2026-05-18']) {
      expect([other, own(other)]).toEqual([other, true]);
    }
  });

  test('are counted after a day and before it, holidays left out', () => {
    expect(addWorkingDays('2026-04-02', 1, plain)).toBe('2026-04-03');
    expect(addWorkingDays('2026-04-02', 1, own)).toBe('2026-04-06');
    expect(addWorkingDays('2026-04-06', -2, own)).toBe('2026-04-01');
    expect(addWorkingDays('2026-04-04', 0, own)).toBe('2026-04-04');
  });

  test('a working day stays, another rolls to the one before or after', () => {
    expect([rolled('2026-04-06', -1, own), rolled('2026-04-06', 1, own)]).toEqual([
      '2026-04-06',
      '2026-04-06',
    ]);
    expect([rolled('2026-04-05', -1, own), rolled('2026-04-05', 1, own)]).toEqual([
      '2026-04-02',
      '2026-04-06',
    ]);
  });

  test('the program’s holidays are none, and no other days of that month or that weekday', () => {
    for (const day of ['2026-05-26', '2026-05-18', '2026-06-29', '2026-11-19', '2026-11-24']) {
      expect([day, own(day)]).toEqual([day, true]);
    }
    const first = workingDaysOf({
      off: [],
      holidays: [{ nth: 1, weekday: 'monday', month: 9 }],
    });
    expect(['2026-09-07', '2026-09-14', '2026-09-28', '2026-08-03'].map(first)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    const none = workingDaysOf({ off: ['monday'], holidays: 'none' });
    expect(['2026-09-07', '2026-09-12', '2026-09-13'].map(none)).toEqual([false, true, true]);
  });

  test('are sought for a year, and where there is none the day stays', () => {
    const only = (day: string) => (date: string) => date === day;
    expect(rolled('2026-01-01', 1, only('2027-01-02'))).toBe('2027-01-02');
    expect(rolled('2026-01-01', 1, only('2027-01-03'))).toBe('2026-01-01');
    expect(rolled('2026-01-01', -1, () => false)).toBe('2026-01-01');
  });

  test('so many on and as many back is the same working day', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(60), (date, count) => {
        const start = rolled(date, 1, own);
        expect(addWorkingDays(addWorkingDays(start, count, own), -count, own)).toBe(start);
      }),
    );
  });
});

function ledgerOn(
  asOf: string,
  context: Context = {},
  evidence: readonly EvidenceItem[] = [],
  more: object = {},
) {
  const policy = policyAsking({ kind: 'step', step: 'done' }, more);
  return openLedger(bindBook(policy), evidence, asOf, context);
}

describe('a day is reckoned', () => {
  const anchors = {
    issue: '2024-01-31',
    birth: '1980-05-17',
    saturday: '2026-04-04',
    'module-2': '2025-06-30',
  };
  const reckon = (moment: Moment, asOf = '2026-03-02') =>
    reckoning(moment)(ledgerOn(asOf, { anchors, posted: { closing: '2026-01-09' } }));

  test.each<[string, Moment, string | undefined]>([
    ['as it stands', '2026-01-01', '2026-01-01'],
    ['by the name of an anchor', 'issue', '2024-01-31'],
    ['by the name of an anchor with a number in it', 'module-2', '2025-06-30'],
    ['as the day judged', 'as-of', '2026-03-02'],
    ['as a posted date', { posted: 'closing' }, '2026-01-09'],
    ['not, while it is not known', 'nothing', undefined],
    ['not, from one that is not known', { from: 'nothing', plus: 'P1Y' }, undefined],
    ['after another', { from: 'issue', plus: 'P1M' }, '2024-02-29'],
    ['before another', { from: 'issue', minus: 'P2M' }, '2023-11-30'],
    ['from the start of its month', { from: 'issue', startOf: 'month' }, '2024-01-01'],
    ['at the end of its quarter', { from: 'issue', endOf: 'quarter' }, '2024-03-31'],
    [
      'at the end of the month a year on',
      { from: 'issue', plus: 'P13M', endOf: 'month' },
      '2025-02-28',
    ],
    [
      'as the first anniversary not before the day judged',
      { from: 'issue', every: 'P1Y' },
      '2027-01-31',
    ],
    ['month by month without creeping', { from: 'issue', every: 'P1M' }, '2026-03-31'],
    ['on the next fixed day', { from: 'issue', next: { date: '01-31' } }, '2025-01-31'],
    [
      'in every second year counting from another',
      { from: 'issue', next: { date: '01-31', years: { every: 2, counting: 2027 } } },
      '2025-01-31',
    ],
    [
      'on the next birthday, at the end of its month',
      { from: 'issue', next: { date: { anniversaryOf: 'birth' } }, endOf: 'month' },
      '2024-05-31',
    ],
    [
      'every so many weeks',
      { from: { from: 'saturday', minus: 'P2W' }, every: 'P10D' },
      '2026-03-31',
    ],
    ['every ten days, many times over', { from: 'issue', every: 'P10D' }, '2026-03-11'],
    ['once, if it comes round in no time', { from: 'saturday', every: 'P0D' }, '2026-04-04'],
    [
      'not on the anniversary of one that is not known',
      { from: 'issue', next: { date: { anniversaryOf: 'nothing' } } },
      undefined,
    ],
    [
      'in every fourth year counting from a later one',
      { from: 'issue', next: { date: '01-31', years: { every: 4, counting: 2031 } } },
      '2027-01-31',
    ],
    [
      'in every fourth year counting from an earlier one',
      { from: 'issue', next: { date: '01-31', years: { every: 4, counting: 2011 } } },
      '2027-01-31',
    ],
    ['rolled back', { from: 'saturday', roll: 'back' }, '2026-04-03'],
    ['rolled forward', { from: 'saturday', roll: 'forward' }, '2026-04-06'],
    ['in working days', { from: 'saturday', workingDays: 3 }, '2026-04-08'],
    [
      'as the earliest of those known',
      { earliest: ['issue', 'nothing', 'saturday'] },
      '2024-01-31',
    ],
    ['as the latest of those known', { latest: ['issue', 'nothing', 'saturday'] }, '2026-04-04'],
    ['as the latest, whichever is named last', { latest: ['saturday', 'issue'] }, '2026-04-04'],
    ['not, where none is known', { latest: ['nothing', 'nobody'] }, undefined],
  ])('%s', (_, moment, day) => {
    expect(reckon(moment)).toBe(day);
  });

  test('on the very day that it comes round, that day holds', () => {
    expect(reckon({ from: 'issue', every: 'P1Y' }, '2026-01-31')).toBe('2026-01-31');
    expect(reckon({ from: 'issue', every: 'P1Y' }, '2026-02-01')).toBe('2027-01-31');
    expect(reckon({ from: 'issue', every: 'P1Y' }, '2023-01-01')).toBe('2025-01-31');
    expect(reckon({ from: 'saturday', every: 'P0D' }, '2026-04-05')).toBe('2026-04-04');
  });

  test('by what is so of the person', () => {
    const moment: Moment = {
      from: 'issue',
      plus: { table: [{ where: { term: [3] }, value: 'P3Y' }], otherwise: 'not stated' },
    };
    const term = {
      kind: 'circumstance',
      name: 'term',
      value: 3,
      ref: 'a',
      on: '2024-01-01',
    } as const;
    expect(reckoning(moment)(ledgerOn('2026-03-02', { anchors }, [term]))).toBe('2027-01-31');
    expect(reckoning(moment)(ledgerOn('2026-03-02', { anchors }))).toBeUndefined();
  });

  test('and names the anchors that it hangs on', () => {
    expect(
      anchorsIn({
        earliest: [
          { from: 'issue', next: { date: { anniversaryOf: 'birth' } } },
          '2026-01-01',
          { latest: ['a', { posted: 'b' }] },
        ],
      }),
    ).toEqual(['issue', 'birth', 'a']);
  });

  test.each<[string, Moment]>([
    ['2026-01-31', '2026-01-31'],
    ['training end', 'training-end'],
    ['the posted closing day', { posted: 'closing-day' }],
    ['the earliest of training end, 2026-01-31', { earliest: ['training-end', '2026-01-31'] }],
    ['the latest of training end, the posted end', { latest: ['training-end', { posted: 'end' }] }],
    ['six weeks after training end', { from: 'training-end', plus: 'P6W' }],
    ['one day before the posted end', { from: { posted: 'end' }, minus: 'P1D' }],
    ['six weeks after one day before issue', { from: 'issue', plus: 'P6W', minus: 'P1D' }],
    [
      'issue',
      {
        from: 'issue',
        plus: { table: [], otherwise: 'P1D' },
        minus: { table: [], otherwise: 'P1D' },
      },
    ],
  ])('in words: %s', (words, moment) => {
    expect(inWords(moment)).toBe(words);
  });
});

describe('an anchor', () => {
  const step = (name: string, on: string): EvidenceItem => ({
    kind: 'step',
    step: name,
    on,
    ref: `${name} ${on}`,
  });
  const plan = {
    sessions: [
      { id: 'b', kind: 'k', date: '2026-02-09', modules: [] },
      { id: 'a', kind: 'k', date: '2026-02-02', modules: [] },
    ],
    sittings: [],
  };

  test('is the latest step of its name, unless the context gives another day', () => {
    const steps = [step('renewed', '2026-02-01'), step('renewed', '2025-02-01')];
    expect(ledgerOn('2026-03-02', {}, steps).anchor('renewed')).toBe('2026-02-01');
    expect(ledgerOn('2025-03-02', {}, steps).anchor('renewed')).toBe('2025-02-01');
    expect(
      ledgerOn('2026-03-02', { anchors: { renewed: '2020-01-01' } }, steps).anchor('renewed'),
    ).toBe('2020-01-01');
  });

  test('of the application, the training and the interview follows from what happened', () => {
    const ledger = ledgerOn('2026-03-02', { plan }, [
      step('application-received', '2026-01-05'),
      { kind: 'interview', mode: 'phone', on: '2026-01-20', ref: 'i' },
    ]);
    expect(
      ['application', 'interview', 'training-start', 'training-end', 'last-session'].map(
        ledger.anchor,
      ),
    ).toEqual(['2026-01-05', '2026-01-20', '2026-02-02', '2026-02-09', '2026-02-09']);
    const late = ledgerOn('2026-03-02', { plan }, [step('training-completed', '2026-02-11')]);
    expect(late.anchor('last-session')).toBe('2026-02-09');
    expect(ledgerOn('2026-03-02').anchor('last-session')).toBeUndefined();
    expect(
      ledgerOn('2026-03-02', { plan }, [step('training-completed', '2026-02-11')]).anchor(
        'training-end',
      ),
    ).toBe('2026-02-11');
  });

  test('that the policy reckons from itself is never known', () => {
    const dates = [
      { id: 'a', title: 'A', is: { from: 'b', plus: 'P1D' } },
      { id: 'b', title: 'B', is: 'a' },
      { id: 'c', title: 'C', is: { from: 'issue', plus: 'P1D' } },
    ];
    const ledger = ledgerOn('2026-03-02', { anchors: { issue: '2026-01-01' } }, [], { dates });
    expect(['a', 'b', 'c'].map(ledger.anchor)).toEqual([undefined, undefined, '2026-01-02']);
  });
});

describe('the day of an attempt', () => {
  const attempt = (exam: string, on: string, id = `${exam} ${on}`): EvidenceItem => ({
    kind: 'exam-attempt',
    attempt: id,
    exam,
    on,
    ref: `${id} of ${on}`,
  });
  const at = (exam: string, ...facts: EvidenceItem[]) =>
    (['first', 'last'] as const).map((which) =>
      reckoning({ attempt: which, at: exam })(ledgerOn('2026-03-02', {}, facts)),
    );
  const facts = [
    attempt('written', '2026-02-20'),
    attempt('oral', '2026-01-10'),
    attempt('written', '2026-01-30'),
    attempt('written', '2026-02-10'),
    attempt('oral', '2026-02-25'),
  ];

  test('is that of the first or the last at its own exam, in whatever order they are recorded', () => {
    expect(at('written', ...facts)).toEqual(['2026-01-30', '2026-02-20']);
    expect(at('oral', ...facts)).toEqual(['2026-01-10', '2026-02-25']);
    expect(at('written', attempt('written', '2026-02-20'))).toEqual(['2026-02-20', '2026-02-20']);
  });

  test('is not known before there is one, whatever other exams were tried', () => {
    expect(at('practical', ...facts)).toEqual([undefined, undefined]);
    expect(at('written', attempt('written', '2026-03-03'))).toEqual([undefined, undefined]);
  });

  test('goes by what was recorded last of an attempt that was recorded twice', () => {
    const twice = [
      attempt('written', '2026-01-20', 'one'),
      attempt('written', '2026-02-10', 'two'),
      attempt('written', '2026-02-01', 'one'),
    ];
    expect(at('written', ...twice)).toEqual(['2026-02-01', '2026-02-10']);
  });

  test('names no anchor, and is told by its exam', () => {
    const moment: Moment = { from: { attempt: 'first', at: 'written-exam' }, plus: 'P1Y' };
    expect(anchorsIn(moment)).toEqual([]);
    expect(inWords(moment)).toBe('one year after the first attempt at written exam');
  });
});

describe('a window', () => {
  const span = (window: Partial<Window>) =>
    windowing({ inclusive: 'both', ...window })(
      ledgerOn('2026-03-31', { anchors: { issue: '2025-03-31' } }),
    );

  test.each<[string, Partial<Window>, string, string]>([
    ['from a day on for a year', { from: 'issue', length: 'P1Y' }, '2025-03-31', '2026-03-31'],
    ['back from a day', { to: 'as-of', length: 'P1M' }, '2026-02-28', '2026-03-31'],
    ['between two days', { from: 'issue', to: 'as-of' }, '2025-03-31', '2026-03-31'],
    [
      'without its first day',
      { from: 'issue', length: 'P1Y', inclusive: 'end' },
      '2025-04-01',
      '2026-03-31',
    ],
    [
      'without its last day',
      { from: 'issue', length: 'P1Y', inclusive: 'start' },
      '2025-03-31',
      '2026-03-30',
    ],
    [
      'without either',
      { from: 'issue', length: 'P1Y', inclusive: 'neither' },
      '2025-04-01',
      '2026-03-30',
    ],
    ['from a day on', { from: 'issue' }, '2025-03-31', '9999-12-31'],
    ['up to a day', { to: 'issue' }, '0000-01-01', '2025-03-31'],
    ['after a day', { from: 'issue', inclusive: 'neither' }, '2025-04-01', '9999-12-31'],
    ['before a day', { to: 'issue', inclusive: 'neither' }, '0000-01-01', '2025-03-30'],
  ])('%s', (_, window, start, end) => {
    expect(span(window)).toEqual({ start, end });
  });

  test('holds nothing while an end of it is not known', () => {
    expect(span({ from: 'nothing', length: 'P1Y' })).toBeUndefined();
    expect(span({ from: 'issue', to: 'nothing' })).toBeUndefined();
    expect(span({ from: 'nothing', to: 'issue' })).toBeUndefined();
    expect(span({ to: 'nothing', length: 'P1Y' })).toBeUndefined();
    const length = { table: [], otherwise: 'not stated' };
    expect(span({ from: 'issue', length })).toBeUndefined();
  });
});

describe('periods of a window', () => {
  test('by the calendar, whole or only touched', () => {
    expect(periodsIn('calendar-quarter', { start: '2026-02-01', end: '2026-09-30' })).toEqual([
      { start: '2026-01-01', end: '2026-03-31', whole: false },
      { start: '2026-04-01', end: '2026-06-30', whole: true },
      { start: '2026-07-01', end: '2026-09-30', whole: true },
    ]);
  });

  test('counted from its first day; a year that includes the anniversary is four quarters', () => {
    const quarters = periodsIn('P3M', { start: '2026-03-15', end: '2027-03-15' });
    expect(quarters.map(({ start, end }) => [start, end])).toEqual([
      ['2026-03-15', '2026-06-14'],
      ['2026-06-15', '2026-09-14'],
      ['2026-09-15', '2026-12-14'],
      ['2026-12-15', '2027-03-15'],
    ]);
    expect(quarters.every(({ whole }) => whole)).toBe(true);
  });

  test('cover every day of it once', () => {
    const every = fc.constantFrom(
      'calendar-month',
      'calendar-quarter',
      'calendar-year',
      'P1M',
      'P10D',
      'P1Y',
    );
    fc.assert(
      fc.property(anyDate, fc.nat(900), fc.nat(900), every, (start, length, at, one) => {
        const span = { start, end: addDays(start, length) };
        const day = addDays(start, Math.min(at, length));
        const around = periodsIn(one as 'P1M', span).filter((period) => lies(day, period));
        expect(around.map((period) => period.start)).toEqual([periodAt(one, span, day)]);
      }),
    );
  });

  test('are whole only where all their days lie in it', () => {
    const whole = (every: string, start: string, end: string) =>
      periodsIn(every as 'P1M', { start, end }).map((period) => period.whole);
    expect(whole('calendar-month', '2026-01-01', '2026-02-28')).toEqual([true, true]);
    expect(whole('calendar-month', '2026-01-02', '2026-02-27')).toEqual([false, false]);
    expect(whole('calendar-month', '2026-01-01', '2026-02-01')).toEqual([true, false]);
    expect(whole('P1M', '2026-01-15', '2026-03-14')).toEqual([true, true]);
    expect(whole('P1M', '2026-01-15', '2026-03-13')).toEqual([true, false]);
    expect(whole('P1M', '2026-01-15', '2026-01-15')).toEqual([false]);
  });

  test('of a window without an end are no more than can be shown', () => {
    const forever = { start: '2026-01-01', end: '9999-12-31' };
    expect(periodsIn('calendar-month', forever)).toHaveLength(1200);
    expect(periodsIn('P1M', forever)).toHaveLength(1200);
  });

  test('are found for any day of it, however many come before', () => {
    const forever = { start: '2026-01-31', end: '9999-12-31' };
    expect(periodAt('P1D', forever, '2050-06-30')).toBe('2050-06-30');
    expect(periodAt('P1M', forever, '2226-02-27')).toBe('2226-01-31');
    expect(periodAt('P1M', forever, '2226-02-28')).toBe('2226-02-28');
    const anyTime = { start: '0000-01-01', end: '9999-12-31' };
    expect(periodAt('calendar-year', anyTime, '2026-12-31')).toBe('2026-01-01');
  });

  test('are found for its last day, which is part of the one before where a new one would start', () => {
    const from = (start: string, end: string) => (every: string, day: string) =>
      periodAt(every, { start, end }, day);
    const year = from('2026-01-15', '2027-01-15');
    expect(year('P3M', '2027-01-15')).toBe('2026-10-15');
    expect(year('P1Y', '2027-01-15')).toBe('2026-01-15');
    expect(year('P3M', '2026-10-15')).toBe('2026-10-15');
    expect(from('2026-01-15', '2026-01-15')('P1M', '2026-01-15')).toBe('2026-01-15');
  });

  test('may be so many months and days', () => {
    const year = { start: '2026-01-01', end: '2026-12-31' };
    expect(['2026-02-10', '2026-02-11'].map((day) => periodAt('P1M10D', year, day))).toEqual([
      '2026-01-01',
      '2026-02-11',
    ]);
  });

  test('of no days are none', () => {
    expect(['P0D', 'P0M'].map((every) => isZero(every as 'P0D'))).toEqual([true, true]);
    expect(
      ['P1D', 'P1M', 'calendar-month', 'calendar-quarter', 'calendar-year'].map((every) =>
        isZero(every as 'P0D'),
      ),
    ).toEqual([false, false, false, false, false]);
    const year = { start: '2026-01-01', end: '2026-12-31' };
    expect(periodsIn('P0D', year)).toEqual([]);
    expect(periodAt('P0D', year, '2026-02-01')).toBe('2026-02-01');
  });
});
