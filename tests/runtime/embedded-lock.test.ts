import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../runtime/embedded/lock.ts';
import { claimPort } from '../../runtime/embedded/ports.ts';
import { processToken } from '../../runtime/embedded/process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('is refused to a second installation with a sentence that names the first', () => {
    const file = join(folder, 'lock');
    const lock = takeLock(file);
    expect(() => takeLock(file)).toThrow(`process ${process.pid}`);
    lock.setAddress('http://127.0.0.1:8600');
    expect(() => takeLock(file)).toThrow(
      /answers at http:\/\/127\.0\.0\.1:8600.*AUTOINVOICE_DATA/s,
    );
    lock.release();
    expect(existsSync(file)).toBe(false);
    takeLock(file).release();
  });

  it('is taken over from a process that was killed', async () => {
    const file = join(folder, 'lock');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await new Promise((resolve) => other.once('spawn', resolve));
    const pid = other.pid ?? 0;
    writeFileSync(file, JSON.stringify({ pid, token: processToken(pid), since: 'now' }));
    expect(() => takeLock(file)).toThrow(`process ${pid}`);
    const ended = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await ended;
    takeLock(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over when another process has got the number of the dead one', () => {
    const file = join(folder, 'lock');
    writeFileSync(file, JSON.stringify({ pid: process.pid, token: 'of another life', since: 'x' }));
    expect(() => takeLock(file)).not.toThrow();
  });

  it('is taken over from a half-written file', () => {
    const file = join(folder, 'lock');
    writeFileSync(file, '{"pid":');
    expect(() => takeLock(file)).not.toThrow();
  });

  it('is not given back by one who no longer holds it', () => {
    const file = join(folder, 'lock');
    const lock = takeLock(file);
    const others = JSON.stringify({ pid: 1, token: 'another', since: 'x' });
    writeFileSync(file, others);
    lock.setAddress('http://127.0.0.1:1');
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe(others);
  });
});

describe('a port', () => {
  it('that is taken is refused with its number and the setting that chooses another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const options = {
      name: 'the API',
      host: '127.0.0.1',
      preferred: port,
      setting: 'AUTOINVOICE_PORT',
    };
    await expect(claimPort(options)).rejects.toThrow(
      new RegExp(`Port ${port} .*the API, is already taken.*AUTOINVOICE_PORT`),
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(claimPort(options)).resolves.toBe(port);
  });

  it('0 becomes any free one', async () => {
    const options = { name: 'the API', host: '127.0.0.1', preferred: 0, setting: 'X' };
    expect(await claimPort(options)).toBeGreaterThan(1023);
  });
});
