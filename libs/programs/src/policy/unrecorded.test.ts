import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from './evaluate.js';
import type { Context, EvidenceItem } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { judged, type Given } from './kinds/judged.fixture.js';
import type { Result } from './outcome.js';

/** What hangs on something that is not recorded of a person: told so, and never taken one way. */

const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: `Attest ${id}`,
  statement: id,
  text: `I do ${id}.`,
});
const attested = (statement: string): Given => ({
  kind: 'attestation',
  statement,
  on: '2026-03-02',
});
const is = (name: string, value: string | number | boolean, on = '2020-01-01'): Given => ({
  kind: 'circumstance',
  name,
  value,
  on,
});
const variation = (id: string, more: object, to: unknown = attest(id)) => ({
  id,
  title: id,
  as: 'variant',
  rules: [{ ...exampleQuote, id: `E-${id}` }],
  ...more,
  changes: [{ requirement: 'asked', to }],
});
const forVeterans = variation('service', { for: { veteran: [true] } });
const asking = (
  variations: readonly object[],
  items: readonly Given[] = [],
  context: Context = {},
) => judged(attest('asked'), items, { context, more: { variations } });
const decisions = ({ outcome }: Result) =>
  outcome.status === 'needs-decision' ? outcome.decisions : outcome.status;
const found = ({ findings }: Result) => findings.map(({ code, text }) => `${code}: ${text}`);

