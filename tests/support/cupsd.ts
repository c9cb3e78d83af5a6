import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { claimPort } from '../../runtime/embedded/ports.ts';

const program = '/usr/sbin/cupsd';

const backend = '/usr/lib/cups/backend/socket';

/** Whether CUPS is on this machine (Debian: `cups`), and may be started: it insists on being root. */
export const hasCupsd = existsSync(program) && existsSync(backend) && process.getuid?.() === 0;

export interface Cupsd {
  /** URL of a queue: `letters` prints, `stopped` waits, `closed` takes no jobs. */
  urlOf(queue: string): string;
  readonly port: number;
  /** All that has been printed by `letters`. */
  printed(): string;
  close(): Promise<void>;
}

/** CUPS itself on loopback, before a printer that keeps what it is sent. */
export async function startCupsd(): Promise<Cupsd> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cupsd-'));
  // The backend that speaks to the printer runs as another user.
  chmodSync(folder, 0o755);
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['root', 'spool', 'cache', 'state', 'logs']) {
    mkdirSync(at(name), { mode: 0o755 });
  }
  const port = await claimPort({ name: 'cupsd', host: '127.0.0.1', preferred: 0, setting: '' });
  const files = [
    `ServerRoot ${at('root')}`,
    `RequestRoot ${at('spool')}`,
    `TempDir ${at('spool')}`,
    `CacheDir ${at('cache')}`,
    `StateDir ${at('state')}`,
    ...['Access', 'Error', 'Page'].map((name) => `${name}Log ${at(`logs/${name}`)}`),
    'SystemGroup root',
  ];
  const settings = [
    `Listen 127.0.0.1:${port}`,
    'Browsing No',
    'DefaultAuthType None',
    '<Location />',
    'Order allow,deny',
    '</Location>',
    '<Policy default>',
    '<Limit All>',
    'Order deny,allow',
    '</Limit>',
    '</Policy>',
  ];
  const paper: Buffer[] = [];
  const printer = net.createServer((socket) => socket.on('data', (data) => paper.push(data)));
  printer.listen(0, '127.0.0.1');
  await once(printer, 'listening');
  const device = `socket://127.0.0.1:${(printer.address() as AddressInfo).port}`;
  const queue = (name: string, state: string, accepting: string): string[] => [
    `<Printer ${name}>`,
    `DeviceURI ${device}`,
    `State ${state}`,
    `Accepting ${accepting}`,
    '</Printer>',
  ];
  const printers = [
    ...queue('letters', 'Idle', 'Yes'),
    ...queue('stopped', 'Stopped', 'Yes'),
    ...queue('closed', 'Idle', 'No'),
  ];
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(at(name), `${lines.join('\n')}\n`);
  write('cups-files.conf', files);
  write('cupsd.conf', settings);
  write('root/printers.conf', printers);
  const server = spawn(program, ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], {
    stdio: 'ignore',
  });
  await vi.waitFor(() => connectTo(port), 5000);
  return {
    urlOf: (name) => `ipp://127.0.0.1:${port}/printers/${name}`,
    port,
    printed: () => Buffer.concat(paper).toString('latin1'),
    close: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
      printer.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const connectTo = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
