import { LogError } from './errors.js';
import type { FactId, NewFact, StreamName } from './facts.js';

/** A fact of more bytes of JSON than this is refused: not every store of the port can take it. */
export const maxFactBytes = 1024 * 1024;

/** A fact as it is stored: serialized when it is handed over, so that later changes don't reach it. */
export interface StorableFact {
  readonly id: FactId;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** @throws LogError fact-too-large, fact-id-taken; TypeError for what no log can hold */
export function storable(stream: StreamName, facts: readonly NewFact[]): readonly StorableFact[] {
  if (facts.length === 0) throw new TypeError(`An append to ${stream} holds no facts.`);
  assertStorableText('stream name', stream);
  const ids = new Set<FactId>();
  return facts.map((fact) => {
    assertStorableText('fact id', fact.id);
    assertStorableText('fact type', fact.type);
    if (ids.has(fact.id)) {
      throw new LogError('fact-id-taken', `Two facts of one append have the id ${fact.id}.`);
    }
    ids.add(fact.id);
    const data = json(fact, fact.data);
    const metadata = json(fact, fact.metadata);
    const bytes = Buffer.byteLength(data) + Buffer.byteLength(metadata);
    if (bytes > maxFactBytes) {
      throw new LogError(
        'fact-too-large',
        `${fact.type} ${fact.id} is ${bytes} bytes of JSON; a fact may have ${maxFactBytes}. Keep what is large elsewhere, and its digest in the fact.`,
      );
    }
    return { id: fact.id, type: fact.type, data, metadata };
  });
}

// JSON escapes these; in the columns beside it they would be cut off or replaced unseen.
function assertStorableText(what: string, text: string): void {
  if (text === '' || text.includes('\0') || !text.isWellFormed()) {
    throw new TypeError(
      `The ${what} ${JSON.stringify(text)} can't be stored: it is empty, or holds U+0000 or half a character.`,
    );
  }
}

function json(fact: NewFact, value: object): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new TypeError(`${fact.type} ${fact.id} can't be written as JSON.`, { cause: error });
  }
}
