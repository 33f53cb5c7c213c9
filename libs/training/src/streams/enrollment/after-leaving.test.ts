import { describe, expect, test } from '@jest/globals';
import { RuleBroken } from '#event-log';
import { scenarios } from '#event-log/testing';
import type { Policy } from '#programs';
import { trainedInThreeMonths } from '../../testing/deadline.js';
import {
  allModules,
  attempted,
  attendedAll,
  chosen,
  class1,
  class2,
  completed,
  disqualified,
  earned,
  enrolled,
  fact,
  id,
  judge,
  mark,
  marked,
  massachusetts,
  on,
  recorded,
  reinstated,
  report,
  retreat1,
  roll,
  trained,
  voided,
} from '../../testing/trainee.js';
import type { Outcome } from '../../testing/trainee.js';
import {
  decideAccommodation,
  documentAccommodation,
  requestAccommodation,
} from './decisions/accommodations.js';
import { completeTraining, turnInHomework } from './decisions/attendance.js';
import { correctRecord } from './decisions/corrections.js';
import { withdrawTrainee } from './decisions/enrolling.js';
import { attemptExam, markExam } from './decisions/exam.js';
import { chooseReading, judgeRequirement } from './decisions/judgements.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);
const left = (day: string) =>
  recorded('withdrew', 'TraineeWithdrew', { occurredOn: on(day).occurredOn });
const four = allModules.slice(0, 4);
const missedFour = four.map((module) => mark(module, 'missed'));
const out = [enrolled, ...missedFour, disqualified(...four)] as const;

const asked = {
  accommodationId: id(700),
  requirement: 'testing-accommodation',
  offer: 'extra-time',
} as const;

const take = (wrong: string) =>
  correctRecord(fact(wrong), fact(`voiding-${wrong}`), undefined, judge);
const correct = (wrong: string, outcome: Outcome) => {
  const { module: _module, ...as } = report(wrong, outcome);
  const right = { ...as, factId: fact(`right-${wrong}`) };
  return correctRecord(fact(wrong), fact(`voiding-${wrong}`), right, judge);
};
const right = (module: string, outcome: Outcome) => mark(module, outcome, `right-${module}`);
const choose = (reading: string, factId = `chose-${reading}`) =>
  chooseReading(
    { question: 'modules-late-or-missed', reading, ...on('2018-06-01', factId) },
    judge,
  );

describe('the record of somebody who has left is corrected', () => {
  const gone = [...out, left('2018-05-15')] as const;

  scenario('and a disqualification that rested on it is withdrawn in the same append')
    .given(...gone)
    .when(correct('class-1.1', 'attended'))
    .thenRecorded(voided('class-1.1'), right('class-1.1', 'attended'), reinstated);
  scenario('also where nothing takes the place of what was wrong')
    .given(...gone)
    .when(take('class-1.1'))
    .thenRecorded(voided('class-1.1'), reinstated);
  scenario('and when it can be read in two ways then, nobody waits for a decision')
    .given(...gone)
    .when(correct('class-2.1', 'late'))
    .thenRecorded(voided('class-2.1'), right('class-2.1', 'late'), reinstated);
  scenario('to what would have disqualified them, and disqualifies them')
    .given(enrolled, ...missedFour.slice(0, 3), mark('class-2.1', 'attended'), left('2018-05-15'))
    .when(correct('class-2.1', 'missed'))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'missed'),
      disqualified('class-1.1', 'class-1.2', 'class-1.3', 'right-class-2.1'),
    );
  scenario('and what was corrected so already is corrected no second time')
    .given(...gone, voided('class-1.1'), right('class-1.1', 'attended'), reinstated)
    .when(correct('class-1.1', 'attended'))
    .thenNothing();
  scenario('in an attempt at the exam that never was')
    .given(...trained, attempted(1), left('2018-06-05'))
    .when(take('attempt-1'))
    .thenRecorded(voided('attempt-1'));
  scenario('but that they were enrolled, or left, is no record to take back')
    .given(...gone)
    .when(take('withdrew'))
    .thenRefused('fact-unknown');
});

describe('how a rule is read for somebody who has left', () => {
  const twoAndTwo = [
    enrolled,
    ...missedFour.slice(0, 2),
    mark('class-1.3', 'late'),
    mark('class-2.1', 'late'),
  ] as const;

  scenario('is said after they left, and disqualifies them by it')
    .given(...twoAndTwo, left('2018-05-15'))
    .when(choose('sum'))
    .thenRecorded(chosen('sum'), disqualified(...four, 'chose-sum'));
  scenario('is said otherwise after they left, and withdraws a disqualification')
    .given(...twoAndTwo, chosen('sum'), disqualified(...four, 'chose-sum'), left('2018-05-15'))
    .when(choose('separate'))
    .thenRecorded(chosen('separate'), reinstated);
  scenario('is taken back after they left, and withdraws a disqualification')
    .given(...twoAndTwo, chosen('sum'), disqualified(...four, 'chose-sum'), left('2018-05-15'))
    .when(take('chose-sum'))
    .thenRecorded(voided('chose-sum'), reinstated);
});

