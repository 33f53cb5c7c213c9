import type { FastifyInstance } from 'fastify';
import { badInput, Refusal } from './problems.js';

/** Bytes. The largest real request, a roll call of 200 trainees in three modules, takes 100 KiB. */
export const bodyLimit = 256 * 1024;
const depthLimit = 32;
const valueLimit = 20_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Makes JSON the only body the server reads, and refuses what no field could rightly hold. */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit },
    (_request, bytes, done) => {
      try {
        done(null, readJson(bytes));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** @throws Refusal bad-json, bad-input, body-too-large */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('bad-json', 'The body is not UTF-8.');
  }
  if (text.trim() === '') {
    throw new Refusal('bad-json', 'The body is empty, though Content-Type announces JSON.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal('bad-json', `The body is not JSON: ${(error as Error).message}.`);
  }
  refuseUnfitValues(value);
  return value;
}

// What is checked here would break later, where no field is at fault: deep nesting overflows the
// stack of the validator, `__proto__` reaches into its objects, and half a surrogate pair or a NUL
// can't be stored as it was sent.
function refuseUnfitValues(root: unknown): void {
  const open: { value: unknown; pointer: string; depth: number }[] = [
    { value: root, pointer: '', depth: 0 },
  ];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer, depth } = next;
    seen++;
    if (seen > valueLimit) {
      throw new Refusal('body-too-large', 'The body holds more than 20,000 values.');
    }
    if (depth > depthLimit) {
      throw new Refusal('bad-json', `The body is nested more than ${depthLimit} levels deep.`);
    }
    if (typeof value === 'string') refuseUnfitText(value, pointer);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      refuseUnfitText(key, pointer);
      const innerPointer = `${pointer}/${escapePointer(key)}`;
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw badInput({ in: 'body', pointer: innerPointer, message: 'is not a field' });
      }
      open.push({ value: inner, pointer: innerPointer, depth: depth + 1 });
    }
  }
}

function refuseUnfitText(text: string, pointer: string): void {
  if (text.isWellFormed() && !text.includes('\0')) return;
  throw badInput({
    in: 'body',
    pointer,
    message: 'holds a NUL or half of a surrogate pair, which is not text',
  });
}

/** One step of a JSON pointer, RFC 6901. */
export function escapePointer(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
