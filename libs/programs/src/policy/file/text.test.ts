import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readText, UnreadableFile } from './text.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-text-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(bytes: Uint8Array | string): string {
  const file = join(folder, 'a.txt');
  writeFileSync(file, bytes);
  return readText(file, 'a.txt');
}

/** Where and why a file cannot be read. */
function refused(reading: () => unknown): string {
  try {
    reading();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return `${error.line}:${error.column} ${error.message}`;
  }
  return 'read';
}

const why = (bytes: Uint8Array | string) => refused(() => read(bytes));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

describe('a text file', () => {
  test('is read as it stands, but for the mark of its encoding', () => {
    const text = 'Läuft: “so”.\r\n\tUnd weiter – ✓ 𝄞\n';
    expect(read(text)).toBe(text);
    expect(read(`\u{feff}${text}`)).toBe(text);
    expect(read('')).toBe('');
    expect(read('a')).toBe('a');
  });

  test('in another encoding is refused, with the first letter that shows it', () => {
    const asUtf8 = 'Save it anew as UTF-8; editors ask for the encoding where they save.';
    expect(why(Buffer.from('name: one\nby: Café\n', 'latin1'))).toBe(
      `2:8 The file a.txt is not written in UTF-8: here is a letter of another encoding, on line 2. ${asUtf8}`,
    );
    expect(why(Buffer.from([0xff]))).toMatch(/^1:1 The file a\.txt is not written in UTF-8/);
    const words = utf16('name: one\n');
    for (const bytes of [
      Buffer.concat([Buffer.from([0xff, 0xfe]), words]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(words)]),
      words,
      swapped(words),
    ]) {
      expect(why(bytes)).toBe(`1:1 The file a.txt is written in UTF-16. ${asUtf8}`);
    }
  });

  test('with what is no text in it is refused, with its place', () => {
    for (const control of ['\0', '\u{1b}', '\u{7f}', '\u{8}', '\u{b}', '\u{1f}']) {
      expect(why(`name: one\nby: ${control}\n`)).toBe(
        '2:5 The file a.txt is no plain text: here is a character that cannot be shown, on line 2. Name a plain text file, no document of a word processor; or take the character out.',
      );
    }
    expect(why(Uint8Array.from({ length: 256 }, (_, byte) => byte))).toMatch(/is no plain text/);
    expect(why(`%PDF-1.7\n${'\0'.repeat(40)}`)).toMatch(/is no plain text/);
  });

  test('is no folder, nothing that is missing, and nothing that never ends', () => {
    mkdirSync(join(folder, 'notes'));
    expect(refused(() => readText(join(folder, 'notes'), 'notes'))).toBe(
      '1:1 The path notes is a folder. Name the files in it.',
    );
    expect(refused(() => readText(join(folder, 'gone'), 'gone'))).toBe(
      '1:1 There is no file gone. Check the path; it starts from the folder you are in.',
    );
    expect(spawnSync('mkfifo', [join(folder, 'pipe')]).status).toBe(0);
    expect(refused(() => readText(join(folder, 'pipe'), 'pipe'))).toBe(
      '1:1 The path pipe is neither a file nor a folder. Name a text file.',
    );
  });

  test('is not larger than the rules of any program', () => {
    const most = 8 * 2 ** 20;
    expect(read('a'.repeat(most))).toHaveLength(most);
    expect(why('a'.repeat(most + 1))).toBe(
      '1:1 The file a.txt has 9 MB, and 8 are the most that is read. Keep the rules of one program in it, and nothing else.',
    );
  });
});
