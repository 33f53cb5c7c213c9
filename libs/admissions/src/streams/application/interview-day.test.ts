import { describe, expect, test } from '@jest/globals';
import { decode } from '#event-log';
import type { Decided } from '#event-log';
import { scenarios } from '#event-log/testing';
import { everyResult } from '#programs';
import { day, fact, id, laterMassachusetts, letter, personId } from '../../testing/applicant.js';
import { judgedBy } from './consequences.js';
import { cancelInterview, receiveReference, scheduleInterview } from './decisions.js';
import type { ApplicationFact } from './events.js';
import type { Judge } from './rules.js';
import { application } from './state.js';

/*
 * Letters and application must be there two business days before the interview. It is on Wednesday
 * 10 February 2021, and they on Monday the 8th, unless a test moves it.
 */

const scenario = scenarios(application);
const onDay = (today: string): Judge => ({ policy: laterMassachusetts, today: day(today) });

const received = (on = '2021-02-01'): Decided<ApplicationFact> => ({
  id: fact('received'),
  type: 'ApplicationReceived',
  data: {
    personId,
    program: 'us-massachusetts-cps',
    policyVersion: '2020-09-01',
    occurredOn: day(on),
  },
});
const interviewOn = (number: number, date: string, arranged: string) =>
  ({
    interviewId: id(300 + number),
    date: day(date),
    mode: 'video',
    occurredOn: day(arranged),
  }) as const;
const scheduled = (number: number, date: string, arranged = '2021-02-01') =>
  ({
    id: fact(`scheduled-${number}`),
    type: 'InterviewScheduled',
    data: interviewOn(number, date, arranged),
  }) as const;
const cancelled = (number: number): Decided<ApplicationFact> => ({
  id: fact(`cancelled-${number}`),
  type: 'InterviewCancelled',
  data: { interviewId: id(300 + number), occurredOn: day('2021-02-02') },
});
const held = (number: number, on: string): Decided<ApplicationFact> => ({
  id: fact(`held-${number}`),
  type: 'ApplicantInterviewed',
  data: { interviewId: id(300 + number), mode: 'video', occurredOn: day(on) },
});
const asked = { relation: 'colleague', purpose: 'this-application' } as const;
const letterCame = (number: number, on: string): Decided<ApplicationFact> => ({
  id: fact(`letter-${number}`),
  type: 'ReferenceReceived',
  data: letter(number, {
    ...asked,
    roles: ['directly-involved-in-peer-support'],
    occurredOn: day(on),
  }),
});

/** What comes of a requirement on a day. */
function judged(requirement: string, today: string, ...facts: readonly Decided<ApplicationFact>[]) {
  const state = facts
    .map((one, index) => decode(application, { ...one, id: one.id ?? fact(`fact-${index}`) }))
    .reduce(application.evolve, application.initial);
  const select = judgedBy(state, onDay(today))('select');
  const found = [...everyResult(select)].find((one) => one.requirement === requirement);
  if (found === undefined) throw new Error(`there is no ${requirement}`);
  return { ...found.outcome, findings: found.findings };
}

