import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import type { Policy } from '#programs';
import {
  allModules,
  attempted,
  attendedAll,
  awaited,
  chosen,
  completed,
  disqualified,
  earned,
  enrolled,
  fact,
  judge,
  mark,
  marked,
  massachusetts,
  noLongerComplete,
  noLongerEarned,
  notAwaited,
  on,
  reinstated,
  report,
  trained,
  voided,
  withdrew,
} from '../../testing/trainee.js';
import type { Outcome } from '../../testing/trainee.js';
import { completeTraining } from './decisions/attendance.js';
import { correctRecord } from './decisions/corrections.js';
import { withdrawTrainee } from './decisions/enrolling.js';
import { attemptExam } from './decisions/exam.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);
const four = allModules.slice(0, 4);
const missedFour = four.map((module) => mark(module, 'missed'));
const out = [enrolled, ...missedFour, disqualified(...four)] as const;

const take = (wrong: string) =>
  correctRecord(fact(wrong), fact(`voiding-${wrong}`), undefined, judge);
const correct = (wrong: string, outcome: Outcome, minutesLate = 10, by = judge) => {
  const { module: _module, ...as } = report(wrong, outcome, minutesLate);
  return correctRecord(
    fact(wrong),
    fact(`voiding-${wrong}`),
    { ...as, factId: fact(`right-${wrong}`) },
    by,
  );
};
const certifiedByExamAlone: Policy = {
  ...massachusetts,
  certify: {
    require: {
      kind: 'same-as',
      id: 'certification',
      title: 'The exam alone',
      requirement: 'written-exam',
      rules: [],
    },
    duties: [],
    terms: [],
    guidance: [],
  },
};
const right = (module: string, outcome: Outcome) => mark(module, outcome, `right-${module}`);

describe('correcting a wrong mark', () => {
  scenario('puts the right one in its place')
    .given(enrolled, mark('class-1.1', 'missed'))
    .when(correct('class-1.1', 'attended'))
    .thenRecorded(voided('class-1.1'), right('class-1.1', 'attended'));
  scenario('that disqualified withdraws the disqualification in the same append')
    .given(...out)
    .when(correct('class-1.1', 'attended'))
    .thenRecorded(voided('class-1.1'), right('class-1.1', 'attended'), reinstated);
  scenario('leaves a trainee out who missed a fifth')
    .given(...out, mark('class-2.2', 'missed'))
    .when(correct('class-1.1', 'attended'))
    .thenRecorded(voided('class-1.1'), right('class-1.1', 'attended'));
  scenario('can disqualify')
    .given(enrolled, ...missedFour.slice(0, 3), mark('class-2.1', 'attended'))
    .when(correct('class-2.1', 'missed'))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'missed'),
      disqualified('class-1.1', 'class-1.2', 'class-1.3', 'right-class-2.1'),
    );
  scenario('to a late one can leave it to a decision')
    .given(...out)
    .when(correct('class-2.1', 'late'))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'late'),
      reinstated,
      awaited([...four.slice(0, 3), 'right-class-2.1']),
    );
  scenario('from a late one can leave nothing to decide')
    .given(enrolled, mark('class-1.1', 'late'), awaited(['class-1.1']))
    .when(correct('class-1.1', 'attended'))
    .thenRecorded(voided('class-1.1'), right('class-1.1', 'attended'), notAwaited());
  scenario('again in the same way changes nothing')
    .given(
      enrolled,
      mark('class-1.1', 'missed'),
      voided('class-1.1'),
      right('class-1.1', 'attended'),
    )
    .when(correct('class-1.1', 'attended'))
    .thenNothing();
  scenario('again in another way names the record that stands now')
    .given(
      enrolled,
      mark('class-1.1', 'missed'),
      voided('class-1.1'),
      right('class-1.1', 'attended'),
    )
    .when(correct('class-1.1', 'excused'))
    .thenRefused('record-already-corrected');
  scenario('that was taken back without a right one asks for the roll call')
    .given(enrolled, mark('class-1.1', 'missed'), voided('class-1.1'))
    .when(correct('class-1.1', 'attended'))
    .thenRefused('record-already-corrected');
});

