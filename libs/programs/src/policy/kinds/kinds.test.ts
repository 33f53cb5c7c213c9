import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../evaluate.js';
import type { Context, Evidence, EvidenceItem } from '../evidence.js';
import { exampleQuote, policyAsking } from '../example.fixture.js';

/** What fields come to when a policy states what the shipped ones leave open. */

function judged(require: object, evidence: Evidence, context: Context = {}) {
  const { require: result } = evaluate(
    policyAsking(require),
    'apply',
    evidence,
    '2026-06-30',
    context,
  );
  if (typeof result === 'string') throw new Error('nothing was asked');
  return result;
}

const on = '2026-03-02';

describe('an attestation with a closed list of details', () => {
  const asked = {
    kind: 'attestation',
    statement: 'diploma',
    text: 'I have one.',
    details: { choices: ['GED'], open: false },
  };
  const attested = (detail?: string): EvidenceItem => ({
    ref: 'fact',
    on,
    kind: 'attestation',
    statement: 'diploma',
    ...(detail !== undefined && { detail }),
  });

  test('takes a listed detail, or none', () => {
    expect(judged(asked, [attested('GED')]).outcome.status).toBe('met');
    expect(judged(asked, [attested()]).outcome.status).toBe('met');
  });

  test('does not take another, and says why', () => {
    const result = judged(asked, [attested('a driving licence')]);
    expect(result.outcome.status).toBe('unmet');
    expect(result.findings).toMatchObject([{ code: 'detail-not-accepted', ref: 'fact' }]);
  });
});

describe('letters', () => {
  const letter = (ref: string, more: Partial<EvidenceItem> = {}): EvidenceItem =>
    ({
      ref,
      on,
      kind: 'reference',
      referee: ref,
      relation: 'friend',
      roles: [],
      knownSince: '2025-03-01',
      ...more,
    }) as EvidenceItem;
  const asked = {
    kind: 'references',
    count: 1,
    knownFor: 'not stated',
    from: 'not stated',
    excluded: 'not stated',
    distinct: false,
    channels: 'not stated',
  };

  test('nothing stated about acquaintance or relation shuts nobody out', () => {
    const stranger = letter('a', { knownSince: on, relation: 'family' });
    expect(judged(asked, [stranger]).outcome.status).toBe('met');
  });

  test('the same referee counts again where letters need not differ', () => {
    const twice = [letter('a', { referee: 'ana' }), letter('b', { referee: 'ana' })];
    expect(judged({ ...asked, count: 2 }, twice).outcome.status).toBe('met');
  });

  describe('where it is not stated whether letters of one writer count once', () => {
    const unsaid = { ...asked, distinct: 'not stated', count: 2 };
    const ana = letter('a', { referee: 'ana' });
    const again = letter('b', { referee: 'ana' });
    const ben = letter('c', { referee: 'ben' });

    test('a person decides about them, where it matters', () => {
      expect(judged(unsaid, [ana, again])).toMatchObject({
        outcome: {
          status: 'needs-decision',
          decisions: [
            {
              requirement: 'asked',
              question: 'Do two letters from the same writer count as two? It is not stated.',
              options: ['met', 'unmet'],
            },
          ],
        },
        evidence: ['a', 'b'],
        findings: [{ code: 'same-referee', ref: 'b' }],
        tally: { received: 2, counted: 1 },
      });
    });

    test('and nobody is asked where it changes nothing', () => {
      expect(judged(unsaid, [ana]).outcome).toMatchObject({ status: 'unmet', have: 1 });
      expect(judged(unsaid, [ana, ben]).outcome.status).toBe('met');
      expect(judged(unsaid, [ana, again, ben]).outcome.status).toBe('met');
      const three = judged({ ...unsaid, count: 3 }, [ana, again]);
      expect(three.outcome).toMatchObject({ status: 'unmet', have: 1, need: 3 });
    });

    test('what was decided holds', () => {
      const decided = (outcome: 'met' | 'unmet') =>
        judged(unsaid, [
          ana,
          again,
          { ref: 'd', on, kind: 'judgement', requirement: 'asked', outcome },
        ]).outcome;
      expect([decided('met').status, decided('unmet').status]).toEqual(['met', 'unmet']);
    });
  });

  test('a year known before the letter is counted from the day of the letter', () => {
    const byLetter = { ...asked, knownFor: { moreThan: 'P1Y', before: 'letter' } };
    expect(judged(byLetter, [letter('a')], { appliedOn: '2026-02-01' }).outcome.status).toBe('met');
    const onTheDay = letter('a', { on: '2026-03-01' });
    expect(judged(byLetter, [onTheDay]).outcome.status).toBe('unmet');
  });

  test('the day of application is taken from its step where the context has none', () => {
    const byApplication = { ...asked, knownFor: { moreThan: 'P1Y', before: 'application' } };
    const applied = (day: string): EvidenceItem => ({
      ref: 'applied',
      on: day,
      kind: 'step',
      step: 'application-received',
    });
    expect(judged(byApplication, [letter('a'), applied('2026-03-01')]).outcome.status).toBe(
      'unmet',
    );
    expect(judged(byApplication, [letter('a'), applied('2026-03-02')]).outcome.status).toBe('met');
    // Of several it is the last, in whatever order they were recorded.
    const twice = [applied('2026-03-01'), applied('2026-03-02')];
    for (const steps of [twice, twice.toReversed()])
      expect(judged(byApplication, [letter('a'), ...steps]).outcome.status).toBe('met');
    const given = { anchors: { application: '2026-03-01' } };
    expect(judged(byApplication, [letter('a'), ...twice], given).outcome.status).toBe('unmet');
  });
});

