import type { Document } from 'yaml';
import { quoteAll, type Fault, type Found } from './fault.js';
import { faultOfLine } from './lines.js';
import { faultOfQuotes, unclosedBracket } from './marks.js';

/** What the parser found, in the words of whoever wrote the file. */
export function faultIn(text: string, document: Document.Parsed, found: Found): Fault {
  const {
    code,
    message,
    pos: [offset],
  } = found;
  const own = (problem: string, mend: string): Fault => ({ offset, problem, mend });
  if (code === 'MULTIPLE_DOCS') {
    return own(
      'a second document begins here, after a line of `---` or `...`',
      'Keep one to a file: take that line out, or move what follows to a file of its own.',
    );
  }
  if (message.startsWith('Comments must')) {
    return own('before # there is no space', `Put one there if it begins a comment. ${quoteAll}`);
  }
  const ofQuotes = faultOfQuotes(text, document, found);
  if (ofQuotes !== undefined) return ofQuotes;
  if (/^Flow (map|sequence) in/.test(message)) return unclosedBracket(text, document, found);
  const [, problem, mend] =
    faults.find(([reason]) =>
      typeof reason === 'string' ? reason === code : reason.test(message),
    ) ?? [];
  if (problem === undefined || mend === undefined) return faultOfLine(text, found);
  return own(problem.replace('CHARACTER', text.charAt(offset)), mend);
}

const commas =
  'Part the fields inside brackets by commas, and put words that have commas in quotation marks.';

/** By the code of the parser, or by how its message goes. */
const faults: readonly (readonly [reason: string | RegExp, problem: string, mend: string])[] = [
  [
    'TAB_AS_INDENT',
    'the line begins with a tab',
    'Put spaces before it instead, two for each step.',
  ],
  [
    'BAD_SCALAR_START',
    'no value begins with CHARACTER unless it stands in quotation marks',
    quoteAll,
  ],
  [
    'BAD_DQ_ESCAPE',
    'inside "…" a backslash has a meaning of its own, and this one has none',
    "Write it twice (\\\\), or put the words in '…'.",
  ],
  [
    'RESOURCE_EXHAUSTION',
    'groups stand in groups too deep to be read',
    'Take out those that are not needed.',
  ],
  ['BAD_DIRECTIVE', 'a line that begins with % belongs into no file of ours', 'Take it out.'],
  [
    'KEY_OVER_1024_CHARS',
    'the name before the colon has more than 1000 letters',
    'Look for a colon or a quotation mark that is missing.',
  ],
  [
    'IMPOSSIBLE',
    'a field has no name, or one that is no word',
    'Write `name: value`. Put words with brackets in quotation marks.',
  ],
  ['BLOCK_IN_FLOW', 'inside the brackets a comma is missing', commas],
  [
    /^(Missing ,|Unexpected scalar token$)/,
    'inside the brackets a comma is missing before this',
    commas,
  ],
  [/^Missing space after :/, 'the colon has no space behind it', 'Put one there.'],
  [/^Unexpected (,|empty item)/, 'here is a comma, and nothing that it could part', 'Take it out.'],
  [/^Unexpected flow-\S+ token/, 'the bracket CHARACTER is one too many', 'Take it out.'],
  [/ at node end$/, 'more follows here, behind what is complete already', quoteAll],
  [
    /^(Block scalar header|Not a YAML token)/,
    'behind | or > the line ends; the words begin on the next one',
    quoteAll,
  ],
  [
    /^Unexpected block-seq-ind on same line/,
    'a dash begins an item of a list, on a line of its own',
    `Put it on the next line. ${quoteAll}`,
  ],
];
