import { z } from 'zod';
import { eventsOf } from '../../db/events.ts';
import { readDraft } from '../../db/scan-drafts.ts';
import { childrenOf, readScan, scanRunsOf } from '../../db/scans.ts';
import type { ScanDraftRow, ScanRow } from '../../db/schema/scan.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { eventCodes, eventText } from '../../policy/events/texts.ts';
import { scanEngines, scanRunOpeners, scanSources, scanStatuses } from '../../policy/scan.ts';
import { findingText } from '../../policy/scan-texts.ts';
import { Problem } from '../problem.ts';

const instant = z.iso.datetime().describe('An instant in UTC.');
const text = z.object({ nb: z.string(), en: z.string() });

/** A scan as lists show it. */
export const scanSummary = z
  .object({
    id: z.string(),
    arrivalId: z.string(),
    status: z.enum(scanStatuses),
    code: z.string().nullable().describe('Why it failed or was rejected.'),
    source: z.enum(scanSources),
    filename: z.string(),
    contentType: z.string(),
    sizeBytes: z.number().int(),
    splitFrom: z.string().nullable().describe('The scan of the file that this document is in.'),
    mergedInto: z.string().nullable().describe('The scan that has its pages now.'),
    pages: z.array(z.number().int()).nullable().describe('Its pages in that file.'),
    pageCount: z.number().int().nullable(),
    engine: z.string().nullable().describe('What read it.'),
    kind: z.string().nullable(),
    certainty: z
      .number()
      .nullable()
      .describe('Probability that every header field is right, from 0 to 1.'),
    number: z.string().nullable(),
    issueDate: z.string().nullable(),
    dueDate: z.string().nullable(),
    currency: z.string().nullable(),
    amountDue: z.string().nullable(),
    seller: z.object({ key: z.string(), name: z.string().nullable() }).nullable(),
    receivedId: z.string().nullable().describe('The received invoice that it became.'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'ScanSummary' });

const place = z.object({
  page: z.number().int(),
  box: z.array(z.number()).describe('Left, top, right, bottom in points.'),
});
const field = z.object({
  confidence: z.number().nullable().describe('From 0 to 1.'),
  place: place.nullable(),
  isDerived: z.boolean().describe('Computed; it does not stand on the paper.'),
  isCorrected: z.boolean().describe('A person has corrected it.'),
  alternatives: z.array(
    z.object({ value: z.string(), confidence: z.number(), place: place.nullable() }),
  ),
});

export const scanDraft = z
  .object({
    version: z.number().int().describe('Also the ETag; `PATCH` and `accept` name it.'),
    invoice: z.looseObject({}).describe('The JSON form of an invoice: /schemas/invoice.json.'),
    fields: z.record(z.string(), field).describe('By path in the invoice: `totals.amountDue`.'),
    findings: z.array(
      z.object({
        code: z.string(),
        path: z.string().nullable(),
        holds: z.boolean().describe('Not accepted without a person because of it.'),
        text,
      }),
    ),
    updatedAt: instant,
  })
  .meta({ id: 'ScanDraft' });

/** A scan with its draft, its runs and what happened to it. */
export const scanDetail = scanSummary
  .extend({
    document: z.object({ sha256: z.string() }),
    draft: scanDraft.nullable(),
    documents: z.array(z.string()).describe('Ids of the scans that the file was split into.'),
    runs: z.array(
      z.object({
        number: z.number().int(),
        openedBy: z.enum(scanRunOpeners),
        engine: z.enum(scanEngines),
        status: z.enum(['open', 'closed']),
        openedAt: instant,
        closedAt: instant.nullable(),
      }),
    ),
    timeline: z.array(z.object({ at: instant, code: z.enum(eventCodes), text })),
  })
  .meta({ id: 'Scan' });

export const summarizeScan = (row: ScanRow): z.output<typeof scanSummary> => ({
  id: row.id,
  arrivalId: row.arrivalId,
  status: row.status,
  code: row.code,
  source: row.source,
  filename: row.filename,
  contentType: row.contentType,
  sizeBytes: row.sizeBytes,
  splitFrom: row.splitFrom,
  mergedInto: row.mergedInto,
  pages: row.pages,
  pageCount: row.pageCount,
  engine: row.engine,
  kind: row.kind,
  certainty: row.certainty,
  number: row.number,
  issueDate: row.issueDate,
  dueDate: row.dueDate,
  currency: row.currency,
  amountDue: row.amountDue,
  seller: row.sellerKey === null ? null : { key: row.sellerKey, name: row.sellerName },
  receivedId: row.receivedId,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** The draft with all that is known of each field. */
export function showDraft(row: ScanDraftRow): z.output<typeof scanDraft> {
  const { read, corrected } = row;
  const paths = new Set([
    ...Object.keys(read.confidence),
    ...Object.keys(read.boxes),
    ...Object.keys(read.alternatives),
    ...read.derived,
    ...corrected,
  ]);
  const fields = [...paths].sort().map((path) => {
    const isCorrected = corrected.includes(path);
    const known = {
      confidence: isCorrected ? 1 : (read.confidence[path] ?? null),
      place: showPlace(read.boxes[path]),
      isDerived: !isCorrected && read.derived.includes(path),
      isCorrected,
      alternatives: (read.alternatives[path] ?? []).map((item) => ({
        ...item,
        place: showPlace(item.place),
      })),
    };
    return [path, known] as const;
  });
  return {
    version: row.version,
    invoice: { ...row.invoice },
    fields: Object.fromEntries(fields),
    findings: row.findings.map((finding) => ({
      code: finding.code,
      path: finding.path,
      holds: finding.holds,
      text: findingText(finding),
    })),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const showPlace = (
  given: { readonly page: number; readonly box: readonly number[] } | null | undefined,
): z.output<typeof place> | null => (given ? { page: given.page, box: [...given.box] } : null);

/** One scan with everything that is known of it, or a 404 problem. */
export async function showScan(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<z.output<typeof scanDetail>> {
  const [row, draft, children, runs, events] = await Promise.all([
    readScan(transaction, tenantId, id),
    readDraft(transaction, tenantId, id),
    childrenOf(transaction, id),
    scanRunsOf(transaction, id),
    eventsOf(transaction, id),
  ]);
  if (!row) throw scanUnknown(id);
  return {
    ...summarizeScan(row),
    document: { sha256: row.documentSha256 },
    draft: draft && showDraft(draft),
    documents: children.map((child) => child.id),
    runs: runs.map((run) => ({
      number: run.number,
      openedBy: run.openedBy,
      engine: run.engine,
      status: run.status,
      openedAt: run.openedAt.toISOString(),
      closedAt: run.closedAt?.toISOString() ?? null,
    })),
    timeline: events.map(({ at, code, parameters }) => ({
      at: at.toISOString(),
      code,
      text: eventText(code, parameters),
    })),
  };
}

export const scanUnknown = (id: string): Problem =>
  new Problem(404, 'scan-unknown', `This company has no scan ${id}.`);
