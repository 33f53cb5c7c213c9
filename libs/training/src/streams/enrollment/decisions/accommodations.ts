import type { CalendarDate } from '#event-log';
import { evaluateRequirement, requirementsOf } from '#programs';
import type { Outcome, Policy } from '#programs';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { evidenceOf, judgedOn } from '../evidence.js';
import { assertEnrolled, assertHappenedInClass, broken } from '../rules.js';
import type { Decide, Happening } from '../rules.js';
import type { EnrollmentState } from '../state.js';
import { named } from '../state.js';

export const requestAccommodation =
  (
    request: Happening & {
      readonly accommodationId: string;
      readonly requirement: string;
      readonly offer: string;
      readonly neededOn?: CalendarDate | undefined;
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const { accommodationId, requirement, offer, neededOn, factId, occurredOn } = request;
    assertHappenedInClass(state, occurredOn, judge.today);
    assertAskedFor(judge.policy, requirement, offer);
    const same = named(state, 'AccommodationRequested').some(
      ({ data }) => data.accommodationId === accommodationId,
    );
    if (same) return [];
    const data = {
      accommodationId,
      requirement,
      offer,
      occurredOn,
      ...(neededOn !== undefined && { neededOn }),
    };
    return withConsequences(state, [{ id: factId, type: 'AccommodationRequested', data }], judge);
  };

export const documentAccommodation =
  (
    letter: Happening & {
      readonly accommodationId: string;
      readonly letterFrom: string;
      readonly namesAccommodation: boolean;
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const { accommodationId, letterFrom, namesAccommodation, factId, occurredOn } = letter;
    assertHappenedInClass(state, occurredOn, judge.today);
    requested(state, accommodationId);
    const same = named(state, 'AccommodationDocumented').some(
      ({ data }) =>
        data.accommodationId === accommodationId &&
        data.letterFrom === letterFrom &&
        data.namesAccommodation === namesAccommodation,
    );
    if (same) return [];
    const data = { accommodationId, letterFrom, namesAccommodation, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'AccommodationDocumented', data }], judge);
  };

/** Granting needs what the rules ask of a request; denying is a person's decision at any time. */
export const decideAccommodation =
  (
    decision: Happening & {
      readonly accommodationId: string;
      readonly decision: 'granted' | 'denied';
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const { accommodationId, decision: decided, factId, occurredOn } = decision;
    assertHappenedInClass(state, occurredOn, judge.today);
    const { requirement } = requested(state, accommodationId);
    const earlier = [
      ...named(state, 'AccommodationGranted'),
      ...named(state, 'AccommodationDenied'),
    ].find(({ data }) => data.accommodationId === accommodationId);
    const type = decided === 'granted' ? 'AccommodationGranted' : 'AccommodationDenied';
    if (earlier?.type === type) return [];
    if (earlier !== undefined) {
      throw broken(
        'accommodation-decided',
        `This was decided already. To change it, void fact ${earlier.id} and say why.`,
        { factId: earlier.id },
      );
    }
    if (decided === 'granted')
      assertGrantable(outcomeOf(state, requirement, accommodationId, judge));
    const data = { accommodationId, occurredOn };
    return withConsequences(state, [{ id: factId, type, data }], judge);
  };

function requested(state: EnrollmentState, accommodationId: string) {
  const request = named(state, 'AccommodationRequested').find(
    ({ data }) => data.accommodationId === accommodationId,
  );
  if (request === undefined) {
    throw broken('accommodation-unknown', 'No accommodation with this id was requested here.');
  }
  return request.data;
}

function assertAskedFor(policy: Policy, requirement: string, offer: string): void {
  const known = requirementsOf(policy, 'accommodation');
  const asked = known.find(({ id }) => id === requirement);
  if (asked === undefined) {
    const ids = known.map(({ id }) => id);
    throw broken(
      'accommodation-not-asked-for-here',
      ids.length === 0
        ? 'The rules of this program say nothing about accommodations.'
        : `The rules know accommodations under ${ids.join(', ')}.`,
      { known: ids },
    );
  }
  if (asked.open || asked.offers.some(({ id }) => id === offer)) return;
  const offers = asked.offers.map(({ id }) => id);
  throw broken('accommodation-not-asked-for-here', `Offered are ${offers.join(', ')}.`, {
    known: offers,
  });
}

function outcomeOf(
  state: EnrollmentState,
  requirement: string,
  accommodationId: string,
  { policy, plan, today }: Judge,
): Outcome | undefined {
  const asOf = judgedOn(state, today);
  const result = evaluateRequirement(policy, requirement, evidenceOf(state), asOf, { plan });
  return result.children.find(({ subject }) => subject === accommodationId)?.outcome;
}

function assertGrantable(outcome: Outcome | undefined): void {
  if (outcome?.status !== 'unmet') return;
  throw broken(
    'accommodation-incomplete',
    `The rules ask for more before this can be granted. Needed: ${outcome.need}. Found: ${outcome.have}.`,
    { need: outcome.need, have: outcome.have },
  );
}
