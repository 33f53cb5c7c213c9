import type { IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import type { DynamicModule, Type as ClassOf } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { systemIds } from '#event-log';
import { listenError, nestJournal, openJournal, version } from '#running';
import type { Journal, Probes, Settings } from '#running';
import { WriteAnswers } from './edge/answers.js';
import { keepableRequestId } from './edge/context.js';
import { bodyLimit, readJsonBodies } from './edge/json-body.js';
import { logRequests } from './edge/logging.js';
import { refuseOtherSites } from './edge/loopback.js';
import { ServedMethods } from './edge/methods.js';
import { serveApiDescription } from './edge/openapi.js';
import { servePages } from './edge/pages.js';
import type { FrontPage } from './edge/pages.js';
import { ProblemFilter } from './edge/problem-filter.js';
import type { RuleKinds } from './edge/problem-filter.js';
import { WaitForPosition } from './edge/read-side.js';
import type { ReadSide } from './edge/read-side.js';
import { refuseUnreadable } from './edge/unreadable.js';
import { EdgeValidation } from './edge/validation.js';

export type EdgeSettings = Pick<Settings, 'port' | 'host' | 'dataDir' | 'logLevel'>;

export interface AppParts {
  readonly settings: EdgeSettings;
  /** With the controllers and handlers. What they hold is closed in `onApplicationShutdown`. */
  readonly modules: readonly (ClassOf | DynamicModule)[];
  readonly readSide: ReadSide;
  readonly probes: Probes;
  readonly journal?: Journal;
  readonly frontPage?: FrontPage;
  /** Each code of a `RuleBroken` with what it means and how to mend it: its page under /problems. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Codes that are not answered with 409: `cohort-unknown` as `not-found`, for example. */
  readonly ruleKinds?: RuleKinds;
}

@Module({})
class RootModule {}

/** The whole HTTP edge around the given modules; `listen` opens it. */
export async function createApp(parts: AppParts): Promise<NestFastifyApplication> {
  const { settings, modules, readSide, probes, frontPage, rules = {}, ruleKinds = {} } = parts;
  const { journal = openJournal(settings.logLevel) } = parts;

  const adapter = new FastifyAdapter({
    bodyLimit,
    genReqId: (request: IncomingMessage) =>
      keepableRequestId(request.headers['x-request-id']) ?? systemIds.next(),
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) => {
      // The router refuses a bad address before any hook or filter runs.
      problems.answer(error, request as FastifyRequest, reply as FastifyReply);
    },
    clientErrorHandler: (error, socket) => {
      refuseUnreadable(error, socket, systemIds.next());
    },
  });
  const server = adapter.getInstance();
  const served = new ServedMethods(server);
  const problems = new ProblemFilter(journal, served, new Set(Object.keys(rules)), ruleKinds);

  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/v1/')) reply.header('cache-control', 'no-store');
    try {
      refuseOtherSites(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  logRequests(server, journal, probes.metrics);

  const app = await NestFactory.create<NestFastifyApplication>(
    { module: RootModule, imports: [...modules] },
    adapter,
    { logger: nestJournal(journal), bodyParser: false, abortOnError: false },
  );
  readJsonBodies(server);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Swagger UI and the server's own pages style elements in place; scripts never are.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // It speaks plain HTTP on loopback.
    strictTransportSecurity: false,
  });
  app.useGlobalPipes(new EdgeValidation());
  app.useGlobalInterceptors(new WaitForPosition(readSide), new WriteAnswers());
  app.useGlobalFilters(problems);
  serveApiDescription(app, version);
  servePages(server, { dataDir: settings.dataDir, readSide, probes, frontPage, rules, ruleKinds });
  await app.init();
  return app;
}

/**
 * Opens the port and answers the address, `http://127.0.0.1:3000`.
 * @throws BootError when the port or the address can't be had
 */
export async function listen(app: NestFastifyApplication, settings: EdgeSettings): Promise<string> {
  const { host, port } = settings;
  try {
    // Nest's own `listen` would log a taken port as a fault, beside the message below.
    await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    throw listenError(error, settings);
  }
  const address = app.getHttpServer().address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}
