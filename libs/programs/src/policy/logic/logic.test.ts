import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../outcome.js';
import { alike } from './alike.js';
import { all, any, atLeast, branch, not, underReading, when } from './logic.js';

const questions = ['first', 'second', 'third'];
const readings = ['a', 'b'];
const order = (question: string) => questions.indexOf(question);

const met: Outcome = { status: 'met', final: true };
const limit = (margin: number): Outcome => ({ status: 'met', final: false, margin });
const unmet: Outcome = { status: 'unmet', have: 0, need: 1, reachable: true };
const lost: Outcome = { ...unmet, reachable: false };
const unknown = (requirement = 'one'): Outcome => ({
  ...unmet,
  unknown: [{ requirement, question: 'Is it so?', options: ['met', 'unmet'] }],
});
const waived: Outcome = { status: 'waived' };
const silent: Outcome = { status: 'not-stated' };
const idle: Outcome = { status: 'not-applicable' };
const undecided = (requirement = 'one', question = 'Is it?'): Outcome => ({
  status: 'needs-decision',
  decisions: [{ requirement, question, options: ['met', 'unmet'] }],
});

const plain: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom(met, unmet, lost, waived, silent, idle),
  fc.integer({ min: 1, max: 5 }).map(limit),
  fc.constantFrom('one', 'two', 'three').map((name) => undecided(name)),
  fc.constantFrom('four', 'five').map((name) => unknown(name)),
);

/** An outcome that may hang on any of the questions, as a requirement would give it. */
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 2, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.shuffledSubarray(questions, { minLength: 1 }),
        fc.array(plain, { minLength: 8, maxLength: 8 }),
      )
      .map(([asked, leaves]) => asking(asked, leaves)),
  },
);

function asking(asked: readonly string[], leaves: readonly Outcome[]): Outcome {
  const [question, ...later] = asked;
  if (question === undefined) return leaves[0] ?? met;
  const half = leaves.length / 2;
  return branch(
    question,
    readings.map((reading, index) => ({
      reading,
      outcome: asking(later, leaves.slice(index * half, (index + 1) * half)),
    })),
    order,
  );
}

const outcomes = fc.array(outcome, { minLength: 1, maxLength: 5 });

function answered(one: Outcome, answers: Readonly<Record<string, string>>): Outcome {
  return questions.reduce(
    (left, question) => underReading(left, question, answers[question] ?? 'a'),
    one,
  );
}

const someAnswers = fc.record({
  first: fc.constantFrom(...readings),
  second: fc.constantFrom(...readings),
  third: fc.constantFrom(...readings),
});

const combinations = {
  all: (of: readonly Outcome[]) => all(of, order),
  any: (of: readonly Outcome[]) => any(of, order),
  'two of them': (of: readonly Outcome[]) => atLeast(2, of, order),
};

describe.each(Object.entries(combinations))('%s', (_, combine) => {
  test('does not depend on the order of its children', () => {
    fc.assert(
      fc.property(
        outcomes.chain((of) =>
          fc.tuple(fc.constant(of), fc.shuffledSubarray(of, { minLength: of.length })),
        ),
        ([of, shuffled]) => {
          expect(combine(shuffled)).toEqual(combine(of));
        },
      ),
    );
  });

  test('comes to the same whether a question is answered before or after', () => {
    fc.assert(
      fc.property(outcomes, someAnswers, (of, answers) => {
        const before = combine(of.map((one) => answered(one, answers)));
        const after = answered(combine(of), answers);
        expect(alike(before, after)).toBe(true);
      }),
    );
  });

  test('never asks a question whose readings come to the same', () => {
    fc.assert(
      fc.property(outcomes, (of) => {
        expectNoIdleQuestion(combine(of), []);
      }),
    );
  });

  test('asks each question once, in the order of the policy', () => {
    fc.assert(
      fc.property(outcomes, (of) => {
        expectInOrder(combine(of), -1);
      }),
    );
  });

  test('neither gains nor loses by a child that is not stated', () => {
    fc.assert(
      fc.property(outcomes, someAnswers, (of, answers) => {
        const without = answered(combine(of), answers);
        fc.pre(without.status !== 'not-applicable');
        expect(answered(combine([...of, silent]), answers)).toEqual(without);
      }),
    );
  });

  test('of nothing but what is not stated is not stated', () => {
    expect(combine([silent, silent, idle])).toEqual(silent);
    expect(combine([idle, idle])).toEqual(idle);
  });
});