describe('a requirement left to a person, of somebody who has left', () => {
  const leftToAPerson: Policy = {
    ...massachusetts,
    train: {
      duties: [],
      terms: [],
      guidance: [],
      require: {
        kind: 'discretion',
        id: 'conduct',
        title: 'Conduct',
        ask: 'Was the conduct acceptable?',
        options: ['yes', 'no'],
        considers: [],
        facts: [],
        otherwise: 'disqualified',
        rules: [],
      },
    },
  };
  const by = { ...judge, policy: leftToAPerson };
  const judgeConduct = (outcome: 'met' | 'unmet') =>
    judgeRequirement({ requirement: 'conduct', outcome, ...on('2018-06-20', 'judged') }, by);
  const judgedAs = (outcome: 'met' | 'unmet', name = 'judged') =>
    recorded(name, 'RequirementJudged', {
      requirement: 'conduct',
      outcome,
      occurredOn: on('2018-06-20').occurredOn,
    });
  const because = (requirement: string, ...facts: readonly string[]) => ({
    type: 'TraineeDisqualified' as const,
    data: { requirement, because: facts.map(fact) },
  });

  scenario('is judged while it is open')
    .given(enrolled, left('2018-05-15'))
    .when(judgeConduct('met'))
    .thenRecorded(judgedAs('met'));
  scenario('is judged anew once a wrong judgement is taken back')
    .given(
      enrolled,
      judgedAs('unmet', 'wrong'),
      because('conduct', 'wrong'),
      left('2018-05-15'),
      voided('wrong'),
      { type: 'DisqualificationWithdrawn', data: { requirement: 'conduct' } },
    )
    .when(judgeConduct('met'))
    .thenRecorded(judgedAs('met'));
  scenario('and was wrongly judged, disqualifies no more when that is taken back')
    .given(enrolled, judgedAs('unmet', 'wrong'), because('conduct', 'wrong'), left('2018-05-15'))
    .when(correctRecord(fact('wrong'), fact('voiding-wrong'), undefined, by))
    .thenRecorded(voided('wrong'), {
      type: 'DisqualificationWithdrawn',
      data: { requirement: 'conduct' },
    });
  scenario('is not judged when it is decided')
    .given(enrolled, judgedAs('met', 'before'), left('2018-05-15'))
    .when(judgeConduct('unmet'))
    .thenRefused('decision-not-awaited');
  scenario('is not judged when the rules know none of that name')
    .given(enrolled, left('2018-05-15'))
    .when(judgeRequirement({ requirement: 'manners', outcome: 'met', ...on('2018-06-20') }, by))
    .thenRefused('decision-not-awaited');
});

describe('what happened up to the day of leaving is recorded afterwards', () => {
  const gone = [enrolled, left('2018-05-14')] as const;

  scenario('the roll of a day before')
    .given(...gone)
    .when(roll(class1, report('class-1.1', 'attended')))
    .thenRecorded(mark('class-1.1', 'attended'));
  scenario('the roll of the very day: nobody knows at which hour they left')
    .given(...gone)
    .when(roll(class2, report('class-2.1', 'late')))
    .thenRecorded(mark('class-2.1', 'late'));
  scenario('and disqualifies as it would have on the day')
    .given(enrolled, ...missedFour.slice(0, 3), left('2018-05-14'))
    .when(roll(class2, report('class-2.1', 'missed')))
    .thenRecorded(mark('class-2.1', 'missed'), disqualified(...four));
  scenario('homework')
    .given(...gone)
    .when(turnInHomework(class1, on('2018-05-14', 'homework'), judge))
    .thenRecorded(
      recorded('homework', 'HomeworkTurnedIn', {
        sessionId: 'class-1',
        occurredOn: on('2018-05-14').occurredOn,
      }),
    );
  scenario('a completed training')
    .given(enrolled, ...attendedAll, left('2018-05-22'))
    .when(completeTraining(on('2018-05-22', 'completed'), judge))
    .thenRecorded(completed);
  scenario('an attempt at the exam')
    .given(...trained, left('2018-06-04'))
    .when(attempt(1))
    .thenRecorded(attempted(1));
  scenario('the mark of an attempt made before, whenever it was marked')
    .given(...trained, attempted(1), left('2018-06-04'))
    .when(markAttempt(1))
    .thenRecorded(marked(1, 'passed'), earned('completed', 'attempt-1', 'mark-1'));
  scenario('a request for accommodation')
    .given(...gone)
    .when(request('2018-05-14'))
    .thenRecorded(
      recorded('asked', 'AccommodationRequested', {
        ...asked,
        occurredOn: on('2018-05-14').occurredOn,
      }),
    );
});

