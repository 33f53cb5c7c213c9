import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../evaluate.js';
import type { Context, EvidenceItem, Scalar } from '../evidence.js';
import { policyAsking } from '../example.fixture.js';
import type { Result } from '../outcome.js';

/** Absences, papers, fees, time missed and what else has no number to add up. */

type Given = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref'>
    : never
  : never;

function judged(
  require: object,
  items: readonly Given[],
  asOf = '2026-06-30',
  context: Context = {},
  more: object = {},
): Result {
  const evidence = items.map((item, place) => ({ ref: `fact-${place + 1}`, ...item }));
  const { require: result } = evaluate(
    policyAsking(require, more),
    'apply',
    evidence,
    asOf,
    context,
  );
  if (typeof result === 'string') throw new Error('nothing was asked');
  return result;
}
const status = ({ outcome }: Result) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
const codes = ({ findings }: Result) => findings.map(({ code }) => code);
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const is = (name: string, value: Scalar, on = '2020-01-01'): Given => ({
  kind: 'circumstance',
  name,
  value,
  on,
});

describe('a step', () => {
  const done = (on: string) => [step('done', on)];
  const asked = (bounds: object) => ({ kind: 'step', step: 'done', ...bounds });

  test.each<[object, string[], string[]]>([
    [{ notAfter: '2026-03-10' }, ['2026-03-10'], ['2026-03-11']],
    [{ before: '2026-03-10' }, ['2026-03-09'], ['2026-03-10']],
    [{ notBefore: '2026-03-10' }, ['2026-03-10'], ['2026-03-09']],
    [{ notBefore: 'none' }, ['2026-03-10', '2020-03-09'], []],
    [{ notBefore: 'not stated', notAfter: '2026-03-10' }, ['2020-03-09'], ['2026-03-11']],
    [{ after: '2026-03-10' }, ['2026-03-11'], ['2026-03-10']],
    [
      { notBefore: '2026-03-10', notAfter: '2026-03-10' },
      ['2026-03-10'],
      ['2026-03-09', '2026-03-11'],
    ],
    [{ notAfter: '2026-03-10', before: '2026-03-09' }, ['2026-03-08'], ['2026-03-09']],
    [{ notAfter: { from: '2026-04-06', workingDays: -2 } }, ['2026-04-02'], ['2026-04-03']],
  ])('%j', (bounds, inside, outside) => {
    for (const day of inside)
      expect([day, status(judged(asked(bounds), done(day)))]).toEqual([day, 'met']);
    for (const day of outside)
      expect([day, status(judged(asked(bounds), done(day)))]).not.toEqual([day, 'met']);
  });

  test('can be done on its last day and no longer', () => {
    const due = asked({ notAfter: '2026-03-10' });
    expect(judged(due, [], '2026-03-10').outcome).toMatchObject({
      by: '2026-03-10',
      reachable: true,
    });
    expect(judged(due, [], '2026-03-11').outcome).toMatchObject({
      by: '2026-03-10',
      reachable: false,
    });
  });

  test('that comes after another is too early while that other is not done', () => {
    const order = asked({ after: 'first' });
    expect(judged(order, done('2026-03-10'))).toMatchObject({
      outcome: { status: 'unmet', have: 'too early', reachable: true },
    });
    expect(status(judged(order, [step('first', '2026-03-09'), ...done('2026-03-10')]))).toBe('met');
  });

  test.each<[object, object]>([
    [{ notBefore: '2026-03-11', notAfter: '2026-03-10' }, { notBefore: '2026-03-10' }],
    [{ after: '2026-03-10', notAfter: '2026-03-10' }, { after: '2026-03-09' }],
    [{ notBefore: '2026-03-10', before: '2026-03-10' }, { notBefore: '2026-03-09' }],
    [
      { after: 'first', notBefore: '2026-03-11', notAfter: '2026-03-10' },
      { notBefore: '2026-03-10' },
    ],
  ])('that may not be done before its last day has passed can never be: %j', (never, just) => {
    const at = (bounds: object) => judged(asked(bounds), [], '2026-03-01').outcome;
    expect(at(never)).toMatchObject({ status: 'unmet', reachable: false });
    expect(at({ ...never, ...just })).toMatchObject({ reachable: true });
  });

  test('that may not be done before this year’s last day can be by that of the next', () => {
    const at = (first: string, last: object) =>
      judged(asked({ notBefore: first, ...last }), []).outcome;
    const yearly = { from: '2025-03-10', every: 'P1Y' };
    expect(at('2027-03-11', { notAfter: yearly })).toMatchObject({
      by: '2027-03-10',
      reachable: true,
    });
    expect(at('2027-03-11', { before: yearly })).toMatchObject({
      by: '2027-03-09',
      reachable: true,
    });
    const yearAgo = { from: 'as-of', minus: 'P1Y' };
    expect(at('2026-03-11', { notAfter: yearAgo })).toMatchObject({ reachable: true });
    expect(at('2026-03-11', { before: yearAgo })).toMatchObject({ reachable: true });
  });

  describe('whose first day is not known', () => {
    const order = asked({ after: 'first', notBefore: '2026-01-01', notAfter: '2026-03-10' });
    const outcome = (asOf: string, ...on: string[]) =>
      judged(order, on.flatMap(done), asOf).outcome;

    test('can be done on its last day and no longer', () => {
      const due = { have: 'not yet', need: 'after first', by: '2026-03-10' };
      expect(outcome('2026-03-10')).toEqual({ status: 'unmet', ...due, reachable: true });
      expect(outcome('2026-03-11')).toEqual({ status: 'unmet', ...due, reachable: false });
    });

    test('may turn out to have been done in time, and not what was done too late or too early', () => {
      expect(outcome('2026-03-11', '2026-03-10')).toEqual({
        status: 'unmet',
        have: 'too early',
        need: 'after first',
        reachable: true,
      });
      expect(outcome('2026-03-11', '2026-01-01')).toMatchObject({ reachable: true });
      for (const on of ['2026-03-11', '2025-12-31'])
        expect(outcome('2026-03-11', on)).toMatchObject({ have: `on ${on}`, reachable: false });
    });
  });

  test('before a day that is not known has no deadline to miss', () => {
    expect(status(judged(asked({ notAfter: 'nothing' }), done('2026-03-10')))).toBe('met');
  });
});

