import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed } from '#event-log';

/** 32 random bytes, base64url; the only thing that can open what was sealed for a person. */
export function newPersonKey(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Encrypts with AES-256-GCM. The person's id is authenticated with it, so that a sealed text moved
 * to another person's record does not open there.
 * Permanent format: `sealed.v1.` and base64url of 12 bytes nonce, ciphertext, 16 bytes tag.
 */
export function seal(text: string, personId: string, key: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  cipher.setAAD(Buffer.from(personId));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `sealed.v1.${sealed.toString('base64url')}` as Sealed;
}

/** The text, or undefined when the key does not open it (another person's, or damaged). */
export function unseal(sealed: Sealed, personId: string, key: string): string | undefined {
  const bytes = Buffer.from(sealed.slice('sealed.v1.'.length), 'base64url');
  if (bytes.length < 28) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(key, 'base64url'),
    bytes.subarray(0, 12),
    { authTagLength: 16 },
  );
  decipher.setAAD(Buffer.from(personId));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
