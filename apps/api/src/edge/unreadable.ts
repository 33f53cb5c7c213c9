import type { Socket } from 'node:net';
import { problemOfKind, problemType } from './problem-filter.js';

/**
 * Answers bytes that are no request of HTTP, and closes the connection: what follows them can't be
 * read either. No hook, route or filter ever sees them.
 */
export function refuseUnreadable(
  error: Error & { readonly code?: string },
  socket: Socket,
  requestId: string,
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const kind = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'bad-request';
  const problem = problemOfKind(kind, requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${String(problem.status)} ${problem.title}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
