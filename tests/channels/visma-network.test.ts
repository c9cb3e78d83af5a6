import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createVismaNetworkConnector } from '../../channels/visma-network/connector.ts';

const sbd = Buffer.from('<StandardBusinessDocument/>');

describe('the Visma network', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function door(
    handle: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  ): Promise<string> {
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => handle(request, response, body));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/v1/access-point/inbound`;
  }

  const handOver = (doorUrl: string): Promise<{ id: string }> =>
    createVismaNetworkConnector({ doorUrl, key: 'secret', timeoutSeconds: 0.5 }).handOver({
      instanceId: 'b0e1',
      sbd,
    });

  it('hands over the SBD with key, network and instance id', async () => {
    const seen: unknown[] = [];
    const url = await door(({ method, url: at, headers }, response, body) => {
      seen.push(method, at, headers.authorization, headers['x-sbdh-instance-id'], body);
      response.end('{"id":"rcv_1"}');
    });
    expect(await handOver(url)).toEqual({ id: 'rcv_1' });
    expect(seen).toEqual([
      'POST',
      '/v1/access-point/inbound?network=visma',
      'Bearer secret',
      'b0e1',
      sbd.toString(),
    ]);
  });

  it.each([
    [404, '{"code":"recipient-unknown"}', 'recipient-unknown'],
    [404, 'Cannot POST /wrong/path', 'misconfigured'],
    [401, '{"code":"unauthorized"}', 'misconfigured'],
    [403, '', 'misconfigured'],
    [422, '{"code":"sbd-invalid"}', 'misconfigured'],
    [429, '', 'rate-limited'],
    [500, '', 'service-unavailable'],
    [503, '{"code":"database-away"}', 'service-unavailable'],
    [200, 'hello', 'outcome-unknown'],
  ])('answering %i %s: %s', async (status, body, kind) => {
    const url = await door((_request, response) => response.writeHead(status).end(body));
    await expect(handOver(url)).rejects.toMatchObject({ kind });
  });

  it('refusing the connection: later', async () => {
    const url = await door(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    await expect(handOver(url)).rejects.toMatchObject({ kind: 'service-unavailable' });
  });

  it('with a name that does not exist: later', async () => {
    const failed = handOver('http://door.invalid/v1/access-point/inbound');
    await expect(failed).rejects.toMatchObject({ kind: 'service-unavailable' });
  });

  it.each([
    ['hanging up after the document', (request: IncomingMessage) => request.socket.destroy()],
    ['never answering', () => undefined],
    [
      'breaking off its answer',
      (request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"id":');
        setTimeout(() => request.socket.destroy(), 50);
      },
    ],
  ])('%s: nobody knows', async (_name, act) => {
    const url = await door((request, response) => act(request, response));
    await expect(handOver(url)).rejects.toMatchObject({
      kind: 'outcome-unknown',
      code: 'answer-lost',
    });
  });

  it('closing a kept connection: the same message goes on a new one', async () => {
    let calls = 0;
    const url = await door((request, response) => {
      calls += 1;
      if (calls === 2) request.socket.resetAndDestroy();
      else response.end('{"id":"rcv_1"}');
    });
    await handOver(url);
    expect(await handOver(url)).toEqual({ id: 'rcv_1' });
    expect(calls).toBe(3);
  });

  it('gone after the same message may have arrived: nobody knows', async () => {
    let calls = 0;
    const url = await door((request, response) => {
      calls += 1;
      if (calls === 1) return response.end('{"id":"rcv_1"}');
      server?.close();
      request.socket.resetAndDestroy();
    });
    await handOver(url);
    await expect(handOver(url)).rejects.toMatchObject({ kind: 'outcome-unknown' });
  });
});
