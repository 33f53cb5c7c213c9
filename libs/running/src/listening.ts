import { BootError } from './settings.js';
import type { Settings } from './settings.js';

/** What keeps a process from listening, with its mend where there is one. */
export function listenError(
  error: unknown,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): unknown {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'EADDRINUSE':
      return new BootError(
        `Rollbook did not start. Port ${port} is in use, perhaps by another Rollbook: stop that, or choose another with PORT=${port + 1}, or PORT=0 for any free one.`,
      );
    case 'EACCES':
      return new BootError(
        `Rollbook did not start. This account may not listen on port ${port}: choose one above 1023 with PORT=3000.`,
      );
    case 'EADDRNOTAVAIL':
      return new BootError(
        `Rollbook did not start. This machine has no address ${host}: leave HOST out, or give 127.0.0.1.`,
      );
    default:
      return error;
  }
}
