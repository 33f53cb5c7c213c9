/** One command: how it is called, what it does. */
export interface Usage {
  readonly call: string;
  readonly does: string;
}

export const usages = {
  check: {
    call: 'check FILE…',
    does: 'Says everything that is wrong in policy files: the line, the field, what is wrong and how to mend it. Several versions of one program are held against each other.',
  },
  explain: {
    call: 'explain FILE [REQUIREMENT] [--format text|markdown]',
    does: 'Tells a policy, or one requirement by its id, in plain sentences with the words of the source.',
  },
  try: {
    call: 'try FILE CASES [NAME] [--instead]',
    does: 'Judges the people of a case file by the policy that it is for, and says what became of each requirement. With the NAME of one case, everything about that one. With --instead, by FILE in the place of the policy that the cases name. Answers 0 if all come out as expected, 1 if one does not, 2 if a file must be mended first.',
  },
  diff: {
    call: 'diff OLD NEW [--log DATA_DIR] [--as-of DATE] [--format text|markdown]',
    does: 'Says in sentences what changed from one policy to another. With --log, also who in the records under the old one would be judged otherwise; by ids, never by name.',
  },
  schema: {
    call: 'schema [--cases] [--write]',
    does: 'Prints the JSON Schema with which an editor completes and explains each field of a policy, or with --cases of a case file; --write puts both where the files expect them.',
  },
  help: { call: 'help [COMMAND]', does: 'This text.' },
} as const satisfies Readonly<Record<string, Usage>>;

export type CommandName = keyof typeof usages;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(usages, name);
}

export const prefix = 'npm run policy --';
