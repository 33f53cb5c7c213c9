import { connect } from '../eventstore/connection.js';
import { openEventStoreLog, type EventStoreOptions } from '../eventstore/open.js';
import { Tombstones } from '../eventstore/tombstones.js';
import type { CopyTarget } from './logs.js';

/** The log in an event store, as the place that is copied or copied to. @throws LogError */
export async function openEventStoreToCopy(options: EventStoreOptions): Promise<CopyTarget> {
  const { url, prefix = 'rollbook.', deadlineMs = 5_000 } = options;
  const log = await openEventStoreLog(options);
  // A connection of its own: which names are closed is no question that the log itself answers.
  const connection = connect(url);
  const tombstones = new Tombstones(connection, prefix, deadlineMs);
  return {
    // Appends to several streams may reach the server in any order.
    keepsOrderAsked: false,
    append: (stream, facts, expected) => log.append(stream, facts, expected),
    deleteStream: (stream, expected) => log.deleteStream(stream, expected),
    head: () => log.head(),
    readAll: (after, limit) => log.readAll(after, limit),
    deletedStreams: () => tombstones.upToNow(),
    close: async () => {
      await connection.close();
      await log.close();
    },
  };
}
