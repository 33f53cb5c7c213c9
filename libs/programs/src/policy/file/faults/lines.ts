import type { Fault, Found } from './fault.js';

export interface Line {
  readonly number: number;
  /** Where its words begin. */
  readonly begins: number;
  readonly indent: number;
  /** Where the fields of what begins on it stand, dashes aside. */
  readonly column: number;
  readonly words: string;
}

/** What is wrong by the look of the line, of the one before it and of the one after it. */
export function faultOfLine(text: string, { code, message, pos: [offset] }: Found): Fault {
  const { before, line, after } = around(text, offset);
  const { words } = line;
  const own = (problem: string, mend: string, at = line): Fault => ({
    offset: at.begins,
    problem,
    mend,
  });
  if (/^-[^\s-]/.test(words)) {
    return own('the dash of a list has no space behind it', 'Put one there.');
  }
  if (/^(- +)*[\w-]+:[^\s]/.test(words)) {
    return own('the colon has no space behind it', 'Put one there.');
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /: .*:(\s|$)/.test(words)) {
    const mend = 'Put the whole value in quotation marks.';
    return own('the value of this field has a colon in it', mend);
  }
  if (!words.startsWith('-') && !/:(\s|$)/.test(words)) {
    const mend = 'Write `name: value`, or put it further in if it goes on with the line above.';
    return own('the line has no name with a colon', mend);
  }
  if (
    words.startsWith('-') &&
    ![before, after].some((one) => one?.words.startsWith('-') === true)
  ) {
    const mend = 'Take it out, or put the list below a name of its own.';
    return own('a dash begins an item of a list, and the lines around it are fields', mend);
  }
  const isDeeper = after !== undefined && after.column > line.column;
  if (isDeeper && after.column !== before?.column && /: +\S/.test(words)) {
    const column = after.words.startsWith('-') ? line.indent : line.column;
    const mend = `Put as many spaces before it as that one has: ${column}.`;
    return own(
      'the line is further in than the one above, which has its value already',
      mend,
      after,
    );
  }
  if (message.startsWith('Sequence item') && line.column === before?.column) {
    return own(
      'the line has no dash, and those around it are items of a list',
      'Put one before it.',
    );
  }
  if (before?.column !== line.column || after?.column !== line.column) {
    const asFar =
      before === undefined ? '' : `; line ${before.number} has ${fitting(line, before)}`;
    const mend = `Put as many spaces before it as before the others of its group${asFar}.`;
    return own('the line is not as far in as those that it belongs to', mend);
  }
  const mend = 'Check colons, brackets and quotation marks, also those of the line above.';
  return own('the line cannot be read as `name: value`', mend);
}

/** How far in a line stands if it belongs to what another begins. */
function fitting({ words }: Line, { indent, column }: Line): number {
  return words.startsWith('-') ? indent : column;
}

/** The number, from 1, of the line that a place is on. */
export function lineNumberAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** A line with the next ones that say something. */
function around(text: string, offset: number) {
  const lines: Line[] = [];
  let starts = 0;
  for (const [index, whole] of text.split('\n').entries()) {
    lines.push(lineFrom(whole, starts, index + 1));
    starts += whole.length + 1;
  }
  const place = lineNumberAt(text, offset) - 1;
  const says = ({ words }: Line) => words !== '' && !words.startsWith('#');
  return {
    before: lines.slice(0, place).findLast(says),
    line: lines[place] ?? lineFrom('', offset, place + 1),
    after: lines.slice(place + 1).find(says),
  };
}

function lineFrom(whole: string, starts: number, number: number): Line {
  const words = whole.trim();
  const indent = whole.length - whole.trimStart().length;
  const dashes = /^(- +)*/.exec(words)?.[0].length ?? 0;
  return { number, begins: starts + indent, indent, column: indent + dashes, words };
}