describe('a requirement that is otherwise for some, of whom it is not recorded whether somebody is one', () => {
  test('waits where it comes out otherwise for them, and says what has to be recorded', () => {
    const waits = asking([forVeterans], [attested('asked')]);
    expect(waits.outcome).toStrictEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          question: 'Not recorded of the person: veteran. Is this met: Attest asked?',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(found(waits)).toStrictEqual([
      'circumstance-missing: Not recorded of the person: veteran. What it comes to hangs on that.',
    ]);
    expect(waits.evidence).toStrictEqual(['fact-1']);
  });

  test('shows what it comes to for them and for others, each by its own words', () => {
    const { kind, title, rules, children } = asking([forVeterans], [attested('asked')]);
    expect({ kind, title }).toStrictEqual({ kind: 'possibilities', title: 'Attest asked' });
    expect(rules.map(({ id }) => id)).toStrictEqual(['E-1', 'E-service']);
    expect(
      children.map(({ requirement, variation, outcome }) => [
        requirement,
        variation,
        outcome.status,
      ]),
    ).toStrictEqual([
      ['asked', undefined, 'met'],
      ['service', 'service', 'unmet'],
    ]);
  });

  test('is told as it is where it comes out alike, and nobody is asked', () => {
    const unmet = asking([forVeterans]);
    expect(unmet.outcome).toMatchObject({ status: 'unmet', reachable: true });
    expect(found(unmet)).toStrictEqual([
      'circumstance-missing: Not recorded of the person: veteran. So far it comes to the same.',
    ]);
    const both = [attested('asked'), attested('service')];
    expect(asking([forVeterans], both).outcome.status).toBe('met');
  });

  test('is judged by what is recorded once it is, and by nothing else', () => {
    const of = (veteran: boolean) =>
      asking([forVeterans], [attested('asked'), is('veteran', veteran)]);
    expect(of(true)).toMatchObject({ variation: 'service', outcome: { status: 'unmet' } });
    expect(of(false).outcome.status).toBe('met');
    expect(of(false)).not.toHaveProperty('variation');
    expect(of(false).findings).toStrictEqual([]);
  });

  test('waits for nothing that cannot matter any more', () => {
    const young = variation('service', { for: { veteran: [true], age: { lessThan: 25 } } });
    expect(asking([young], [attested('asked'), is('age', 40)]).outcome.status).toBe('met');
    expect(decisions(asking([young], [attested('asked'), is('age', 20)]))).toMatchObject([
      { question: 'Not recorded of the person: veteran. Is this met: Attest asked?' },
    ]);
    expect(decisions(asking([young], [attested('asked')]))).toMatchObject([
      { question: 'Not recorded of the person: veteran, age. Is this met: Attest asked?' },
    ]);
  });

  test('is by the first variation that holds, whatever is not known about later ones', () => {
    const first = variation('service', { for: { veteran: [true] } });
    const second = variation('study', { for: { student: [true] } });
    const both = [first, second];
    const of = (...items: readonly Given[]) => asking(both, items);
    expect(of(is('veteran', true), attested('service'))).toMatchObject({
      variation: 'service',
      outcome: { status: 'met' },
    });
    expect(decisions(of(is('veteran', false), attested('asked')))).toMatchObject([
      { question: 'Not recorded of the person: student. Is this met: Attest asked?' },
    ]);
    expect(decisions(of(is('student', true), attested('study')))).toMatchObject([
      { question: 'Not recorded of the person: veteran. Is this met: Attest asked?' },
    ]);
    expect(of(is('student', true), attested('study'), attested('service')).outcome.status).toBe(
      'met',
    );
    expect(of(attested('study')).children.map(({ variation }) => variation)).toStrictEqual([
      undefined,
      'study',
      'service',
    ]);
  });

  test('never takes for open what two variations share between them', () => {
    const either = [
      variation('service', { for: { route: ['out-of-state'] } }),
      variation('study', { for: { route: { not: ['out-of-state'] } } }),
    ];
    const both = [attested('service'), attested('study')];
    expect(asking(either, both).outcome.status).toBe('met');
    expect(asking(either, [attested('asked')]).outcome.status).toBe('unmet');
  });

  test('may hang on what is not recorded of the class', () => {
    const ofClass = [variation('service', { cohort: { audience: ['veterans'] } })];
    const items = [attested('asked')];
    expect(decisions(asking(ofClass, items))).toMatchObject([
      { question: 'Not recorded of the class: audience. Is this met: Attest asked?' },
    ]);
    expect(asking(ofClass, items, { cohort: { audience: 'all' } }).outcome.status).toBe('met');
    const ofBoth = [
      variation('service', { for: { 'home-state': ['a'] }, cohort: { audience: ['veterans'] } }),
    ];
    expect(found(asking(ofBoth, items))).toStrictEqual([
      'circumstance-missing: Not recorded of the person: home state; of the class: audience. What it comes to hangs on that.',
    ]);
  });

  test('may hang on things of one name of the person and of the class', () => {
    const both = variation('both', { for: { track: ['a'] }, cohort: { track: ['b'] } });
    const { kind, children } = asking([both], [attested('asked')]);
    expect(kind).toBe('possibilities');
    expect(children.map(({ variation }) => variation)).toStrictEqual([undefined, 'both']);
    const known = asking([both], [attested('asked'), is('track', 'b')]);
    expect(known.outcome.status).toBe('met');
  });

  test('may hang on when it holds, if that day goes by what is not recorded', () => {
    const dates = [
      {
        id: 'closing',
        title: 'Closing',
        is: {
          from: '2026-01-01',
          plus: { table: [{ where: { level: ['a'] }, value: 'P1Y' }], otherwise: 'P1D' },
        },
        rules: [exampleQuote],
      },
    ];
    const late = variation('service', { on: { anchor: 'closing', from: '2026-06-01' } });
    const of = (...items: readonly Given[]) =>
      judged(attest('asked'), [attested('asked'), ...items], {
        more: { variations: [late], dates },
      });
    expect(decisions(of())).toMatchObject([
      { question: 'Not recorded of the person: level. Is this met: Attest asked?' },
    ]);
    expect(of(is('level', 'a')).variation).toBe('service');
    expect(of(is('level', 'b')).outcome.status).toBe('met');
  });

  test('is decided by a person where nobody can record it, until more is known', () => {
    const judgement: Given = {
      kind: 'judgement',
      requirement: 'asked',
      outcome: 'met',
      on: '2026-03-03',
    };
    expect(asking([forVeterans], [attested('asked'), judgement])).toMatchObject({
      outcome: { status: 'met' },
      evidence: ['fact-1', 'fact-2'],
    });
  });

  test('waits with the whole that it is part of, and does not where that is met anyway', () => {
    const within = (kind: string) =>
      judged(
        { id: 'whole', kind, of: [attest('asked'), attest('other')] },
        [attested('asked'), attested('other')],
        { more: { variations: [forVeterans] } },
      ).outcome.status;
    expect([within('all'), within('any')]).toStrictEqual(['needs-decision', 'met']);
  });

  test('is not told as broken while it is so for some only', () => {
    const lost = { ...forVeterans, changes: [{ requirement: 'asked', to: attest('service') }] };
    const late = {
      id: 'stage',
      kind: 'stage',
      stage: 'first',
      notAfter: '2026-01-31',
      of: { ...attest('asked'), otherwise: 'disqualified' },
    };
    const of = (...items: readonly Given[]) =>
      judged(late, items, { more: { variations: [lost] } }).children[0];
    expect(of()).toMatchObject({ kind: 'possibilities', outcome: { reachable: false } });
    expect(of()).not.toHaveProperty('otherwise');
    expect(of({ ...attested('asked'), on: '2026-01-02' })?.outcome.status).toBe('needs-decision');
    expect(of(is('veteran', false))).toMatchObject({ otherwise: 'disqualified' });
  });
});

