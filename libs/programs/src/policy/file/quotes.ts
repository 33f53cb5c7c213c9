import type { Flaw } from '../flaw.js';
import { placedQuotes } from '../places.js';
import type { Policy, Quote } from '../schema.js';

/** What the text of a source has to say of the quotes from it. */
interface Source {
  /** How often each stands in it. */
  readonly times: ReadonlyMap<string, number>;
  readonly lines: ReadonlySet<string>;
}

/** Quotes that are not in the text of their source, or too little to be found there by a reader. */
export function* misquotes(policy: Policy, texts: ReadonlyMap<string, string>): Generator<Flaw> {
  const placed = [...placedQuotes(policy)];
  const bySource = Map.groupBy(placed, ({ quote }) => quote.source);
  const sources = new Map(
    [...texts].map(([id, text]): [string, Source] => {
      const quotes = (bySource.get(id) ?? []).map(({ quote }) => quote.quote);
      return [id, { times: timesIn(text, quotes), lines: new Set(text.split('\n').map(fold)) }];
    }),
  );
  for (const { quote, path } of placed) {
    const source = sources.get(quote.source);
    const flaw = source === undefined ? undefined : flawOf(quote, source);
    if (flaw !== undefined) yield { path: [...path, 'quote'], ...flaw };
  }
}

/** So few words are found only if they stand in one place. */
const fewWords = 3;

/** A quote is words of the source that a reader can find there, and that mean something by themselves. */
function flawOf(
  { id, source, quote }: Quote,
  { times, lines }: Source,
): Pick<Flaw, 'problem' | 'mend'> | undefined {
  const found = times.get(quote) ?? 0;
  if (found === 0) {
    return {
      problem: `the quote ${id} does not stand in ${source}: “${quote}”`,
      mend: 'Copy the words of the source exactly, and whole words.',
    };
  }
  // What has a line to itself is whole, as a cell of a table or a heading is.
  if (lines.has(fold(quote))) return undefined;
  const words = quote.match(wordsIn)?.length ?? 0;
  if (words < 2) {
    return {
      problem: `the quote ${id} is ${words === 0 ? 'no word' : 'a single word'}, which says nothing by itself: “${quote}”`,
      mend: 'Quote the words around it as well, or the whole line.',
    };
  }
  if (words <= fewWords && found > 1) {
    return {
      problem: `the quote ${id} could be from any of ${found} places in ${source}: “${quote}”`,
      mend: 'Quote more of the words around it, or the whole line.',
    };
  }
  return undefined;
}

/** Quotes that begin alike share what they begin with. */
interface Branch {
  readonly next: Map<string, Branch>;
  /** Those that end here. */
  readonly quotes: string[];
}

/** How often quotes stand in a text, word for word; it is gone through once for all of them. */
function timesIn(text: string, quotes: readonly string[]): ReadonlyMap<string, number> {
  const root: Branch = { next: new Map(), quotes: [] };
  for (const quote of new Set(quotes)) {
    let branch = root;
    for (const piece of piecesOf(quote)) {
      let next = branch.next.get(piece);
      if (next === undefined) branch.next.set(piece, (next = { next: new Map(), quotes: [] }));
      branch = next;
    }
    branch.quotes.push(quote);
  }
  const times = new Map<string, number>();
  const pieces = piecesOf(text);
  for (const start of pieces.keys()) {
    let branch: Branch | undefined = root;
    for (let at = start; branch !== undefined; at++) {
      for (const quote of branch.quotes) times.set(quote, (times.get(quote) ?? 0) + 1);
      branch = branch.next.get(pieces[at] ?? '');
    }
  }
  return times;
}

const wordsIn = /[\p{L}\p{M}\p{N}]+/gu;

/** Whole words, single signs, and whatever space is between them as one. */
function piecesOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu) ?? [];
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
