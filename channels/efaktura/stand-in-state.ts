import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../files.ts';
import { invoiceBody, type AgreementBody, type InvoiceBody } from './wire.ts';

const agreement = z.object({ orderedAt: z.number() });
const agreements = z.record(z.string(), agreement);
const keptInvoice = invoiceBody.extend({ at: z.string() });
export type KeptInvoice = z.output<typeof keptInvoice>;

/** What the stand-in has accepted; it outlives `kill -9`, since the answer is given after the flush. */
export interface StandInState {
  agreementOf(organisationNumber: string, now: number): AgreementBody;
  order(organisationNumber: string, now: number): Promise<void>;
  end(organisationNumber: string): Promise<void>;
  invoice(uuid: string): KeptInvoice | undefined;
  keep(invoice: InvoiceBody, at: string): Promise<void>;
  /** Oldest first. */
  invoices(): readonly KeptInvoice[];
}

/** Companies whose agreement another provider has: those whose numbers begin so. */
export const takenElsewhere = /^8997/;

export function openStandInState(folder: string, activeAfterMs: number): StandInState {
  const file = path.join(folder, 'agreements.json');
  const invoiceFolder = path.join(folder, 'invoices');
  mkdirSync(invoiceFolder, { recursive: true });
  const held = new Map(Object.entries(agreements.parse(readJsonFile(file) ?? {})));
  const kept = new Map<string, KeptInvoice>();
  for (const name of readdirSync(invoiceFolder).filter((one) => one.endsWith('.json'))) {
    const invoice = keptInvoice.parse(readJsonFile(path.join(invoiceFolder, name)));
    kept.set(invoice.uuid, invoice);
  }
  const write = (): Promise<void> =>
    writeDurably(file, `${JSON.stringify(Object.fromEntries(held))}\n`);

  return {
    agreementOf(organisationNumber, now) {
      const found = held.get(organisationNumber);
      if (found && now - found.orderedAt >= activeAfterMs)
        return { state: 'ACTIVE', ordered: true };
      const state = takenElsewhere.test(organisationNumber) ? 'RESERVED' : 'FREE';
      return { state, ordered: found !== undefined };
    },
    async order(organisationNumber, now) {
      if (held.has(organisationNumber)) return;
      held.set(organisationNumber, { orderedAt: now });
      await write();
    },
    async end(organisationNumber) {
      if (held.delete(organisationNumber)) await write();
    },
    invoice: (uuid) => kept.get(uuid),
    async keep(invoice, at) {
      const row = { ...invoice, at };
      await writeDurably(path.join(invoiceFolder, `${invoice.uuid}.json`), JSON.stringify(row));
      kept.set(invoice.uuid, row);
    },
    invoices: () => [...kept.values()].toSorted((a, b) => a.at.localeCompare(b.at)),
  };
}

function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
