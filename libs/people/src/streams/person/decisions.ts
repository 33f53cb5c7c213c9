import { RuleBroken } from '#event-log';
import type { Decision, Sealed } from '#event-log';
import type { PersonFact } from './events.js';
import type { PersonState } from './state.js';

export type PersonRule = 'person-unknown' | 'person-erased' | 'person-already-registered';

type Decide = Decision<PersonState, PersonFact>;

export const registerPerson =
  (personal: Sealed): Decide =>
  (state) => {
    if (state.status !== 'unknown') {
      throw broken('person-already-registered', 'A person with this id is registered already.');
    }
    return [{ type: 'PersonRegistered', data: { personal } }];
  };

export const correctPersonalDetails =
  (personal: Sealed): Decide =>
  (state) => {
    assertRegistered(state);
    if (state.personal === personal) return [];
    return [{ type: 'PersonalDetailsCorrected', data: { personal } }];
  };

export const nameReferee =
  (refereeId: string, referee: Sealed): Decide =>
  (state) => {
    assertRegistered(state);
    if (state.referees.has(refereeId)) return [];
    return [{ type: 'RefereeNamed', data: { refereeId, referee } }];
  };

export const erasePerson = (): Decide => (state) => {
  if (state.status === 'erased') return [];
  assertRegistered(state);
  return [{ type: 'PersonErased', data: {} }];
};

export function assertRegistered(state: PersonState): void {
  if (state.status === 'unknown') throw broken('person-unknown', 'There is no such person.');
  if (state.status === 'erased') {
    throw broken('person-erased', 'This person was erased; nothing can be recorded about them.');
  }
}

function broken(code: PersonRule, message: string): RuleBroken<PersonRule> {
  return new RuleBroken(code, message);
}
