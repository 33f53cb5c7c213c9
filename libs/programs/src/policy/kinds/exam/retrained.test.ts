import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../evidence.js';
import type { Outcome } from '../../outcome.js';
import { judged, type Given } from '../judged.fixture.js';

/** Attempts of several trainings: which of them count once the training is repeated. */

const exam = (attempts: object) => ({
  kind: 'exam',
  parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'none' }],
  passMark: { percent: 70 },
  attempts: {
    atMost: 2,
    form: 'none',
    waiting: 'none',
    window: 'none',
    afterLast: 'none',
    ...attempts,
  },
});
const tried = (on: string, score = 10, more: object = {}): Given[] => [
  { kind: 'exam-attempt', attempt: on, exam: 'asked', on, ...more },
  { kind: 'exam-mark', attempt: on, on, result: 'failed', score },
];
const failed = (...days: string[]) => days.flatMap((day) => tried(day));
const trained = (...days: string[]): Given[] =>
  days.map((on) => ({ kind: 'step', step: 'training-completed', on }));
const inWords = (outcome: Outcome) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
const asOf = '2026-12-31';
function told(attempts: object, facts: readonly Given[], on = asOf, context: Context = {}) {
  const { outcome, findings, tally } = judged(exam(attempts), facts, { asOf: on, context });
  return [inWords(outcome), tally['attempts'], findings.map(({ text }) => text)];
}

describe('where the training starts the count anew, within a year of the first attempt', () => {
  const anew = {
    per: 'training',
    window: { from: { attempt: 'first', at: 'asked' }, length: 'P1Y' },
  };
  const former = [...trained('2025-01-01'), ...failed('2025-02-01', '2025-03-01')];
  const again = [...former, ...trained('2026-06-01')];

  test('the first is the first since the training was repeated', () => {
    expect(told(anew, former, '2025-12-31')).toStrictEqual(['unmet for good', 2, []]);
    expect(told(anew, again)).toStrictEqual(['unmet', 0, []]);
    expect(told(anew, [...again, ...tried('2026-07-01', 70)])).toStrictEqual(['met', 1, []]);
    expect(told(anew, [...again, ...tried('2026-06-01', 70)])).toStrictEqual(['met', 1, []]);
  });

  test('its year is over on the day after', () => {
    const second = (on: string) => [...again, ...failed('2026-07-01'), ...tried(on, 70)];
    expect(told(anew, second('2027-07-01'), '2028-01-01')[0]).toBe('met');
    expect(told(anew, second('2027-07-02'), '2028-01-01')).toStrictEqual([
      'unmet for good',
      1,
      ['Made on 2027-07-02; allowed from 2026-07-01 to 2027-07-01.'],
    ]);
  });

  test('what was passed before is to be passed again, so nothing is passed for good', () => {
    const passed = [...trained('2025-01-01'), ...tried('2025-02-01', 90)];
    expect(told(anew, passed)[0]).toBe('met');
    expect(told(anew, [...passed, ...trained('2026-06-01')])[0]).toBe('unmet');
    const final = (per: string) => judged(exam({ ...anew, per }), passed, { asOf }).outcome;
    expect(final('training')).toStrictEqual({ status: 'met', final: false });
    for (const per of ['ever', 'calendar-year', 'not stated'])
      expect(final(per)).toStrictEqual({ status: 'met', final: true });
  });

  test('it stays the first of all where attempts are counted for good', () => {
    expect(told({ ...anew, per: 'ever' }, [...again, ...tried('2026-07-01', 70)])).toStrictEqual([
      'unmet for good',
      2,
      ['Made on 2026-07-01; allowed from 2025-02-01 to 2026-02-01.'],
    ]);
  });

  const due = {
    id: 'due',
    kind: 'step',
    title: 'Due',
    step: 'applied-for',
    notAfter: { from: { attempt: 'first', at: 'asked' }, plus: 'P1Y' },
  };
  const by = (per: string, facts: readonly Given[], more: object = {}) => {
    const asked = { ...exam({ ...anew, per }), id: 'asked', title: 'Asked' };
    const { children } = judged({ kind: 'all', id: 'both', of: [asked, due] }, facts, {
      asOf,
      more,
    });
    const outcome = children[1]?.outcome;
    return outcome?.status === 'unmet' ? outcome.by : undefined;
  };

  test('so it is for whatever else is reckoned from it', () => {
    const third = [...again, ...failed('2026-07-01')];
    expect([by('training', third), by('ever', third), by('not stated', third)]).toStrictEqual([
      '2027-07-01',
      '2026-02-01',
      '2026-02-01',
    ]);
    expect(by('training', again)).toBeUndefined();
    expect(by('training', failed('2025-02-01'))).toBe('2026-02-01');
  });

  test('but not where it is so for some only: the first of all is the earlier day', () => {
    const variations = [
      {
        id: 'some',
        title: 'Some',
        as: 'variant',
        for: { some: [true] },
        rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
        changes: [
          {
            requirement: 'asked',
            to: { ...exam({ ...anew, per: 'ever' }), id: 'asked', title: 'Asked' },
          },
        ],
      },
    ];
    const third = [...again, ...failed('2026-07-01')];
    expect(by('training', third, { variations })).toBe('2026-02-01');
  });
});