function expectNoIdleQuestion(one: Outcome, above: readonly string[]): void {
  if (one.status !== 'depends-on-reading') return;
  const [head, ...rest] = one.readings.map((reading) => reading.outcome);
  expect(rest.every((each) => head !== undefined && alike(head, each))).toBe(false);
  for (const reading of one.readings)
    expectNoIdleQuestion(reading.outcome, [...above, one.question]);
}

function expectInOrder(one: Outcome, above: number): void {
  if (one.status !== 'depends-on-reading') return;
  expect(order(one.question)).toBeGreaterThan(above);
  for (const reading of one.readings) expectInOrder(reading.outcome, order(one.question));
}

describe('the chain: unmet for good, unmet, needs decision, met', () => {
  const chain = [lost, unmet, undecided(), met];

  test.each(chain.flatMap((low, from) => chain.slice(from).map((high) => [low, high] as const)))(
    'all takes the lower, any the higher (%#)',
    (low, high) => {
      expect(alike(all([low, high], order), low)).toBe(true);
      expect(alike(any([low, high], order), high)).toBe(true);
    },
  );

  test('k of n takes the k-th highest', () => {
    const of = [met, met, undecided(), unmet, lost];
    expect([1, 2, 3, 4, 5].map((count) => atLeast(count, of, order).status)).toEqual([
      'met',
      'met',
      'needs-decision',
      'unmet',
      'unmet',
    ]);
    expect(atLeast(4, of, order)).toMatchObject({ have: 2, need: 4, reachable: true });
    expect(atLeast(5, of, order)).toMatchObject({ have: 2, need: 5, reachable: false });
  });

  test('waived counts as met, and alone stays waived', () => {
    expect(all([waived, met], order)).toEqual(met);
    expect(all([waived, waived], order)).toEqual(waived);
    expect(any([waived, lost], order)).toEqual(waived);
  });

  test('the earliest day by which something is due is the day of the whole', () => {
    const due = (by: string): Outcome => ({ ...(unmet as object), by }) as Outcome;
    const days = ['2026-05-01', '2026-04-01', '2026-06-01'].map(due);
    expect(all([...days, unmet], order)).toMatchObject({ by: '2026-04-01' });
  });

  test('where some of it is enough, the day of the whole is the last on which enough can be met', () => {
    const due = (by: string, from = unmet): Outcome => ({ ...(from as object), by }) as Outcome;
    const days = ['2026-05-01', '2026-04-01', '2026-06-01'].map((day) => due(day));
    const by = (whole: Outcome) => (whole.status === 'unmet' ? (whole.by ?? 'none') : whole.status);
    expect(by(any(days, order))).toBe('2026-06-01');
    expect(by(atLeast(2, days, order))).toBe('2026-05-01');
    expect(by(atLeast(2, [...days, met], order))).toBe('2026-06-01');
    expect(by(any([...days, unmet], order))).toBe('none');
    expect(by(atLeast(2, [...days, unmet], order))).toBe('2026-06-01');
    expect(by(atLeast(2, [...days, undecided()], order))).toBe('2026-06-01');
    expect(by(atLeast(3, [...days, undecided(), unmet], order))).toBe('2026-06-01');
    expect(by(atLeast(2, [due('2026-02-01', lost), days[0] ?? met, unmet, lost], order))).toBe(
      '2026-05-01',
    );
    expect(by(any([due('2026-02-01', lost), due('2026-03-01', lost)], order))).toBe('2026-03-01');
    expect(by(all([due('2026-03-01', lost), lost], order))).toBe('2026-03-01');
    expect(by(any([lost, lost], order))).toBe('none');
  });

  test('decisions that wait are named together, each once', () => {
    const both = all([undecided('two'), undecided('one'), undecided('two')], order);
    expect(both).toMatchObject({ decisions: [{ requirement: 'one' }, { requirement: 'two' }] });
  });
});