describe('a table by something that is not recorded of the person', () => {
  const table = (value: unknown, otherwise: unknown) => ({
    table: [{ where: { level: ['a'] }, value }],
    otherwise,
  });
  const work = (amount: number, on = '2026-03-02'): Given => ({
    kind: 'activity',
    tally: 'work',
    amount,
    unit: 'hours',
    on,
  });
  const hours = (more: object) => ({
    kind: 'tally',
    tally: 'work',
    unit: 'hours',
    atLeast: 10,
    window: 'none',
    ...more,
  });
  const done: Given = { kind: 'step', step: 'done', on: '2026-03-02' };
  const paid: Given = { kind: 'payment', fee: 'asked', amount: 30, on: '2026-03-02' };
  const attempt: readonly Given[] = [
    { kind: 'exam-attempt', attempt: 'one', exam: 'asked', on: '2026-03-02' },
    { kind: 'exam-mark', attempt: 'one', result: 'passed', on: '2026-03-02' },
  ];
  const exam = (window: unknown) => ({
    kind: 'exam',
    parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'none' }],
    passMark: 'none',
    attempts: { atMost: 3, form: 'none', waiting: 'none', window, afterLast: 'none' },
  });
  const dates = [
    {
      id: 'closing',
      title: 'Closing',
      is: { from: '2026-01-01', plus: table('P1Y', 'P1M') },
      rules: [exampleQuote],
    },
    {
      id: 'last-day',
      title: 'Last day',
      is: { from: 'closing', plus: 'P1D' },
      rules: [exampleQuote],
    },
  ];
  const spring = { from: '2026-03-01', to: '2026-05-31' };
  const january = { from: '2026-01-01', to: '2026-01-31' };

  test.each<[string, object, readonly Given[]]>([
    ['how much is needed', hours({ atLeast: table(10, 20) }), [work(10)]],
    ['a limit', hours({ atLeast: 'none', atMost: table(20, 5) }), [work(10)]],
    [
      'how long a window is',
      hours({ window: { from: '2026-01-01', length: table('P1Y', 'P1M') } }),
      [work(10)],
    ],
    [
      'a day some time after another',
      { kind: 'step', step: 'done', notAfter: { from: '2026-01-01', plus: table('P1Y', 'P1M') } },
      [done],
    ],
    [
      'a day some time before another',
      { kind: 'step', step: 'done', notBefore: { from: '2027-01-01', minus: table('P1Y', 'P1M') } },
      [done],
    ],
    ['a day by its name', { kind: 'step', step: 'done', notAfter: 'last-day' }, [done]],
    ['a window that ends on such a day', hours({ window: { to: 'closing' } }), [work(10)]],
    ['a fee', { kind: 'fee', for: 'exam', currency: 'USD', amount: table(25, 50) }, [paid]],
    ['the days on which an exam may be tried', exam(table(spring, january)), attempt],
    [
      'the last day of a stage',
      { kind: 'stage', stage: 'first', notAfter: 'closing', of: attest('inner') },
      [attested('inner')],
    ],
    [
      'the last day of a band',
      {
        kind: 'bands',
        step: 'done',
        bands: [
          {
            id: 'on-time',
            title: 'On time',
            notAfter: 'closing',
            standing: 'active',
            require: 'none',
          },
        ],
        beyond: { standing: 'expired', action: 'reapply' },
      },
      [done],
    ],
    [
      'the first day of bands',
      {
        kind: 'bands',
        step: 'done',
        notBefore: { from: '2027-01-01', minus: table('P1Y', 'P1M') },
        bands: [
          { id: 'ever', title: 'Ever', notAfter: 'none', standing: 'active', require: 'none' },
        ],
        beyond: 'none',
      },
      [done],
    ],
  ])('of %s waits, and names what is missing', (_, require, items) => {
    const of = (...known: readonly Given[]) =>
      judged(require, [...items, ...known], { more: { dates } });
    const statuses = [of(is('level', 'a')), of(is('level', 'b'))].map(
      ({ outcome }) => outcome.status,
    );
    expect(statuses).toStrictEqual(['met', 'unmet']);
    expect(of().outcome).toMatchObject({
      status: 'needs-decision',
      decisions: [{ question: 'Not recorded of the person: level. Is this met: Asked?' }],
    });
    expect(of().findings).toMatchObject([{ code: 'circumstance-missing' }]);
    expect(new Set(of().evidence).size).toBe(of().evidence.length);
  });

  test('tells what may be needed where it is too little for any row', () => {
    const result = judged(hours({ atLeast: table(10, 20) }), [work(9)]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 9,
      need: '20 or 10',
      unit: 'hours',
      reachable: true,
    });
    expect(result.tally).toStrictEqual({ have: 9 });
  });

  test('is asked about inside what a variation by the same thing holds for', () => {
    const own = { ...hours({ atLeast: table(20, 10) }), id: 'own', title: 'Own' };
    const forB = variation('service', { for: { level: ['b'] } }, own);
    const of = (...items: readonly Given[]) =>
      judged(hours({ atLeast: table(20, 10) }), [work(10), ...items], {
        more: { variations: [forB] },
      }).outcome.status;
    expect(['a', 'b', 'c'].map((level) => of(is('level', level)))).toStrictEqual([
      'unmet',
      'met',
      'met',
    ]);
    expect(of()).toBe('needs-decision');
    const asked = { kind: 'circumstance', where: { level: ['a'] } };
    const lifts = variation('service', { for: { level: ['b'] } }, 'none');
    const so = judged(asked, [], { more: { variations: [lifts] } });
    expect(so.children.map(({ outcome }) => outcome.status)).toStrictEqual([
      'unmet',
      'not-applicable',
      'met',
    ]);
  });

  test('judges two tables by one thing together, never one row with another’s', () => {
    const both = hours({
      atLeast: table(10, 20),
      window: { from: '2026-01-01', length: table('P1M', 'P1Y') },
    });
    const items = [work(10, '2026-01-15'), work(10)];
    expect(judged(both, items).outcome.status).toBe('met');
  });

  test('knows that a number lies somewhere', () => {
    const rows = {
      table: [
        { where: { years: { lessThan: 2 } }, value: 10 },
        { where: { years: { atLeast: 2 } }, value: 20 },
      ],
      otherwise: 'not stated',
    };
    expect(judged(hours({ atLeast: rows }), [work(20)]).outcome.status).toBe('met');
    expect(judged(hours({ atLeast: rows }), [work(19)]).outcome.status).toBe('needs-decision');
  });

  test('waits at the end of a stage for what was so by then', () => {
    const stage = {
      kind: 'stage',
      stage: 'first',
      notAfter: '2026-04-30',
      of: { id: 'inner', title: 'Inner', ...hours({ atLeast: table(10, 20) }) },
    };
    const of = (...known: readonly Given[]) =>
      judged(stage, [work(10), ...known]).children[0]?.outcome.status;
    expect(of()).toBe('needs-decision');
    expect(of(is('level', 'a', '2026-04-30'))).toBe('met');
    expect(of(is('level', 'a', '2026-05-01'))).toBe('needs-decision');
  });

  test('names only what its outcome hangs on', () => {
    const require = hours({
      atLeast: { table: [{ where: { level: ['a'] }, value: 10 }], otherwise: 10 },
      window: {
        from: '2026-01-01',
        length: { table: [{ where: { veteran: [true] }, value: 'P1Y' }], otherwise: 'P1M' },
      },
    });
    expect(decisions(judged(require, [work(10)]))).toMatchObject([
      { question: 'Not recorded of the person: veteran. Is this met: Asked?' },
    ]);
  });

  test('names both of two things that matter only together', () => {
    const rows = [
      { where: { member: [true], veteran: [true] }, value: 10 },
      { where: { member: [false], veteran: [false] }, value: 10 },
    ];
    const asked = hours({ atLeast: { table: rows, otherwise: 20 } });
    expect(decisions(judged(asked, [work(10)]))).toMatchObject([
      { question: 'Not recorded of the person: member, veteran. Is this met: Asked?' },
    ]);
    expect(decisions(judged(asked, [is('veteran', true), work(10)]))).toMatchObject([
      { question: 'Not recorded of the person: member. Is this met: Asked?' },
    ]);
  });

  test('names of several things each that matters for somebody', () => {
    const rows = [
      { where: { member: [true], veteran: [true] }, value: 10 },
      { where: { member: [false], local: [true] }, value: 10 },
    ];
    const asked = hours({ atLeast: { table: rows, otherwise: 20 } });
    const [decision] = judged(asked, [work(10)]).findings;
    expect(decision?.text).toBe(
      'Not recorded of the person: member, veteran, local. What it comes to hangs on that.',
    );
  });

  test('takes two things for one only where all comes to the same', () => {
    const rows = [
      { where: { member: [true], veteran: [true] }, value: 20 },
      { where: { member: [false], veteran: [true] }, value: 60 },
    ];
    const { outcome, findings } = judged(hours({ atLeast: { table: rows, otherwise: 40 } }), [
      work(10),
    ]);
    expect(outcome).toMatchObject({ need: '40 or 20 or 60' });
    expect(findings[0]?.text).toContain('of the person: member, veteran.');
  });

  test('shares what a requirement beside it asks of the same thing', () => {
    const whole = {
      kind: 'all',
      of: [
        { id: 'one', title: 'One', ...hours({ atLeast: table(10, 20) }) },
        { id: 'same', kind: 'same-as', title: 'Same', requirement: 'one' },
      ],
    };
    expect(judged(whole, [work(10)]).outcome).toMatchObject({
      status: 'needs-decision',
      decisions: [{ requirement: 'one' }],
    });
  });
});

