import { Cluster, Redis } from 'ioredis';
import type { RedisAddress } from './address.js';

export type RedisClient = Redis | Cluster;

/**
 * Connects in the background, and again whenever the connection breaks. Commands `wait` for the
 * server however long it is away, or `fail` when it is not there.
 */
export function connect(address: RedisAddress, commands: 'wait' | 'fail'): RedisClient {
  const { kind, nodes, tls, db, master, username, password } = address;
  const access = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
  const waiting = commands === 'wait';
  const shared = {
    ...access,
    connectTimeout: 5000,
    disconnectTimeout: 200,
    // BullMQ's blocking reads must never be given up by the client.
    maxRetriesPerRequest: waiting ? null : 1,
  };
  const retryAfter = (times: number) => Math.min(times * 50, 1000);
  if (kind === 'cluster') {
    return new Cluster([...nodes], {
      redisOptions: shared,
      enableOfflineQueue: waiting,
      clusterRetryStrategy: retryAfter,
      // Certificates name the nodes; an address looked up for them would not match.
      ...(tls
        ? {
            dnsLookup: (host, found) => {
              found(null, host);
            },
          }
        : {}),
    });
  }
  const single = { ...shared, db, enableOfflineQueue: waiting, retryStrategy: retryAfter };
  const [first] = nodes;
  if (kind === 'single') return new Redis({ ...single, ...first });
  return new Redis({
    ...single,
    sentinels: [...nodes],
    name: master ?? '',
    enableTLSForSentinelMode: tls,
    ...(tls ? { sentinelTLS: {} } : {}),
    sentinelRetryStrategy: retryAfter,
    ...(address.sentinelUsername === undefined
      ? {}
      : { sentinelUsername: address.sentinelUsername }),
    ...(address.sentinelPassword === undefined
      ? {}
      : { sentinelPassword: address.sentinelPassword }),
  });
}
