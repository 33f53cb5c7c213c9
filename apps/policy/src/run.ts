import { parseArgs, type ParseArgsConfig } from 'node:util';
import { LogError } from '#event-log';
import { PolicyFileError, UnreadableFile, wrapped } from '#programs/authoring';
import { check, problemText } from './commands/check.js';
import { diff } from './commands/diff.js';
import { explain } from './commands/explain.js';
import { help } from './commands/help.js';
import { schema } from './commands/schema.js';
import { tryCases } from './commands/try.js';
import { WrongUsage, type ExitCode, type Terminal } from './terminal.js';
import { isCommand, prefix, usages, type CommandName } from './usage.js';

const text = { type: 'string' } as const;
const optionsOf: Readonly<Record<CommandName, NonNullable<ParseArgsConfig['options']>>> = {
  check: {},
  explain: { format: text },
  try: { instead: { type: 'boolean' } },
  diff: { format: text, log: text, 'as-of': text },
  schema: { cases: { type: 'boolean' }, write: { type: 'boolean' } },
  help: {},
};

/** Runs one command, its name first. Whatever goes wrong is told, never thrown. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = 'help', ...rest] = args;
  const command = ['--help', '-h'].includes(name) ? 'help' : name;
  try {
    if (!isCommand(command)) {
      const commands = Object.keys(usages).join(', ');
      throw new WrongUsage(`There is no command ${command}. There are: ${commands}.`);
    }
    if (rest.includes('--help') || rest.includes('-h')) return help([command], terminal);
    return await commandOf(command, rest, terminal);
  } catch (error) {
    return told(error, command, terminal);
  }
}

async function commandOf(
  command: CommandName,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { positionals, values } = parsed(command, args);
  const option = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  switch (command) {
    case 'check':
      return check(positionals, terminal);
    case 'explain':
      return explain(positionals, option('format'), terminal);
    case 'try':
      return tryCases(positionals, values['instead'] === true, terminal);
    case 'diff':
      return diff(
        positionals,
        { format: option('format'), log: option('log'), asOf: option('as-of') },
        terminal,
      );
    case 'schema':
      return schema(
        positionals,
        { cases: values['cases'] === true, write: values['write'] === true },
        terminal,
      );
    case 'help':
      return help(positionals, terminal);
  }
}

function parsed(command: CommandName, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionsOf[command], allowPositionals: true });
  } catch (error) {
    // Its second sentence tells programmers how to escape a dash.
    throw new WrongUsage(`${(error as Error).message.split('.')[0] ?? ''}.`);
  }
}

function told(error: unknown, command: string, terminal: Terminal): ExitCode {
  if (error instanceof PolicyFileError) {
    for (const problem of error.problems) terminal.err(problemText(problem, 'error', terminal));
    return 2;
  }
  const known =
    error instanceof WrongUsage || error instanceof UnreadableFile || error instanceof LogError;
  if (!known) throw error;
  terminal.err(`${wrapped(error.message, terminal.width).join('\n')}\n`);
  if (error instanceof WrongUsage) {
    const call = isCommand(command) ? usages[command].call : 'help';
    terminal.err(`Usage: ${prefix} ${call}\n`);
  }
  return 2;
}
