import { setTimeout as pause } from 'node:timers/promises';
import type { scanBatch } from '../../api/scan/rerun.ts';
import type { Client, Output } from '../client.ts';
import { exitCodes } from '../failure.ts';
import { printJson, printLine, printTable, type Terminal } from '../terminal.ts';

type Batch = Output<typeof scanBatch>;

export interface RerunCommand {
  readonly ids: readonly string[];
  readonly status: readonly string[];
  readonly engine: string;
  readonly watch: boolean;
  readonly json: boolean;
}

const pauseMs = 500;
const barWidth = 30;

/** Starts a batch, follows it if asked to, and prints what became of each document. */
export async function rerun(
  client: Client,
  { ids, status, engine, watch, json }: RerunCommand,
  terminal: Terminal,
): Promise<number> {
  let batch = await client.post<Batch>('/v1/scans/rerun', {
    json: { status, engine, ...(ids.length > 0 && { ids }) },
  });
  if (watch) {
    while (batch.status === 'running' || batch.status === 'paused') {
      terminal.stderr.write(`\r${bar(batch)}`);
      await pause(pauseMs, undefined, { signal: terminal.signal });
      batch = await client.get<Batch>(`/v1/scan-batches/${batch.id}`);
    }
    terminal.stderr.write(`\r${bar(batch)}\n`);
  }
  if (json) printJson(terminal, batch);
  else if (batch.progress.total === 0) printLine(terminal, 'There is nothing to read again.');
  else if (watch) {
    const rows = batch.results.map(({ scanId, outcome, code }) => [
      scanId,
      outcome ?? '',
      code ?? '',
    ]);
    printTable(terminal, ['SCAN', 'STATUS', 'CODE'], rows);
  } else printLine(terminal, `${batch.id}: ${batch.progress.total} documents are read again.`);
  return batch.progress.failed > 0 ? exitCodes.notAll : exitCodes.done;
}

/** `[██████        ] 12/60, 2 failed (paused)`. */
function bar({ progress: { total, done, failed }, status }: Batch): string {
  const filled = total === 0 ? barWidth : Math.round((done / total) * barWidth);
  const text = `[${'█'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${done}/${total}`;
  return `${text}${failed > 0 ? `, ${failed} failed` : ''}${status === 'paused' ? ' (paused)' : ''}  `;
}
