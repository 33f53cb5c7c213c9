import type { FastifyInstance } from 'fastify';
import type { Journal, Metrics } from '#running';

/** One line per request. The route, not the address: ids and search words stay out of the log. */
export function logRequests(server: FastifyInstance, journal: Journal, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime);
    journal.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}
