import type { Flaw } from '../flaw.js';
import { placedQuotes } from '../places.js';
import type { Policy } from '../schema.js';

/** Quotes that are not in the text of their source, line breaks and runs of spaces aside. */
export function* misquotes(policy: Policy, texts: ReadonlyMap<string, string>): Generator<Flaw> {
  const folded = new Map([...texts].map(([id, text]) => [id, fold(text)]));
  for (const { quote, path } of placedQuotes(policy)) {
    const text = folded.get(quote.source);
    if (text === undefined || text.includes(fold(quote.quote))) continue;
    yield {
      path: [...path, 'quote'],
      problem: `${quote.id} does not stand in ${quote.source}: “${quote.quote}”`,
      mend: 'Copy the words of the source exactly.',
    };
  }
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
