import { EventStoreDBClient } from '@eventstore/db-client';
import { LogError } from '../errors.js';

export interface Connection {
  readonly client: EventStoreDBClient;
  /** Scheme and hosts of the connection string, without credentials: for messages. */
  readonly place: string;
  readonly close: () => Promise<void>;
}

/** What the client's connection string may carry, as its documentation spells it. */
const knownOptions = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'nodePreference',
  'throwOnAppendFailure',
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
];

/**
 * Reads the connection string; nothing is sent before the first call.
 * @throws LogError log-unavailable, never with the credentials in its message
 */
export function connect(url: string): Connection {
  // Servers from 25 on print `kurrentdb://`, the same protocol under its newer name.
  const connectionString = url.trim().replace(/^kurrent(db)?(?=:|\+)/u, 'esdb');
  assertOptions(connectionString);
  const client = read(connectionString);
  return { client, place: placeOf(connectionString), close: repaired(client) };
}

function read(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    // The client's own words quote the string, and with it the password.
    const said = error instanceof Error ? error.message : '';
    const place = /at position (\d+), expected (.*)\.$/su.exec(said);
    const what =
      place === null ? said : `at character ${Number(place[1]) + 1}, expected ${place[2] ?? ''}`;
    throw invalid(what);
  }
}

// The client only warns of these, and prints the whole string, password included.
function assertOptions(connectionString: string): void {
  const query = /\?(.*)$/su.exec(connectionString)?.[1] ?? '';
  for (const option of query.split('&').filter((text) => text !== '')) {
    const [name = '', value = ''] = option.split('=');
    const known = knownOptions.find((each) => each.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      throw invalid(`it has no option ${name}; there are ${knownOptions.join(', ')}`);
    }
    if (known === 'tlsVerifyCert' && value.trim() === 'false') {
      throw invalid(
        'certificates are always verified; instead of tlsVerifyCert=false name the authority that signed them with tlsCAFile',
      );
    }
    if (known === 'throwOnAppendFailure' && value.trim() === 'false') {
      throw invalid('throwOnAppendFailure=false would hide refused appends; leave it out');
    }
  }
}

function invalid(what: string): LogError {
  return new LogError(
    'log-unavailable',
    `The connection string of the event store can't be read: ${what}. It looks like esdb://user:password@host:2113?tls=true, or esdb+discover://user:password@cluster:2113 for a cluster; a sign such as @ in a password is written %40.`,
  );
}

function placeOf(connectionString: string): string {
  const [scheme = '', rest = ''] = connectionString.split('://');
  const hosts = rest.split(/[/?]/u)[0] ?? '';
  return `${scheme}://${hosts.slice(hosts.lastIndexOf('@') + 1)}`;
}

interface Channel {
  close: () => unknown;
}

/** What the client keeps to itself, as it stands in 6.2.1. */
interface Insides {
  supports: () => Promise<boolean>;
  handleError: (client: unknown, error: Error) => Promise<void>;
  createChannel: () => Promise<Channel>;
}

/** Mends what would end the process or hang, and answers how to let go of the connection. */
function repaired(client: EventStoreDBClient): () => Promise<void> {
  const insides = client as unknown as Insides;
  // Appends would share one stream for all connections of the process: when it breaks, an answer
  // that arrives on another is thrown out of an event handler; and none of them has a deadline.
  insides.supports = () => Promise.resolve(false);
  // Nobody catches this one when a cluster can't be discovered.
  const handleError = insides.handleError;
  insides.handleError = (failed, error) => handleError(failed, error).catch(() => undefined);
  // A call that is just beginning would throw on a channel that another one has found broken, where
  // nobody catches it; once this turn is over, none begins there any more.
  const createChannel = insides.createChannel;
  const created = async () => {
    const opened = await createChannel();
    const close = opened.close.bind(opened);
    opened.close = () => setImmediate(close);
    return opened;
  };
  let channel: Promise<Channel> | undefined;
  insides.createChannel = () => (channel = created());
  return async () => {
    await client.dispose();
    // It may still be looking for a node; that need not be waited for.
    channel?.then(
      (opened) => {
        opened.close();
      },
      () => undefined,
    );
  };
}
