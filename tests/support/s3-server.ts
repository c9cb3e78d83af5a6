import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Options } from '../../documents/s3.ts';

export interface S3Server {
  /** A bucket that is not there yet. */
  newBucket(): S3Options;
  stop(): Promise<void>;
}

/** Where `go install github.com/versity/versitygw/cmd/versitygw@v1.8.0` puts it, and on the PATH. */
const places = ['versitygw', join(homedir(), 'go', 'bin', 'versitygw')];
const program = places.find((place) => spawnSync(place, ['--version']).status === 0);

/** True where an S3 server can be started for a test. */
export const hasS3Server = program !== undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Versity S3 gateway over an empty folder: the server that docker-compose.yml runs. */
export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 's3-'));
  const port = await freePort();
  const [accessKeyId, secretAccessKey] = [randomUUID(), randomUUID()];
  const child = spawn(
    program ?? '',
    [
      '--port',
      `127.0.0.1:${port}`,
      '--access',
      accessKeyId,
      '--secret',
      secretAccessKey,
      'posix',
      folder,
    ],
    { stdio: 'ignore' },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const endpoint = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 10_000; ;) {
    const answer = await fetch(endpoint).catch(() => null);
    if (answer) break;
    if (Date.now() > end || child.exitCode !== null) throw new Error('versitygw did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    newBucket: () => ({
      endpoint,
      region: 'us-east-1',
      bucket: `documents-${randomUUID().slice(0, 8)}`,
      prefix: 'autoinvoice/',
      accessKeyId,
      secretAccessKey,
    }),
    stop: async () => {
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
