import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import addressparser from 'nodemailer/lib/addressparser';
import { Temporal } from 'temporal-polyfill';

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
  /** `esdb://` or `esdb+discover://`; absent: the log is a file in the data folder. */
  readonly eventstoreUrl: string | undefined;
  /** Keeps installations apart that share an event store, or a Redis. */
  readonly prefix: string;
  /** Absent: the queue lives in this process. */
  readonly redisUrl: string | undefined;
  readonly mail: MailSettings;
  readonly noticeTimes: {
    /** How long a notice waits in case its cause was a slip that is corrected at once. */
    readonly hold: Temporal.Duration;
    /** How long one courier has for one mail before another may try. */
    readonly lease: Temporal.Duration;
  };
}

export interface MailSettings {
  /** `smtp://` or `smtps://`; absent: mails become files in the data folder. */
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly replyTo: string | undefined;
}

/** What an operator may set; `docs/operating.md` tells of each. */
export const settingNames = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'LOG_LEVEL',
  'EVENTSTORE_URL',
  'REDIS_URL',
  'PREFIX',
  'SMTP_URL',
  'MAIL_FROM',
  'MAIL_REPLY_TO',
  'NOTICE_HOLD',
  'NOTICE_LEASE',
] as const;
export type SettingName = (typeof settingNames)[number];

/** Rollbook can't start; the message says how to mend it and is all that an operator needs. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

type Read<T> = { readonly value: T } | { readonly problem: string };

/**
 * Reads the environment and makes the data folder.
 * @param shared true for one of several processes, which share a log and a queue
 * @throws BootError naming every setting that does not fit, at once
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  { shared = false }: { readonly shared?: boolean } = {},
): Settings {
  // An empty variable is how compose files and shells say "not set".
  const given = (name: SettingName) => env[name]?.trim() || undefined;
  const problems: string[] = [];
  const take = <T>(read: Read<T>): T => {
    if ('value' in read) return read.value;
    problems.push(read.problem);
    // Nothing is answered when there is a problem.
    return undefined as never;
  };
  const settings: Settings = {
    port: take(readPort(given('PORT') ?? '3000')),
    host: take(readHost(given('HOST') ?? '127.0.0.1')),
    dataDir: take(readDataDir(given('DATA_DIR') ?? './data')),
    logLevel: take(readLogLevel(given('LOG_LEVEL') ?? 'info')),
    eventstoreUrl: take(readEngine(engines.EVENTSTORE_URL, given('EVENTSTORE_URL'), shared)),
    redisUrl: take(readEngine(engines.REDIS_URL, given('REDIS_URL'), shared)),
    prefix: take(readPrefix(given('PREFIX') ?? 'rollbook')),
    mail: {
      smtpUrl: take(readEngine(engines.SMTP_URL, given('SMTP_URL'), false)),
      from: take(readFrom(given('MAIL_FROM'), given('SMTP_URL') !== undefined)),
      replyTo: take(readMailbox('MAIL_REPLY_TO', given('MAIL_REPLY_TO'))),
    },
    noticeTimes: {
      hold: take(readTime('NOTICE_HOLD', given('NOTICE_HOLD') ?? 'PT2M', 'PT0S', 'PT24H')),
      lease: take(readTime('NOTICE_LEASE', given('NOTICE_LEASE') ?? 'PT5M', 'PT1S', 'PT1H')),
    },
  };
  if (problems.length === 0) return settings;
  const count = problems.length === 1 ? 'A setting does' : `${problems.length} settings do`;
  const lines = problems.map((problem) => `  ${problem}`).join('\n');
  throw new BootError(`Rollbook did not start. ${count} not fit:\n${lines}`);
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

interface Engine {
  readonly name: 'EVENTSTORE_URL' | 'REDIS_URL' | 'SMTP_URL';
  readonly schemes: readonly string[];
  readonly example: string;
  /** Why several processes can't do without it. */
  readonly shares: string;
}

const engines = {
  EVENTSTORE_URL: {
    name: 'EVENTSTORE_URL',
    schemes: ['esdb', 'esdb+discover'],
    example: 'esdb://user:password@host:2113',
    shares: 'share one log',
  },
  REDIS_URL: {
    name: 'REDIS_URL',
    schemes: [
      'redis',
      'rediss',
      'redis+sentinel',
      'rediss+sentinel',
      'redis+cluster',
      'rediss+cluster',
    ],
    example: 'redis://host:6379',
    shares: 'share one queue',
  },
  SMTP_URL: {
    name: 'SMTP_URL',
    schemes: ['smtp', 'smtps'],
    example: 'smtp://user:password@host:587',
    shares: '',
  },
} as const satisfies Record<string, Engine>;

// The address is checked further by who connects to it; a password in it is never shown.
function readEngine(
  { name, schemes, example, shares }: Engine,
  text: string | undefined,
  needed: boolean,
): Read<string | undefined> {
  if (text === undefined) {
    if (!needed) return { value: undefined };
    return {
      problem: `${name} is not set. Processes of their own ${shares}: give its address, such as ${example}, or run everything in one process with npm start.`,
    };
  }
  const scheme = /^([a-z+]+):\/\/./.exec(text)?.[1];
  if (scheme !== undefined && schemes.includes(scheme)) return { value: text };
  const begins = schemes.map((one) => `${one}://`).join(', ');
  return {
    problem: `${name} does not begin with one of ${begins}. Give an address such as ${example}.`,
  };
}

// What both engines take in a name.
function readPrefix(text: string): Read<string> {
  return /^[a-z0-9]{1,40}$/.test(text)
    ? { value: text }
    : {
        problem: `PREFIX is "${text}". Give small letters and digits, such as rollbook; it can't be changed later.`,
      };
}

const ownAddress = 'Rollbook <rollbook@localhost>';

function readFrom(text: string | undefined, sends: boolean): Read<string> {
  if (text === undefined && sends) {
    return {
      problem:
        'MAIL_FROM is not set, though SMTP_URL is. Give the address that mails come from, such as "CPS Program <cps@example.org>".',
    };
  }
  return readMailbox('MAIL_FROM', text ?? ownAddress) as Read<string>;
}

function readMailbox(name: SettingName, text: string | undefined): Read<string | undefined> {
  if (text === undefined) return { value: undefined };
  const [mailbox, ...more] = addressparser(text, { flatten: true });
  return mailbox !== undefined && more.length === 0 && /^[^\s@]+@[^\s@]+$/.test(mailbox.address)
    ? { value: text }
    : {
        problem: `${name} is "${text}". Give one address, such as "CPS Program <cps@example.org>".`,
      };
}

function readTime(
  name: SettingName,
  text: string,
  shortest: string,
  longest: string,
): Read<Temporal.Duration> {
  try {
    const time = Temporal.Duration.from(text);
    const fits =
      Temporal.Duration.compare(time, shortest) >= 0 &&
      Temporal.Duration.compare(time, longest) <= 0;
    if (fits) return { value: time };
  } catch {
    // Told below.
  }
  return {
    problem: `${name} is "${text}". Give a time from ${shortest} to ${longest}, such as PT2M for two minutes.`,
  };
}
