import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createPrintConnector,
  type DropBoxes,
  type PrintConnector,
  type PrintOrder,
} from '../../channels/print/connector.ts';
import { folderDropBox } from '../../channels/print/folder.ts';
import { sftpDropBox, type SftpOptions } from '../../channels/print/sftp.ts';
import { startPrintHouse } from '../../channels/print/stand-in.ts';
import { hasSshd, startSshd, type Sshd } from '../support/sshd.ts';

const pdf = Buffer.from('%PDF-1.7\none letter\n%%EOF\n');
const order = (name: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  name,
  pdf,
  attachments: [{ filename: 'vedlegg å.pdf', contentType: 'application/pdf', content: pdf }],
  mayBeThere: false,
  sidecar: { recipient: { name: 'Kunde AS', lines: ['Storgata 1', '0155 Oslo'] } },
  ...more,
});

let sshd: Sshd | null = null;
beforeAll(async () => {
  if (hasSshd) sshd = await startSshd();
});
afterAll(() => sshd?.close());

function sftp(folder: string, changed: Partial<SftpOptions> = {}): DropBoxes {
  if (!sshd) throw new Error('There is no sshd.');
  const { hostKey, privateKey } = sshd;
  return sftpDropBox({ url: sshd.urlOf(folder), hostKeys: [hostKey], privateKey, ...changed });
}

const ways = [
  { to: 'a folder', isHere: true, boxes: folderDropBox },
  { to: 'a print house behind SFTP', isHere: hasSshd, boxes: sftp },
];

for (const { to, isHere, boxes } of ways) {
  describe.skipIf(!isHere)(`a letter to ${to}`, () => {
    let folder: string;
    let house: ReturnType<typeof startPrintHouse> | null;
    let connector: PrintConnector;
    const print = () => connector;
    const open = () => (house = startPrintHouse({ folder, postedAfterMs: 100 }));
    const becomes = (name: string, state: string) =>
      vi.waitFor(async () => expect(await print().state(name)).toBe(state), 5000);
    const prints = async (): Promise<string[]> =>
      (await readFile(path.join(folder, 'prints.jsonl'), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name);

    beforeEach(async () => {
      house = null;
      folder = await mkdtemp(path.join(os.tmpdir(), 'print-'));
      connector = createPrintConnector(boxes(folder));
    });
    afterEach(async () => {
      await house?.close();
      await connector.close();
      await rm(folder, { recursive: true });
    });

    it('is placed, printed and posted, with equal bytes', async () => {
      expect(await print().state('atm_1')).toBe('absent');
      await print().place(order('atm_1'));
      expect(await print().state('atm_1')).toBe('received');
      open();
      await becomes('atm_1', 'posted');
      expect(await readFile(path.join(folder, 'done', 'atm_1.pdf'))).toEqual(pdf);
      const sidecar: unknown = JSON.parse(
        await readFile(path.join(folder, 'done', 'atm_1.json'), 'utf8'),
      );
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      expect(sidecar).toMatchObject({
        name: 'atm_1',
        recipient: { name: 'Kunde AS' },
        document: { file: 'atm_1.pdf', sha256 },
        attachments: [{ file: 'atm_1.attachment-1.pdf', filename: 'vedlegg å.pdf', sha256 }],
      });
      expect(await readdir(path.join(folder, 'in'))).toEqual([]);
      expect(await print().returned()).toEqual([]);
    });

    it('placed again under its name is printed once, at whatever moment', async () => {
      await print().place(order('atm_1'));
      await print().place(order('atm_1'));
      open();
      for (const state of ['printed', 'posted']) {
        await becomes('atm_1', state);
        await print().place(order('atm_1'));
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await prints()).toEqual(['atm_1']);
      expect(await readdir(path.join(folder, 'in'))).toEqual([]);
    });

    it('placed again before it was taken stays as it was', async () => {
      await print().place(order('atm_1'));
      await print().place(order('atm_1', { pdf: Buffer.from('%PDF-other') }));
      expect(await readFile(path.join(folder, 'in', 'atm_1.pdf'))).toEqual(pdf);
    });

    it('without its PDF holds up no other', async () => {
      await print().place(order('atm_1'));
      await rm(path.join(folder, 'in', 'atm_1.pdf'));
      await print().place(order('atm_2'));
      open();
      await becomes('atm_2', 'posted');
      expect(await prints()).toEqual(['atm_2']);
    });

    it('left half-way by a crash waits for the rest, and is then printed once', async () => {
      await print().place(order('atm_1'));
      await rename(
        path.join(folder, 'in', 'atm_1.json'),
        path.join(folder, 'in', 'atm_1.json.x.tmp'),
      );
      open();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(await print().state('atm_1')).toBe('absent');
      await print().place(order('atm_1'));
      await becomes('atm_1', 'posted');
      expect(await prints()).toEqual(['atm_1']);
    });

    it('is not printed again by a print house that was killed at any point', async () => {
      await print().place(order('atm_1'));
      open();
      await becomes('atm_1', 'printed');
      await house?.close();
      // Killed after the paper: no status, order still in in/, and half a line for the next one.
      await rm(path.join(folder, 'status', 'atm_1.json'));
      for (const file of ['atm_1.pdf', 'atm_1.json']) {
        await rename(path.join(folder, 'done', file), path.join(folder, 'in', file));
      }
      await writeFile(path.join(folder, 'prints.jsonl'), '{"name":"atm', { flag: 'a' });
      await print().place(order('atm_2'));
      open();
      await becomes('atm_1', 'posted');
      await becomes('atm_2', 'posted');
      const text = await readFile(path.join(folder, 'prints.jsonl'), 'utf8');
      expect(text.match(/"name":"atm_1"/g)).toHaveLength(1);
      expect(text.match(/"name":"atm_2"/g)).toHaveLength(1);
    });

    it('to someone who has moved comes back', async () => {
      open();
      await print().place(order('atm_1', { sidecar: { recipient: { name: 'Returned AS' } } }));
      await becomes('atm_1', 'posted');
      await connector.returned();
      await becomes('atm_1', 'returned');
      expect(await connector.returned()).toEqual(['atm_1']);
    });

    it('that is no PDF is refused', async () => {
      open();
      await print().place(order('atm_1', { pdf: Buffer.from('hello') }));
      await becomes('atm_1', 'refused');
      await vi.waitFor(async () => expect(await readdir(path.join(folder, 'in'))).toEqual([]));
    });

    it('has no print house where the folder is missing: the operator is asked', async () => {
      const missing = createPrintConnector(boxes(path.join(folder, 'not-mounted')));
      await expect(missing.place(order('atm_1'))).rejects.toMatchObject({
        kind: 'misconfigured',
        code: 'print-folder-unusable',
      });
      await missing.close();
    });
  });
}

it.skipIf(process.getuid?.() === 0)('may not be placed without the right to', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'print-'));
  await chmod(folder, 0o500);
  const failed = createPrintConnector(folderDropBox(folder)).place(order('atm_1'));
  await expect(failed).rejects.toMatchObject({ kind: 'misconfigured' });
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