test('an interview in any mode will do where none is stated', () => {
  const asked = { kind: 'interview', mode: 'not stated', length: 'not stated' };
  expect(judged(asked, [{ ref: 'a', on, kind: 'interview', mode: 'phone' }]).outcome.status).toBe(
    'met',
  );
});

test('homework gates where a threshold is stated, counting each session once', () => {
  const asked = {
    kind: 'homework',
    sessions: ['class-day'],
    threshold: { atLeast: 2 },
    weight: 'none',
  };
  const turnedIn = (session: string): EvidenceItem => ({
    ref: session,
    on,
    kind: 'homework',
    session,
  });
  expect(judged(asked, [turnedIn('a'), turnedIn('a')]).outcome).toMatchObject({
    status: 'unmet',
    have: 1,
    reachable: true,
  });
  expect(judged(asked, [turnedIn('a'), turnedIn('b')]).outcome.status).toBe('met');
});

describe('attendance', () => {
  const asked = {
    kind: 'attendance',
    limits: [{ count: ['missed', 'late'], fewerThan: 1 }],
    excused: 'does-not-count',
    sessions: { 'class-day': 'counts', outing: 'does-not-count' },
    lateFrom: 'PT10M',
  };
  const module = (more: object): EvidenceItem => ({
    ref: 'fact',
    on,
    kind: 'attendance',
    session: 'one',
    sessionKind: 'class-day',
    module: 'a',
    outcome: 'late',
    ...more,
  });

  test.each([
    ['nine minutes late is not late from ten on', { minutesLate: 9 }, 'met'],
    ['ten minutes are', { minutesLate: 10 }, 'unmet'],
    ['late by unknown minutes is what the roll says', {}, 'unmet'],
    ['excused does not count where the policy says so', { outcome: 'excused' }, 'met'],
    ['nor does a kind of session that does not count', { sessionKind: 'outing' }, 'met'],
    ['attended is attended', { outcome: 'attended' }, 'met'],
  ])('%s', (_, more, status) => {
    expect(judged(asked, [module(more)]).outcome.status).toBe(status);
  });

  test('what is recorded later for the same module holds', () => {
    const corrected = [
      module({ outcome: 'missed' }),
      module({ ref: 'later', outcome: 'attended' }),
    ];
    expect(judged(asked, corrected).outcome.status).toBe('met');
  });

  test('sessions that do not count are no modules still to come', () => {
    const plan = {
      sessions: [
        { id: 'one', kind: 'class-day', date: on, modules: ['a'] },
        { id: 'two', kind: 'outing', date: on, modules: ['a', 'b'] },
      ],
      sittings: [],
    };
    const result = judged(asked, [module({ outcome: 'attended' })], { plan });
    expect(result.tally).toEqual({ missed: 0, late: 0, excused: 0, attended: 1, remaining: 0 });
    expect(result.outcome).toMatchObject({ status: 'met', final: true });
  });
});

