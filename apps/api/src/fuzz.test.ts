import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OpenAPIObject } from '@nestjs/swagger';
import { answered, createdId, servedApi } from './testing/api.js';
import { bodyFor, knownFor, odd } from './testing/bodies.js';
import type { Known } from './testing/bodies.js';
import {
  adopted,
  applied,
  enrolled,
  planned,
  program,
  referee,
  registered,
} from './testing/cohort.js';
import { misfits } from './testing/conformance.js';
import { operationsOf } from './testing/operations.js';
import type { Described, SchemaOrRef } from './testing/operations.js';

const api = servedApi();
const { clock, post, send } = api;

let description: OpenAPIObject;
let operations: readonly Described[];
let known: Known;

// A cohort in the middle of its life, so that most commands reach a decision.
beforeAll(async () => {
  await adopted(api);
  const cohortId = await planned(api);
  const trainees = [await enrolled(api, cohortId), await enrolled(api, cohortId)];
  clock.set('2026-04-20T15:00:00Z');
  const roll = trainees.map(({ enrollmentId }) => ({ enrollmentId, outcome: 'attended' }));
  const facts: unknown[] = [];
  for (const session of ['class-1', 'class-2', 'class-3', 'retreat-1', 'retreat-2', 'retreat-3']) {
    const path = `/cohorts/${cohortId}/sessions/${session}/roll-call`;
    facts.push(await post(path, { trainees: roll }));
  }
  const [first] = trainees;
  const to = `/enrollments/${first?.enrollmentId ?? ''}`;
  const completed = answered(await post(`${to}/completion`));
  const attemptId = createdId(await post(`${to}/exam-attempts`, { sittingId: 'exam-1' }));
  const asked = { requirement: 'testing-accommodation', offer: 'extra-time' };
  const accommodationId = createdId(await post(`${to}/accommodations`, asked));
  const personId = await registered(api, 'Robin Moss');
  const applicationId = await applied(api, personId);
  const interview = { date: '2026-05-01', mode: 'video' };
  const interviewId = createdId(await post(`/applications/${applicationId}/interviews`, interview));
  const factIds = JSON.stringify(facts).match(/"id":"[^"]+"/g) ?? [];

  description = await api.description();
  operations = operationsOf(description);
  const nobody = '01890a5d-ac96-774b-bcce-b302099a80ff';
  const of = (key: 'personId' | 'applicationId' | 'enrollmentId') =>
    trainees.map((one) => one[key]);
  known = {
    personId: [personId, ...of('personId')],
    applicationId: [applicationId, ...of('applicationId')],
    cohortId: [cohortId],
    enrollmentId: of('enrollmentId'),
    certificateId: of('enrollmentId'),
    refereeId: [await referee(api, personId, 'Dana Lee')],
    interviewId: [interviewId],
    attemptId: [attemptId],
    accommodationId: [accommodationId],
    factId: [completed.facts[0]?.id ?? '', factIds[0]?.slice(6, -1) ?? '', nobody],
    program: [program],
    version: ['2018-01-01'],
    session: ['class-1', 'retreat-1'],
    sessionId: ['class-1', 'class-2'],
    module: ['class-1.1', 'class-1.2', 'retreat-1.1'],
    sitting: ['exam-1', 'exam-2'],
    sittingId: ['exam-1', 'exam-2'],
    statement: ['lived-experience', 'works-in-massachusetts'],
    question: ['modules-late-or-missed', 'excused-absences'],
    reading: ['sum', 'separate', 'strict', 'counts'],
    requirement: ['testing-accommodation', 'rooming-accommodation', 'references'],
    offer: ['extra-time', 'scribe', 'private-room'],
    letterFrom: ['doctor', 'friend'],
    exam: ['written-exam'],
    relation: ['colleague', 'family'],
    roles: ['involved-in-peer-support'],
    other: ['constructor', 'a'.repeat(80), nobody],
  };
});

const visible = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 20,
});

const headers: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        'idempotency-key': fc.constantFrom('k1', 'k2', 'k3'),
        'if-match': fc.constantFrom('"0"', '"3"', '*'),
        'rollbook-actor': fc.constantFrom('ana', 'constructor'),
        'rollbook-wait-for': fc.constantFrom('0', '1'),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        'idempotency-key': visible,
        'if-match': fc.oneof(fc.constant('"99999999999999999999"'), visible),
        'rollbook-actor': visible,
        'rollbook-wait-for': fc.oneof(fc.constantFrom('-1', 'x', ''), visible),
        'x-request-id': visible,
      },
      { requiredKeys: [] },
    ),
  },
);