describe('for those for whom something is not asked', () => {
  const lifted = [variation('service', { for: { veteran: [true] } }, 'none')];
  const within = (kind: string, items: readonly Given[]) =>
    judged({ id: 'whole', kind, of: [attest('asked'), attest('other')] }, items, {
      more: { variations: lifted },
    });

  test('what is met needs not be, so nobody is asked, if the whole is met only with all', () => {
    const { outcome, children } = within('all', [attested('asked'), attested('other')]);
    expect(outcome.status).toBe('met');
    expect(children[0]).toMatchObject({
      kind: 'possibilities',
      outcome: { status: 'met' },
      findings: [{ code: 'circumstance-missing' }],
    });
    expect(within('all', [attested('other')]).outcome.status).toBe('needs-decision');
  });

  test('that is so in a stage too, which is met only with what it asks for', () => {
    const stage = { id: 'whole', kind: 'stage', stage: 'first', notAfter: 'none' };
    const within = (of: object) =>
      judged({ ...stage, of }, [attested('asked')], { more: { variations: lifted } }).outcome
        .status;
    expect(within(attest('asked'))).toBe('met');
    expect(within({ id: 'one', kind: 'any', title: 'One', of: [attest('asked')] })).toBe(
      'needs-decision',
    );
  });

  test('that is so in a duty of the program too', () => {
    const whole = {
      id: 'whole',
      kind: 'all',
      title: 'Whole',
      of: [attest('asked'), attest('other')],
    };
    const duties = [{ ...whole, rules: [exampleQuote] }];
    const policy = policyAsking(attest('own'), {
      apply: { require: 'none', duties },
      variations: lifted,
    });
    const evidence = [attested('asked'), attested('other')].map((item, place) => ({
      ref: `fact-${place + 1}`,
      ...item,
    })) as EvidenceItem[];
    const section = evaluate(policy, 'apply', evidence, '2026-06-30');
    expect(section.duties.map(({ outcome }) => outcome.status)).toStrictEqual(['met']);
  });

  test('what is waived needs not be either', () => {
    const part = { id: 'asked', kind: 'all', title: 'Part', of: [attest('inner')] };
    const waived: Given = { kind: 'waiver', requirement: 'inner', on: '2026-03-02' };
    const whole = { id: 'whole', kind: 'all', of: [part, attest('other')] };
    const { children } = judged(whole, [waived, attested('other')], {
      more: { variations: lifted },
    });
    expect(children.map(({ outcome }) => outcome.status)).toStrictEqual(['waived', 'met']);
  });

  test('it satisfies nothing, so it waits where one of several is enough', () => {
    expect(within('any', [attested('asked')]).outcome.status).toBe('needs-decision');
    expect(within('any', [attested('other')]).outcome.status).toBe('met');
  });
});

