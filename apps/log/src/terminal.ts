import { relative, resolve } from 'node:path';

/** What a command sees of the world. */
export interface Terminal {
  readonly out: (text: string) => unknown;
  readonly err: (text: string) => unknown;
  /** Paths are meant from here. */
  readonly folder: string;
  /** The setting EVENTSTORE_URL. */
  readonly eventStoreUrl: string | undefined;
  /** The setting PREFIX: begins the names of all streams in an event store. */
  readonly prefix: string;
}

/** What went wrong is how the command was called; it says how to call it. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** 0: all is well; 1: the logs differ; 2: the command could not be understood or carried out. */
export type ExitCode = 0 | 1 | 2;

export function pathOf(path: string, { folder }: Terminal): string {
  return resolve(folder, path);
}

/** As short as it can be read from where the operator stands. */
export function shortly(path: string, { folder }: Terminal): string {
  const short = relative(folder, path);
  return short.startsWith('../../') || short === '' ? path : short;
}

/** A whole number as it is read: 12,345. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
