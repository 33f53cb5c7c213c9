import { z } from 'zod';
import type { StreamDefinition } from '#event-log';

const schemas = {
  PersonKeyCreated: z.strictObject({ key: z.base64url().length(43) }),
};

/**
 * Holds one person's key and nothing else, so that deleting the stream erases the person
 * everywhere, backups of the other streams included. Names are permanent in storage.
 */
export const personKey: StreamDefinition<{ readonly key?: string }, typeof schemas> = {
  kind: 'person-key',
  schemas,
  initial: {},
  evolve: (_state, fact) => ({ key: fact.data.key }),
};