describe.skipIf(!hasSshd)('a print house behind SFTP', () => {
  let folder: string;
  const open: PrintConnector[] = [];
  const connect = (changed: Partial<SftpOptions> = {}, to = folder): PrintConnector => {
    const connector = createPrintConnector(sftp(to, changed));
    open.push(connector);
    return connector;
  };
  const files = (): Promise<string[]> => readdir(folder, { recursive: true });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'print-'));
  });
  afterEach(async () => {
    for (const connector of open.splice(0)) await connector.close();
    await rm(folder, { recursive: true });
  });

  it('whose host key is another one is refused before anything is sent', async () => {
    const failed = connect({ hostKeys: ['SHA256:another'] }).place(order('atm_1'));
    await expect(failed).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'print-host-key-changed',
      message: expect.stringContaining(sshd?.hostKey ?? '?') as string,
    });
    expect(await files()).toEqual([]);
  });

  it('that changes its key may show the old or the new one', async () => {
    await connect({ hostKeys: ['SHA256:another', sshd?.hostKey ?? ''] }).place(order('atm_1'));
    expect(await files()).toContain('in/atm_1.json');
  });

  it('that refuses our password is our mistake, never the recipient’s', async () => {
    const url = sshd?.urlOf(folder, 'wrong') ?? '';
    await expect(connect({ url, privateKey: null }).place(order('atm_1'))).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'print-login-refused',
    });
  });

  it('that cannot be reached is tried again later', async () => {
    const failed = connect({ url: 'sftp://nobody@127.0.0.1:1/' }).place(order('atm_1'));
    await expect(failed).rejects.toMatchObject({ kind: 'service-unavailable' });
  });

  it('whose disk is full is tried again later, and keeps no half letter', async () => {
    sshd?.fail('full');
    const big = Buffer.alloc(100_000, '%PDF-');
    await expect(connect().place(order('atm_1', { pdf: big }))).rejects.toMatchObject({
      kind: 'service-unavailable',
      code: 'print-house-refused',
    });
    expect((await files()).filter((name) => name.includes('atm_1.pdf'))).toEqual([]);
    await connect().place(order('atm_1', { pdf: big }));
    expect(await files()).toContain('in/atm_1.json');
  });

  it.each([
    { fault: 'lost-after-rename', isThere: true },
    { fault: 'lost-before-rename', isThere: false },
    { fault: 'silent-after-rename', isThere: true },
  ] as const)('$fault: the outcome is unknown until the name is looked for', async (one) => {
    sshd?.fail(one.fault);
    const connector = connect({ timeoutSeconds: 1 });
    await expect(connector.place(order('atm_1'))).rejects.toMatchObject({
      kind: 'outcome-unknown',
      code: 'answer-lost',
    });
    expect((await files()).includes('in/atm_1.json')).toBe(one.isThere);
    const house = startPrintHouse({ folder, postedAfterMs: 10 });
    await connector.place(order('atm_1'));
    await vi.waitFor(async () => expect(await connector.state('atm_1')).toBe('posted'), 5000);
    await house.close();
    const prints = await readFile(path.join(folder, 'prints.jsonl'), 'utf8');
    expect(prints.match(/atm_1/g)).toHaveLength(1);
  });

  it('takes many letters at once', async () => {
    const connector = connect();
    const names = Array.from({ length: 12 }, (_, index) => `atm_${index}`);
    await Promise.all(names.map((name) => connector.place(order(name))));
    const written = (await readdir(path.join(folder, 'in'))).filter((n) => n.endsWith('.json'));
    expect(written).toHaveLength(12);
  });
});