describe('a circumstance', () => {
  const asked = (more: object = {}) => ({
    kind: 'circumstance',
    where: { employer: ['certified'], 'hours-a-week': { atLeast: 20 } },
    ...more,
  });
  const unknownIn = ({ outcome }: Result) =>
    outcome.status === 'unmet' ? outcome.unknown : outcome.status;

  test('that is not known says what would have to be recorded', () => {
    expect(judged(asked(), []).outcome).toEqual({
      status: 'unmet',
      have: 'employer: not known, hours a week: not known',
      need: 'employer, hours a week',
      reachable: true,
      unknown: [
        {
          requirement: 'asked',
          question: 'Not recorded of the person: employer, hours a week. Is this so: Asked?',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(unknownIn(judged(asked(), [is('employer', 'certified')]))).toMatchObject([
      { question: 'Not recorded of the person: hours a week. Is this so: Asked?' },
    ]);
    const ofClass = judged(asked({ of: 'cohort' }), [], '2026-06-30', {
      cohort: { employer: 'certified' },
    });
    expect(unknownIn(ofClass)).toMatchObject([
      { question: 'Not recorded of the class: hours a week. Is this so: Asked?' },
    ]);
  });

  test('that is known not to be so needs nothing more to be recorded', () => {
    expect(unknownIn(judged(asked(), [is('employer', 'other')]))).toBeUndefined();
    expect(
      unknownIn(judged(asked(), [is('employer', 'certified'), is('hours-a-week', 19)])),
    ).toBeUndefined();
    expect(unknownIn(judged(asked(), [is('employer', 'certified'), is('hours-a-week', 20)]))).toBe(
      'met',
    );
  });
});

describe('an absence', () => {
  const year = { to: 'as-of', length: 'P1Y', inclusive: 'both' };
  const asked = (more: object = {}) => ({ kind: 'absence', of: 'hospital', window: year, ...more });
  const stay = (on: string, more: object = {}): Given => ({
    kind: 'activity',
    tally: 'hospital',
    amount: 48,
    unit: 'hours',
    on,
    ...more,
  });

  test('of over a year: a discharge exactly a year ago is not over a year', () => {
    expect(status(judged(asked(), [stay('2025-06-30')]))).toBe('unmet');
    expect(status(judged(asked(), [stay('2025-06-29')]))).toBe('met');
  });

  test('counts from the last day of a stay, and one that goes on ends today', () => {
    expect(status(judged(asked(), [stay('2025-05-01', { until: '2025-06-30' })]))).toBe('unmet');
    expect(status(judged(asked(), [stay('2025-05-01', { until: '2025-06-29' })]))).toBe('met');
    expect(status(judged(asked(), [stay('2025-05-01', { ongoing: true })]))).toBe('unmet');
  });

  test('only of what lasted longer than so much', () => {
    const longer = (orExactly: boolean) =>
      asked({ longerThan: { amount: 2, unit: 'days', orExactly } });
    const recent = '2026-06-01';
    expect(status(judged(longer(false), [stay(recent)]))).toBe('met');
    expect(status(judged(longer(true), [stay(recent)]))).toBe('unmet');
    expect(status(judged(longer(false), [stay(recent, { amount: 49 })]))).toBe('unmet');
    expect(status(judged(longer(false), [stay(recent, { unit: 'visits' })]))).toBe(
      'needs-decision',
    );
  });

  test('but for exceptions, and exceptions to those', () => {
    const but = asked({
      except: [{ where: { treatment: ['medication'] }, unless: { setting: ['inpatient'] } }],
    });
    const treated = (attributes: object) => [stay('2026-06-01', { attributes })];
    expect(status(judged(but, treated({ treatment: 'medication' })))).toBe('met');
    expect(status(judged(but, treated({ treatment: 'medication', setting: 'inpatient' })))).toBe(
      'unmet',
    );
    expect(status(judged(but, treated({ treatment: 'other' })))).toBe('unmet');
  });

  test('before a day that has passed cannot be mended any more, and holds for good', () => {
    const before = asked({ window: { to: 'application', length: 'P1Y' } });
    const applied = { appliedOn: '2026-03-01' };
    expect(status(judged(before, [stay('2025-03-01')], '2026-06-30', applied))).toBe(
      'unmet for good',
    );
    expect(judged(before, [stay('2026-03-02')], '2026-06-30', applied).outcome).toEqual({
      status: 'met',
      final: true,
    });
    expect(codes(judged(before, []))).toEqual(['anchor-missing']);
  });
});

describe('a document', () => {
  const asked = (more: object = {}) => ({
    kind: 'document',
    document: 'check',
    window: { to: 'application', length: 'P90D' },
    ...more,
  });
  const paper = (dated: string, more: object = {}): Given => ({
    kind: 'document',
    document: 'check',
    dated,
    on: '2026-03-01',
    ...more,
  });
  const applied = { appliedOn: '2026-04-01' };

  test.each([
    ['2026-01-01', 'met'],
    ['2025-12-31', 'unmet for good'],
    ['2026-04-01', 'met'],
  ])('dated %s: %s', (dated, expected) => {
    expect(status(judged(asked(), [paper(dated)], '2026-06-30', applied))).toBe(expected);
  });

  test('must be as asked for, and as many', () => {
    const clear = asked({ where: { result: ['clear'] } });
    const one = (result: string) => paper('2026-03-01', { attributes: { result } });
    expect(status(judged(clear, [one('clear')], '2026-04-01', applied))).toBe('met');
    expect(judged(clear, [one('pending')], '2026-04-01', applied)).toMatchObject({
      outcome: { status: 'unmet', by: '2026-04-01' },
      findings: [{ code: 'not-as-asked' }],
    });
    expect(status(judged(asked({ count: 2 }), [one('clear')], '2026-04-01', applied))).toBe(
      'unmet',
    );
  });
});

describe('a fee', () => {
  const fee = (amount: unknown, more: object = {}) => ({
    kind: 'fee',
    for: 'training',
    currency: 'USD',
    amount,
    ...more,
  });
  const paid = (amount: number): Given => ({
    kind: 'payment',
    fee: 'asked',
    amount,
    on: '2026-03-01',
  });

  test('is paid in full or not; none, nothing and not stated are three things', () => {
    expect(status(judged(fee(50), [paid(20), paid(30)]))).toBe('met');
    expect(judged(fee(50), [paid(49)]).outcome).toMatchObject({ have: 49, need: 50, unit: 'USD' });
    expect([fee(0), fee('none'), fee('not stated')].map((one) => status(judged(one, [])))).toEqual([
      'met',
      'not-applicable',
      'not-stated',
    ]);
  });

  test('may hang on circumstances and on how much there is, up to a cap', () => {
    const half = fee({ table: [{ where: { veteran: [true] }, value: 25 }], otherwise: 50 });
    expect(
      [true, false].map((veteran) => judged(half, [is('veteran', veteran)]).tally['due']),
    ).toEqual([25, 50]);
    expect(judged(half, [])).toMatchObject({
      outcome: { status: 'unmet', have: 0, need: '50 or 25' },
      tally: { paid: 0 },
      findings: [{ code: 'circumstance-missing' }],
    });
    const each = fee(10, { perUnit: { each: 5, tally: 'course', unit: 'times', atMost: 12 } });
    const courses = (count: number): Given[] =>
      Array.from({ length: count }, () => ({
        kind: 'activity',
        tally: 'course',
        amount: 1,
        unit: 'courses',
        on: '2026-03-01',
      }));
    expect([0, 2, 3].map((count) => judged(each, courses(count)).tally['due'])).toEqual([
      10, 20, 22,
    ]);
    const within = (window: unknown) => {
      const perUnit = { each: 5, tally: 'course', unit: 'times', window };
      return judged(fee(10, { perUnit }), courses(2)).tally['due'];
    };
    expect(within({ from: '2026-03-01', to: '2026-03-01' })).toBe(20);
    expect([within({ from: '2026-03-02' }), within({ to: '2026-02-28' })]).toEqual([10, 10]);
    // As long as it is not known when they count, they may all be paid for.
    expect([within({ from: 'reopened' }), within('none')]).toEqual([20, 20]);
  });
});

describe('what is so of somebody', () => {
  const asked = (of?: string) => ({
    kind: 'circumstance',
    where: { audience: ['veterans'] },
    ...(of !== undefined && { of }),
  });

  test('is what was recorded last', () => {
    const changed = [is('audience', 'veterans'), is('audience', 'all', '2026-02-01')];
    expect(
      [
        judged(asked(), changed, '2026-01-31'),
        judged(asked(), changed, '2026-02-01'),
        judged(asked(), []),
      ].map(status),
    ).toEqual(['met', 'unmet', 'unmet']);
    expect(judged(asked(), [], '2026-02-01').outcome).toMatchObject({
      have: 'audience: not known',
    });
  });

  test('or of the cohort', () => {
    expect(
      status(judged(asked('cohort'), [], '2026-02-01', { cohort: { audience: 'veterans' } })),
    ).toBe('met');
    expect(status(judged(asked('cohort'), [is('audience', 'veterans')]))).toBe('unmet');
  });
});

describe('what a person decides', () => {
  const asked = {
    kind: 'discretion',
    ask: 'What is to be done?',
    options: ['repeat', 'exam'],
    facts: ['fieldwork'],
  };
  const decided: Given = {
    kind: 'judgement',
    requirement: 'asked',
    outcome: 'met',
    choice: 'exam',
    on: '2026-03-01',
  };
  const fieldwork: Given = {
    kind: 'activity',
    tally: 'fieldwork',
    amount: 1,
    unit: 'hours',
    on: '2026-02-01',
  };

  test('waits for them, and stands until something new bears on it', () => {
    expect(judged(asked, []).outcome).toMatchObject({
      status: 'needs-decision',
      decisions: [{ options: ['repeat', 'exam'] }],
    });
    expect(judged(asked, [fieldwork, decided])).toMatchObject({
      outcome: { status: 'met' },
      findings: [{ code: 'decided', text: 'exam' }],
    });
    expect(status(judged(asked, [decided, fieldwork]))).toBe('needs-decision');
  });
});

describe('a credential in force', () => {
  const asked = (retroactive: unknown) => ({
    kind: 'in-force',
    begins: 'issued',
    expires: { from: 'issued', plus: 'P2Y' },
    ends: [{ step: 'revoked', restored: { by: 'upheld', retroactive } }],
  });
  const steps = (...more: Given[]) => [step('issued', '2026-01-01'), ...more];
  const on = (asOf: string, more: Given[] = [], retroactive: unknown = true) =>
    judged(asked(retroactive), steps(...more), asOf);

  test('is so up to its last day', () => {
    expect(on('2028-01-01')).toMatchObject({
      outcome: { status: 'met' },
      standing: 'in-force',
      until: '2028-01-01',
    });
    expect(on('2028-01-02')).toMatchObject({
      outcome: { status: 'unmet', reachable: false },
      standing: 'expired',
    });
    expect(status(judged(asked(true), []))).toBe('unmet');
  });

  test('ends, and an appeal restores it as if it had never ended', () => {
    expect(on('2026-05-01', [step('revoked', '2026-04-01')])).toMatchObject({
      outcome: { have: 'ended on 2026-04-01' },
      standing: 'ended',
    });
    const upheld = [step('revoked', '2026-04-01'), step('upheld', '2026-05-01')];
    expect(on('2026-04-30', upheld).standing).toBe('ended');
    expect([on('2026-05-01', upheld).standing, codes(on('2026-05-01', upheld))]).toEqual([
      'in-force',
      [],
    ]);
  });

  test('or from then on only, or it is not stated', () => {
    const upheld = [step('revoked', '2026-04-01'), step('upheld', '2026-05-01')];
    expect(codes(on('2026-05-01', upheld, false))).toEqual(['not-in-force']);
    expect(codes(on('2026-05-01', upheld, 'not stated'))).toEqual(['not-in-force-perhaps']);
  });

  test('an appeal from before does not undo what came later', () => {
    expect(
      on('2026-06-01', [step('upheld', '2026-03-01'), step('revoked', '2026-04-01')]).standing,
    ).toBe('ended');
  });
});

describe('time missed', () => {
  const plan = (minutes?: number) => ({
    plan: {
      sessions: ['02', '03'].map((day, place) => ({
        id: `day-${place + 1}`,
        kind: 'class',
        date: `2026-03-${day}`,
        modules: ['a', 'b'],
        ...(minutes !== undefined && { minutes }),
      })),
      sittings: [],
    },
  });
  const asked = (more: object = {}) => ({
    kind: 'missed-time',
    sessions: ['class'],
    atMost: 'PT3H',
    late: 'counts',
    early: 'counts',
    away: 'counts',
    excused: 'counts',
    approval: 'not-needed',
    ...more,
  });
  const module = (more: object, session = 'day-1', name = 'a'): Given => ({
    kind: 'attendance',
    session,
    sessionKind: 'class',
    module: name,
    outcome: 'attended',
    on: '2026-03-02',
    ...more,
  });

  test('adds up, and exactly as much as may be missed may be missed', () => {
    const parts = (away: number) => [
      module({ outcome: 'late', minutesLate: 60 }),
      module({ minutesEarly: 60, minutesAway: away }, 'day-2'),
    ];
    expect(judged(asked(), parts(60), '2026-06-30', plan())).toMatchObject({
      outcome: { status: 'met', final: false },
      tally: { minutes: 180 },
    });
    expect(status(judged(asked(), parts(61), '2026-06-30', plan()))).toBe('unmet for good');
  });

  test('leaves out what the source does not count', () => {
    const late = [module({ outcome: 'late', minutesLate: 400 })];
    expect(status(judged(asked({ late: 'does-not-count' }), late))).toBe('met');
    const excused = [module({ outcome: 'excused', minutes: 400 })];
    expect(status(judged(asked({ excused: 'does-not-count' }), excused))).toBe('met');
    expect(status(judged(asked(), excused))).toBe('unmet for good');
    expect(
      status(judged(asked(), [module({ outcome: 'missed', minutes: 400, sessionKind: 'party' })])),
    ).toBe('met');
  });

  test('takes the length of a module from the plan, or asks', () => {
    const missed = [module({ outcome: 'missed' })];
    expect(judged(asked(), missed, '2026-06-30', plan(360)).tally).toEqual({ minutes: 180 });
    expect(status(judged(asked(), missed, '2026-06-30', plan(362)))).toBe('unmet for good');
    expect(judged(asked(), missed)).toMatchObject({
      outcome: { status: 'needs-decision' },
      findings: [{ code: 'length-unknown' }],
    });
  });

  test('from so late or so early on is the whole module', () => {
    const whole = asked({ missedFromLate: 'PT15M', missedFromEarly: 'PT10M' });
    const minutes = (more: object) =>
      judged(whole, [module(more)], '2026-06-30', plan(240)).tally['minutes'];
    expect([
      minutes({ minutesLate: 14 }),
      minutes({ minutesLate: 15 }),
      minutes({ minutesEarly: 9 }),
      minutes({ minutesEarly: 10 }),
    ]).toEqual([14, 120, 9, 120]);
  });

  test('as a share of what is planned', () => {
    const share = asked({ atMost: { percent: 10 } });
    expect(status(judged(share, [module({ minutesLate: 72 })], '2026-06-30', plan(360)))).toBe(
      'met',
    );
    expect(status(judged(share, [module({ minutesLate: 73 })], '2026-06-30', plan(360)))).toBe(
      'unmet for good',
    );
    expect(status(judged(share, [module({ minutesLate: 73 })]))).toBe('not-stated');
  });

  test('where approval is needed, waits for it', () => {
    const needed = (approved?: boolean) =>
      status(
        judged(asked({ approval: 'needed' }), [
          module({ minutesLate: 5, ...(approved !== undefined && { approved }) }),
        ]),
      );
    expect([needed(true), needed(false), needed()]).toEqual([
      'met',
      'unmet for good',
      'needs-decision',
    ]);
  });

  test('none missed in a training that is over is final', () => {
    const all = ['day-1', 'day-2'].flatMap((day) =>
      ['a', 'b'].map((name) => module({}, day, name)),
    );
    expect(judged(asked(), all, '2026-06-30', plan(360)).outcome).toEqual({
      status: 'met',
      final: true,
    });
  });

  test('protected sessions must not be missed, and what was missed is made up', () => {
    const guarded = { kind: 'protected-sessions', days: [2], partly: 'does-not-count' };
    const on = (asked: object, ...items: Given[]) =>
      status(judged(asked, items, '2026-06-30', plan(240)));
    expect([
      on(guarded, module({ outcome: 'missed' })),
      on(guarded, module({ outcome: 'missed' }, 'day-2')),
      on(guarded, module({ outcome: 'excused' }, 'day-2')),
    ]).toEqual(['met', 'unmet for good', 'unmet for good']);
    expect([
      on(guarded, module({ minutesLate: 5 }, 'day-2')),
      on({ ...guarded, partly: 'counts' }, module({ minutesLate: 5 }, 'day-2')),
    ]).toEqual(['met', 'unmet for good']);
    const make = {
      kind: 'make-up',
      sessions: ['class'],
      partly: 'counts',
      excused: 'counts',
      where: ['next-cohort'],
      notAfter: '2026-05-01',
      atMost: 1,
    };
    const made = (more: object = {}): Given => ({
      kind: 'made-up',
      session: 'day-1',
      where: 'next-cohort',
      on: '2026-05-01',
      ...more,
    });
    const missed = module({ outcome: 'missed' });
    expect([
      on(make),
      on(make, missed),
      on(make, missed, made()),
      on(make, missed, made({ on: '2026-05-02' })),
      on(make, missed, made({ where: 'elsewhere' })),
    ]).toEqual(['met', 'unmet for good', 'met', 'unmet for good', 'unmet for good']);
    expect([
      on(make, missed, made({ minutes: 119 })),
      on(make, missed, made({ minutes: 119 }), made({ minutes: 1 })),
    ]).toEqual(['unmet for good', 'met']);
    expect(on(make, missed, module({ outcome: 'missed' }, 'day-2'), made())).toBe('unmet for good');
    expect(status(judged(make, [missed], '2026-05-01'))).toBe('unmet');
  });
});

describe('modules', () => {
  const asked = (more: object) => ({
    kind: 'attendance',
    limits: [{ count: ['missed'], fewerThan: 2 }],
    excused: 'counts',
    sessions: { class: 'counts' },
    lateFrom: 'not stated',
    ...more,
  });
  const late = (count: number, minutesLate?: number): Given[] =>
    Array.from({ length: count }, (_, place) => ({
      kind: 'attendance',
      session: `day-${place}`,
      sessionKind: 'class',
      module: 'a',
      outcome: 'late',
      on: '2026-03-02',
      ...(minutesLate !== undefined && { minutesLate }),
    }));

  test('three late make one missed', () => {
    const convert = asked({ lateMakeMissed: 3 });
    expect([late(5), late(6)].map((items) => status(judged(convert, items)))).toEqual([
      'met',
      'unmet for good',
    ]);
  });

  test('from so late on is missed', () => {
    const whole = asked({ missedFromLate: 'PT30M' });
    expect([29, 30].map((minutes) => status(judged(whole, late(2, minutes))))).toEqual([
      'met',
      'unmet for good',
    ]);
  });
});

describe('letters', () => {
  const asked = (more: object) => ({
    kind: 'references',
    count: 1,
    knownFor: 'none',
    from: 'not stated',
    excluded: 'none',
    distinct: true,
    channels: 'none',
    ...more,
  });
  const letter = (more: object = {}, referee = 'a'): Given => ({
    kind: 'reference',
    referee,
    relation: 'friend',
    roles: [],
    knownSince: '2020-01-01',
    on: '2026-03-01',
    ...more,
  });

  test.each<[string, object, object]>([
    ['not-confirmed', { confirming: ['ability'] }, { confirms: ['ability'] }],
    ['other-purpose', { purpose: 'this-application' }, { purpose: 'this-application' }],
    ['not-in-time', { window: { to: 'application', length: 'P6M' } }, { on: '2025-10-01' }],
  ])('%s', (code, rule, good) => {
    const context = { appliedOn: '2026-04-01' };
    const bad = code === 'not-in-time' ? { on: '2025-09-30' } : {};
    expect(status(judged(asked(rule), [letter(good)], '2026-04-01', context))).toBe('met');
    expect(codes(judged(asked(rule), [letter(bad)], '2026-04-01', context))).toEqual([code]);
  });

  describe('by one writer, of whom one counts, are taken by what serves best', () => {
    const among = [
      { role: 'supervisor', atLeast: 1 },
      { role: 'peer', atLeast: 1 },
    ];
    const by = (referee: string, ...roles: string[]) => letter({ roles }, referee);

    test.each([false, true])(
      'in whatever order they were recorded, each one role only: %s',
      (separate) => {
        const judge = (count: number, ...letters: Given[]) =>
          [letters, letters.toReversed()].map((some) =>
            status(judged(asked({ count, among, separate }), some)),
          );
        const [peer, supervisor] = [by('a', 'peer'), by('a', 'supervisor')];
        expect(judge(2, peer, supervisor, by('b', 'peer'))).toEqual(['met', 'met']);
        expect(judge(2, peer, supervisor, by('b', 'supervisor'))).toEqual(['met', 'met']);
        expect(judge(2, peer, supervisor, by('b'))).toEqual(['unmet', 'unmet']);
        expect(judge(1, peer, supervisor)).toEqual(['unmet', 'unmet']);
        const full = separate ? 'unmet' : 'met';
        expect(judge(1, by('a'), by('a', 'peer', 'supervisor'))).toEqual([full, full]);
      },
    );

    test('and told which do not count', () => {
      const result = judged(asked({ among: [{ role: 'peer', atLeast: 1 }] }), [
        by('a', 'supervisor'),
        by('a', 'peer'),
        by('a', 'peer'),
      ]);
      expect(result.findings.map(({ code, ref }) => [code, ref])).toEqual([
        ['same-referee', 'fact-1'],
        ['same-referee', 'fact-3'],
      ]);
      expect(result.tally).toEqual({ received: 3, counted: 1 });
    });

    test.each([false, true])(
      'or by the first where they serve as well, each one role only: %s',
      (separate) => {
        const result = judged(asked({ among, separate }), [by('a', 'supervisor'), by('a', 'peer')]);
        expect(result.findings).toContainEqual(
          expect.objectContaining({ code: 'same-referee', ref: 'fact-2' }),
        );
      },
    );

    test('as many as a role needs, and no more than they have', () => {
      const two = [{ role: 'peer', atLeast: 2 }];
      const judge = (separate: boolean, ...letters: Given[]) =>
        judged(asked({ count: 2, among: two, separate }), letters).outcome;
      for (const separate of [false, true]) {
        expect(judge(separate, by('a', 'peer'), by('b', 'peer'))).toMatchObject({ status: 'met' });
        expect(judge(separate, by('a', 'peer'), by('b'))).toMatchObject({ have: 1, need: 2 });
      }
    });
  });

  test('one letter fills one role only, where the source says so', () => {
    const among = [
      { role: 'supervisor', atLeast: 1 },
      { role: 'peer', atLeast: 1 },
    ];
    const two = (separate: boolean) => asked({ count: 2, among, separate });
    const both = [letter({ roles: ['supervisor', 'peer'] }), letter({}, 'b')];
    expect([status(judged(two(false), both)), status(judged(two(true), both))]).toEqual([
      'met',
      'unmet',
    ]);
    const apart = [
      letter({ roles: ['supervisor', 'peer'] }),
      letter({ roles: ['supervisor'] }, 'b'),
    ];
    expect(status(judged(two(true), apart))).toBe('met');
  });
});
