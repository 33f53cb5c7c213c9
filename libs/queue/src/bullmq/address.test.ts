import { describe, expect, test } from '@jest/globals';
import { parseRedisAddress } from './address.js';

describe('the address of Redis', () => {
  test.each([
    ['redis://localhost', { kind: 'single', tls: false, nodes: [['localhost', 6379]], db: 0 }],
    [
      'rediss://redis.example.org:6380/2',
      { tls: true, nodes: [['redis.example.org', 6380]], db: 2 },
    ],
    ['redis://[::1]:7000/', { nodes: [['::1', 7000]], db: 0 }],
    ['redis://courier:a%40b%3A%2F@host', { username: 'courier', password: 'a@b:/' }],
    ['redis://:secret@host', { password: 'secret' }],
    [
      'redis+sentinel://a:1,b/rollbook-master/3?sentinelUsername=watch&sentinelPassword=s%26t',
      {
        kind: 'sentinel',
        nodes: [
          ['a', 1],
          ['b', 26379],
        ],
        master: 'rollbook-master',
        db: 3,
        sentinelUsername: 'watch',
        sentinelPassword: 's&t',
      },
    ],
    ['rediss+sentinel://:pw@a/m', { kind: 'sentinel', tls: true, master: 'm', password: 'pw' }],
    [
      'redis+cluster://a:7001,b:7002,c',
      {
        kind: 'cluster',
        nodes: [
          ['a', 7001],
          ['b', 7002],
          ['c', 6379],
        ],
      },
    ],
    ['rediss+cluster://u:p@a', { kind: 'cluster', tls: true, username: 'u', password: 'p' }],
  ])('%s', (url, expected) => {
    const { nodes, ...address } = parseRedisAddress(url);
    expect({ ...address, nodes: nodes.map(({ host, port }) => [host, port]) }).toMatchObject(
      expected,
    );
  });

  test('says nothing of what it does not tell', () => {
    expect(Object.keys(parseRedisAddress('redis://host')).sort()).toEqual([
      'db',
      'kind',
      'nodes',
      'tls',
    ]);
    expect(parseRedisAddress('redis://:secret@host')).not.toHaveProperty('username');
  });

  test.each([
    ['', 'does not begin with'],
    ['localhost:6379', 'does not begin with'],
    ['http://host', 'does not begin with'],
    ['redis+other://host', 'does not begin with'],
    ['redis://', 'host is missing'],
    ['redis://host one', 'host is missing or not legal'],
    ['redis://host:0', 'port'],
    ['redis://host:65536', 'port'],
    ['redis://host:port', 'host is missing or not legal'],
    ['redis://a,b', '+sentinel or +cluster'],
    ['redis://host/one', 'number of a database'],
    ['redis://host/1/2', 'number of a database'],
    ['redis://secret@host', 'user:password'],
    ['redis://:se%cret@host', '%25'],
    ['redis://host?tls=yes', 'not known'],
    ['redis://host?sentinelPassword=x', 'for sentinels'],
    ['redis+sentinel://a,b', 'name-of-master'],
    ['redis+sentinel://a,,b/m', 'host is missing'],
    ['redis+cluster://a,b/1', 'one database'],
  ])('is refused when it is %p, with what is wrong', (url, wrong) => {
    expect(() => parseRedisAddress(url)).toThrow(wrong);
    expect(() => parseRedisAddress(url)).toThrow('Forms: redis://');
    expect(() => parseRedisAddress(url)).toThrow(
      expect.objectContaining({ code: 'queue-address-invalid' }),
    );
  });

  test('is never repeated by the refusal, since it may hold a password', () => {
    for (const url of ['redis://:hush-hush@', 'redis://u:hush-hush@host/x', 'hush-hush']) {
      expect(() => parseRedisAddress(url)).not.toThrow('hush-hush');
    }
  });
});
