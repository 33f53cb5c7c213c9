import type { CommandContext, Decider, Sealed } from '#event-log';
import { LogError, RuleBroken, streamName } from '#event-log';
import { newPersonKey, seal, unseal } from './sealing.js';
import type { PersonRule } from './streams/person/decisions.js';
import { personKey } from './streams/person-key/events.js';

/** The keys of persons, kept in the log in streams of their own. */
export class Vault {
  constructor(private readonly decider: Decider) {}

  /**
   * Seals for somebody who may have no key yet, and gives them one; a preview keeps none.
   * @throws RuleBroken person-erased
   */
  async sealForNew(personId: string, text: string, context: CommandContext): Promise<Sealed> {
    if (context.preview === true) return seal(text, personId, newPersonKey());
    if ((await this.#key(personId)).erased) throw erased();
    const { actor, correlationId } = context;
    await this.decider.decide(
      personKey,
      personId,
      (state) =>
        state.key === undefined
          ? [{ type: 'PersonKeyCreated', data: { key: newPersonKey() } }]
          : [],
      { actor, correlationId },
    );
    return this.seal(personId, text);
  }

  /** @throws RuleBroken person-erased, person-unknown */
  async seal(personId: string, text: string): Promise<Sealed> {
    const { key, erased: gone } = await this.#key(personId);
    if (gone) throw erased();
    if (key === undefined)
      throw new RuleBroken<PersonRule>('person-unknown', 'There is no such person.');
    return seal(text, personId, key);
  }

  /**
   * Seals why something was done about a person; undefined once they are erased, when the reason is
   * lost with all else about them but what was begun must still be brought to an end.
   * @throws RuleBroken person-unknown
   */
  async sealReason(personId: string, reason: string): Promise<Sealed | undefined> {
    return (await this.#key(personId)).erased ? undefined : this.seal(personId, reason);
  }

  /** The text, or undefined once the person is erased. */
  async open(personId: string, sealed: Sealed): Promise<string | undefined> {
    const { key } = await this.#key(personId);
    return key === undefined ? undefined : unseal(sealed, personId, key);
  }

  /** Makes everything ever sealed for this person unreadable, for good. */
  async destroyKey(personId: string): Promise<void> {
    await this.decider.log.deleteStream(streamName(personKey.kind, personId), 'any');
  }

  async #key(personId: string): Promise<{ readonly key?: string; readonly erased: boolean }> {
    try {
      return { ...(await this.decider.load(personKey, personId)).state, erased: false };
    } catch (error) {
      if (error instanceof LogError && error.code === 'stream-deleted') return { erased: true };
      throw error;
    }
  }
}

function erased(): RuleBroken<PersonRule> {
  return new RuleBroken(
    'person-erased',
    'This person was erased; nothing can be recorded about them.',
  );
}