describe('margins', () => {
  test('all is as close to breaking as its closest child, any as its furthest', () => {
    expect(all([limit(3), limit(1), met], order)).toEqual({ ...limit(1) });
    expect(any([limit(3), limit(1)], order)).toEqual(limit(3));
    expect(any([limit(3), met], order)).toEqual(met);
    expect(atLeast(2, [limit(3), limit(1), limit(2)], order)).toEqual(limit(2));
  });

  test('readings that agree are as close to breaking as the widest of them', () => {
    const agreed = branch(
      'first',
      [
        { reading: 'a', outcome: limit(1) },
        { reading: 'b', outcome: limit(3) },
      ],
      order,
    );
    expect(agreed).toEqual(limit(3));
  });
});

describe('readings that come to the same', () => {
  const due = (by: string): Outcome => ({ ...unmet, by });
  const asked = (requirement: string, subject?: string): Outcome => ({
    status: 'needs-decision',
    decisions: [
      {
        requirement,
        ...(subject !== undefined && { subject }),
        question: `${requirement}?`,
        options: ['met', 'unmet'],
      },
    ],
  });
  const agreed = (question: string, a: Outcome, b: Outcome) =>
    branch(
      question,
      [
        { reading: 'a', outcome: a },
        { reading: 'b', outcome: b },
      ],
      order,
    );
  const agreeing = (a: Outcome, b: Outcome) => agreed('first', a, b);

  test('are due by the earlier day', () => {
    const one = { ...due('2026-04-01'), have: 1 } as Outcome;
    const other = due('2026-05-01');
    expect(agreeing(one, other)).toEqual(one);
    expect(agreeing(other, one)).toEqual({ ...other, by: '2026-04-01' });
    expect(agreeing(one, unmet)).toEqual(one);
    expect(agreeing(unmet, other)).toEqual({ ...unmet, by: '2026-05-01' });
    expect(agreeing(unmet, { ...unmet, have: 3 })).toEqual(unmet);
  });

  test('are met for good only where both are, and have a margin only where both have', () => {
    const final = { ...limit(2), final: true } as Outcome;
    expect(agreeing(met, limit(2))).toEqual({ status: 'met', final: false });
    expect(agreeing(limit(2), met)).toEqual({ status: 'met', final: false });
    expect(agreeing(final, limit(1))).toEqual(limit(2));
    expect(agreeing(limit(1), final)).toEqual(limit(2));
    expect(agreeing(final, { ...limit(3), final: true } as Outcome)).toEqual({
      ...limit(3),
      final: true,
    });
    expect(agreeing(met, met)).toEqual(met);
  });

  test('wait for the decisions of both', () => {
    expect(agreeing(asked('two'), asked('one'))).toEqual({
      status: 'needs-decision',
      decisions: ['one', 'two'].map((requirement) => ({
        requirement,
        question: `${requirement}?`,
        options: ['met', 'unmet'],
      })),
    });
    expect(agreeing(asked('one', 'b'), asked('one', 'a'))).toMatchObject({
      decisions: [{ subject: 'a' }, { subject: 'b' }],
    });
    expect(agreeing(asked('one', '1'), asked('one'))).toMatchObject({
      decisions: [{ question: 'one?' }, { subject: '1' }],
    });
  });

  test('are not judged where neither is', () => {
    for (const one of [silent, waived, idle]) expect(agreeing(one, one)).toEqual(one);
    expect(agreeing({ ...silent, have: 1 }, silent)).toEqual({ ...silent, have: 1 });
  });

  test('hang together on another question', () => {
    const open = (later: Outcome) => agreed('second', later, met);
    expect(agreeing(open(due('2026-05-01')), open(due('2026-04-01')))).toEqual(
      agreed('second', due('2026-04-01'), met),
    );
    expect(agreeing(agreed('second', lost, limit(3)), agreed('second', lost, limit(1)))).toEqual(
      agreed('second', lost, limit(3)),
    );
  });

  test('and others stay apart, whatever they hang on', () => {
    const one = agreed('second', met, lost);
    const other = agreed('third', met, lost);
    expect(agreeing(one, other)).toMatchObject({ status: 'depends-on-reading', question: 'first' });
    expect(agreeing(one, agreed('second', lost, met))).toMatchObject({ question: 'first' });
    expect(agreeing(unmet, lost)).toMatchObject({ question: 'first' });
    const shorter = { status: 'depends-on-reading', question: 'second' } as const;
    expect(alike(one, { ...shorter, readings: [{ reading: 'a', outcome: met }] })).toBe(false);
  });
});

