import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTemporal, temporalWithoutTls } from '../../runtime/temporal-connection.ts';
import { installation } from '../support/installation.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('Temporal through TLS is skipped: there is no openssl here.');

let folder: string;
let server: Server;
let address: string;
const file = (name: string): string => join(folder, name);

const openssl = (command: string): void => {
  execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'ignore' });
};

/** An authority of our own, and a certificate from it for each name. */
function makeCertificates(...names: string[]): void {
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
  openssl(`${request} -keyout ca.key -out ca.pem -subj /CN=authority.example.com`);
  const from = '-CA ca.pem -CAkey ca.key -addext basicConstraints=critical,CA:FALSE';
  for (const name of names) {
    const subject = `-subj /CN=${name} -addext subjectAltName=DNS:${name}`;
    openssl(`${request} -keyout ${name}.key -out ${name}.pem ${subject} ${from}`);
  }
}

/** A proxy that speaks TLS, asks who it is, and hands everything on to the installation's Temporal. */
beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-tls-'));
  makeCertificates('temporal.example.com', 'worker.example.com');
  server = createServer(
    {
      cert: readFileSync(file('temporal.example.com.pem')),
      key: readFileSync(file('temporal.example.com.key')),
      ca: readFileSync(file('ca.pem')),
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    },
    (inside) => {
      const [host, port] = (installation().addresses['temporal'] ?? '').split(':');
      const outside = connect(Number(port), host);
      inside.pipe(outside).pipe(inside);
      for (const [one, other] of [
        [inside, outside],
        [outside, inside],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    },
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  if (!hasOpenssl) return;
  server.close();
  rmSync(folder, { recursive: true });
});

const settings = () => ({
  ...temporalWithoutTls,
  temporalAddress: address,
  temporalTlsCaFile: file('ca.pem'),
  temporalTlsCertificateFile: file('worker.example.com.pem'),
  temporalTlsKeyFile: file('worker.example.com.key'),
  temporalTlsServerName: 'temporal.example.com',
});

describe.skipIf(!hasOpenssl)('a Temporal behind TLS that knows its clients', () => {
  it('is reached with a certificate of ours', async () => {
    const connection = await connectTemporal(settings());
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    expect(serverVersion).not.toBe('');
    await connection.close();
  });

  it.each([
    ['no certificate of ours', { temporalTlsCertificateFile: null, temporalTlsKeyFile: null }],
    ['a server of another authority', { temporalTlsCaFile: null }],
    ['a server of another name', { temporalTlsServerName: 'elsewhere.example.com' }],
  ])('is not reached with %s', async (_name, changed) => {
    await expect(connectTemporal({ ...settings(), ...changed })).rejects.toThrow(
      /transport|connect/i,
    );
  });
});
