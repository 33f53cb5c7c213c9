import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Known } from '#event-log';
import { scenarios } from '#event-log/testing';
import {
  allModules,
  attendedAll,
  awaited,
  chosen,
  class1,
  class2,
  completed,
  day,
  disqualified,
  enrolled,
  enrolledAs,
  fact,
  judge,
  mark,
  notAwaited,
  on,
  recorded,
  report,
  retreat1,
  roll,
  sessions,
  withdrew,
} from '../../testing/trainee.js';
import type { Outcome } from '../../testing/trainee.js';
import { completeTraining, recordAttendance, turnInHomework } from './decisions/attendance.js';
import { chooseReading, judgeRequirement } from './decisions/judgements.js';
import type { EnrollmentFact } from './events.js';
import type { Decide } from './rules.js';
import { enrollment, standingOf } from './state.js';
import type { EnrollmentState } from './state.js';

const scenario = scenarios(enrollment);
const missed = (...modules: readonly string[]) => modules.map((module) => mark(module, 'missed'));
const late = (...modules: readonly string[]) => modules.map((module) => mark(module, 'late'));

describe('the roll call of a session', () => {
  scenario('says of each module what became of it')
    .given(enrolled)
    .when(
      roll(
        class1,
        report('class-1.1', 'attended'),
        report('class-1.2', 'missed'),
        report('class-1.3', 'excused'),
      ),
    )
    .thenRecorded(
      mark('class-1.1', 'attended'),
      mark('class-1.2', 'missed'),
      mark('class-1.3', 'excused'),
    );
  scenario('taken again changes nothing')
    .given(enrolled, mark('class-1.1', 'attended'), mark('class-1.2', 'missed'))
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.2', 'missed')))
    .thenNothing();
  scenario('records what is new in it, and leaves the rest')
    .given(enrolled, mark('class-1.1', 'attended'))
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.2', 'missed')))
    .thenRecorded(mark('class-1.2', 'missed'));
  scenario('does not contradict what is recorded')
    .given(enrolled, mark('class-1.1', 'attended'))
    .when(roll(class1, report('class-1.1', 'missed')))
    .thenRefused('module-already-marked');
  scenario('does not change by how many minutes somebody was late')
    .given(enrolled, mark('class-1.1', 'late'))
    .when(roll(class1, report('class-1.1', 'late', 11)))
    .thenRefused('module-already-marked');
  scenario('knows the modules of its session only')
    .given(enrolled)
    .when(roll(class1, report('class-2.1', 'attended')))
    .thenRefused('module-unknown');
  scenario('says of a module once what became of it')
    .given(enrolled)
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.1', 'missed')))
    .thenRefused('module-reported-twice');
  scenario('is not taken before the day')
    .given(enrolled)
    .when(
      recordAttendance(class1, [report('class-1.1', 'attended')], {
        ...judge,
        today: day('2018-05-06'),
      }),
    )
    .thenRefused('date-in-future');
  scenario('is taken on the day')
    .given(enrolled)
    .when(
      recordAttendance(class1, [report('class-1.1', 'attended')], {
        ...judge,
        today: day('2018-05-07'),
      }),
    )
    .thenRecorded(mark('class-1.1', 'attended'));
  scenario('records what somebody missed who applied when the class was under way')
    .given({
      ...enrolled,
      data: { ...enrolledAs, appliedOn: day('2018-05-10'), occurredOn: day('2018-05-11') },
    })
    .when(roll(class1, report('class-1.1', 'missed')))
    .thenRecorded(mark('class-1.1', 'missed'));
  scenario('records nothing of somebody who has left')
    .given(enrolled, withdrew)
    .when(roll(class1, report('class-1.1', 'attended')))
    .thenRefused('trainee-withdrew');
  scenario('records nothing of somebody who is not enrolled')
    .given()
    .when(roll(class1, report('class-1.1', 'attended')))
    .thenRefused('enrollment-unknown');
});

describe('modules missed', () => {
  const four = ['class-1.1', 'class-1.2', 'class-1.3', 'class-2.1'];

  scenario('three keep the trainee in')
    .given(enrolled, ...missed('class-1.1', 'class-1.2'))
    .when(roll(class1, report('class-1.3', 'missed')))
    .thenRecorded(mark('class-1.3', 'missed'));
  scenario('the fourth disqualifies in the same append, because of the four')
    .given(enrolled, ...missed('class-1.1', 'class-1.2', 'class-1.3'))
    .when(roll(class2, report('class-2.1', 'missed')))
    .thenRecorded(mark('class-2.1', 'missed'), disqualified(...four));
  scenario('a fifth is recorded, and disqualifies nobody twice')
    .given(enrolled, ...missed(...four), disqualified(...four))
    .when(roll(class2, report('class-2.2', 'missed')))
    .thenRecorded(mark('class-2.2', 'missed'));
  scenario('four at once disqualify as four one by one')
    .given(enrolled, mark('class-1.1', 'missed'))
    .when(
      roll(class2, ...['class-2.1', 'class-2.2', 'class-2.3'].map((one) => report(one, 'missed'))),
    )
    .thenRecorded(
      ...missed('class-2.1', 'class-2.2', 'class-2.3'),
      disqualified('class-1.1', 'class-2.1', 'class-2.2', 'class-2.3'),
    );
});

