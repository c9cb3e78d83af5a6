import { keepMemory, readMemories } from '../db/scan-memories.ts';
import type { ScanDraftRow, ScanRow } from '../db/schema/scan.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import type { InterpretedDocument, SupplierMemory } from '../scan/draft.ts';
import { learn } from '../scan/interpret/memory.ts';
import type { Reading } from './scan-ports.ts';

/** The words of a scan as they were kept, or null where it has none. */
export async function loadReading(
  documents: DocumentStore,
  { tenantId, wordsSha256 }: Pick<ScanRow, 'tenantId' | 'wordsSha256'>,
): Promise<Reading | null> {
  if (wordsSha256 === null) return null;
  const bytes = await documents.get(tenantId, wordsSha256);
  return JSON.parse(Buffer.from(bytes).toString()) as Reading;
}

/** What is known of all sellers of the company, as the interpretation takes it. */
export async function recallSellers(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<SupplierMemory[]> {
  const rows = await readMemories(transaction, tenantId);
  return rows.map(({ memory }) => memory as SupplierMemory);
}

/** Learns from what a person has corrected where the seller's fields stand; nothing where nothing was corrected. */
export async function learnFrom(
  transaction: TenantTransaction,
  { id, tenantId }: ScanRow,
  { corrected, read, invoice }: ScanDraftRow,
  reading: Reading | null,
): Promise<void> {
  if (corrected.length === 0 || !reading || reading.embedded !== null) return;
  const before = read as InterpretedDocument;
  const teach = (known?: SupplierMemory) => learn(reading.pages, before, invoice, known);
  const first = teach();
  if (!first) return;
  const known = await recallSellers(transaction, tenantId);
  const earlier = known.find(({ sellerKey }) => sellerKey === first.sellerKey);
  await keepMemory(transaction, {
    tenantId,
    sellerKey: first.sellerKey,
    sellerName: invoice.seller.name,
    memory: (earlier && teach(earlier)) ?? first,
    learntFrom: id,
  });
}
