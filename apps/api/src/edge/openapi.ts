import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { problemType } from './problem-filter.js';
import { kindOf, problemKinds } from './problems.js';
import type { ProblemCode } from './problems.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Components = NonNullable<OpenAPIObject['components']>;

const verbs = ['get', 'put', 'post', 'delete', 'patch'] as const;

const commandParameters = [
  'preview',
  'Rollbook-Actor',
  'Idempotency-Key',
  'If-Match',
  'X-Request-Id',
];
const queryParameters = ['Rollbook-Wait-For', 'X-Request-Id'];

const everyRefusal: readonly ProblemCode[] = [
  'bad-input',
  'internal-error',
  'log-unavailable',
  'misdirected-host',
];
const commandRefusals: readonly ProblemCode[] = [
  'cross-site',
  'rule-broken',
  'stream-deleted',
  'revision-mismatch',
  'body-too-large',
  'not-json',
  'idempotency-key-reused',
];

/**
 * The OpenAPI document of every controller, with what all of them share: the headers that commands
 * and queries take and give, and the refusals as Problem Details.
 */
export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Rollbook')
      .setDescription(introduction)
      .setVersion(version)
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .setOpenAPIVersion('3.1.0')
      .build(),
    { operationIdFactory: (_controller, method) => method },
  );
  for (const [path, item] of Object.entries(document.paths)) {
    for (const verb of verbs) {
      const operation = item[verb];
      if (operation !== undefined) complete(operation, verb === 'get', path.includes('{'));
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
    parameters,
    headers,
    responses: responses(),
  };
  return document;
}

/** Serves the document at /api/v1/openapi.json, and Swagger UI from this machine's files at /api. */
export function serveApiDescription(app: INestApplication, version: string): void {
  SwaggerModule.setup('api', app, () => describeApi(app, version), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Rollbook API',
    customCss: '.swagger-ui .topbar { display: none }',
    swaggerOptions: {
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      validatorUrl: null,
    },
  });
}

function complete(operation: Operation, isQuery: boolean, hasId: boolean): void {
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter || parameter.in !== 'path') continue;
    if (/(^id|Id)$/.test(parameter.name)) parameter.schema = { type: 'string', format: 'uuid' };
  }
  const shared = isQuery ? queryParameters : commandParameters;
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response === undefined || '$ref' in response || !status.startsWith('2')) continue;
    response.headers = {
      ...response.headers,
      ...Object.fromEntries(
        Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
      ),
    };
  }
  const refusals = [
    ...everyRefusal,
    ...(isQuery ? [] : commandRefusals),
    // A command may name in its body what nobody has.
    ...(hasId || !isQuery ? (['not-found'] as const) : []),
  ];
  for (const code of refusals) {
    const { status } = kindOf(code);
    operation.responses[status] ??= { $ref: `#/components/responses/${status}` };
  }
}

function responses(): NonNullable<Components['responses']> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of Object.keys(problemKinds) as ProblemCode[]) {
    const { status } = kindOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${kindOf(code).title}.`).join('\n\n'),
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
        ...(codes.some((code) => kindOf(code).retryAfter !== undefined) && {
          headers: {
            'Retry-After': {
              description: 'Seconds after which a repeat may work',
              schema: { type: 'integer' },
            },
          },
        }),
      },
    ]),
  );
}

const introduction = `Rollbook runs the cohorts of certification programs. What happened is recorded as facts; every
roster, standing and deadline is computed from them under dated, cited rules.

**Reading your own change.** A command answers with the header \`Rollbook-Position\`; send it as
\`Rollbook-Wait-For\` with a query, and the answer holds the change.

**Changing what you saw.** A resource answers with an \`ETag\`; send it as \`If-Match\` with a command,
which is refused with 412 when somebody changed the resource meanwhile.

**Repeating safely.** A command sent again with the same \`Idempotency-Key\` is recorded once.

**Trying first.** \`?preview=true\` answers what a command would record, and records nothing.

**Refusals** are Problem Details (RFC 9457) with a stable \`code\`. Each \`type\` is a page to read.

There is no sign-in yet, so Rollbook answers to this machine only.`;

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'A page that says what it means and how to mend it',
      example: '/problems/bad-input',
    },
    title: { type: 'string', example: kindOf('bad-input').title },
    status: { type: 'integer', example: 400 },
    detail: { type: 'string', example: 'One place does not fit; see errors.' },
    code: { type: 'string', description: 'Stable; branch on it', example: 'bad-input' },
    requestId: { type: 'string', description: 'Under which the server logged it' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'message'],
        properties: {
          in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'JSON pointer', example: '/classDays/3' },
          message: { type: 'string', example: '2026-02-30 is not a day that exists' },
        },
      },
    },
    details: {
      type: 'object',
      additionalProperties: true,
      description: 'What a broken rule found',
    },
  },
} satisfies NonNullable<Components['schemas']>[string];

const parameters = {
  preview: {
    name: 'preview',
    in: 'query',
    description: 'Answer what would be recorded, and record nothing',
    schema: { type: 'boolean', default: false },
  },
  'Rollbook-Actor': {
    name: 'Rollbook-Actor',
    in: 'header',
    description: 'The account that acts, until there is sign-in',
    schema: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
      default: 'local-coordinator',
    },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Drawn at random for each thing you want done; a repeat with the same key is recorded once',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that you saw; anything newer refuses the command with 412',
    schema: { type: 'string', example: '"4"' },
  },
  'X-Request-Id': {
    name: 'X-Request-Id',
    in: 'header',
    description: 'A UUID under which the request is logged and its facts are correlated',
    schema: { type: 'string', format: 'uuid' },
  },
  'Rollbook-Wait-For': {
    name: 'Rollbook-Wait-For',
    in: 'header',
    description: 'Answer when the views have reached this position, at most five seconds later',
    schema: { type: 'integer', minimum: 0 },
  },
} satisfies Components['parameters'];

const headers = {
  ETag: {
    description: 'The revision of the resource, for If-Match; missing where there is none',
    schema: { type: 'string', example: '"4"' },
  },
  'Rollbook-Position': {
    description: 'The position of the log that the answer reflects; missing where there is none',
    schema: { type: 'integer' },
  },
  'X-Request-Id': { description: 'The id of this request', schema: { type: 'string' } },
} satisfies Components['headers'];
