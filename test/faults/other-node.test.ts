import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import { Api } from '../support/api.js';
import type { Done, JsonObject } from '../support/api.js';
import { Deployment } from '../support/deployment.js';

const writes = 200;

let built: Built;
let deployment: Deployment;
beforeAll(async () => {
  built = build();
  deployment = await Deployment.start({ built, couriers: 0 });
});
afterAll(async () => {
  const unclean = await deployment.stop();
  await deployment[Symbol.asyncDispose]();
  built.remove();
  expect(unclean).toEqual([]);
});

test(`who writes on one node reads it on the other at once, ${writes} times`, async () => {
  const [one, other] = deployment.apis.map(({ origin = '' }) => origin);
  const stale: string[] = [];
  for (let write = 0; write < writes; write++) {
    // Either may be the one that is written to.
    const [here = '', there = ''] = write % 2 === 0 ? [one, other] : [other, one];
    const name = `Person ${write}`;
    const written = await new Api(here).post('/people', { name });
    const { id } = written.body as unknown as Done;
    const read = await fetch(`${there}/api/v1/people/${id}`, {
      headers: { 'rollbook-wait-for': written.headers.get('rollbook-position') ?? '' },
    });
    const body = (await read.json()) as JsonObject;
    if (body['name'] !== name) stale.push(`${name}: ${read.status}`);
  }
  expect(stale).toEqual([]);
});

test('a position that is still to come is waited for on the other node, not answered around', async () => {
  const [writer = '', reader = ''] = deployment.apis.map(({ origin = '' }) => origin);
  const { position } = await new Api(writer).do('/people', { name: 'Before' });
  const waiting = fetch(`${reader}/api/v1/programs`, {
    headers: { 'rollbook-wait-for': String(position + 1) },
  });
  await new Api(writer).do('/people', { name: 'After' });
  expect((await waiting).status).toBe(200);
});
