import type { StreamDefinition } from '#event-log';
import { certificateFacts } from './events.js';
import type { CertificateFact } from './events.js';

export interface CertificateState {
  readonly awarded?: CertificateFact['data'];
}

/** One per enrollment, under the enrollment's id, so that it can be awarded only once. */
export const certificate: StreamDefinition<CertificateState, typeof certificateFacts> = {
  kind: 'certificate',
  schemas: certificateFacts,
  initial: {},
  evolve: (_state, fact) => ({ awarded: fact.data }),
};
