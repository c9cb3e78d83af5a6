import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { claimPort } from '../../runtime/embedded/ports.ts';

const program = '/usr/sbin/sshd';
const sftpServer = '/usr/lib/openssh/sftp-server';

/** Whether OpenSSH's server is on this machine (Debian: `openssh-server`). */
export const hasSshd = existsSync(program) && existsSync(sftpServer);

/** What the next connection does wrong: all the time, or when an order is made. */
export type SftpFault = 'full' | 'lost-before-rename' | 'lost-after-rename' | 'silent-after-rename';

export interface Sshd {
  /** URL of a folder of this machine. */
  urlOf(folder: string, password?: string): string;
  /** Fingerprint of the host's key. */
  readonly hostKey: string;
  readonly privateKey: string;
  fail(fault: SftpFault): void;
  close(): Promise<void>;
}

/** OpenSSH's own server on loopback, with the account that runs the test and a key for it. */
export async function startSshd(): Promise<Sshd> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sshd-'));
  const at = (name: string): string => path.join(folder, name);
  const makeKey = (name: string): void => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  };
  makeKey('host');
  makeKey('client');
  // Started as root, sshd insists on its own empty folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await claimPort({ name: 'sshd', host: '127.0.0.1', preferred: 0, setting: '' });
  const faulty = fileURLToPath(new URL('./sftp-subsystem.mjs', import.meta.url));
  // A file that may not grow beyond a block fails as one on a full disk does.
  const subsystem = `#!/bin/sh
fault=$(cat ${at('fault')} 2>/dev/null) && rm ${at('fault')}
case "$fault" in
  '') exec ${sftpServer} ;;
  full) trap '' XFSZ; ulimit -f 1; exec ${sftpServer} ;;
  *) exec ${process.execPath} ${faulty} ${sftpServer} "$fault" ;;
esac
`;
  writeFileSync(at('subsystem'), subsystem, { mode: 0o755 });
  const lines = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${at('host')}`,
    `AuthorizedKeysFile ${at('client.pub')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication yes',
    `Subsystem sftp ${at('subsystem')}`,
  ];
  writeFileSync(at('config'), `${lines.join('\n')}\n`);
  const server = spawn(program, ['-D', '-e', '-f', at('config')], { stdio: 'ignore' });
  await vi.waitFor(() => connectTo(port), 5000);
  const user = encodeURIComponent(os.userInfo().username);
  const [, hostKey = ''] = execFileSync('ssh-keygen', ['-lf', at('host.pub')])
    .toString('utf8')
    .split(' ');
  return {
    urlOf: (served, password) =>
      `sftp://${user}${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}${served}`,
    hostKey,
    privateKey: readFileSync(at('client'), 'utf8'),
    fail: (fault) => writeFileSync(at('fault'), fault),
    close: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
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
