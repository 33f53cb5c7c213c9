import { flawsOf } from '../check.js';
import { exampleQuote, policyAsking } from '../example.fixture.js';

/** What an author is told of a policy whose shape is right and whose sense is not, as it is read. */
export function told(require: object, more: object = {}) {
  return flawsOf(policyAsking(require, more)).map(
    ({ path, problem, mend }) => `${path.join('.')}: ${problem}. ${mend}`,
  );
}

export const rules = [exampleQuote];
export const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: `I do ${id}.`,
});
export const tally = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  atLeast: 40,
  window: 'none',
  ...more,
});
export const quota = (id: string, more: object) => ({
  id,
  title: id,
  where: { topic: [id] },
  ...more,
});

export const references = {
  kind: 'references',
  count: 2,
  knownFor: 'none',
  from: 'none',
  excluded: 'none',
  distinct: true,
  channels: 'none',
};
export const examIn = (window: unknown) => ({
  kind: 'exam',
  parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'none' }],
  passMark: 'none',
  attempts: { atMost: 3, form: 'none', waiting: 'none', window, afterLast: 'none' },
});