describe('days reckoned from the training', () => {
  const within = { window: { from: 'training-end', length: 'P1Y' } };
  const twice = [...trained('2025-01-01'), ...failed('2025-02-01', '2025-03-01')];

  test('are those of the training that an attempt followed, so that repeating it gives none back', () => {
    const ever = { ...within, per: 'ever' };
    const third = [...twice, ...trained('2026-06-01'), ...tried('2026-07-01', 90)];
    expect(told(ever, third)).toStrictEqual([
      'unmet for good',
      2,
      ['Only 2 attempts are allowed; this one does not count.'],
    ]);
    expect(told({ ...within, per: 'training' }, third)).toStrictEqual(['met', 1, []]);
  });

  test('keep what was passed in time, unless all begins anew', () => {
    const passed = [...trained('2025-01-01'), ...tried('2026-01-01', 90), ...trained('2026-06-01')];
    expect(told({ ...within, per: 'ever' }, passed)[0]).toBe('met');
    expect(told(within, passed)[0]).toBe('met');
    expect(told({ ...within, per: 'training' }, passed)[0]).toBe('unmet');
  });

  test('do not take in what came too late after one training, or before the first', () => {
    const late = [...trained('2025-01-01'), ...tried('2026-01-02', 90), ...trained('2026-06-01')];
    const ever = { ...within, per: 'ever' };
    expect(told(ever, late)).toStrictEqual([
      'unmet',
      0,
      ['Made on 2026-01-02; allowed from 2025-01-01 to 2026-01-01.'],
    ]);
    const early = [...tried('2024-12-31', 90), ...trained('2025-01-01', '2026-06-01')];
    expect(told(ever, early)).toStrictEqual([
      'unmet',
      0,
      ['Made on 2024-12-31; allowed from 2025-01-01 to 2026-01-01.'],
    ]);
  });

  test('are the same by the name of the step, and by a name of the policy', () => {
    const dates = [{ id: 'last-day', title: 'Last', is: { from: 'training-end', plus: 'P1Y' } }];
    const third = [...twice, ...trained('2026-06-01'), ...tried('2026-07-01', 90)];
    const session = { id: 'day', kind: 'class-day', date: '2026-05-31', modules: [] };
    const context = { plan: { sessions: [session], sittings: [] } };
    for (const window of [
      { from: 'training-completed', length: 'P1Y' },
      { from: 'training-completed', to: 'last-day' },
      { from: { earliest: ['last-session', 'training-end'] }, length: 'P1Y' },
    ]) {
      const asked = exam({ per: 'ever', window });
      expect(judged(asked, third, { asOf, context, more: { dates } }).tally).toMatchObject({
        attempts: 2,
      });
    }
  });

  test('are the same for all where the day was carried over from elsewhere', () => {
    const context = { anchors: { 'training-end': '2026-06-01' } };
    const third = [...twice, ...trained('2026-06-01'), ...tried('2026-07-01', 90)];
    expect(told({ ...within, per: 'ever' }, third, asOf, context).slice(0, 2)).toStrictEqual([
      'met',
      1,
    ]);
  });

  test('are not asked of an attempt in an earlier class, whose training is not that of the plan', () => {
    const session = { id: 'day', kind: 'class-day', date: '2026-06-01', modules: [] };
    const context = { plan: { sessions: [session], sittings: [] } };
    const earlier = (on: string, trainingEnded: string) => tried(on, 10, { trainingEnded });
    const ever = { ...within, per: 'ever' };
    const facts = [...earlier('2025-02-01', '2025-01-01'), ...earlier('2025-03-01', '2025-01-01')];
    expect(told(ever, facts, asOf, context)).toStrictEqual(['unmet for good', 2, []]);
    expect(told(ever, facts)).toStrictEqual(['unmet for good', 2, []]);
    expect(told(ever, [...facts, ...trained('2026-06-01')])[0]).toBe('unmet for good');
    expect(
      told(ever, earlier('2026-01-02', '2025-01-01'), asOf, context).slice(0, 2),
    ).toStrictEqual(['unmet', 0]);
    // It is no training that was completed again: nothing begins anew with it.
    expect(told(within, [...facts, ...trained('2026-06-01')])[0]).toBe('unmet for good');
  });
});

