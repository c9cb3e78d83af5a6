import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problem.ts';

/** Of Node's HTTP parser and its clocks; whatever else it meets is no HTTP. */
const refusals: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'Address and headers are over 16 kB in all.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'request-timeout',
    'The request did not come to its end in time.',
  ],
};

/** Answers a request that never reached the routes as a problem like every other, and closes the connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = refusals[error.code ?? ''] ?? [
    400,
    'not-http',
    'This is no HTTP.',
  ];
  const body = JSON.stringify(new Problem(status, code, detail).toBody(randomUUID()));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
