import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { places, refusal, servedApi } from './testing/api.js';
import { operationsOf, referencesIn, resolved } from './testing/operations.js';
import type { Described } from './testing/operations.js';
import { adopted } from './testing/cohort.js';
import type { Result } from '#programs';

const api = servedApi();
const nobody = '01890a5d-ac96-774b-bcce-b302099a80ff';

let description: OpenAPIObject;
let operations: readonly Described[];

beforeAll(async () => {
  await adopted(api);
  description = await api.description();
  operations = operationsOf(description);
});

const at = (path: string) => path.replaceAll(/\{\w*(Id)?\}/g, (name) => params[name] ?? nobody);
const params: Readonly<Record<string, string>> = {
  '{program}': 'us-massachusetts-cps',
  '{version}': '2018-01-01',
  '{session}': 'class-1',
  '{sitting}': 'exam-1',
};

describe('the description of the API', () => {
  test('lists every address, so that none is lost unseen', () => {
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toMatchSnapshot();
  });

  test('names, tags and explains each operation, and each differently', () => {
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z].{5,70}[^.]$/);
      expect(operation.description).toMatch(/^[A-Z][^]{15,}[.]$/);
      expect(operation.tags).toHaveLength(1);
    }
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.every((id) => /^[a-z][A-Za-z]+$/.test(id ?? ''))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives each operation an answer with a schema whose every field is described', () => {
    for (const { name, operation } of operations) {
      const succeeding = Object.entries(operation.responses).filter(([status]) =>
        status.startsWith('2'),
      );
      expect([name, succeeding.length]).not.toEqual([name, 0]);
      for (const [status, response] of succeeding) {
        const content =
          response !== undefined && !('$ref' in response) ? response.content : undefined;
        const schema = content?.['application/json']?.schema;
        expect([name, status, schema]).not.toEqual([name, status, undefined]);
        if (schema === undefined) continue;
        const { properties = {} } = resolved(description, schema);
        expect([name, Object.keys(properties).length]).not.toEqual([name, 0]);
      }
    }
  });

  test('gives each command the refusals that it can meet', () => {
    const refused = ['400', '404', '409', '410', '412', '413', '415', '422', '503'];
    for (const { name, method, operation } of operations) {
      const answers = Object.keys(operation.responses);
      const expected = method === 'GET' ? ['400', '503'] : refused;
      expect([name, answers]).toEqual([name, expect.arrayContaining(expected)]);
    }
  });

  test('describes whatever may be told of a requirement', () => {
    const told: Readonly<Record<keyof Result, true>> = {
      requirement: true,
      title: true,
      kind: true,
      outcome: true,
      rules: true,
      evidence: true,
      findings: true,
      tally: true,
      children: true,
      otherwise: true,
      reading: true,
      option: true,
      breaking: true,
      question: true,
      taken: true,
      holds: true,
      band: true,
      standing: true,
      until: true,
      variation: true,
      subject: true,
    };
    const { properties = {} } = resolved(description, {
      $ref: '#/components/schemas/RequirementResult',
    });
    expect(Object.keys(properties).sort()).toEqual(Object.keys(told).sort());
  });

  test('leads nowhere into the void', () => {
    const references = referencesIn(description);
    expect(references.length).toBeGreaterThan(100);
    for (const reference of references) {
      const found = reference
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], description);
      expect([reference, typeof found]).toEqual([reference, 'object']);
    }
  });
});

describe('each operation that takes a body', () => {
  const withBody = () => operations.filter(({ body }) => body !== undefined);
  const send = ({ method, path }: Described, body: unknown) =>
    api.send(method, `${at(path)}?preview=true`, body);

  test('takes the example of its description', async () => {
    const took = await Promise.all(
      withBody().map(async (operation) => {
        const reply = await send(operation, operation.body?.example);
        return [operation.name, reply.status === 400 ? places(reply) : 'fits'];
      }),
    );
    expect(took.length).toBeGreaterThan(30);
    expect(took).toEqual(withBody().map(({ name }) => [name, 'fits']));
  });

  test('refuses a field that it does not know, and names it', async () => {
    for (const operation of withBody()) {
      const reply = await send(operation, { ...operation.body?.example, colour: 'blue' });
      expect([operation.name, ...refusal(reply), places(reply)]).toEqual([
        operation.name,
        400,
        'bad-input',
        { '/colour': 'is not a field here; leave it out or check its spelling' },
      ]);
    }
  });

  test('refuses a field of a wrong type, and names it', async () => {
    let tried = 0;
    for (const operation of withBody()) {
      if (operation.body === undefined) continue;
      const { properties = {} } = resolved(description, operation.body.schema);
      for (const field of Object.keys(properties)) {
        for (const wrong of [null, { odd: [] }, 17.5, 'no \u0007 such thing \n']) {
          const isText = typeof wrong === 'string';
          if (field === 'score' && wrong === 17.5) continue;
          const reply = await send(operation, { ...operation.body.example, [field]: wrong });
          expect([operation.name, field, wrong, ...refusal(reply)]).toEqual([
            operation.name,
            field,
            wrong,
            400,
            'bad-input',
          ]);
          const named = Object.keys(places(reply)).some((place) => place.startsWith(`/${field}`));
          expect([operation.name, field, isText, named]).toEqual([
            operation.name,
            field,
            isText,
            true,
          ]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  test('refuses to go without a field that it needs, and names it', async () => {
    let tried = 0;
    for (const operation of withBody()) {
      if (operation.body === undefined) continue;
      const { required = [] } = resolved(description, operation.body.schema);
      for (const field of required) {
        const { [field]: _left, ...rest } = operation.body.example ?? {};
        const reply = await send(operation, rest);
        expect([operation.name, refusal(reply)[0], places(reply)]).toEqual([
          operation.name,
          400,
          expect.objectContaining({ [`/${field}`]: expect.stringContaining('missing') }),
        ]);
        tried++;
      }
      const bare = await send(operation, undefined);
      expect([operation.name, bare.status === 400]).toEqual([operation.name, required.length > 0]);
      expect([operation.name, operation.body.required]).toEqual([
        operation.name,
        required.length > 0,
      ]);
    }
    expect(tried).toBeGreaterThan(40);
  });
});

describe('each operation on something', () => {
  test('says so when nobody has the id', async () => {
    const named = operations.filter(({ path }) => path.includes('Id}'));
    expect(named.length).toBeGreaterThan(40);
    for (const { name, method, path, body } of named) {
      // A roll call answers for each trainee; the cohort of the path is unknown first.
      const reply = await api.send(method, at(path), body?.example);
      expect([name, refusal(reply)[0], refusal(reply)[1]]).toEqual([
        name,
        404,
        expect.stringMatching(/^(not-found|[a-z]+-unknown)$/),
      ]);
    }
  });

  test('says so when what stands for an id is none', async () => {
    for (const { name, method, path, body } of operations.filter((one) => one.path.includes('{'))) {
      const reply = await api.send(method, path.replaceAll(/\{\w+\}/g, 'No_One!'), body?.example);
      expect([name, ...refusal(reply)]).toEqual([name, 400, 'bad-input']);
    }
  });
});
