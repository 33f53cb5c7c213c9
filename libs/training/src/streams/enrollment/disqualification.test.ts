import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scenarios } from '#event-log/testing';
import {
  allModules,
  awaited,
  chosen,
  class1,
  class2,
  disqualified,
  enrolled,
  enrolledAs,
  fact,
  judge,
  mark,
  notAwaited,
  on,
  report,
  retreat1,
  roll,
  sessions,
} from '../../testing/trainee.js';
import type { Outcome } from '../../testing/trainee.js';
import { chooseReading, judgeRequirement } from './decisions/judgements.js';
import type { Decide } from './rules.js';
import { enrollment, standingOf } from './state.js';
import type { EnrollmentState } from './state.js';

const scenario = scenarios(enrollment);
const missed = (...modules: readonly string[]) => modules.map((module) => mark(module, 'missed'));
const late = (...modules: readonly string[]) => modules.map((module) => mark(module, 'late'));

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
  scenario('counted separately, they are not among what disqualifies who misses four')
    .given(enrolled, mark('class-2.2', 'late'), ...missed(...three), chosen('separate'))
    .when(roll(class2, report('class-2.1', 'missed')))
    .thenRecorded(
      mark('class-2.1', 'missed'),
      disqualified('class-2.1', ...three, 'chose-separate'),
    );
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

function happen(state: EnrollmentState, decision: Decide): EnrollmentState {
  return decision(state).reduce(
    (now, one, index) =>
      enrollment.evolve(now, {
        ...one,
        id: one.id ?? fact(`follows-${index}`),
      }),
    state,
  );
}