describe('taking a record back', () => {
  scenario('leaves the module unmarked')
    .given(enrolled, mark('class-1.1', 'missed'))
    .when(take('class-1.1'))
    .thenRecorded(voided('class-1.1'));
  scenario('again changes nothing')
    .given(enrolled, mark('class-1.1', 'missed'), voided('class-1.1'))
    .when(take('class-1.1'))
    .thenNothing();
  scenario('not the enrollment')
    .given(enrolled)
    .when(take('enrolled'))
    .thenRefused('fact-not-voidable');
  scenario('not a record that is not there')
    .given(enrolled)
    .when(take('elsewhere'))
    .thenRefused('fact-unknown');
  scenario('only a module has something to put in place')
    .given(...trained, attempted(1))
    .when(
      correctRecord(
        fact('attempt-1'),
        fact('v'),
        { outcome: 'attended', factId: fact('n') },
        judge,
      ),
    )
    .thenRefused('fact-not-voidable');
  scenario('of a chosen reading makes the decision awaited again')
    .given(
      enrolled,
      mark('class-1.1', 'late'),
      awaited(['class-1.1']),
      chosen('separate'),
      notAwaited(),
    )
    .when(take('chose-separate'))
    .thenRecorded(voided('chose-separate'), awaited(['class-1.1']));
});

describe('a training that was completed', () => {
  const certified = [
    ...trained,
    attempted(1),
    marked(1, 'passed'),
    earned('completed', 'attempt-1', 'mark-1'),
  ] as const;

  scenario('is no longer complete when a correction disqualifies')
    .given(enrolled, ...missedFour.slice(0, 3), ...attendedAll.slice(3), completed)
    .when(correct('class-2.1', 'missed'))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'missed'),
      disqualified('class-1.1', 'class-1.2', 'class-1.3', 'right-class-2.1'),
      noLongerComplete,
    );
  scenario(
    'is no longer complete when a correction leaves it to a decision, nor is a certificate earned',
  )
    .given(...certified)
    .when(correct('class-2.1', 'late'))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'late'),
      awaited(['right-class-2.1']),
      noLongerComplete,
      noLongerEarned,
    );
  scenario('is no longer complete when a mark is taken back and none put in its place')
    .given(...certified)
    .when(take('class-2.1'))
    .thenRecorded(voided('class-2.1'), noLongerComplete, noLongerEarned);
  scenario('stays complete when the right mark keeps the trainee in')
    .given(...certified)
    .when(correct('class-2.1', 'missed'))
    .thenRecorded(voided('class-2.1'), right('class-2.1', 'missed'));
  scenario(
    'by somebody who is disqualified earns nothing, even where the rules ask for the exam alone',
  )
    .given(
      enrolled,
      ...missedFour.slice(0, 3),
      ...attendedAll.slice(3),
      completed,
      attempted(1),
      marked(1, 'passed'),
      earned('attempt-1', 'mark-1'),
    )
    .when(correct('class-2.1', 'missed', 10, { ...judge, policy: certifiedByExamAlone }))
    .thenRecorded(
      voided('class-2.1'),
      right('class-2.1', 'missed'),
      disqualified('class-1.1', 'class-1.2', 'class-1.3', 'right-class-2.1'),
      noLongerComplete,
      noLongerEarned,
    );
  scenario('can be completed anew, and the certificate is earned again')
    .given(
      ...certified,
      voided('class-2.1'),
      noLongerComplete,
      noLongerEarned,
      right('class-2.1', 'attended'),
    )
    .when(completeTraining(on('2018-06-30', 'completed-again'), judge))
    .thenRecorded(
      {
        ...completed,
        id: fact('completed-again'),
        data: { occurredOn: on('2018-06-30').occurredOn },
      },
      earned('completed-again', 'attempt-1', 'mark-1'),
    );
  scenario('and taken back, is no way to the exam')
    .given(...trained, voided('completed'))
    .when(
      attemptExam(
        {
          attemptId: attempted(1).data.attemptId,
          exam: 'written-exam',
          sittingId: 'exam-1',
          ...on('2018-06-04'),
        },
        judge,
      ),
    )
    .thenRefused('training-not-completed');
});

describe('withdrawing', () => {
  const withdraw = withdrawTrainee(on('2018-06-01', 'withdrew'), judge);

  scenario('a trainee').given(enrolled).when(withdraw).thenRecorded(withdrew);
  scenario('again changes nothing').given(enrolled, withdrew).when(withdraw).thenNothing();
  scenario('nobody who is not enrolled').given().when(withdraw).thenRefused('enrollment-unknown');
  scenario('not in advance')
    .given(enrolled)
    .when(withdrawTrainee(on('2018-07-01'), judge))
    .thenRefused('date-in-future');
  scenario('leaves no decision waiting for anybody')
    .given(enrolled, mark('class-1.1', 'late'), awaited(['class-1.1']))
    .when(withdraw)
    .thenRecorded(withdrew, notAwaited());
});
