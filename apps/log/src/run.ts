import { parseArgs } from 'node:util';
import { CopyRefused, LogError } from '#event-log';
import { backup } from './commands/backup.js';
import { copy } from './commands/copy.js';
import { help } from './commands/help.js';
import { verify } from './commands/verify.js';
import { WrongUsage, type ExitCode, type Terminal } from './terminal.js';
import { isCommand, prefix, usages, type CommandName } from './usage.js';

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
    return await commandOf(command, positionalsIn(rest), terminal);
  } catch (error) {
    return told(error, command, terminal);
  }
}

async function commandOf(
  command: CommandName,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  switch (command) {
    case 'copy':
      return copy(args, terminal);
    case 'verify':
      return verify(args, terminal);
    case 'backup':
      return backup(args, terminal);
    case 'help':
      return help(args, terminal);
  }
}

function positionalsIn(args: readonly string[]): readonly string[] {
  try {
    return parseArgs({ args: [...args], options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    // Its second sentence tells programmers how to escape a dash.
    throw new WrongUsage(`${(error as Error).message.split('.')[0] ?? ''}.`);
  }
}

function told(error: unknown, command: string, terminal: Terminal): ExitCode {
  const known =
    error instanceof WrongUsage || error instanceof LogError || error instanceof CopyRefused;
  if (!known) throw error;
  terminal.err(`${error.message}\n`);
  if (error instanceof WrongUsage) {
    const call = isCommand(command) ? usages[command].call : 'help';
    terminal.err(`Usage: ${prefix} ${call}\n`);
  }
  return 2;
}
