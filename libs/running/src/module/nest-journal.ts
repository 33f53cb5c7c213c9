import type { LoggerService } from '@nestjs/common';
import type { Journal } from '../journal.js';

/** Nest's own messages; what it does as it starts is of use only when looking for a fault. */
export function nestJournal(journal: Journal): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void => {
      journal[level]({ from: rest.at(-1) }, String(message));
    };
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}
