/** One command: how it is called, what it does. */
export interface Usage {
  readonly call: string;
  readonly does: readonly string[];
}

export const usages = {
  copy: {
    call: 'copy FROM TO',
    does: [
      'Brings every fact of one log into another, in the same order, and compares the two.',
      'A server may be running on FROM, nothing may on TO. Run it again after it was stopped,',
      'or to bring over what was recorded since. Streams deleted for good stay deleted.',
    ],
  },
  verify: {
    call: 'verify A B',
    does: [
      'Compares two logs by count and by a hash over every fact in order, and names the streams',
      'in which they differ. Writes nothing.',
    ],
  },
  backup: {
    call: 'backup FROM FILE',
    does: [
      'Writes a log file, as it stands at this moment, into a new FILE. A server may be running',
      'on it.',
    ],
  },
  help: { call: 'help [COMMAND]', does: ['This text.'] },
} as const satisfies Readonly<Record<string, Usage>>;

export type CommandName = keyof typeof usages;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}

export const prefix = 'npm run log --';

export const places = [
  'A log is a data folder (DATA_DIR), a file such as data/log.sqlite, the address of an event',
  'store (esdb://user:password@host:2113, esdb+discover://…), or the word eventstore for the',
  'address in EVENTSTORE_URL.',
] as const;