describe('attendance that hangs on a question', () => {
  const hangs = { question: 'do-they' };
  const asked = {
    kind: 'attendance',
    limits: [{ count: ['missed'], fewerThan: 2 }],
    excused: hangs,
    sessions: { 'class-day': 'counts', outing: hangs },
    lateFrom: 'not stated',
  };
  const more = {
    questions: [
      {
        id: 'do-they',
        ask: 'Do they?',
        rules: [exampleQuote],
        readings: [
          { id: 'counts', says: 'Yes.' },
          { id: 'does-not-count', says: 'No.' },
        ],
        settled: 'not stated',
      },
    ],
  };
  const module = (
    ref: string,
    sessionKind: string,
    outcome: 'missed' | 'excused',
  ): EvidenceItem => ({
    ref,
    on,
    kind: 'attendance',
    session: 'one',
    module: ref,
    sessionKind,
    outcome,
  });
  const answer = (reading: string): EvidenceItem => ({
    ref: 'answer',
    on,
    kind: 'answer',
    question: 'do-they',
    reading,
  });
  const plan = {
    sessions: [{ id: 'two', kind: 'outing', date: on, modules: ['a', 'b'] }],
    sittings: [],
  };
  const known = [
    module('a', 'class-day', 'missed'),
    module('b', 'class-day', 'excused'),
    module('c', 'outing', 'missed'),
  ];
  const result = (...answers: EvidenceItem[]) => {
    const policy = policyAsking(asked, more);
    const of = evaluate(policy, 'apply', [...known, ...answers], '2026-06-30', { plan }).require;
    if (typeof of === 'string') throw new Error('nothing was asked');
    return of;
  };

  test('rests on whatever may count while the question is open', () => {
    expect(result()).toMatchObject({
      outcome: { status: 'depends-on-reading', question: 'do-they' },
      evidence: ['a', 'b', 'c'],
      tally: { remaining: 2 },
    });
  });

  test('rests on what counts and on the answer once there is one', () => {
    expect(result(answer('counts'))).toMatchObject({
      outcome: { status: 'unmet', have: 3 },
      evidence: ['a', 'b', 'c', 'answer'],
      tally: { remaining: 2 },
    });
    expect(result(answer('does-not-count'))).toMatchObject({
      outcome: { status: 'met', margin: 1, final: true },
      evidence: ['a', 'answer'],
      tally: { remaining: 0 },
    });
  });
});

describe('an exam with a pass mark', () => {
  const asked = {
    kind: 'exam',
    parts: [{ id: 'written', title: 'Written', items: 'not stated', timeLimit: 'not stated' }],
    passMark: { percent: 75 },
    attempts: {
      atMost: 'not stated',
      form: 'not stated',
      waiting: 'none',
      window: 'not stated',
      afterLast: 'not stated',
    },
  };
  const marked = (result: 'passed' | 'failed', score?: number): Evidence => [
    { ref: 'a', on, kind: 'exam-attempt', attempt: 'one', exam: 'asked', minutesTaken: 1_000 },
    {
      ref: 'b',
      on,
      kind: 'exam-mark',
      attempt: 'one',
      result,
      ...(score !== undefined && { score }),
    },
  ];

  test.each([
    [74, 'unmet'],
    [75, 'met'],
    [76, 'met'],
  ])('is passed from the mark on: %d', (score, status) => {
    expect(judged(asked, marked('failed', score)).outcome.status).toBe(status);
  });

  test('is passed as marked where there is no score', () => {
    expect(judged(asked, marked('passed')).outcome.status).toBe('met');
  });

  test('can always be tried again where no number of attempts is stated', () => {
    expect(judged(asked, marked('failed')).outcome).toMatchObject({ reachable: true });
  });

  test('takes as long as it takes where no limit is stated', () => {
    expect(judged(asked, marked('passed')).findings).toEqual([]);
  });

  test('does not take the attempts at another exam', () => {
    expect(judged({ ...asked, id: 'other' }, marked('passed')).outcome.status).toBe('unmet');
  });
});

describe('an accommodation', () => {
  const asked = {
    kind: 'accommodation',
    offers: [{ id: 'scribe', title: 'A scribe', entitled: false }],
    open: false,
    inAdvance: 'P5D',
    letter: 'none',
  };
  const request = (more: object): Evidence => [
    {
      ref: 'a',
      on,
      kind: 'accommodation-requested',
      request: 'one',
      requirement: 'asked',
      offer: 'scribe',
      ...more,
    },
  ];

  test.each([
    ['2026-03-06', 'unmet'],
    ['2026-03-07', 'needs-decision'],
    ['2026-03-08', 'needs-decision'],
  ])('asked for five days ahead of %s', (eventOn, status) => {
    expect(judged(asked, request({ eventOn })).outcome.status).toBe(status);
  });

  test('is a question where it is for the program to decide, and a duty where it is owed', () => {
    const question = (entitled: boolean) => {
      const offers = [{ id: 'scribe', title: 'A scribe', entitled }];
      const { outcome } = judged({ ...asked, offers }, request({}));
      return outcome.status === 'needs-decision' ? outcome.decisions[0]?.question : undefined;
    };
    expect(question(false)).toBe('Is this granted: A scribe?');
    expect(question(true)).toBe('A scribe is owed: the request is complete. Grant it.');
  });

  test('needs no letter where there is none to bring', () => {
    expect(judged(asked, request({})).outcome.status).toBe('needs-decision');
  });

  test('cannot be something else where the list is closed', () => {
    expect(judged(asked, request({ offer: 'a harp' })).findings).toEqual([]);
    expect(judged(asked, request({ offer: 'a harp' })).children).toMatchObject([
      { outcome: { status: 'unmet', reachable: false }, findings: [{ code: 'not-offered' }] },
    ]);
  });
});
