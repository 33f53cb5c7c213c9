import { visit, type Document, type Scalar } from 'yaml';
import type { Fault, Found } from './fault.js';
import { lineNumberAt } from './lines.js';

/** A mistake with quotation marks, which mostly shows only where the next ones stand. */
export function faultOfQuotes(
  text: string,
  document: Document.Parsed,
  { message, pos: [offset] }: Found,
): Fault | undefined {
  const quoted = quotedBefore(document, offset);
  if (quoted === undefined) return undefined;
  const [begins, ends] = quoted.range;
  const mark = text.charAt(begins);
  const close = `Put ${mark} behind the last word that belongs to it.`;
  if (message.startsWith('Missing closing')) {
    const problem = `the quotation mark ${mark} that opens here is never closed`;
    return { offset: begins, problem, mend: close };
  }
  const isClosedHere = ends <= offset && /^[ \t]*$/.test(text.slice(ends, offset));
  if (begins !== offset && !isClosedHere) return undefined;
  if (text.slice(begins, ends).includes('\n')) {
    const problem = `the quotation mark ${mark} that opens here closes only on line ${lineNumberAt(text, ends)}`;
    return { offset: begins, problem, mend: close };
  }
  if (!message.endsWith('at node end')) return undefined;
  const twice = mark === "'" ? " An apostrophe inside '…' is written twice: ''." : '';
  return {
    offset,
    problem: `words follow behind the closing quotation mark ${mark}`,
    mend: `Put all of them inside the quotation marks, or a comma between them inside brackets.${twice}`,
  };
}

function quotedBefore(document: Document.Parsed, offset: number): Scalar.Parsed | undefined {
  let last: Scalar.Parsed | undefined;
  visit(document, {
    Scalar: (_, node) => {
      const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
      if (isQuoted && node.range && node.range[0] <= offset) last = node as Scalar.Parsed;
    },
  });
  return last;
}

/** The innermost bracket that is open where its end was looked for. */
export function unclosedBracket(
  text: string,
  document: Document.Parsed,
  { pos: [offset] }: Found,
): Fault {
  let opens = offset;
  visit(document, {
    Collection: (_, { flow, range }) => {
      if (flow === true && range && range[0] < offset && offset <= range[2]) opens = range[0];
    },
  });
  const open = text.charAt(opens);
  return {
    offset: opens,
    problem: `the bracket ${open} that opens here is not closed before the next line begins that is not inside it`,
    mend: `Put ${open === '{' ? '}' : ']'} behind what belongs to it.`,
  };
}