describe('where it is not stated what repeating the training does', () => {
  const once = trained('2025-01-01');
  const status = (facts: readonly Given[], attempts: object = {}) => told(attempts, facts)[0];

  test('it is decided as soon as none is left, though there would be if all began anew', () => {
    const between = [...once, ...failed('2025-02-01'), ...trained('2026-06-01')];
    expect(status(between)).toBe('unmet');
    expect(status([...between, ...failed('2026-07-01')])).toBe('needs-decision');
    expect(status([...between, ...failed('2026-07-01', '2026-08-01')])).toBe('unmet for good');
    expect(status([...between, ...failed('2026-07-01'), ...tried('2026-08-01', 90)])).toBe(
      'needs-decision',
    );
    expect(status([...between, ...tried('2026-07-01', 90)])).toBe('met');
  });

  test('it is no matter where no attempt was made before that, or the training not repeated', () => {
    const twice = failed('2026-07-01', '2026-08-01');
    expect(status([...once, ...trained('2026-06-01'), ...twice])).toBe('unmet for good');
    expect(status([...once, ...trained('2025-01-01'), ...twice])).toBe('unmet for good');
    expect(status([...twice, ...trained('2026-09-01', '2026-09-01')])).toBe('unmet for good');
    expect(status([...trained('2026-07-01', '2025-01-01'), ...twice])).toBe('unmet for good');
    expect(status([...trained('2026-07-02', '2025-01-01'), ...twice])).toBe('needs-decision');
  });

  test('what was passed is passed, and what is not marked yet is waited for', () => {
    const passed = [...once, ...tried('2025-02-01', 90), ...trained('2026-06-01')];
    expect(status(passed)).toBe('met');
    const unmarked: Given = { kind: 'exam-attempt', attempt: 'x', exam: 'asked', on: '2025-03-01' };
    expect(status([...once, ...failed('2025-02-01'), unmarked, ...trained('2026-06-01')])).toBe(
      'unmet',
    );
  });

  test('it is decided where an attempt came too soon after one of the former training', () => {
    const waiting = { waiting: 'P1Y', atMost: 'none' };
    const soon = [
      ...once,
      ...failed('2026-05-01'),
      ...trained('2026-06-01'),
      ...tried('2026-07-01', 90),
    ];
    expect(status(soon, waiting)).toBe('needs-decision');
    expect(status(soon, { ...waiting, per: 'ever' })).toBe('unmet');
    expect(status(soon, { ...waiting, per: 'training' })).toBe('met');
  });

  test('it is decided where the year of the first attempt is over, and would begin anew', () => {
    const year = { window: { from: { attempt: 'first', at: 'asked' }, length: 'P1Y' } };
    const former = [...once, ...failed('2025-02-01')];
    expect(status(former, year)).toBe('unmet for good');
    expect(status([...former, ...trained('2026-06-01')], year)).toBe('needs-decision');
    const over = { window: { from: '2025-01-01', to: '2026-12-30' } };
    expect(status([...former, ...trained('2026-06-01')], over)).toBe('unmet for good');
  });

  test('a decision rests on the trainings as well, and waits again when there is another', () => {
    const used = [...once, ...failed('2025-02-01', '2025-03-01'), ...trained('2026-06-01')];
    const result = judged(exam({}), used, { asOf });
    expect(result.evidence).toStrictEqual([
      'fact-2',
      'fact-4',
      'fact-3',
      'fact-5',
      'fact-1',
      'fact-6',
    ]);
    const decided: Given = {
      kind: 'judgement',
      requirement: 'asked',
      outcome: 'unmet',
      on: '2026-06-02',
    };
    expect(status([...used, decided])).toBe('unmet for good');
    expect(status([...used, decided, ...trained('2026-09-01')])).toBe('needs-decision');
  });
});