function requestTo(operation: Described): fc.Arbitrary<{
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}> {
  const odder = fc.oneof(
    { weight: 1, arbitrary: visible.map(encodeURIComponent) },
    { weight: 1, arbitrary: fc.constantFrom('%00', '..', '%2f', '2018-01-01') },
  );
  const steps = operation.path.split('/').map((part) => {
    if (!part.startsWith('{')) return fc.constant(part);
    const given = knownFor(known, part.slice(1, -1));
    return fc.oneof({ weight: 12, arbitrary: given }, { weight: 1, arbitrary: odder });
  });
  const fit = operation.method === 'GET' ? ['?limit=1', '?limit=200'] : ['?preview=true'];
  const query = fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fc.constantFrom(...fit) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.constantFrom(
          '?preview=maybe',
          '?limit=0',
          '?limit=1&limit=2',
          '?cursor=x.y',
          '?cursor[]=1',
          `?program=${program}`,
          '?standing=complete',
          '?__proto__=1',
          '?cohortId=x',
        ),
        visible.map((text) => `?${encodeURIComponent(text)}`),
      ),
    },
  );
  const { body } = operation;
  return fc.record({
    path: fc.tuple(fc.tuple(...steps), query).map(([parts, rest]) => `${parts.join('/')}${rest}`),
    body:
      body === undefined
        ? fc.constant(undefined)
        : fc.oneof(
            { weight: 30, arbitrary: bodyFor(description, body.schema, known) },
            { weight: 1, arbitrary: odd },
          ),
    headers,
  });
}

const problem = { $ref: '#/components/schemas/Problem' };

/** What the description says that the operation answers with that status. */
function schemaOf({ name, operation }: Described, status: number): SchemaOrRef {
  const described = operation.responses[String(status)];
  if (described === undefined) throw new Error(`${name} does not describe ${String(status)}`);
  if ('$ref' in described) return problem;
  return described.content?.['application/json']?.schema ?? {};
}

const runs = process.env['LONG'] === undefined ? 40 : 2_000;

describe('whatever is sent to any operation', () => {
  test(
    'it is answered or refused as the description says, and never breaks',
    async () => {
      const seen = new Map<number, number>();
      // Erasing comes last: it would leave the others nobody to be about.
      const last = operations.filter(({ name }) => name === 'erasePerson');
      const others = operations.filter(({ name }) => name !== 'erasePerson');
      expect(last).toHaveLength(1);
      for (const operation of [...others, ...last]) {
        await fc.assert(
          fc.asyncProperty(requestTo(operation), async (request) => {
            const {
              status,
              headers: sent,
              body,
            } = await send(operation.method, request.path, request.body, request.headers);
            seen.set(status, (seen.get(status) ?? 0) + 1);
            const allowed = status < 500;
            expect([operation.name, allowed ? 'fine' : status, allowed ? '' : body]).toEqual([
              operation.name,
              'fine',
              '',
            ]);
            if (status >= 400) expect(sent['content-type']).toMatch('application/problem+json');
            const schema = status === 405 ? problem : schemaOf(operation, status);
            expect([operation.name, misfits(description, schema, body)]).toEqual([
              operation.name,
              [],
            ]);
          }),
          { numRuns: runs },
        );
      }
      // It has reached decisions, not only the edge.
      const often = [200, 201, 400, 404, 409].map((status) => seen.get(status) ?? 0);
      expect(Math.min(...often)).toBeGreaterThan(10);
    },
    process.env['LONG'] === undefined ? 60_000 : 1_800_000,
  );

  test('what was recorded meanwhile can be read', async () => {
    const lists = ['/programs', '/people', '/applications', '/cohorts', '/certificates'];
    for (const list of [...lists, '/decisions']) expect((await api.get(list)).status).toBe(200);
    const { items } = (await api.get('/applications?limit=200')).body as {
      items: readonly { readonly id: string; readonly enrollmentId?: string }[];
    };
    expect(items.length).toBeGreaterThan(2);
    for (const { id, enrollmentId } of items) {
      expect((await api.get(`/applications/${id}/why`)).status).toBe(200);
      if (enrollmentId === undefined) continue;
      expect((await api.get(`/enrollments/${enrollmentId}/why`)).status).toBe(200);
    }
  });
});