describe('modules late to', () => {
  const two = ['class-1.1', 'class-1.2'];
  const three = [...two, 'class-1.3'];
  const four = [...three, 'class-2.1'];
  const given = [enrolled, ...missed(...two), mark('class-1.3', 'late'), awaited(three)] as const;
  const twoAndTwo = [...given, mark('class-2.1', 'late')] as const;
  const choose = (reading: string, question = 'modules-late-or-missed') =>
    chooseReading({ question, reading, ...on('2018-06-01', `chose-${reading}`) }, judge);

  scenario('two with two missed wait for a decision, in the same append, because of the four')
    .given(enrolled, ...missed(...two))
    .when(roll(class2, report('class-2.1', 'late'), report('class-2.2', 'late')))
    .thenRecorded(...late('class-2.1', 'class-2.2'), awaited([...two, 'class-2.1', 'class-2.2']));
  scenario(
    'two on the retreat with two missed in class wait for two decisions, since it is open whether the retreat counts',
  )
    .given(enrolled, ...missed(...two))
    .when(roll(retreat1, report('retreat-1.1', 'late'), report('retreat-1.2', 'late')))
    .thenRecorded(
      ...late('retreat-1.1', 'retreat-1.2'),
      awaited([...two, 'retreat-1.1', 'retreat-1.2']),
      awaited([...two, 'retreat-1.1', 'retreat-1.2'], 'retreat-modules'),
    );
  scenario('a decision that is awaited is not awaited twice')
    .given(...given)
    .when(roll(class2, report('class-2.1', 'late')))
    .thenRecorded(mark('class-2.1', 'late'));
  scenario('added up with the missed, they disqualify')
    .given(...twoAndTwo)
    .when(choose('sum'))
    .thenRecorded(chosen('sum'), disqualified(...four, 'chose-sum'), notAwaited());
  scenario('counted separately, they keep the trainee in')
    .given(...twoAndTwo)
    .when(choose('separate'))
    .thenRecorded(chosen('separate'), notAwaited());
  scenario('read strictly, one disqualifies')
    .given(enrolled, mark('class-1.1', 'late'), awaited(['class-1.1']))
    .when(choose('strict'))
    .thenRecorded(chosen('strict'), disqualified('class-1.1', 'chose-strict'), notAwaited());
  scenario('the same reading chosen again changes nothing')
    .given(...twoAndTwo, chosen('separate'), notAwaited())
    .when(choose('separate'))
    .thenNothing();
  scenario('another reading chosen later is judged by anew')
    .given(...twoAndTwo, chosen('separate'), notAwaited())
    .when(choose('sum'))
    .thenRecorded(chosen('sum'), disqualified(...four, 'chose-sum'));
  scenario('four disqualify under every reading, whatever was chosen')
    .given(enrolled, ...late(...three), chosen('separate'))
    .when(roll(class2, report('class-2.1', 'late')))
    .thenRecorded(mark('class-2.1', 'late'), disqualified(...four, 'chose-separate'));
  scenario('no reading is invented')
    .given(...twoAndTwo)
    .when(choose('kind'))
    .thenRefused('reading-unknown');
  scenario('no question is invented')
    .given(...twoAndTwo)
    .when(choose('sum', 'weather'))
    .thenRefused('question-unknown');
  scenario('nothing is chosen for somebody who has left')
    .given(...twoAndTwo, withdrew)
    .when(choose('sum'))
    .thenRefused('trainee-withdrew');
  scenario('a question of reading is not judged as if it were a requirement')
    .given(...twoAndTwo)
    .when(
      judgeRequirement(
        { requirement: 'modules-late-or-missed', outcome: 'met', ...on('2018-06-01') },
        judge,
      ),
    )
    .thenRefused('decision-not-awaited');
  scenario('a reading settled for the class before they enrolled asks nobody')
    .given(
      {
        ...enrolled,
        data: { ...enrolledAs, readings: [{ question: 'modules-late-or-missed', reading: 'sum' }] },
      },
      ...missed(...two),
      mark('class-1.3', 'late'),
    )
    .when(roll(class2, report('class-2.1', 'late')))
    .thenRecorded(mark('class-2.1', 'late'), disqualified(...four, 'enrolled'));
});

