import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Sealed } from '#event-log';
import { newPersonKey, seal, unseal } from './sealing.js';

const ada = '00000000-0000-7000-8000-0000000000a1';
const ben = '00000000-0000-7000-8000-0000000000b2';

describe('what is sealed for a person', () => {
  test('opens with their key, whatever the text', () => {
    const key = newPersonKey();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(unseal(seal(text, ada, key), ada, key)).toBe(text);
      }),
    );
  });

  test('does not show the text, and looks different each time', () => {
    const key = newPersonKey();
    const first = seal('Ada Lovelace', ada, key);
    expect(first).toMatch(/^sealed\.v1\.[\w-]+$/u);
    expect(Buffer.from(first.slice(10), 'base64url').includes('Ada')).toBe(false);
    expect(seal('Ada Lovelace', ada, key)).not.toBe(first);
  });

  test("does not open with another person's key", () => {
    expect(unseal(seal('Ada', ada, newPersonKey()), ada, newPersonKey())).toBeUndefined();
  });

  test("does not open in another person's record, even with the right key", () => {
    const key = newPersonKey();
    expect(unseal(seal('Ada', ada, key), ben, key)).toBeUndefined();
  });

  test('does not open once a single byte of it was changed', () => {
    const key = newPersonKey();
    const bytes = Buffer.from(seal('Ada', ada, key).slice('sealed.v1.'.length), 'base64url');
    for (const index of bytes.keys()) {
      const tampered = Buffer.from(bytes);
      tampered[index] = (tampered[index] ?? 0) ^ 1;
      const sealed = `sealed.v1.${tampered.toString('base64url')}` as Sealed;
      expect({ index, text: unseal(sealed, ada, key) }).toEqual({ index, text: undefined });
    }
  });

  test('does not open when it was cut short', () => {
    const key = newPersonKey();
    const whole = seal('Ada', ada, key);
    for (const length of [10, 20, whole.length - 2]) {
      expect(unseal(whole.slice(0, length) as Sealed, ada, key)).toBeUndefined();
    }
  });
});