describe('what is told of the whole', () => {
  test('how many requirements there are, of how many, and by when', () => {
    const due = { ...unmet, by: '2026-04-01' } as Outcome;
    expect(all([met, unmet, lost], order)).toStrictEqual({
      status: 'unmet',
      have: 1,
      need: 3,
      unit: 'requirements',
      reachable: false,
    });
    expect(all([due, met, waived], order)).toEqual({
      status: 'unmet',
      have: 2,
      need: 3,
      unit: 'requirements',
      by: '2026-04-01',
      reachable: true,
    });
    expect(atLeast(0, [lost, unmet], order)).toMatchObject({ have: 0, need: 1 });
  });

  test('that it is met for good once enough of it is', () => {
    const soft: Outcome = { status: 'met', final: false };
    expect(all([met, waived], order)).toEqual({ status: 'met', final: true });
    expect(all([met, soft], order)).toEqual(soft);
    expect(any([met, soft], order)).toEqual(met);
    expect(atLeast(2, [met, soft, met], order)).toEqual(met);
    expect(atLeast(2, [waived, soft, lost], order)).toEqual(soft);
  });

  test('how far it is from breaking, where what is waived can’t break', () => {
    expect(all([waived, limit(2)], order)).toEqual(limit(2));
    expect(atLeast(2, [waived, limit(2), limit(1)], order)).toEqual(limit(2));
    expect(atLeast(3, [waived, limit(2), limit(1)], order)).toEqual(limit(1));
    expect(any([waived, limit(2)], order)).toMatchObject({ status: 'met', final: true });
    expect('margin' in any([waived, limit(2)], order)).toBe(false);
  });
});

describe('an answer', () => {
  const open = branch(
    'first',
    [
      { reading: 'a', outcome: met },
      { reading: 'b', outcome: lost },
    ],
    order,
  );

  test('leaves what hangs on another question, and what knows no such reading', () => {
    expect(underReading(open, 'second', 'a')).toBe(open);
    expect(underReading(open, 'first', 'c')).toBe(open);
    expect(underReading(met, 'first', 'a')).toBe(met);
  });

  test('to a question that comes first is asked first', () => {
    const late = branch(
      'second',
      [
        { reading: 'a', outcome: open },
        { reading: 'b', outcome: met },
      ],
      order,
    );
    expect(late).toEqual({
      status: 'depends-on-reading',
      question: 'first',
      readings: [
        { reading: 'a', outcome: met },
        {
          reading: 'b',
          outcome: branch(
            'second',
            [
              { reading: 'a', outcome: lost },
              { reading: 'b', outcome: met },
            ],
            order,
          ),
        },
      ],
    });
  });

  test('is not asked twice', () => {
    const again = branch(
      'first',
      [
        { reading: 'a', outcome: open },
        { reading: 'b', outcome: open },
      ],
      order,
    );
    expect(again).toEqual(open);
    const sure = branch(
      'first',
      [
        { reading: 'a', outcome: open },
        { reading: 'b', outcome: lost },
      ],
      order,
    );
    expect(sure).toEqual(open);
  });

  test('of which there are no readings stays open', () => {
    expect(branch('first', [], order)).toEqual({
      status: 'depends-on-reading',
      question: 'first',
      readings: [],
    });
  });
});

describe('not', () => {
  test('tells what it is and what was asked', () => {
    expect(not(met, order)).toEqual({
      status: 'unmet',
      have: 'met',
      need: 'not met',
      reachable: false,
    });
  });

  test('turns met and unmet around, for good where they were', () => {
    expect(not(met, order)).toMatchObject({ status: 'unmet', reachable: false });
    expect(not(limit(1), order)).toMatchObject({ status: 'unmet', reachable: true });
    expect(not(lost, order)).toEqual({ status: 'met', final: true });
    expect(not(unmet, order)).toEqual({ status: 'met', final: false });
  });

  test('of what is not known is not known either', () => {
    expect(not(unknown(), order)).toEqual(unknown());
  });

  test('leaves alone what is undecided, waived or not judged', () => {
    for (const one of [undecided(), waived, silent, idle]) expect(not(one, order)).toEqual(one);
  });

  test('goes through readings', () => {
    const open = branch(
      'first',
      [
        { reading: 'a', outcome: met },
        { reading: 'b', outcome: lost },
      ],
      order,
    );
    expect(underReading(not(open, order), 'first', 'b').status).toBe('met');
  });
});