describe('modules excused', () => {
  const four = ['class-1.1', 'class-1.2', 'class-1.3', 'class-2.1'];
  const choose = (reading: string) =>
    chooseReading(
      { question: 'excused-absences', reading, ...on('2018-06-01', `chose-${reading}`) },
      judge,
    );

  scenario('three keep the trainee in without a question')
    .given(enrolled, mark('class-1.1', 'excused'), mark('class-1.2', 'excused'))
    .when(roll(class1, report('class-1.3', 'excused')))
    .thenRecorded(mark('class-1.3', 'excused'));
  scenario('one beside three missed waits for a decision')
    .given(enrolled, ...missed('class-1.1', 'class-1.2', 'class-1.3'))
    .when(roll(class2, report('class-2.1', 'excused')))
    .thenRecorded(mark('class-2.1', 'excused'), awaited(four, 'excused-absences'));
  scenario('that counts disqualifies')
    .given(
      enrolled,
      ...missed('class-1.1', 'class-1.2', 'class-1.3'),
      mark('class-2.1', 'excused'),
      awaited(four, 'excused-absences'),
    )
    .when(choose('counts'))
    .thenRecorded(
      chosen('counts', 'excused-absences'),
      disqualified(...four, 'chose-counts'),
      notAwaited('excused-absences'),
    );
  scenario('that does not count keeps the trainee in')
    .given(
      enrolled,
      ...missed('class-1.1', 'class-1.2', 'class-1.3'),
      mark('class-2.1', 'excused'),
      awaited(four, 'excused-absences'),
    )
    .when(choose('does-not-count'))
    .thenRecorded(chosen('does-not-count', 'excused-absences'), notAwaited('excused-absences'));
});

describe('the order of recording', () => {
  const outcomes: readonly Outcome[] = ['attended', 'late', 'missed', 'excused'];
  const recordIn = (order: readonly string[], as: ReadonlyMap<string, Outcome>): EnrollmentState =>
    order.reduce<EnrollmentState>(
      (state, module) => {
        const session = sessions.find(({ modules }) => modules.some(({ id }) => id === module));
        if (session === undefined) throw new Error(`no session has ${module}`);
        return happen(state, roll(session, report(module, as.get(module) ?? 'attended')));
      },
      enrollment.evolve(enrollment.initial, enrolled),
    );

  test('of the same marks does not matter to the standing', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(allModules, { minLength: allModules.length }),
        fc.array(fc.constantFrom(...outcomes), {
          minLength: allModules.length,
          maxLength: allModules.length,
        }),
        (order, as) => {
          const marks = new Map(
            allModules.map((module, index) => [module, as[index] ?? 'attended'] as const),
          );
          const [one, other] = [recordIn(allModules, marks), recordIn(order, marks)];
          expect(standingOf(other)).toBe(standingOf(one));
          expect(other.disqualifiedBy).toEqual(one.disqualifiedBy);
          expect(other.awaiting).toEqual(one.awaiting);
        },
      ),
    );
  });
});

describe('homework', () => {
  const turnIn = turnInHomework(class1, on('2018-05-14', 'homework'), judge);
  const turnedIn = recorded('homework', 'HomeworkTurnedIn', {
    sessionId: 'class-1',
    occurredOn: day('2018-05-14'),
  });
  scenario('is turned in').given(enrolled).when(turnIn).thenRecorded(turnedIn);
  scenario('is turned in once').given(enrolled, turnedIn).when(turnIn).thenNothing();
  scenario('is not turned in tomorrow')
    .given(enrolled)
    .when(turnInHomework(class1, on('2018-07-01'), judge))
    .thenRefused('date-in-future');
  scenario('is not turned in by somebody who has left')
    .given(enrolled, withdrew)
    .when(turnIn)
    .thenRefused('trainee-withdrew');
});

describe('completing the training', () => {
  const complete = completeTraining(on('2018-05-22', 'completed'), judge);

  scenario('with everything attended, homework or not')
    .given(enrolled, ...attendedAll)
    .when(complete)
    .thenRecorded(completed);
  scenario('again changes nothing')
    .given(enrolled, ...attendedAll, completed)
    .when(complete)
    .thenNothing();
  scenario('not while a module is not marked')
    .given(enrolled, ...attendedAll.slice(1))
    .when(complete)
    .thenRefused('modules-not-marked');
  scenario('without the modules of a session that is not to be held')
    .given(enrolled, ...attendedAll.slice(0, 6))
    .when(
      completeTraining(on('2018-05-22', 'completed'), {
        ...judge,
        plan: { ...judge.plan, sessions: judge.plan.sessions.slice(0, 2) },
      }),
    )
    .thenRecorded(completed);
  scenario('not while a decision is awaited')
    .given(enrolled, mark('class-1.1', 'late'), awaited(['class-1.1']), ...attendedAll.slice(1))
    .when(complete)
    .thenRefused('decision-awaited');
  scenario('not when disqualified')
    .given(
      enrolled,
      ...missed(...allModules.slice(0, 4)),
      disqualified(...allModules.slice(0, 4)),
      ...attendedAll.slice(4),
    )
    .when(complete)
    .thenRefused('trainee-disqualified');
  scenario('not after leaving')
    .given(enrolled, ...attendedAll, withdrew)
    .when(complete)
    .thenRefused('trainee-withdrew');
  scenario('not in advance')
    .given(enrolled, ...attendedAll)
    .when(completeTraining(on('2018-07-01'), judge))
    .thenRefused('date-in-future');
});

function happen(state: EnrollmentState, decision: Decide): EnrollmentState {
  return decision(state).reduce(
    (now, one, index) =>
      enrollment.evolve(now, {
        ...one,
        id: one.id ?? fact(`follows-${index}`),
      } as Known<EnrollmentFact>),
    state,
  );
}
