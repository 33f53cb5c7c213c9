import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assess, everyResult, openQuestions } from './assess.js';
import { UnknownRequirement } from './compile.js';
import { evaluate, evaluateRequirement } from './evaluate.js';
import {
  moduleOutcomes,
  steps,
  type Context,
  type Evidence,
  type EvidenceItem,
} from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { shippedPolicies } from './file/load.js';
import { alike } from './logic/alike.js';
import { underReading } from './logic/logic.js';
import { placedRequirements, placedVariations } from './places.js';
import type { Result, SectionResult } from './outcome.js';
import { policyName, sectionNames, type Policy, type Requirement } from './schema.js';
import { requirementsOf } from './terms.js';

const policies = shippedPolicies();
const asOf = '2026-12-31';

const day = fc.integer({ min: 1, max: 28 }).map((of) => `2026-03-${String(of).padStart(2, '0')}`);

/** Anything well-formed that could be known under a policy, sense or nonsense. */
function evidenceUnder(policy: Policy): fc.Arbitrary<Evidence> {
  const requirements = [...placedRequirements(policy)].map(({ requirement }) => requirement);
  const requirement = fc.constantFrom('unknown', ...requirements.map(({ id }) => id));
  const id = fc.constantFrom('one', 'two', 'three');
  const names = (ofKind: (one: Requirement) => readonly string[]) =>
    fc.constantFrom('unknown', ...new Set(requirements.flatMap(ofKind)));
  const tallies = names((one) =>
    one.kind === 'tally' ? [one.tally].flat() : one.kind === 'absence' ? [one.of].flat() : [],
  );
  const units = names((one) => (one.kind === 'tally' ? [one.unit] : []));
  const stepNames = names((one) =>
    one.kind === 'step' || one.kind === 'bands'
      ? [one.step]
      : one.kind === 'stage'
        ? [one.stage]
        : [],
  );
  const papers = names((one) => (one.kind === 'document' ? [one.document].flat() : []));
  const circumstances = names((one) => (one.kind === 'circumstance' ? Object.keys(one.where) : []));
  const anyValue = fc.oneof(
    fc.constantFrom('a', 'b'),
    fc.integer({ max: 60, min: 0 }),
    fc.boolean(),
  );
  const attributes = fc.dictionary(
    fc.constantFrom('topic', 'source', 'minutes', 'category'),
    fc.oneof(anyValue, fc.array(anyValue, { maxLength: 2 })),
    { maxKeys: 3 },
  );
  const questions = policy.questions.flatMap(({ id: question, readings }) =>
    [...readings, { id: 'unknown' }].map((reading) => ({ question, reading: reading.id })),
  );
  const statements = requirements.flatMap((one) =>
    one.kind === 'attestation' ? [one.statement] : [],
  );
  const of = <Kind extends EvidenceItem['kind']>(
    kind: Kind,
    fields: Record<string, fc.Arbitrary<unknown>>,
  ) => fc.record({ kind: fc.constant(kind), on: day, ...fields });
  const item = fc.oneof(
    of('attestation', { statement: fc.constantFrom('unknown', ...statements) }),
    of('step', { step: fc.oneof(fc.constantFrom<string>(...steps), stepNames) }),
    of('activity', { tally: tallies, unit: units, amount: fc.nat(100), attributes }),
    of('activity', { tally: tallies, unit: units, amount: fc.nat(100), until: day }),
    of('document', { document: papers, dated: day, attributes }),
    of('payment', { fee: requirement, amount: fc.nat(100) }),
    of('circumstance', { name: circumstances, value: anyValue }),
    of('made-up', { session: id, where: fc.constantFrom('next-cohort', 'unknown') }),
    of('extension', { requirement }),
    of('reference', {
      referee: id,
      relation: fc.constantFrom('friend', 'family'),
      roles: fc.subarray(['involved-in-peer-support', 'unknown']),
      knownSince: fc.constantFrom('2020-02-29', '2025-03-10', '2026-03-01'),
    }),
    of('interview', { mode: fc.constantFrom('in-person', 'phone') }),
    moduleItem,
    of('homework', { session: id }),
    of('accommodation-requested', {
      request: id,
      requirement,
      offer: fc.constantFrom('extra-time', 'private-room', 'unknown'),
      eventOn: day,
    }),
    of('accommodation-documented', {
      request: id,
      letterFrom: fc.constantFrom('doctor', 'friend'),
      namesAccommodation: fc.boolean(),
    }),
    of('accommodation-decided', { request: id, decision: fc.constantFrom('granted', 'denied') }),
    of('exam-attempt', {
      attempt: fc.constantFrom('one', 'two', 'three', 'four'),
      exam: requirement,
      minutesTaken: fc.integer({ min: 1, max: 400 }),
    }),
    of('exam-mark', {
      attempt: fc.constantFrom('one', 'two', 'three', 'four'),
      result: fc.constantFrom('passed', 'failed'),
      score: fc.integer({ min: 0, max: 100 }),
    }),
    ...questions.map((answer) =>
      of('answer', {
        question: fc.constant(answer.question),
        reading: fc.constant(answer.reading),
      }),
    ),
    of('judgement', { requirement, outcome: fc.constantFrom('met', 'unmet') }),
    of('waiver', { requirement }),
  );
  return fc.array(item, { maxLength: 30 }).map(named);
}

