import { createHash } from 'node:crypto';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '#event-log';
import { badInput } from './problems.js';
import type { InputError } from './problems.js';

const actorPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;
const strongTagPattern = /^"(0|[1-9]\d{0,15})"$/;

// Hex and hyphens only, since it is kept in the log for ever: a name can't hide in it.
const requestIdPattern = /^[0-9a-f][0-9a-f-]{14,62}[0-9a-f]$/i;

/** Who acts until there is sign-in. */
const defaultActor = 'local-coordinator';

/** Hands a handler the `CommandContext` of its request: `@Context() context: CommandContext`. */
export const Context = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  contextOf(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** The caller's `X-Request-Id` when it is one that can be kept. */
export function keepableRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && requestIdPattern.test(header) ? header : undefined;
}

/** @throws Refusal bad-input, naming the header or the query parameter */
export function contextOf(request: FastifyRequest): CommandContext {
  const errors: InputError[] = [];
  const header = (name: string): string | undefined => {
    const value = request.headers[name.toLowerCase()];
    return typeof value === 'string' ? value : undefined;
  };
  const refuse = (name: string, message: string) => {
    errors.push({ in: 'header', pointer: `/${name}`, message });
  };

  const actor = header('Rollbook-Actor') ?? defaultActor;
  if (!actorPattern.test(actor)) {
    refuse(
      'Rollbook-Actor',
      'must be an account such as ana.ruiz: a-z, 0-9, dot, hyphen, underscore',
    );
  }
  const key = header('Idempotency-Key');
  if (key !== undefined && !idempotencyKeyPattern.test(key)) {
    refuse('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  }
  const ifMatch = header('If-Match');
  const revision = strongTagPattern.exec(ifMatch ?? '')?.[1];
  if (ifMatch !== undefined && ifMatch !== '*' && revision === undefined) {
    refuse('If-Match', 'must be an ETag that Rollbook gave, such as "4", or *');
  }
  const preview = previewOf(request.query, errors);
  if (errors.length > 0) throw badInput(...errors);

  return {
    actor,
    correlationId: request.id,
    ...(key !== undefined && { idempotency: { key: kept(key), digest: digestOf(key, request) } }),
    ...(revision !== undefined && { ifRevision: Number(revision) }),
    ...(preview && { preview }),
  };
}

function previewOf(query: unknown, errors: InputError[]): boolean {
  const given = query as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    if (name === 'preview') continue;
    errors.push({ in: 'query', pointer: `/${name}`, message: 'is not known here' });
  }
  const preview = given['preview'];
  if (preview !== undefined && preview !== 'true' && preview !== 'false') {
    errors.push({ in: 'query', pointer: '/preview', message: 'must be true or false' });
  }
  return preview === 'true';
}

// Only a hash of the key reaches the log, so that the digest beside it, which stays when a person is
// erased, can't be used to try out what a body said.
function kept(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

function digestOf(key: string, request: FastifyRequest): string {
  const path = request.url.split('?', 1)[0] ?? '';
  return createHash('sha256')
    .update(`${key}\n${request.method} ${path}\n${canonicalJson(request.body)}`)
    .digest('base64url')
    .slice(0, 22);
}

/** The same text for the same value, whatever the order of its fields. */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) as string | undefined;
  // A request without a body.
  return text ?? '';
}
