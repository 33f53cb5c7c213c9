import { QueueError } from '../errors.js';

/** Where a Redis is, as its URL tells. */
export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** What the sentinels call the server. */
  readonly master?: string;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
}

const forms = `Forms: redis://[user:password@]host[:port][/database], redis+sentinel://[user:password@]host[:port],…/name-of-master[/database][?sentinelUsername=…&sentinelPassword=…], redis+cluster://[user:password@]host[:port],…; with rediss in place of redis for TLS.`;

const parts =
  /^(redis|rediss)(\+sentinel|\+cluster)?:\/\/(?:([^/?#]*)@)?([^@/?#]*)(\/[^?#]*)?(\?[^#]*)?$/;
const node = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i;

/** @throws QueueError queue-address-invalid, which never repeats what stands in the address */
export function parseRedisAddress(url: string): RedisAddress {
  const [, scheme, variant, access, hosts = '', path = '', query = ''] =
    parts.exec(url) ??
    wrong(
      'it does not begin with redis://, rediss://, or one of these with +sentinel or +cluster, or what follows is not legal in a URL',
    );
  const kind = variant === '+sentinel' ? 'sentinel' : variant === '+cluster' ? 'cluster' : 'single';
  const nodes = hosts.split(',').map((host) => parseNode(host, kind === 'sentinel' ? 26379 : 6379));
  if (kind === 'single' && nodes.length > 1) {
    wrong('it names several hosts; say +sentinel or +cluster after redis');
  }
  const segments = path.split('/').filter((segment) => segment !== '');
  const master = kind === 'sentinel' ? segments.shift() : undefined;
  if (kind === 'sentinel' && master === undefined)
    wrong('after the hosts, /name-of-master is missing');
  const [db = '0', ...rest] = segments;
  if (!/^\d{1,4}$/.test(db) || rest.length > 0)
    wrong('what follows the host is not the number of a database');
  if (kind === 'cluster' && db !== '0') wrong('a cluster has one database, 0');
  return {
    ...{ kind, tls: scheme === 'rediss', nodes, db: Number(db) },
    ...(master === undefined ? {} : { master: decoded(master) }),
    ...parseAccess(access),
    ...parseQuery(query, kind),
  };
}

function parseNode(text: string, usualPort: number) {
  const [, host, port = String(usualPort)] =
    node.exec(text) ?? wrong('a host is missing or not legal');
  if (host === undefined || Number(port) < 1 || Number(port) > 65535)
    wrong('a port is not between 1 and 65535');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function parseAccess(access: string | undefined) {
  if (access === undefined) return {};
  const colon = access.indexOf(':');
  if (colon === -1) wrong('before the @ stands user:password, or :password');
  const username = decoded(access.slice(0, colon));
  const password = decoded(access.slice(colon + 1));
  return username === '' ? { password } : { username, password };
}

function parseQuery(query: string, kind: RedisAddress['kind']) {
  const given = Object.fromEntries(new URLSearchParams(query));
  const { sentinelUsername, sentinelPassword, ...unknown } = given;
  if (Object.keys(unknown).length > 0) wrong('after the ? it has a setting that is not known');
  if (kind !== 'sentinel' && query.length > 1) wrong('settings after the ? are for sentinels');
  return {
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return wrong('a % in it is not followed by two hexadecimal digits; a % itself is written %25');
  }
}

function wrong(what: string): never {
  throw new QueueError(
    'queue-address-invalid',
    `The address of Redis can't be used: ${what}. ${forms}`,
  );
}
