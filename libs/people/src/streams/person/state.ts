import type { Known, Sealed, StreamDefinition } from '#event-log';
import { personFacts } from './events.js';
import type { PersonFact } from './events.js';

export interface PersonState {
  readonly status: 'unknown' | 'registered' | 'erased';
  /** As last registered or corrected; absent once erased. */
  readonly personal?: Sealed;
  /** Ids of the referees this person has named. */
  readonly referees: ReadonlySet<string>;
}

export const person: StreamDefinition<PersonState, typeof personFacts> = {
  kind: 'person',
  schemas: personFacts,
  initial: { status: 'unknown', referees: new Set() },
  evolve,
};

function evolve(state: PersonState, fact: Known<PersonFact>): PersonState {
  switch (fact.type) {
    case 'PersonRegistered':
      return { ...state, status: 'registered', personal: fact.data.personal };
    case 'PersonalDetailsCorrected':
      return { ...state, personal: fact.data.personal };
    case 'RefereeNamed':
      return { ...state, referees: new Set([...state.referees, fact.data.refereeId]) };
    case 'PersonErased':
      return { status: 'erased', referees: new Set() };
  }
}
