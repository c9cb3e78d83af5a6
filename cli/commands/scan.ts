import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { acceptedScans } from '../../api/scan/upload.ts';
import type { scanDetail } from '../../api/scan/view.ts';
import type { Client, Output } from '../client.ts';
import { CliError, exitCodes } from '../failure.ts';
import { printJson, printTable, type Terminal } from '../terminal.ts';

type Scan = Output<typeof scanDetail>;

export interface ScanRequest {
  readonly files: readonly string[];
  readonly folder: string;
  readonly engine: string;
  readonly wait: boolean;
  readonly json: boolean;
}

/** Uploads the files in one request, waits if asked to, and prints a line per scan. */
export async function scanFiles(
  client: Client,
  { files, folder, engine, wait, json }: ScanRequest,
  terminal: Terminal,
): Promise<number> {
  const form = new FormData();
  const hash = createHash('sha256').update(engine);
  for (const file of files) {
    const bytes = await readFile(resolve(folder, file)).catch(() => {
      throw new CliError('file-unreadable', `${file} cannot be read.`);
    });
    hash.update(bytes);
    form.append('file', new Blob([new Uint8Array(bytes)]), basename(file));
  }
  const { scans } = await client.post<Output<typeof acceptedScans>>('/v1/scans', {
    form,
    query: { engine },
    // The same files again are the same request: nothing is scanned twice by a repeated command.
    headers: { 'idempotency-key': `cli-${hash.digest('hex')}` },
  });
  const shown: Scan[] = [];
  for (const { id } of scans) shown.push(await look(client, id, wait, terminal.signal));
  if (json) for (const scan of shown) printJson(terminal, scan);
  else {
    printTable(
      terminal,
      ['ID', 'STATUS', 'KIND', 'NUMBER', 'SELLER', 'AMOUNT', 'FILE'],
      shown.map((scan) => [
        scan.id,
        scan.code === null ? scan.status : `${scan.status} (${scan.code})`,
        scan.kind ?? '',
        scan.number ?? '',
        scan.seller?.name ?? '',
        scan.amountDue === null ? '' : `${scan.amountDue} ${scan.currency ?? ''}`,
        scan.filename,
      ]),
    );
  }
  return shown.some(({ status }) => status === 'failed') ? exitCodes.notAll : exitCodes.done;
}

const pauseMs = 300;

async function look(client: Client, id: string, wait: boolean, signal: AbortSignal): Promise<Scan> {
  for (;;) {
    const scan = await client.get<Scan>(`/v1/scans/${id}`);
    if (!wait || !['received', 'reading', 'released'].includes(scan.status)) return scan;
    await pause(pauseMs, undefined, { signal });
  }
}