describe('what is reckoned from an interview', () => {
  test('has its last day as soon as the interview is scheduled', () => {
    expect(
      judged('letters-no-later', '2021-02-03', received(), scheduled(1, '2021-02-10')),
    ).toMatchObject({ status: 'unmet', reachable: true, by: '2021-02-08' });
  });

  test.each([
    ['2021-02-08', true],
    ['2021-02-09', false],
  ])('can be brought until that day: on %s %p', (today, reachable) => {
    const outcome = judged('letters-no-later', today, received(), scheduled(1, '2021-02-10'));
    expect(outcome).toMatchObject({ status: 'unmet', reachable });
  });

  test('counts a letter that came in time before the interview is held', () => {
    const before = [received(), scheduled(1, '2021-02-10'), letterCame(1, '2021-02-08')];
    expect(judged('letters-no-later', '2021-02-08', ...before)).toMatchObject({
      have: 1,
      findings: [],
    });
    expect(
      judged('letters-no-later', '2021-02-08', ...before, letterCame(2, '2021-02-08')),
    ).toMatchObject({ status: 'met' });
  });

  test.each([
    ['2021-02-08', { status: 'met' }],
    ['2021-02-09', { status: 'unmet', reachable: false, by: '2021-02-08' }],
  ])('takes a form of %s for what it is before the interview is held', (on, outcome) => {
    expect(
      judged('form-no-later', '2021-02-09', received(on), scheduled(1, '2021-02-10', on)),
    ).toMatchObject(outcome);
  });

  test('moves with the interview, whether or not the first one is cancelled', () => {
    const first = [received(), scheduled(1, '2021-02-10')];
    const later = scheduled(2, '2021-02-16', '2021-02-02');
    const earlier = scheduled(2, '2021-02-09', '2021-02-02');
    const by = (...facts: readonly Decided<ApplicationFact>[]) =>
      judged('letters-no-later', '2021-02-03', ...first, ...facts);
    expect(by(later)).toMatchObject({ by: '2021-02-12' });
    expect(by(cancelled(1), later)).toMatchObject({ by: '2021-02-12' });
    expect(by(earlier)).toMatchObject({ by: '2021-02-05' });
    expect(by(later, cancelled(2))).toMatchObject({ by: '2021-02-08' });
  });

  test('has no last day any more once the interview is cancelled, and loses no letter by it', () => {
    const facts = [received(), scheduled(1, '2021-02-10'), letterCame(1, '2021-02-01')];
    const outcome = judged('letters-no-later', '2021-02-09', ...facts, cancelled(1));
    expect(outcome).toMatchObject({ status: 'unmet', reachable: true });
    expect(outcome).not.toHaveProperty('by');
    const anew = scheduled(2, '2021-02-16', '2021-02-02');
    expect(judged('letters-no-later', '2021-02-09', ...facts, cancelled(1), anew)).toMatchObject({
      have: 1,
      by: '2021-02-12',
    });
  });

  test('keeps to the day for which it was scheduled, also when it was held on another', () => {
    const facts = [received(), scheduled(1, '2021-02-10'), letterCame(1, '2021-02-09')];
    const refused = { have: 0, by: '2021-02-08', findings: [{ code: 'not-in-time' }, {}] };
    expect(judged('letters-no-later', '2021-02-11', ...facts)).toMatchObject(refused);
    expect(judged('letters-no-later', '2021-02-11', ...facts, held(1, '2021-02-11'))).toMatchObject(
      refused,
    );
  });
});

describe('how the two business days are read', () => {
  const awaited: ApplicationFact = {
    type: 'DecisionAwaited',
    data: {
      decision: 'two-business-days',
      requirement: 'submitted-in-time',
      because: ['received', 'letter-1', 'letter-2'].map(fact),
    },
  };
  const finalDecision: ApplicationFact = {
    type: 'DecisionAwaited',
    data: { decision: 'final-decision', requirement: 'final-decision', because: [] },
  };
  const early = [letterCame(1, '2021-02-02'), letterCame(2, '2021-02-02')];
  const schedule = scheduleInterview(
    interviewOn(1, '2021-02-10', '2021-02-02'),
    fact('scheduled-1'),
    onDay('2021-02-02'),
  );
  const cancel = cancelInterview(
    id(301),
    { factId: fact('cancelled-1'), occurredOn: day('2021-02-02') },
    onDay('2021-02-02'),
  );
  const lastLetter = receiveReference(
    letter(2, { ...asked, occurredOn: day('2021-02-08') }),
    fact('letter-2'),
    onDay('2021-02-08'),
  );

  scenario('is asked as soon as it makes a difference for the day that is scheduled')
    .given(received(), finalDecision, ...early)
    .when(schedule)
    .thenRecorded(scheduled(1, '2021-02-10', '2021-02-02'), awaited);
  scenario('is asked of nobody any more once the interview is cancelled')
    .given(received(), finalDecision, ...early, scheduled(1, '2021-02-10', '2021-02-02'), awaited)
    .when(cancel)
    .thenRecorded(cancelled(1), {
      type: 'DecisionNoLongerAwaited',
      data: { decision: 'two-business-days' },
    });
  scenario('is asked of nobody where everything comes on the second business day before')
    .given(
      received('2021-02-08'),
      finalDecision,
      scheduled(1, '2021-02-10', '2021-02-08'),
      letterCame(1, '2021-02-08'),
    )
    .when(lastLetter)
    .thenRecorded({
      id: fact('letter-2'),
      type: 'ReferenceReceived',
      data: letter(2, { ...asked, occurredOn: day('2021-02-08') }),
    });
});
