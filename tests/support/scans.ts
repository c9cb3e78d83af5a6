import { randomUUID } from 'node:crypto';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import { ask, sampleInvoice, type Answer } from './installation.ts';

/** The sample invoice as a PDF, with the e-invoice inside or with its text alone. */
export async function samplePdf({
  embedded = false,
  xml = sampleInvoice(),
}: { embedded?: boolean; xml?: string } = {}): Promise<Uint8Array> {
  const source = Buffer.from(xml);
  const read = readInvoice(source);
  if (!read.ok) throw new Error(read.detail);
  return renderPdf(read.invoice, { language: 'nb', ...(embedded && { source }) });
}

/** The sample invoice with this number, addressed to this company. */
export const invoiceTo = (organisationNumber: string, number?: string): string =>
  sampleInvoice(number).replaceAll('810418052', organisationNumber);

export interface ScanFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Uploads files to be scanned and returns the API's answer. */
export function scan(
  key: string,
  files: readonly ScanFile[],
  idempotencyKey: string = randomUUID(),
): Promise<Answer> {
  const body = new FormData();
  for (const { name, bytes } of files) body.append('file', new Blob([bytes]), name);
  return ask('POST', '/v1/scans', key, { headers: { 'idempotency-key': idempotencyKey }, body });
}

const ends = ['review', 'accepted', 'rejected', 'failed', 'split', 'merged'];

/** The scan once it has one of the statuses. */
export async function untilScan(
  key: string,
  id: string,
  statuses: readonly string[] = ends,
  seconds = 25,
): Promise<Answer['body']> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await ask('GET', `/v1/scans/${id}`, key);
    if (statuses.includes(body?.status)) return body;
    if (Date.now() > end) {
      throw new Error(`${id} is ${body?.status} after ${seconds} s: ${JSON.stringify(body)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
