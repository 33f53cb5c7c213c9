import { Decider, derivedId } from '#event-log';
import type { CommandContext } from '#event-log';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import { Vault } from '../../vault.js';
import {
  assertRegistered,
  correctPersonalDetails,
  erasePerson,
  nameReferee,
  registerPerson,
} from './decisions.js';
import type { PersonalDetails, RefereeDetails } from './events.js';
import { person } from './state.js';

export class RegisterPerson extends StreamCommand<PersonalDetails> {}
export class CorrectPersonalDetails extends StreamCommand<PersonalDetails> {}
export class NameReferee extends StreamCommand<RefereeDetails> {}
export class ErasePerson extends StreamCommand<Record<string, never>> {}

/** The id of what a request creates: a repeat of the same request names the same thing. */
export function createdId(kind: string, decider: Decider, context: CommandContext): string {
  if (context.idempotency === undefined) return decider.ids.next();
  return derivedId(kind, context.actor, context.idempotency.key);
}

export const personCommands = [
  handles(RegisterPerson, [Decider, Vault], async ({ id, input, context }, decider, vault) => {
    const personal = await vault.sealForNew(id, JSON.stringify(input), context);
    return answerOf(id, await decider.decide(person, id, registerPerson(personal), context));
  }),

  handles(
    CorrectPersonalDetails,
    [Decider, Vault],
    async ({ id, input, context }, decider, vault) => {
      const text = JSON.stringify(input);
      const { personal: current } = (await decider.load(person, id)).state;
      // The same text sealed again looks different; a repeat is known by what it says.
      const same = current !== undefined && (await vault.open(id, current)) === text;
      const personal = same ? current : await vault.seal(id, text);
      return answerOf(
        id,
        await decider.decide(person, id, correctPersonalDetails(personal), context),
      );
    },
  ),

  handles(NameReferee, [Decider, Vault], async ({ id, input, context }, decider, vault) => {
    const refereeId = createdId('referee', decider, context);
    const referee = await vault.seal(id, JSON.stringify(input));
    return answerOf(id, await decider.decide(person, id, nameReferee(refereeId, referee), context));
  }),

  handles(ErasePerson, [Decider, Vault], async ({ id, context }, decider, vault) => {
    const outcome = await decider.decide(person, id, erasePerson(), context);
    // Also on a repeat: a crash between the two must not leave the key behind.
    if (context.preview !== true) await vault.destroyKey(id);
    return answerOf(id, outcome);
  }),
];

/** @throws RuleBroken person-unknown, person-erased */
export async function requireRegistered(decider: Decider, personId: string): Promise<void> {
  assertRegistered((await decider.load(person, personId)).state);
}
