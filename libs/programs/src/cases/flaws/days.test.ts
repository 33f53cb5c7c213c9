import { describe, expect, test } from '@jest/globals';
import { everything } from './everything.fixture.js';
import { toldOfCase } from './told.fixture.js';

const later = '2026-03-03';
const anHour = { tally: 'work', unit: 'hours' };
const aCourse = { tally: 'course', unit: 'courses' };
const dayOf = (on: string): readonly [object, string][] => [
  [{ steps: { certified: on } }, 'steps.certified'],
  [{ steps: { certified: ['2026-03-01', on] } }, 'steps.certified.1'],
  [{ letters: [{ from: 'ana', on }] }, 'letters.0.on'],
  [{ madeUp: [{ day: 1, on }] }, 'madeUp.0.on'],
  [{ activities: [anHour, { ...aCourse, on }] }, 'activities.1.on'],
  [{ documents: ['ethics-code', { document: 'ethics-code', on }] }, 'documents.1.on'],
  [{ circumstances: { veteran: [{ is: true, on }] } }, 'circumstances.veteran.0.on'],
  [{ payments: [{ fee: 'application-fee', amount: 1, on }] }, 'payments.0.on'],
  [{ extensions: [{ requirement: 'first', on }] }, 'extensions.0.on'],
  [{ requests: [{ under: 'help', offer: 'extra-time', on }] }, 'requests.0.on'],
  [{ attempts: [{ exam: 'test', marked: 'passed', on }] }, 'attempts.0.on'],
  [{ chosen: { instead: { option: 'again', on } } }, 'chosen.instead.on'],
  [{ roll: [{ day: 1 }], plan: { days: [{ kind: 'class-day', on }] } }, 'roll.0.day'],
];

describe('a fact of a day after the one judged is told, since it would change nothing', () => {
  test.each(dayOf(later))('%j', (given, path) => {
    expect(toldOfCase(everything, { asOf: '2026-03-02', given })).toEqual([
      `given.${path}: ${later} is after the day judged, 2026-03-02, so this is not known yet and changes nothing. Correct the day, judge the case as of a later one with \`asOf\`, or leave this out.`,
    ]);
  });

  test.each(dayOf(later))('and on the very day it is not: %j', (given) => {
    expect(toldOfCase(everything, { asOf: later, given })).toEqual([]);
  });

  test('with the day that is judged where the case does not say', () => {
    const steps = (certified: string) =>
      toldOfCase(everything, { given: { steps: { certified } } });
    expect(steps('2026-12-31')).toEqual([]);
    expect(steps('2027-01-01')).toEqual([
      expect.stringContaining('with `asOf` (it is 2026-12-31 where it is left out), or leave'),
    ]);
  });

  test('but days still to come may be known before', () => {
    const given = {
      anchors: { issued: later },
      posted: { deadline: later },
      plan: { days: [{ kind: 'class-day', on: later }] },
      requests: [{ under: 'help', offer: 'extra-time', event: later }],
      activities: [{ ...anHour, on: '2026-03-01', until: later }],
    };
    expect(toldOfCase(everything, { asOf: '2026-03-02', given })).toEqual([]);
  });
});

describe('an activity', () => {
  const lasting = (on: string, until: string) =>
    toldOfCase(everything, { given: { activities: [{ ...anHour, on, until }] } });

  test('may end on the day on which it begins, and not before', () => {
    expect(lasting('2026-03-02', '2026-03-02')).toEqual([]);
    expect(lasting('2026-03-02', '2026-03-01')).toEqual([
      'given.activities.0.until: it ends on 2026-03-01, before it begins on 2026-03-02. `on` is the first day and `until` the last; correct one of them.',
    ]);
  });
});
