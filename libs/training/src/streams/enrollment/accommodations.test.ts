import { describe, expect, test } from '@jest/globals';
import { evaluateRequirement } from '#programs';
import { scenarios } from '#event-log/testing';
import {
  attempted,
  awaited,
  day,
  enrolled,
  fact,
  id,
  judge,
  notAwaited,
  on,
  recorded,
  trained,
  voided,
  withdrew,
} from '../../testing/trainee.js';
import {
  decideAccommodation,
  documentAccommodation,
  requestAccommodation,
} from './decisions/accommodations.js';
import { correctRecord } from './decisions/corrections.js';
import { attemptExam } from './decisions/exam.js';
import { judgeRequirement } from './decisions/judgements.js';
import { evidenceOf } from './evidence.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);
const accommodationId = id(900);
const extraTime = {
  accommodationId,
  requirement: 'testing-accommodation',
  offer: 'extra-time',
  neededOn: day('2018-06-04'),
};
const decision = `testing-accommodation.${accommodationId}`;

const request = (changes: Partial<Parameters<typeof requestAccommodation>[0]> = {}) =>
  requestAccommodation({ ...extraTime, ...on('2018-05-10', 'requested'), ...changes }, judge);
const requested = (occurredOn = '2018-05-10', changes = {}) =>
  recorded('requested', 'AccommodationRequested', {
    ...extraTime,
    ...changes,
    occurredOn: day(occurredOn),
  });
const document = (letterFrom = 'doctor', namesAccommodation = true) =>
  documentAccommodation(
    { accommodationId, letterFrom, namesAccommodation, ...on('2018-05-12', 'letter') },
    judge,
  );
const letter = (letterFrom = 'doctor', namesAccommodation = true) =>
  recorded('letter', 'AccommodationDocumented', {
    accommodationId,
    letterFrom,
    namesAccommodation,
    occurredOn: day('2018-05-12'),
  });
const waiting = awaited(['requested', 'letter'], decision, 'testing-accommodation', false);
const decide = (decided: 'granted' | 'denied') =>
  decideAccommodation(
    { accommodationId, decision: decided, ...on('2018-05-15', 'decided') },
    judge,
  );
const decidedOn = { accommodationId, occurredOn: day('2018-05-15') };
const granted = recorded('decided', 'AccommodationGranted', decidedOn);
const denied = recorded('decided', 'AccommodationDenied', decidedOn);

describe('requesting an accommodation', () => {
  scenario('one that the rules offer').given(enrolled).when(request()).thenRecorded(requested());
  scenario('again changes nothing').given(enrolled, requested()).when(request()).thenNothing();
  scenario('one that they do not name, since the list ends in "etc."')
    .given(enrolled)
    .when(request({ offer: 'large-print' }))
    .thenRecorded(requested('2018-05-10', { offer: 'large-print' }));
  scenario('under a rule that is about accommodations')
    .given(enrolled)
    .when(request({ requirement: 'modules' }))
    .thenRefused('accommodation-not-asked-for-here');
  scenario('not in a program whose rules say nothing of it')
    .given(enrolled)
    .when(
      requestAccommodation(
        { ...extraTime, ...on('2018-05-10') },
        { ...judge, policy: { ...judge.policy, train: 'not stated', exam: 'not stated' } },
      ),
    )
    .thenRefused('accommodation-not-asked-for-here');
  scenario('not after leaving')
    .given(enrolled, withdrew)
    .when(request(on('2018-06-02', 'requested')))
    .thenRefused('trainee-withdrew');
});

describe('the letter', () => {
  scenario('from a doctor that names it leaves the request to a decision, in the same append')
    .given(enrolled, requested())
    .when(document())
    .thenRecorded(letter(), waiting);
  scenario('again changes nothing')
    .given(enrolled, requested(), letter(), waiting)
    .when(document())
    .thenNothing();
  scenario('from somebody else leaves the request incomplete')
    .given(enrolled, requested())
    .when(document('employer'))
    .thenRecorded(letter('employer'));
  scenario('that does not name it leaves the request incomplete')
    .given(enrolled, requested())
    .when(document('doctor', false))
    .thenRecorded(letter('doctor', false));
  scenario('for a request that nobody made')
    .given(enrolled)
    .when(document())
    .thenRefused('accommodation-unknown');
  scenario('for a request on the day itself comes too late')
    .given(enrolled, requested('2018-06-04'))
    .when(document())
    .thenRecorded(letter());
  scenario('for a request on the day before is in time')
    .given(enrolled, requested('2018-06-03'))
    .when(document())
    .thenRecorded(letter(), waiting);
});

