import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/** A path that leads to nothing that can be read as text. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly problem: string,
    readonly mend: string,
    /** Where in the file, counted from 1; its beginning unless said otherwise. */
    readonly line = 1,
    readonly column = 1,
  ) {
    const where = line === 1 ? '' : `, on line ${line}`;
    super(`${problem.charAt(0).toUpperCase()}${problem.slice(1)}${where}. ${mend}`);
  }
}

/** Beyond any program's rules; more would only keep an author waiting. */
const mostMegabytes = 8;

/**
 * The text of a file, `called` so in what is told of it.
 * @throws UnreadableFile
 */
export function readText(file: string, called = file): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    const mend = 'Check the path; it starts from the folder you are in.';
    throw new UnreadableFile(`there is no file ${called}`, mend);
  }
  if (found.isDirectory()) {
    throw new UnreadableFile(`the path ${called} is a folder`, 'Name the files in it.');
  }
  if (!found.isFile()) {
    throw new UnreadableFile(
      `the path ${called} is neither a file nor a folder`,
      'Name a text file.',
    );
  }
  if (found.size > mostMegabytes * 2 ** 20) {
    throw new UnreadableFile(
      `the file ${called} has ${Math.ceil(found.size / 2 ** 20)} MB, and ${mostMegabytes} are the most that is read`,
      'Keep the rules of one program in it, and nothing else.',
    );
  }
  return textOf(bytesOf(file, called), called);
}

function bytesOf(file: string, called: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'for an unknown reason' } = error as NodeJS.ErrnoException;
    const why = code === 'EACCES' ? 'you are not allowed to' : code;
    throw new UnreadableFile(
      `the file ${called} cannot be read (${why})`,
      'Let the file be read by you.',
    );
  }
}

const asUtf8 = 'Save it anew as UTF-8; editors ask for the encoding where they save.';

function textOf(bytes: Buffer, called: string): string {
  if (isUtf16(bytes)) throw new UnreadableFile(`the file ${called} is written in UTF-16`, asUtf8);
  const text = new TextDecoder().decode(bytes);
  const control = text.search(controls);
  if (control !== -1) {
    const mend =
      'Name a plain text file, no document of a word processor; or take the character out.';
    const problem = `the file ${called} is no plain text: here is a character that cannot be shown`;
    throw new UnreadableFile(problem, mend, ...placeOf(text, control));
  }
  if (isUtf8(bytes)) return text;
  const problem = `the file ${called} is not written in UTF-8: here is a letter of another encoding`;
  throw new UnreadableFile(problem, asUtf8, ...placeOf(text, text.indexOf(replaced)));
}

/** What a decoder puts in the place of what is not UTF-8. */
const replaced = '\u{fffd}';

// All but tabs and the ends of lines.
// eslint-disable-next-line no-control-regex -- these are looked for
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

function placeOf(text: string, offset: number): readonly [line: number, column: number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1) ?? '').length + 1];
}

/** By its mark, or by every other byte of its beginning being empty. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.toString('hex', 0, 2);
  if (mark === 'fffe' || mark === 'feff') return true;
  const begin = [...bytes.subarray(0, 64)];
  const half = Math.floor(begin.length / 2);
  return [0, 1].some(
    (side) => half > 1 && begin.filter((byte, at) => at % 2 === side && byte === 0).length >= half,
  );
}