describe('of days after leaving nothing is recorded', () => {
  const gone = [enrolled, left('2018-05-14')] as const;
  const requested = recorded('asked', 'AccommodationRequested', {
    ...asked,
    occurredOn: on('2018-05-10').occurredOn,
  });

  scenario('no roll')
    .given(...gone)
    .when(roll(retreat1, report('retreat-1.1', 'missed')))
    .thenRefused('trainee-withdrew');
  scenario('no homework')
    .given(...gone)
    .when(turnInHomework(class1, on('2018-05-15'), judge))
    .thenRefused('trainee-withdrew');
  scenario('no completed training')
    .given(enrolled, ...attendedAll, left('2018-05-21'))
    .when(completeTraining(on('2018-05-22'), judge))
    .thenRefused('trainee-withdrew');
  scenario('no attempt at the exam')
    .given(...trained, left('2018-06-03'))
    .when(attempt(1))
    .thenRefused('trainee-withdrew');
  scenario('no mark of an attempt made after it')
    .given(...trained, attempted(1), left('2018-06-03'))
    .when(markAttempt(1))
    .thenRefused('trainee-withdrew');
  scenario('no request for accommodation')
    .given(...gone)
    .when(request('2018-05-15'))
    .thenRefused('trainee-withdrew');
  scenario('no letter for one')
    .given(enrolled, requested, left('2018-05-14'))
    .when(
      documentAccommodation(
        {
          accommodationId: asked.accommodationId,
          letterFrom: 'doctor',
          namesAccommodation: true,
          ...on('2018-05-15'),
        },
        judge,
      ),
    )
    .thenRefused('trainee-withdrew');
  scenario('no decision about one')
    .given(enrolled, requested, left('2018-05-14'))
    .when(
      decideAccommodation(
        { accommodationId: asked.accommodationId, decision: 'denied', ...on('2018-05-15') },
        judge,
      ),
    )
    .thenRefused('trainee-withdrew');

  test('and the refusal says which day is meant, and what can be done', () => {
    const state = [enrolled, left('2018-05-14')].reduce(enrollment.evolve, enrollment.initial);
    try {
      turnInHomework(class1, on('2018-05-15'), judge)(state);
      throw new Error('it was not refused');
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      expect(error.message).toBe(
        'The trainee left the cohort on 2018-05-14, and nothing is recorded of 2018-05-15. Record what happened up to the day of leaving with its own day; a wrong record can be corrected at any time.',
      );
      expect(error.details).toEqual({ leftOn: '2018-05-14', occurredOn: '2018-05-15' });
    }
  });
});

describe('somebody who has left is judged as of the day of leaving', () => {
  const later = { ...judge, policy: trainedInThreeMonths, today: on('2019-06-30').occurredOn };
  const missed = mark('class-1.1', 'missed');

  scenario('so that time that has passed since disqualifies nobody')
    .given(enrolled, missed, left('2018-05-14'))
    .when(correctRecord(fact('class-1.1'), fact('voiding-class-1.1'), undefined, later))
    .thenRecorded(voided('class-1.1'));
  scenario('while who stays is disqualified by it')
    .given(enrolled, missed)
    .when(correctRecord(fact('class-1.1'), fact('voiding-class-1.1'), undefined, later))
    .thenRecorded(voided('class-1.1'), {
      type: 'TraineeDisqualified',
      data: { requirement: 'in-time', because: [] },
    });
  scenario('but what is on record of later days counts until it is corrected')
    .given(...out)
    .when(withdrawTrainee(on('2018-05-07', 'withdrew'), judge))
    .thenRecorded(left('2018-05-07'));
});

function request(day: string) {
  return requestAccommodation({ ...asked, ...on(day, 'asked') }, judge);
}

function attempt(number: number) {
  const { attemptId, exam, sittingId, occurredOn } = attempted(number).data;
  const factId = fact(`attempt-${number}`);
  return attemptExam({ attemptId, exam, sittingId, factId, occurredOn }, judge);
}

function markAttempt(number: number) {
  const { attemptId } = attempted(number).data;
  return markExam({ attemptId, result: 'passed', ...on('2018-06-29', `mark-${number}`) }, judge);
}