describe('when … then', () => {
  test('asks the rest where the condition is met', () => {
    for (const rest of [met, lost, undecided(), silent])
      expect(when(met, rest, order)).toEqual(rest);
    expect(when(waived, lost, order)).toEqual(lost);
  });

  test('does not apply where the condition is unmet', () => {
    expect(when(unmet, lost, order)).toEqual(idle);
    expect(when(lost, met, order)).toEqual(idle);
  });

  test('stays undecided with its condition, unless the rest is met anyway', () => {
    expect(when(undecided(), lost, order)).toEqual(undecided());
    expect(when(undecided(), limit(2), order)).toEqual(limit(2));
  });

  test('waits for a fact that is not known, names it, and is met anyway if the rest is', () => {
    expect(when(unknown(), lost, order)).toEqual(undecided('one', 'Is it so?'));
    expect(when(unknown(), limit(2), order)).toEqual(limit(2));
  });

  test('asks nobody whether it applies where the rest does not either way', () => {
    for (const condition of [undecided(), unknown()]) {
      expect(when(condition, idle, order)).toEqual(idle);
      expect(when(condition, silent, order).status).toBe('needs-decision');
      expect(when(condition, when(condition, lost, order), order)).toEqual(
        when(condition, lost, order),
      );
    }
  });

  test('of several facts, asks for those that could make it apply', () => {
    const asked = (condition: Outcome) => {
      const whole = when(condition, lost, order);
      return whole.status === 'needs-decision'
        ? whole.decisions.map(({ requirement }) => requirement)
        : whole.status;
    };
    expect(asked(all([unknown('two'), unknown('one'), met], order))).toEqual(['one', 'two']);
    expect(any([unknown('two'), unmet], order)).toMatchObject({
      unknown: [{ requirement: 'two', question: 'Is it so?' }],
    });
    expect(asked(all([unknown(), unmet], order))).toBe('not-applicable');
    expect(asked(all([unknown(), lost], order))).toBe('not-applicable');
    expect(asked(any([unknown('two'), unmet, lost], order))).toEqual(['two']);
    expect(asked(any([unknown(), met], order))).toBe('unmet');
    expect(asked(all([unknown('two'), undecided('one')], order))).toEqual(['one', 'two']);
    expect(asked(atLeast(2, [unknown('two'), unmet, met], order))).toEqual(['two']);
    expect(asked(atLeast(2, [unknown('two'), unmet, unmet], order))).toBe('not-applicable');
  });

  test('where readings agree that it is unmet, a fact not known under one of them is still asked', () => {
    for (const of of [
      [unmet, unknown()],
      [unknown(), unmet],
      [unknown('one'), unknown('one')],
    ] as const) {
      const [a, b] = of;
      const condition = branch(
        'first',
        [
          { reading: 'a', outcome: a },
          { reading: 'b', outcome: b },
        ],
        order,
      );
      expect(when(condition, lost, order)).toEqual(undecided('one', 'Is it so?'));
    }
  });

  test('is asked under each reading of its condition, and of the rest', () => {
    const read = (a: Outcome, b: Outcome) =>
      branch(
        'first',
        [
          { reading: 'a', outcome: a },
          { reading: 'b', outcome: b },
        ],
        order,
      );
    expect(when(read(met, lost), lost, order)).toEqual(read(lost, idle));
    expect(when(met, read(met, lost), order)).toEqual(read(met, lost));
    expect(when(read(met, lost), read(lost, met), order)).toEqual(read(lost, idle));
  });

  test('is not judged where the condition is not', () => {
    expect(when(silent, lost, order)).toEqual(silent);
    expect(when(idle, lost, order)).toEqual(idle);
  });
});
