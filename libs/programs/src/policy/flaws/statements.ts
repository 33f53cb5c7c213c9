import type { Flaw } from '../flaw.js';
import type { Placed } from '../places.js';

/** A statement is recorded by its name alone, so under one name it has to be in one wording. */
export function* otherWords(placed: readonly Placed[]): Generator<Flaw> {
  const first = new Map<string, { readonly id: string; readonly text: string }>();
  for (const { requirement, path } of placed) {
    if (requirement.kind !== 'attestation') continue;
    const { id, statement, text } = requirement;
    const before = first.get(statement);
    if (before === undefined) first.set(statement, { id, text });
    else if (before.text !== text) {
      yield {
        path: [...path, 'text'],
        problem: `the statement ${statement} has other words in \`${before.id}\`, and a record would not tell which of the two was signed`,
        mend: 'Write the same words in both, or give this one a `statement` of its own.',
      };
    }
  }
}
