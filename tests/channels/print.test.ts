import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPrintConnector, type PrintOrder } from '../../channels/print/connector.ts';
import { startPrintHouse } from '../../channels/print/stand-in.ts';

const pdf = Buffer.from('%PDF-1.7\none letter\n%%EOF\n');
const order = (name: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  name,
  pdf,
  attachments: [{ filename: 'vedlegg å.pdf', contentType: 'application/pdf', content: pdf }],
  sidecar: { recipient: { name: 'Kunde AS', lines: ['Storgata 1', '0155 Oslo'] } },
  ...more,
});

describe('a letter', () => {
  let folder: string;
  let house: ReturnType<typeof startPrintHouse> | null;
  const print = () => createPrintConnector({ folder });
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
  });
  afterEach(async () => {
    await house?.close();
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
    const connector = print();
    await becomes('atm_1', 'posted');
    expect(await connector.returned()).toEqual([]);
    await becomes('atm_1', 'returned');
    expect(await connector.returned()).toEqual(['atm_1']);
  });

  it('that is no PDF is refused', async () => {
    open();
    await print().place(order('atm_1', { pdf: Buffer.from('hello') }));
    await becomes('atm_1', 'refused');
    expect(await readdir(path.join(folder, 'in'))).toEqual([]);
  });

  it('has no print house where the folder is missing: the operator is asked', async () => {
    const connector = createPrintConnector({ folder: path.join(folder, 'not-mounted') });
    await expect(connector.place(order('atm_1'))).rejects.toMatchObject({ kind: 'misconfigured' });
  });

  it.skipIf(process.getuid?.() === 0)('may not be placed without the right to', async () => {
    await chmod(folder, 0o500);
    const failed = print().place(order('atm_1'));
    await expect(failed).rejects.toMatchObject({ kind: 'misconfigured' });
    await chmod(folder, 0o700);
  });
});
