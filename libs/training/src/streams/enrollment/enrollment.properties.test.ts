import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Known } from '#event-log';
import { RuleBroken, decode } from '#event-log';
import { enrolledAs, fact, id, judge, on, report, sessions } from '../../testing/trainee.js';
import type { Outcome } from '../../testing/trainee.js';
import { consequences } from './consequences.js';
import {
  decideAccommodation,
  documentAccommodation,
  requestAccommodation,
} from './decisions/accommodations.js';
import { completeTraining, recordAttendance, turnInHomework } from './decisions/attendance.js';
import { correctRecord } from './decisions/corrections.js';
import { enrollTrainee, withdrawTrainee } from './decisions/enrolling.js';
import { attemptExam, markExam } from './decisions/exam.js';
import { chooseReading, judgeRequirement } from './decisions/judgements.js';
import type { EnrollmentFact } from './events.js';
import type { Decide } from './rules.js';
import { enrollment, standingOf } from './state.js';
import type { EnrollmentState } from './state.js';

/** What somebody asks for; `step` makes its ids its own. */
type Wish = (state: EnrollmentState, step: number) => Decide;

const small = fc.nat({ max: 3 });
const outcome = fc.constantFrom<Outcome>(
  'attended',
  'attended',
  'attended',
  'late',
  'missed',
  'excused',
);
const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...sessions), fc.array(outcome, { minLength: 3, maxLength: 3 }))
      .map(
        ([session, outcomes]): Wish =>
          (_state, step) =>
            recordAttendance(
              session,
              session.modules.map((module, index) => ({
                ...report(module.id, outcomes[index] ?? 'attended'),
                factId: fact(`roll-${step}-${index}`),
              })),
              judge,
            ),
      ),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(), fc.option(outcome)).map(([which, as]): Wish => (state, step) => {
      const wrong = state.records[which % Math.max(1, state.records.length)]?.id ?? fact('none');
      const { module: _module, ...mark } = report('class-1.1', as ?? 'attended');
      const replacement = as === null ? undefined : { ...mark, factId: fact(`right-${step}`) };
      return correctRecord(wrong, fact(`void-${step}`), replacement, judge);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Wish>((_state, step) =>
      completeTraining(on('2018-06-01', `complete-${step}`), judge),
    ),
  },
  {
    weight: 5,
    arbitrary: small.map(
      (sitting): Wish =>
        (_state, step) =>
          attemptExam(
            {
              attemptId: id(5000 + step),
              exam: 'written-exam',
              sittingId: `exam-${sitting + 1}`,
              ...on('2018-06-10', `attempt-${step}`),
            },
            judge,
          ),
    ),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.nat(), fc.constantFrom('passed', 'failed', 'failed'))
      .map(([which, result]): Wish => (state, step) => {
        const made = state.records.filter((one) => one.type === 'ExamAttempted');
        const attemptId = made[which % Math.max(1, made.length)]?.data.attemptId ?? id(1);
        return markExam(
          {
            attemptId,
            result: result === 'passed' ? 'passed' : 'failed',
            ...on('2018-06-20', `mark-${step}`),
          },
          judge,
        );
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        ['modules-late-or-missed', 'sum'],
        ['modules-late-or-missed', 'separate'],
        ['modules-late-or-missed', 'strict'],
        ['excused-absences', 'counts'],
        ['excused-absences', 'does-not-count'],
        ['retreat-modules', 'counts'],
        ['retreat-modules', 'does-not-count'],
      )
      .map(
        ([question = '', reading = '']): Wish =>
          (_state, step) =>
            chooseReading({ question, reading, ...on('2018-06-15', `choose-${step}`) }, judge),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.nat().map((which): Wish => (state, step) => {
      const requirement =
        [...state.awaiting.keys()][which % Math.max(1, state.awaiting.size)] ?? 'modules';
      return judgeRequirement(
        { requirement, outcome: 'met', ...on('2018-06-15', `judge-${step}`) },
        judge,
      );
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(small, fc.constantFrom('extra-time', 'scribe')).map(
      ([which, offer]): Wish =>
        (_state, step) =>
          requestAccommodation(
            {
              accommodationId: id(9000 + which),
              requirement: 'testing-accommodation',
              offer,
              ...on('2018-05-10', `request-${step}`),
            },
            judge,
          ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(small, fc.boolean()).map(
      ([which, namesAccommodation]): Wish =>
        (_state, step) =>
          documentAccommodation(
            {
              accommodationId: id(9000 + which),
              letterFrom: 'doctor',
              namesAccommodation,
              ...on('2018-05-11', `letter-${step}`),
            },
            judge,
          ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(small, fc.constantFrom('granted', 'denied')).map(
      ([which, decision]): Wish =>
        (_state, step) =>
          decideAccommodation(
            {
              accommodationId: id(9000 + which),
              decision: decision === 'granted' ? 'granted' : 'denied',
              ...on('2018-05-12', `decide-${step}`),
            },
            judge,
          ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...sessions).map(
      (session): Wish =>
        (_state, step) =>
          turnInHomework(session, on('2018-06-01', `homework-${step}`), judge),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Wish>((_state, step) =>
      withdrawTrainee(on('2018-06-25', `withdraw-${step}`), judge),
    ),
  },
);

const attendEverything: readonly Wish[] = sessions.map(
  (session): Wish =>
    (_state, step) =>
      recordAttendance(
        session,
        session.modules.map((module, index) => ({
          ...report(module.id, 'attended'),
          factId: fact(`attend-${step}-${index}`),
        })),
        judge,
      ),
);
const enroll: Wish = () => enrollTrainee(enrolledAs, fact('enrolled'), judge);
const pass: readonly Wish[] = [
  (_state, step) => completeTraining(on('2018-06-01', `complete-${step}`), judge),
  (_state, step) =>
    attemptExam(
      {
        attemptId: id(5000 + step),
        exam: 'written-exam',
        sittingId: 'exam-1',
        ...on('2018-06-10', `attempt-${step}`),
      },
      judge,
    ),
  (_state, step) =>
    markExam(
      { attemptId: id(5000 + step - 1), result: 'passed', ...on('2018-06-20', `mark-${step}`) },
      judge,
    ),
];
// Some histories begin further on, so that what is far from the start is reached.
const beginnings: readonly (readonly Wish[])[] = [
  [enroll],
  [enroll, ...attendEverything],
  [enroll, ...attendEverything, ...pass],
];
const wishes = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(wish, { maxLength: 40 }))
  .map(([beginning, rest]) => [...beginning, ...rest]);

interface Moment {
  readonly state: EnrollmentState;
  readonly decision: Decide;
  readonly recorded: readonly Known<EnrollmentFact>[];
}

/** Runs the wishes one after the other; what is refused is left out. */
function live(wanted: readonly Wish[]): readonly Moment[] {
  const moments: Moment[] = [];
  let state = enrollment.initial;
  for (const [step, want] of wanted.entries()) {
    const decision = want(state, step);
    const decided = unlessRefused(decision, state);
    if (decided.length === 0) continue;
    const recorded = decided.map((one, index) =>
      decode(enrollment, { ...one, id: one.id ?? fact(`follows-${step}-${index}`) }),
    );
    state = recorded.reduce(enrollment.evolve, state);
    moments.push({ state, decision, recorded });
  }
  return moments;
}

function unlessRefused(decision: Decide, state: EnrollmentState): ReturnType<Decide> {
  try {
    return decision(state);
  } catch (error) {
    if (error instanceof RuleBroken) return [];
    throw error;
  }
}

function always(holds: (moments: readonly Moment[]) => void): void {
  fc.assert(
    fc.property(wishes, (wanted) => {
      holds(live(wanted));
    }),
    { numRuns: 150 },
  );
}

describe('whatever happens to a trainee', () => {
  test('deciding the same twice adds nothing', () => {
    always((moments) => {
      for (const { decision, state } of moments) expect(unlessRefused(decision, state)).toEqual([]);
    });
  });

  test('everything that follows from the record was recorded with it', () => {
    always((moments) => {
      for (const { state } of moments) expect(consequences(state, judge)).toEqual([]);
    });
  });

  test('the stored facts replay to the same state, and any prefix of them replays', () => {
    always((moments) => {
      const stored = moments.flatMap(({ recorded }) => recorded);
      const replayed = stored
        .map((one) =>
          decode(enrollment, JSON.parse(JSON.stringify(one)) as (typeof stored)[number]),
        )
        .reduce(
          (states, one) => [...states, enrollment.evolve(states.at(-1) ?? enrollment.initial, one)],
          [enrollment.initial],
        );
      expect(replayed.at(-1)).toEqual(moments.at(-1)?.state ?? enrollment.initial);
      expect(replayed.map(standingOf)).not.toContain(undefined);
    });
  });

  test('nobody is disqualified and certified at once', () => {
    always((moments) => {
      for (const { state } of moments) {
        if (state.disqualifiedBy.size > 0) expect(state.earnedBy).toBeUndefined();
      }
    });
  });

  test('nobody earns a certificate without a completed training and a passed exam that stand', () => {
    always((moments) => {
      for (const { state } of moments) {
        if (state.earnedBy === undefined) continue;
        const standing = new Map(state.records.map((one) => [one.id as string, one]));
        const because = state.earnedBy.map((one) => standing.get(one)?.type);
        expect(because).toContain('TrainingCompleted');
        expect(because).toContain('ExamMarked');
        expect(because).not.toContain(undefined);
      }
    });
  });

  test('nobody makes more than three attempts that stand', () => {
    always((moments) => {
      for (const { state } of moments) {
        expect(state.records.filter(({ type }) => type === 'ExamAttempted').length).toBeLessThan(4);
      }
    });
  });

  test('nothing waits for a decision about somebody who has left', () => {
    always((moments) => {
      for (const { state } of moments)
        if (state.leftOn !== undefined) expect(state.awaiting.size).toBe(0);
    });
  });

  // Without this the properties above could hold because little ever happens.
  test('the histories reach every kind of fact', () => {
    const seen = new Set<string>();
    for (const wanted of fc.sample(wishes, { numRuns: 1_000, seed: 20181 })) {
      for (const { recorded } of live(wanted)) for (const { type } of recorded) seen.add(type);
    }
    // No rule of this program leaves a requirement to a person's judgement, or sets a last day.
    const never = Object.keys(enrollment.schemas).filter((type) => !seen.has(type));
    expect(never).toEqual(['RequirementJudged', 'DeadlinePassed']);
  });
});
