import type { FastifyRequest } from 'fastify';
import { Refusal } from './problems.js';

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Listening on loopback keeps other machines out, but not the pages that a browser on this machine
 * has open: a page may send a plain form here, or have its own name resolve to 127.0.0.1. Both are
 * refused until there is sign-in.
 * @throws Refusal misdirected-host, cross-site
 */
export function refuseOtherSites(request: FastifyRequest): void {
  const { host, origin } = request.headers;
  // `GET http://elsewhere/` names its host in the address, for a proxy, which this is not.
  const namesHost = !request.originalUrl.startsWith('/');
  if (namesHost || host === undefined || !loopbackHost.test(host)) {
    throw new Refusal('misdirected-host');
  }
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const foreignOrigin = origin !== undefined && origin !== `http://${host}`;
  if (foreignOrigin || site === 'cross-site' || site === 'same-site') {
    throw new Refusal('cross-site');
  }
}
