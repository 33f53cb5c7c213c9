import { LogError, RuleBroken } from '#event-log';
import { QueueError, WorkFailed } from './errors.js';
import { isError } from './is-error.js';

/**
 * Why a try failed, fit to be kept and shown. Only our own errors are known to name nobody; of any
 * other, which may quote an address or a letter, only its name and code are told.
 */
export function reasonOf(error: unknown): string {
  if (
    error instanceof WorkFailed ||
    error instanceof RuleBroken ||
    error instanceof LogError ||
    error instanceof QueueError
  ) {
    return `${error.name} ${error.code}: ${error.message}`;
  }
  if (!isError(error)) return 'Something was thrown that is no error.';
  return [error.name, 'code' in error ? error.code : undefined]
    .filter((part) => typeof part === 'string' && /^\w{1,60}$/.test(part))
    .join(' ');
}