const moduleItem = fc.record({
  kind: fc.constant('attendance' as const),
  on: day,
  session: fc.constantFrom('one', 'two', 'three'),
  sessionKind: fc.constantFrom('class-day', 'retreat-day', 'unknown'),
  module: fc.constantFrom('a', 'b', 'c'),
  outcome: fc.constantFrom(...moduleOutcomes),
  minutesLate: fc.nat(300),
  minutesEarly: fc.nat(300),
});

function named(items: readonly object[]): Evidence {
  return items.map((item, index) => ({ ref: `fact-${index}`, ...item }) as EvidenceItem);
}

const context: fc.Arbitrary<Context> = fc.record(
  {
    appliedOn: day,
    posted: fc.record({ 'interview-scheduling': day }),
    plan: fc.record({
      sessions: fc.array(
        fc.record({
          id: fc.constantFrom('one', 'two', 'three', 'four'),
          kind: fc.constantFrom('class-day', 'retreat-day', 'unknown'),
          date: day,
          modules: fc.subarray(['a', 'b', 'c', 'd']),
        }),
      ),
      sittings: fc.array(fc.record({ id: fc.constant('sitting'), date: day })),
    }),
  },
  { requiredKeys: [] },
);

function judgeAll(policy: Policy, evidence: Evidence, around: Context = {}): SectionResult[] {
  return sectionNames.map((section) => evaluate(policy, section, evidence, asOf, around));
}

