import type { Decider } from '#event-log';
import { personalDetails } from './streams/person/events.js';
import type { PersonalDetails } from './streams/person/events.js';
import { person } from './streams/person/state.js';
import type { Vault } from './vault.js';

/** Name and ways to reach somebody, as last recorded in the log; undefined once they are erased. */
export async function contactOf(
  decider: Decider,
  vault: Vault,
  personId: string,
): Promise<PersonalDetails | undefined> {
  const { personal } = (await decider.load(person, personId)).state;
  const text = personal === undefined ? undefined : await vault.open(personId, personal);
  return text === undefined ? undefined : personalDetails.parse(JSON.parse(text));
}
