import { run } from '../run.js';
import type { ExitCode } from '../terminal.js';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, as if called from `folder`. */
export function ran(folder: string, ...args: readonly string[]): Promise<Ran> {
  return ranWith(undefined, folder, ...args);
}

/** The same, with EVENTSTORE_URL set. */
export async function ranWith(
  eventStoreUrl: string | undefined,
  folder: string,
  ...args: readonly string[]
): Promise<Ran> {
  const said = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    folder,
    eventStoreUrl,
    prefix: 'rollbook',
  });
  return { code, ...said };
}