describe.each(policies.map((policy) => [policyName(policy), policy] as const))(
  'under %s',
  (_, policy) => {
    const known = evidenceUnder(policy);

    test('whatever is known, judging never throws and twice gives the same', () => {
      fc.assert(
        fc.property(known, context, (evidence, around) => {
          const once = judgeAll(policy, evidence, around);
          const copy = JSON.parse(JSON.stringify(policy)) as Policy;
          expect(judgeAll(copy, evidence, around)).toEqual(once);
          expect(JSON.parse(JSON.stringify(once))).toEqual(once);
        }),
      );
    });

    test('the tree of results has the requirements of the policy', () => {
      const found = judgeAll(policy, [])
        .flatMap((section) => [...everyResult(section)])
        .filter(({ subject }) => subject === undefined)
        .map(({ requirement }) => requirement);
      const ids = (placed: Iterable<{ requirement: Requirement }>) =>
        [...placed].map(({ requirement }) => requirement.id);
      // Nothing is recorded of the person, so what holds for some is shown beside what it replaces.
      const wanted = new Set([
        ...ids(placedRequirements(policy)),
        ...ids(placedVariations(policy)),
      ]);
      expect(new Set(found)).toEqual(wanted);
      if (policy.variations.length === 0) expect(found).toHaveLength(wanted.size);
    });

    test('every requirement shows words of its source, and rests on facts that are known', () => {
      fc.assert(
        fc.property(known, (evidence) => {
          const refs = new Set(evidence.map(({ ref }) => ref));
          for (const result of judgeAll(policy, evidence).flatMap((section) => [
            ...everyResult(section),
          ])) {
            expect(new Set(result.evidence).size).toBe(result.evidence.length);
            expect(result.evidence.every((ref) => refs.has(ref))).toBe(true);
            if (result.children.length === 0) expect(result.rules).not.toEqual([]);
          }
        }),
      );
    });

    test('the order of requirements inside one changes nothing', () => {
      const reversed = JSON.parse(JSON.stringify(policy), (_key, value: unknown) =>
        isComposite(value) ? { ...value, of: [...value.of].reverse() } : value,
      ) as Policy;
      fc.assert(
        fc.property(known, context, (evidence, around) => {
          const outcomes = (of: Policy) =>
            judgeAll(of, evidence, around).map(({ outcome }) => outcome);
          expect(outcomes(reversed)).toEqual(outcomes(policy));
        }),
      );
    });

    test('an open question is one whose answers differ', () => {
      fc.assert(
        fc.property(known, (evidence) => {
          for (const result of judgeAll(policy, evidence)) {
            for (const { requirements } of openQuestions(result))
              expect(requirements).not.toEqual([]);
            expect(openQuestions(result).length > 0).toBe(
              result.outcome.status === 'depends-on-reading',
            );
          }
        }),
      );
    });
  },
);

const asking = policies.filter((policy) => policy.questions.length > 0);

describe.each(asking.map((policy) => [policyName(policy), policy] as const))(
  'questions of %s',
  (_, policy) => {
    const known = evidenceUnder(policy);

    test('an answer leaves one of the outcomes that were reported for it', () => {
      const undecided = known.map((evidence) =>
        evidence.filter(({ kind }) => kind !== 'answer' && kind !== 'judgement'),
      );
      fc.assert(
        fc.property(
          undecided,
          fc.constantFrom(...policy.questions),
          fc.nat(2),
          (evidence, question, nth) => {
            const reading = question.readings[nth % question.readings.length]?.id ?? '';
            const answer = {
              kind: 'answer',
              ref: 'answer',
              on: '2026-03-01',
              question: question.id,
              reading,
            } as const;
            for (const section of sectionNames) {
              const open = evaluate(policy, section, evidence, asOf).outcome;
              const { outcome } = evaluate(policy, section, [...evidence, answer], asOf);
              expect(alike(outcome, answeredAnywhere(open, question.id, reading))).toBe(true);
            }
          },
        ),
      );
    });
  },
);

const counting = policies.filter((policy) => requirementsOf(policy, 'attendance').length > 0);

describe.each(counting.map((policy) => [policyName(policy), policy] as const))(
  'modules under %s',
  (_, policy) => {
    test('more modules missed never mend what was broken for good', () => {
      const module = fc.record({
        kind: fc.constant('attendance'),
        on: day,
        sessionKind: fc.constant('class-day'),
        session: fc.constantFrom('one', 'two', 'three'),
        module: fc.constantFrom('a', 'b', 'c'),
        outcome: fc.constantFrom('missed', 'missed', 'late', 'attended'),
      });
      const missed = (nth: number) => ({
        kind: 'attendance',
        on: '2026-03-02',
        sessionKind: 'class-day',
        module: 'a',
        session: `further-${nth}`,
        outcome: 'missed',
      });
      fc.assert(
        fc.property(fc.array(module, { minLength: 8, maxLength: 20 }), fc.nat(5), (items, more) => {
          const before = violatedIn(policy, named(items));
          fc.pre(before.length > 0);
          const after = [...items, ...Array.from({ length: more + 1 }, (_of, nth) => missed(nth))];
          expect(violatedIn(policy, named(after))).toEqual(before);
        }),
      );
    });

    test('a limit breaks exactly when its margin is used up', () => {
      fc.assert(
        fc.property(fc.nat(3), (missed) => {
          const module = (nth: number) => ({
            kind: 'attendance',
            on: '2026-03-02',
            session: `day-${nth}`,
            sessionKind: 'class-day',
            module: 'a',
            outcome: 'missed',
          });
          const missing = (count: number) =>
            named(Array.from({ length: count }, (_of, nth) => module(nth)));
          const { outcome } = evaluate(policy, 'train', missing(missed), asOf);
          if (outcome.status !== 'met' || outcome.margin === undefined)
            throw new Error('not a limit');
          expect(violatedIn(policy, missing(missed + outcome.margin - 1))).toEqual([]);
          expect(violatedIn(policy, missing(missed + outcome.margin))).not.toEqual([]);
        }),
      );
    });
  },
);

