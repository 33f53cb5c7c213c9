import { existsSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { openLogFileAsTarget, openLogFileToCopy } from '#event-log';
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

/** A data folder, a log file or the address of an event store. @throws WrongUsage */
export function placeOf(text: string, terminal: Terminal): Place {
  if (text.includes('://')) {
    throw new WrongUsage(`${text.split('://')[0] ?? ''}:// is no address of a log.`);
  }
  const path = fileOf(text, terminal);
  return {
    name: shortly(path, terminal),
    identity: existsSync(path) ? realpathSync(path) : path,
    open: () => Promise.resolve(openLogFileToCopy(path)),
    openAsTarget: () => openLogFileAsTarget(path),
  };
}

/** The log file itself, where a data folder is named. */
export function fileOf(text: string, terminal: Terminal): string {
  const path = pathOf(text, terminal);
  const isFolder = existsSync(path) ? statSync(path).isDirectory() : extname(path) === '';
  return isFolder ? join(path, 'log.sqlite') : path;
}
