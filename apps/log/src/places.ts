import { existsSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { openEventStoreToCopy, openLogFileAsTarget, openLogFileToCopy } from '#event-log';
import type { CopiedLog, CopyTarget } from '#event-log';
import { pathOf, shortly, WrongUsage, type Terminal } from './terminal.js';

/** Where a log is. */
export interface Place {
  /** As it is told: short, and without a password. */
  readonly name: string;
  /** Equal for one and the same log, as far as can be told. */
  readonly identity: string;
  /** @throws LogError */
  open(): Promise<CopiedLog>;
  /** @throws LogError */
  openAsTarget(): Promise<CopyTarget>;
}

/** The word for the event store of the setting `EVENTSTORE_URL`, so that no password need be typed. */
const wordForStore = 'eventstore';

/** A data folder, a log file, the address of an event store, or `eventstore`. @throws WrongUsage */
export function placeOf(text: string, terminal: Terminal): Place {
  if (text === wordForStore) {
    const { eventStoreUrl } = terminal;
    if (eventStoreUrl !== undefined) return serverAt(eventStoreUrl, terminal);
    throw new WrongUsage(
      `${wordForStore} stands for the address in EVENTSTORE_URL, which is not set. Set it, or write ./${wordForStore} for a folder of that name.`,
    );
  }
  if (text.includes('://')) return serverAt(text, terminal);
  const path = fileOf(text, terminal);
  return {
    name: shortly(path, terminal),
    identity: existsSync(path) ? realpathSync(path) : path,
    open: () => Promise.resolve(openLogFileToCopy(path)),
    openAsTarget: () => openLogFileAsTarget(path),
  };
}

function serverAt(url: string, { prefix }: Terminal): Place {
  const [scheme = '', rest = ''] = url.split('://');
  if (!/^(esdb|kurrent(db)?)(\+discover)?$/.test(scheme)) {
    throw new WrongUsage(
      `${scheme}:// is no address of a log. Write esdb:// or esdb+discover:// for an event store.`,
    );
  }
  const authority = rest.split(/[/?]/)[0] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  // Somebody waits at a terminal, and can call again.
  const open = () => openEventStoreToCopy({ url, prefix: `${prefix}.`, bootPatienceMs: 10_000 });
  return { name: `${scheme}://${hosts}`, identity: hosts, open, openAsTarget: open };
}

/** The log file itself, where a data folder is named. */
export function fileOf(text: string, terminal: Terminal): string {
  const path = pathOf(text, terminal);
  const isFolder = existsSync(path) ? statSync(path).isDirectory() : extname(path) === '';
  return isFolder ? join(path, 'log.sqlite') : path;
}