test('what is told while something is not recorded holds whatever it is, and waits only if it may not', () => {
  const scalar = fc.constantFrom('a', 'b', 'c');
  const where = fc.dictionary(
    fc.constantFrom('level', 'route'),
    fc.array(scalar, { minLength: 1 }),
    {
      maxKeys: 2,
    },
  );
  const amounts = fc.integer({ min: 1, max: 4 });
  const table = fc.record({
    table: fc.array(fc.record({ where, value: amounts }), { minLength: 1, maxLength: 3 }),
    otherwise: fc.oneof(amounts, fc.constant('not stated')),
  });
  const tally = (id: string, atLeast: unknown) => ({
    id,
    title: id,
    kind: 'tally',
    tally: 'work',
    unit: 'hours',
    atLeast,
    window: 'none',
  });
  const known = fc.record({ level: scalar, route: scalar }, { requiredKeys: [] });
  fc.assert(
    fc.property(
      table,
      table,
      fc.option(where),
      amounts,
      known,
      (one, other, people, amount, recorded) => {
        const policy = policyAsking(tally('asked', one), {
          variations:
            people === null ? [] : [variation('service', { for: people }, tally('service', other))],
        });
        const of = (all: Readonly<Record<string, string>>) => {
          const evidence: EvidenceItem[] = [
            ...(Object.entries(all).map(([name, value]) => ({
              ...is(name, value),
              ref: name,
            })) as EvidenceItem[]),
            { ref: 'w', kind: 'activity', tally: 'work', amount, unit: 'hours', on: '2026-01-02' },
          ];
          return evaluate(policy, 'apply', evidence, '2026-03-02').outcome;
        };
        const values = ['a', 'b', 'c', 'd'];
        const completions = values.flatMap((level) =>
          values.map((route) => of({ level, route, ...recorded }).status),
        );
        const [only = '', ...others] = new Set(completions);
        expect(of(recorded).status).toBe(others.length === 0 ? only : 'needs-decision');
      },
    ),
  );
});
