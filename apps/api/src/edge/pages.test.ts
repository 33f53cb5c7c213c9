import { describe, expect, test } from '@jest/globals';
import { sampleEdge } from './testing/edge.js';

const { send } = sampleEdge();

describe('its own pages', () => {
  test('the first page tells what is running and where to go, and escapes what it is given', async () => {
    const { text, headers } = await send({ url: '/' });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toMatch(/Log position<\/dt>\s*<dd>40</);
    expect(text).toMatch(/Cohorts &#60;all&#62;<\/dt>\s*<dd>3</);
    expect(text).toContain('curl http://localhost/api/v1/classes');
    expect(text).toContain('Only this machine can reach it');
  });

  test('the API is described whole: fields, shared headers and refusals', async () => {
    const { json } = await send({ url: '/api/v1/openapi.json' });
    expect(json).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/api/v1/classes': {
          post: {
            parameters: expect.arrayContaining([
              { $ref: '#/components/parameters/If-Match' },
            ]) as unknown,
            responses: {
              201: { headers: { ETag: { $ref: '#/components/headers/ETag' } } },
              409: { $ref: '#/components/responses/409' },
              415: { $ref: '#/components/responses/415' },
            },
          },
          get: {
            parameters: expect.arrayContaining([
              expect.objectContaining({ name: 'limit', required: false }),
              { $ref: '#/components/parameters/Rollbook-Wait-For' },
            ]) as unknown,
          },
        },
        '/api/v1/classes/{classId}': {
          get: {
            parameters: expect.arrayContaining([
              expect.objectContaining({
                name: 'classId',
                schema: { type: 'string', format: 'uuid' },
              }),
            ]) as unknown,
            responses: { 404: { $ref: '#/components/responses/404' } },
          },
        },
      },
      components: {
        schemas: {
          PlanClass: {
            required: ['name', 'days', 'from', 'zone', 'rooms'],
            properties: {
              days: { type: 'array', items: { type: 'string', format: 'date' }, maxItems: 30 },
              rooms: { type: 'array', items: { $ref: '#/components/schemas/Room' }, maxItems: 3 },
            },
          },
        },
      },
    });
  });

  test('every reference in the description leads somewhere', async () => {
    const { json, text } = await send({ url: '/api/v1/openapi.json' });
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(10);
    for (const path of references) {
      const found = path
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], json);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });

  test('the description can be browsed with files of this machine only', async () => {
    const { text, headers } = await send({ url: '/api' });
    expect(text).not.toMatch(/(src|href)=["'](https?:)?\/\//);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect((await send({ url: '/api/swagger-ui-bundle.js' })).status).toBe(200);
  });
});
