import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Known } from '#event-log';
import { RuleBroken, decode } from '#event-log';
import {
  applied,
  attestations,
  cohortId,
  day,
  fact,
  id,
  interview,
  interviewed,
  judge,
  letter,
  on,
  statements,
} from '../../testing/applicant.js';
import { consequences } from './consequences.js';
import {
  acceptApplicant,
  attestStatements,
  cancelInterview,
  declineApplicant,
  giveUpPlacement,
  interviewApplicant,
  placeApplicant,
  receiveApplication,
  receiveReference,
  scheduleInterview,
  withdrawApplication,
} from './decisions.js';
import type { ApplicationFact } from './events.js';
import { voidRecord } from './judgements.js';
import type { Decide } from './rules.js';
import { application } from './state.js';
import type { ApplicationState } from './state.js';

/** What somebody asks for; `step` makes its ids its own. */
type Wish = (state: ApplicationState, step: number) => Decide;

const number = fc.integer({ min: 1, max: 3 });
const receive: Wish = () =>
  receiveApplication(applied, fact('received'), attestations(...statements), judge);
const accept: Wish = (_state, step) => acceptApplicant(on('2018-06-10', `accept-${step}`), judge);
const place: Wish = (_state, step) => placeApplicant({ cohortId, enrollmentId: id(4000 + step) });
const refer =
  (which: number, relation = 'colleague'): Wish =>
  (_state, step) =>
    receiveReference(
      letter(which, { relation, referenceId: id(6000 + step) }),
      fact(`letter-${step}`),
      judge,
    );
const schedule =
  (which: number): Wish =>
  (_state, step) =>
    scheduleInterview(interview(which), fact(`schedule-${step}`), judge);
const hold =
  (which: number, mode: 'in-person' | 'telephone' = 'in-person'): Wish =>
  (_state, step) =>
    interviewApplicant(interviewed(which, mode), fact(`held-${step}`), judge);

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc
    .tuple(number, fc.constantFrom('colleague', 'friend', 'family'))
    .map(([which, relation]) => refer(which, relation)),
  fc.constantFrom(...statements).map(
    (statement): Wish =>
      (_state, step) =>
        attestStatements([{ statement, factId: fact(`attest-${step}`) }], day('2018-05-12'), judge),
  ),
  number.map(schedule),
  fc
    .tuple(number, fc.constantFrom('in-person' as const, 'telephone' as const))
    .map(([which, mode]) => hold(which, mode)),
  number.map(
    (which): Wish =>
      (_state, step) =>
        cancelInterview(interview(which).interviewId, on('2018-06-02', `cancel-${step}`), judge),
  ),
  {
    weight: 4,
    arbitrary: fc.nat().map((which): Wish => (state, step) => {
      const wrong = state.records[which % Math.max(1, state.records.length)]?.id ?? fact('none');
      return voidRecord(wrong, fact(`void-${step}`), judge);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Wish>((state, step) =>
      voidRecord(state.records.at(-1)?.id ?? fact('none'), fact(`void-${step}`), judge),
    ),
  },
  { weight: 3, arbitrary: fc.constant(accept) },
  fc.constant<Wish>((_state, step) => declineApplicant(on('2018-06-10', `decline-${step}`), judge)),
  fc.constant<Wish>((_state, step) =>
    withdrawApplication(on('2018-06-10', `withdraw-${step}`), judge),
  ),
  { weight: 3, arbitrary: fc.constant(place) },
  fc.constant<Wish>((state) => giveUpPlacement(state.placement?.enrollmentId ?? id(4000))),
);

// Some histories begin further on, so that what is far from the start is reached.
const beginnings: readonly (readonly Wish[])[] = [
  [receive],
  [receive, refer(1), refer(2), schedule(1), hold(1)],
  [receive, refer(1), refer(2), schedule(1), hold(1), accept, place],
];
const wishes = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(wish, { maxLength: 40 }))
  .map(([beginning, rest]) => [...beginning, ...rest]);

interface Moment {
  readonly state: ApplicationState;
  readonly decision: Decide;
  readonly recorded: readonly Known<ApplicationFact>[];
}

/** Runs the wishes one after the other; what is refused is left out. */
function live(wanted: readonly Wish[]): readonly Moment[] {
  const moments: Moment[] = [];
  let state = application.initial;
  for (const [step, want] of wanted.entries()) {
    const decision = want(state, step);
    const decided = unlessRefused(decision, state);
    if (decided.length === 0) continue;
    const recorded = decided.map((one, index) =>
      decode(application, { ...one, id: one.id ?? fact(`follows-${step}-${index}`) }),
    );
    state = recorded.reduce(application.evolve, state);
    moments.push({ state, decision, recorded });
  }
  return moments;
}

function unlessRefused(decision: Decide, state: ApplicationState): ReturnType<Decide> {
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

describe('whatever happens to an application', () => {
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

  test('the stored facts replay to the same state', () => {
    always((moments) => {
      const replayed = moments
        .flatMap(({ recorded }) => recorded)
        .map((one) => decode(application, JSON.parse(JSON.stringify(one)) as typeof one))
        .reduce(application.evolve, application.initial);
      expect(replayed).toEqual(moments.at(-1)?.state ?? application.initial);
    });
  });

  test('nobody is placed in a class who was not accepted', () => {
    always((moments) => {
      for (const { state } of moments) {
        if (state.placement !== undefined) expect(state.status).toBe('accepted');
      }
    });
  });

  test('nobody is accepted whose application is not complete', () => {
    always((moments) => {
      for (const { state } of moments) {
        if (state.status === 'accepted') expect(state.complete).toBe(true);
      }
    });
  });

  // Without this the properties above could hold because little ever happens.
  test('the histories reach every kind of fact', () => {
    const seen = new Set<string>();
    for (const wanted of fc.sample(wishes, { numRuns: 1_000, seed: 20181 })) {
      for (const { recorded } of live(wanted)) for (const { type } of recorded) seen.add(type);
    }
    // Two letters of one writer wait for a person; nobody decides in these histories.
    expect(Object.keys(application.schemas).filter((type) => !seen.has(type))).toEqual([
      'ReadingChosen',
      'RequirementJudged',
    ]);
  });
});