function violatedIn(policy: Policy, evidence: Evidence): string[] {
  return assess(evaluate(policy, 'train', evidence, asOf)).violated.map(
    ({ result }) => result.requirement,
  );
}

/** The outcome with one question answered, wherever in the tree it is asked. */
function answeredAnywhere(
  outcome: SectionResult['outcome'],
  question: string,
  reading: string,
): SectionResult['outcome'] {
  if (outcome.status !== 'depends-on-reading') return outcome;
  if (outcome.question === question) return underReading(outcome, question, reading);
  const readings = outcome.readings.map((one) => ({
    ...one,
    outcome: answeredAnywhere(one.outcome, question, reading),
  }));
  const [head, ...rest] = readings;
  const same = head !== undefined && rest.every((one) => alike(one.outcome, head.outcome));
  return same ? head.outcome : { ...outcome, readings };
}

function isComposite(value: unknown): value is { kind: string; of: unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'of' in value &&
    Array.isArray(value.of) &&
    'kind' in value
  );
}

const attest = (id: string) => ({
  id,
  title: id,
  kind: 'attestation',
  statement: id,
  text: `I do ${id}.`,
});
const attested = (...statements: string[]) =>
  named(statements.map((statement) => ({ kind: 'attestation', on: '2026-03-02', statement })));

function only(result: SectionResult): Result {
  if (typeof result.require === 'string') throw new Error('nothing is asked');
  return result.require;
}

describe('the tree', () => {
  test('two of three', () => {
    const policy = policyAsking({ kind: 'k-of-n', atLeast: 2, of: ['a', 'b', 'c'].map(attest) });
    const status = (...of: string[]) =>
      evaluate(policy, 'apply', attested(...of), asOf).outcome.status;
    expect(status('a')).toBe('unmet');
    expect(status('a', 'c')).toBe('met');
    expect(status('a', 'b', 'c')).toBe('met');
  });

  test('not', () => {
    const policy = policyAsking({ kind: 'not', of: attest('a') });
    expect(evaluate(policy, 'apply', [], asOf).outcome.status).toBe('met');
    expect(evaluate(policy, 'apply', attested('a'), asOf).outcome.status).toBe('unmet');
  });

  test('when … then', () => {
    const policy = policyAsking({ kind: 'when', when: attest('a'), then: attest('b') });
    const status = (...of: string[]) =>
      evaluate(policy, 'apply', attested(...of), asOf).outcome.status;
    expect([status(), status('a'), status('a', 'b')]).toEqual(['not-applicable', 'unmet', 'met']);
  });

  test('a part without words of its own rests on those around it', () => {
    const policy = policyAsking({ kind: 'all', of: [attest('a')] });
    expect(evaluateRequirement(policy, 'a', [], asOf).rules).toEqual([exampleQuote]);
  });

  test('a section that asks for nothing and one that is not stated are two things', () => {
    const policy = policyAsking(attest('a'));
    expect(evaluate(policy, 'renew', [], asOf)).toMatchObject({
      require: 'none',
      outcome: { status: 'not-applicable' },
    });
    expect(evaluate(policy, 'appeal', [], asOf)).toMatchObject({
      require: 'not stated',
      outcome: { status: 'not-stated' },
    });
  });

  test('a requirement that the policy does not have is refused by name', () => {
    expect(() => evaluateRequirement(policyAsking(attest('a')), 'b', [], asOf)).toThrow(
      UnknownRequirement,
    );
  });

  test('what lies after the day is not known on it', () => {
    const policy = policyAsking(attest('a'));
    const status = (day: string) => evaluate(policy, 'apply', attested('a'), day).outcome.status;
    expect([status('2026-03-01'), status('2026-03-02')]).toEqual(['unmet', 'met']);
  });
});

