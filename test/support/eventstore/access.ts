import type { Metadata } from '@grpc/grpc-js';
import { refusal } from './refusals.js';

/** Who may sign in. Members of `$admins` may read `$all` and system streams. */
export type Credentials = Readonly<
  Record<string, { readonly password: string; readonly groups?: readonly string[] }>
>;

/** The accounts of a new server, under the passwords of its documentation. */
export const DEFAULT_CREDENTIALS: Credentials = {
  admin: { password: 'changeit', groups: ['$admins'] },
  ops: { password: 'changeit', groups: ['$ops'] },
};

/**
 * Throws unless the caller may work on the stream. Where there are no credentials everybody may, as
 * on a server that runs with `--insecure`; otherwise nobody may who doesn't sign in.
 */
export function admit(
  credentials: Credentials | undefined,
  headers: Metadata,
  stream: string,
): void {
  if (credentials === undefined) return;
  const [header] = headers.get('authorization');
  if (header === undefined) throw refusal.accessDenied();
  const encoded = /^Basic (.+)$/.exec(String(header))?.[1] ?? '';
  const [name = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const account = credentials[name];
  if (account?.password !== password.join(':')) throw refusal.unauthenticated();
  const forAdmins = stream.startsWith('$') && !stream.startsWith('$$');
  if (forAdmins && account.groups?.includes('$admins') !== true) throw refusal.accessDenied();
}
