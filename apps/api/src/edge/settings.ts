import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  /** A loopback address or `localhost`. */
  readonly host: string;
  /** Absolute; exists and can be written. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
}

/** Rollbook can't start; the message says how to mend it and is all that an operator needs. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

type Read<T> = { readonly value: T } | { readonly problem: string };

/**
 * Reads the environment and makes the data folder.
 * @throws BootError naming every setting that does not fit, at once
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable is how compose files and shells say "not set".
  const given = (name: string, otherwise: string) => env[name]?.trim() || otherwise;
  const port = readPort(given('PORT', '3000'));
  const host = readHost(given('HOST', '127.0.0.1'));
  const dataDir = readDataDir(given('DATA_DIR', './data'));
  const logLevel = readLogLevel(given('LOG_LEVEL', 'info'));
  if ('value' in port && 'value' in host && 'value' in dataDir && 'value' in logLevel) {
    return {
      port: port.value,
      host: host.value,
      dataDir: dataDir.value,
      logLevel: logLevel.value,
    };
  }
  const problems = [port, host, dataDir, logLevel].flatMap((read) =>
    'problem' in read ? [`  ${read.problem}`] : [],
  );
  const count = problems.length === 1 ? 'A setting does' : `${problems.length} settings do`;
  throw new BootError(`Rollbook did not start. ${count} not fit:\n${problems.join('\n')}`);
}

function readPort(text: string): Read<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? { value: port }
    : { problem: `PORT is "${text}". Give a number from 1 to 65535, or 0 for any free port.` };
}

function readHost(text: string): Read<string> {
  return /^(localhost|::1|127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3})$/.test(text)
    ? { value: text }
    : {
        problem: `HOST is "${text}". Rollbook has no sign-in yet, so it listens on this machine only: give 127.0.0.1, ::1 or localhost, or leave HOST out.`,
      };
}

function readDataDir(text: string): Read<string> {
  const dataDir = resolve(text);
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return { value: dataDir };
  } catch (error) {
    return { problem: `DATA_DIR is "${text}". ${dataDirMend(dataDir, error)}` };
  }
}

// Not `mkdirSync` with `recursive`: where a folder can't be made, as under /proc, Node tries for ever.
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found === undefined) makeFolder(dirname(folder));
  mkdirSync(folder);
}

function dataDirMend(dataDir: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code ?? '') {
    case 'EACCES':
    case 'EPERM':
      return `This account may not write to ${dataDir}: change its owner or its permissions, or give another folder.`;
    case 'EROFS':
      return `${dataDir} is on a disk that can't be written: give a folder on another disk.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${dataDir} is, or lies under, a file: give a folder.`;
    case 'ENOSPC':
      return `The disk that holds ${dataDir} is full: make room, or give a folder on another disk.`;
    default:
      return `${dataDir} can't be made (${code ?? 'unknown reason'}): give a folder that this account may write to.`;
  }
}

function readLogLevel(text: string): Read<LogLevel> {
  const level = logLevels.find((known) => known === text);
  return level === undefined
    ? { problem: `LOG_LEVEL is "${text}". Give one of ${logLevels.join(', ')}.` }
    : { value: level };
}
