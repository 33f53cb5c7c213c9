import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AccessDeniedError } from '@eventstore/db-client';
import { selfSigned } from './certificate.js';
import { startEventStoreCluster } from './cluster.js';
import { DEFAULT_CREDENTIALS, startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';
import { Client, days } from './testing/client.js';

let server: EventStoreServer;
beforeEach(async () => {
  server = await startEventStoreServer({ credentials: DEFAULT_CREDENTIALS });
});
afterEach(async () => {
  await server.close();
});

test('who signs in as an administrator may do everything, over TLS', async () => {
  await using client = new Client(server.urlAs('admin', 'changeit'));
  await client.append('cohort', days(1));
  expect(await client.stream('cohort')).toHaveLength(1);
  expect((await client.all()).length).toBeGreaterThan(1);
});

test('who signs in with a wrong password may do nothing', async () => {
  await using client = new Client(server.urlAs('admin', 'changed'));
  await expect(client.append('cohort', days(1))).rejects.toThrow(AccessDeniedError);
  await expect(client.all()).rejects.toMatchObject({ type: 'access-denied', code: 16 });
});

test('who does not sign in may do nothing', async () => {
  await using client = new Client(server.url);
  await expect(client.append('cohort', days(1))).rejects.toThrow(AccessDeniedError);
  await expect(client.all()).rejects.toMatchObject({ type: 'access-denied', code: 7 });
  await expect(client.raw.tombstoneStream('cohort')).rejects.toThrow(AccessDeniedError);
});

test('who is no administrator may use streams, but not $all', async () => {
  await using client = new Client(server.urlAs('ops', 'changeit'));
  await client.append('cohort', days(1));
  expect(await client.stream('cohort')).toHaveLength(1);
  await expect(client.all()).rejects.toThrow(AccessDeniedError);
  const following = client.follow();
  await following.came('error');
  expect(following.error).toBeInstanceOf(AccessDeniedError);
});

test('who does not know its certificate does not connect', async () => {
  await using client = new Client(`esdb://admin:changeit@127.0.0.1:${server.port}?tls=true`);
  await expect(client.all()).rejects.toMatchObject({ type: 'unavailable' });
});

test('a client of a cluster signs in with whichever server leads', async () => {
  const cluster = await startEventStoreCluster(3, { credentials: DEFAULT_CREDENTIALS });
  try {
    const [, second] = cluster.servers;
    if (second !== undefined) cluster.moveLeader(second);
    await using client = new Client(cluster.urlAs('admin', 'changeit'));
    await client.append('cohort', days(1));
    expect(second?.counts.calls.get('batchAppend')).toBe(1);
  } finally {
    await cluster.close();
  }
});

test('its certificate vouches for itself, on this machine, for now', () => {
  const certificate = new X509Certificate(selfSigned().certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('10.0.0.1')).toBeUndefined();
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now());
});

test('its files go with it', async () => {
  const file = new URL(server.url).searchParams.get('tlsCAFile') ?? '';
  expect(existsSync(file)).toBe(true);
  await server.close();
  expect(existsSync(file)).toBe(false);
});

test('credentials without TLS are refused from the start', async () => {
  await expect(
    startEventStoreServer({ credentials: DEFAULT_CREDENTIALS, tls: false }),
  ).rejects.toThrow('TLS');
});