describe('granting', () => {
  scenario('a complete request')
    .given(enrolled, requested(), letter(), waiting)
    .when(decide('granted'))
    .thenRecorded(granted, notAwaited(decision));
  scenario('again changes nothing')
    .given(enrolled, requested(), letter(), waiting, granted, notAwaited(decision))
    .when(decide('granted'))
    .thenNothing();
  scenario('not without a letter')
    .given(enrolled, requested())
    .when(decide('granted'))
    .thenRefused('accommodation-incomplete');
  scenario('not on a letter from somebody else')
    .given(enrolled, requested(), letter('employer'))
    .when(decide('granted'))
    .thenRefused('accommodation-incomplete');
  scenario('not on a letter that does not name it')
    .given(enrolled, requested(), letter('doctor', false))
    .when(decide('granted'))
    .thenRefused('accommodation-incomplete');
  scenario('not what was requested on the day itself')
    .given(enrolled, requested('2018-06-04'), letter())
    .when(decide('granted'))
    .thenRefused('accommodation-incomplete');
  scenario('nothing that nobody requested')
    .given(enrolled)
    .when(decide('granted'))
    .thenRefused('accommodation-unknown');
  scenario('what was denied needs the denial taken back')
    .given(enrolled, requested(), letter(), denied)
    .when(decide('granted'))
    .thenRefused('accommodation-decided');
  scenario('what was denied, once that is taken back')
    .given(enrolled, requested(), letter(), { ...denied, id: fact('no') }, voided('no'), waiting)
    .when(decide('granted'))
    .thenRecorded(granted, notAwaited(decision));
});

describe('denying', () => {
  scenario('a request, complete or not')
    .given(enrolled, requested())
    .when(decide('denied'))
    .thenRecorded(denied);
  scenario('again changes nothing')
    .given(enrolled, requested(), denied)
    .when(decide('denied'))
    .thenNothing();
  scenario('what was granted needs the grant taken back')
    .given(enrolled, requested(), letter(), granted)
    .when(decide('denied'))
    .thenRefused('accommodation-decided');
  scenario('is not done by judging the requirement')
    .given(enrolled, requested(), letter(), waiting)
    .when(judgeRequirement({ requirement: decision, outcome: 'unmet', ...on('2018-05-15') }, judge))
    .thenRefused('decision-not-awaited');
  scenario('disqualifies nobody')
    .given(enrolled, requested(), letter(), waiting)
    .when(decide('denied'))
    .thenRecorded(denied, notAwaited(decision));
});

describe('a grant or a letter taken back', () => {
  const take = (wrong: string) =>
    correctRecord(fact(wrong), fact(`voiding-${wrong}`), undefined, judge);
  scenario('leaves the request to a decision again')
    .given(enrolled, requested(), letter(), granted)
    .when(take('decided'))
    .thenRecorded(voided('decided'), waiting);
  scenario('leaves nothing to decide')
    .given(enrolled, requested(), letter(), waiting)
    .when(take('letter'))
    .thenRecorded(voided('letter'), notAwaited(decision));
  scenario('with the request itself leaves nothing either')
    .given(enrolled, requested(), letter(), waiting)
    .when(take('requested'))
    .thenRecorded(voided('requested'), notAwaited(decision));
});

describe('the time an exam may take', () => {
  const attempt = attemptExam(
    {
      attemptId: attempted(1).data.attemptId,
      exam: 'written-exam',
      sittingId: 'exam-1',
      minutesTaken: 260,
      ...on('2018-06-04', 'attempt-1'),
    },
    judge,
  );
  const taking = (timeAllowed: string) => {
    const made = attempted(1, timeAllowed);
    return { ...made, data: { ...made.data, minutesTaken: 260 } };
  };

  scenario('is three hours')
    .given(...trained)
    .when(attempt)
    .thenRecorded(taking('PT3H'));
  scenario('is four and a half when time-and-a-half was granted')
    .given(...trained, requested(), letter(), granted)
    .when(attempt)
    .thenRecorded(taking('PT4H30M'));
  scenario('is three hours when it was only requested')
    .given(...trained, requested(), letter(), waiting)
    .when(attempt)
    .thenRecorded(taking('PT3H'));
  scenario('is three hours when it was denied')
    .given(...trained, requested(), letter(), denied)
    .when(attempt)
    .thenRecorded(taking('PT3H'));
  scenario('is three hours when a scribe was granted')
    .given(...trained, requested('2018-05-10', { offer: 'scribe' }), letter(), granted)
    .when(attempt)
    .thenRecorded(taking('PT3H'));

  test.each([
    ['PT3H', ['over-time']],
    ['PT4H30M', []],
  ])('of %s is what 260 minutes are held against', (timeAllowed, findings) => {
    const state = [...trained, taking(timeAllowed)]
      .map((one, index) => ({ id: fact(`fact-${index}`), ...one }))
      .reduce(enrollment.evolve, enrollment.initial);
    const result = evaluateRequirement(
      judge.policy,
      'written-exam',
      evidenceOf(state),
      judge.today,
      { plan: judge.plan },
    );
    expect(result.findings.map(({ code }) => code)).toEqual(findings);
  });
});
