import type { StreamName } from '../../facts.js';
import type { EventLog } from '../../port.js';

/** A log on a server that others use too: whatever streams a test wrote are closed for good after it. */
export function tidied(open: () => Promise<EventLog>): {
  open: () => Promise<EventLog>;
  cleanUp: () => Promise<void>;
} {
  const written = new Set<StreamName>();
  return {
    open: async () => {
      const log = await open();
      return {
        append: (stream, facts, expected) => {
          written.add(stream);
          return log.append(stream, facts, expected);
        },
        deleteStream: (stream, expected) => log.deleteStream(stream, expected),
        readStream: (stream, after) => log.readStream(stream, after),
        readAll: (after, limit) => log.readAll(after, limit),
        follow: (options) => log.follow(options),
        head: () => log.head(),
        close: () => log.close(),
      };
    },
    cleanUp: async () => {
      const log = await open();
      for (const stream of written) await log.deleteStream(stream, 'any');
      await log.close();
    },
  };
}