describe('what people decide', () => {
  const asking = {
    kind: 'readings',
    question: 'which',
    readings: { lenient: attest('a'), stern: { ...attest('b'), kind: 'not', of: attest('c') } },
  };
  delete (asking.readings.stern as { statement?: string }).statement;
  delete (asking.readings.stern as { text?: string }).text;
  const question = (settled: unknown) => ({
    questions: [
      {
        id: 'which',
        ask: 'Which?',
        rules: [exampleQuote],
        readings: [
          { id: 'lenient', says: 'a' },
          { id: 'stern', says: 'not c' },
        ],
        settled,
      },
    ],
  });
  const open = policyAsking(asking, question('not stated'));
  const settled = policyAsking(
    asking,
    question({ reading: 'stern', by: 'the board', on: '2026-02-01' }),
  );
  const answer = (reading: string, on = '2026-03-02') => ({
    kind: 'answer',
    on,
    question: 'which',
    reading,
  });
  const judgement = { kind: 'judgement', on: '2026-03-02', requirement: 'asked', outcome: 'met' };
  const statement = { kind: 'attestation', on: '2026-03-02', statement: 'c' };
  const status = (policy: Policy, ...items: object[]) =>
    evaluate(policy, 'apply', named(items), asOf).outcome.status;

  test('a question that the program settled is not open', () => {
    expect(status(open)).toBe('depends-on-reading');
    expect(status(settled)).toBe('met');
    expect(only(evaluate(settled, 'apply', [], asOf))).toMatchObject({
      taken: 'stern',
      question: 'which',
    });
  });

  test('an answer given for the case comes before the general ruling, the later before the earlier', () => {
    expect(status(settled, answer('lenient'))).toBe('unmet');
    expect(status(open, answer('lenient'), answer('stern'))).toBe('met');
  });

  test('an answer that is no reading of the question answers nothing', () => {
    expect(status(open, answer('neither'))).toBe('depends-on-reading');
  });

  test('the answer is among the facts that the outcome rests on', () => {
    expect(only(evaluate(open, 'apply', named([answer('stern')]), asOf)).evidence).toEqual([
      'fact-0',
    ]);
  });

  test('a judgement stands until something that it did not know of is recorded', () => {
    expect(status(open, judgement)).toBe('met');
    expect(status(open, { ...statement, statement: 'unrelated' }, judgement)).toBe('met');
    const both = { ...statement, statement: 'a' };
    expect(status(open, both, judgement)).toBe('met');
    expect(status(open, both, statement, judgement)).toBe('met');
    expect(status(open, judgement, both, statement)).toBe('depends-on-reading');
  });

  test('a judgement of what is not open changes nothing', () => {
    const against = { ...judgement, outcome: 'unmet' };
    expect(status(settled, against)).toBe('met');
    expect(status(settled, statement, judgement)).toBe('unmet');
  });

  test('a waiver lifts a requirement, whether or not it would be met', () => {
    const waiver = { kind: 'waiver', on: '2026-03-02', requirement: 'asked' };
    expect(status(settled, statement)).toBe('unmet');
    expect(status(settled, statement, waiver)).toBe('waived');
    expect(status(settled, waiver)).toBe('waived');
    expect(status(open, waiver)).toBe('waived');
  });
});
