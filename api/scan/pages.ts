import { createHash } from 'node:crypto';
import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { appendEvents } from '../../db/events.ts';
import { insertChildren } from '../../db/scan-children.ts';
import { openNextScanRun } from '../../db/scan-runs.ts';
import { lockScan, readScan, updateScan } from '../../db/scans.ts';
import { readDraft } from '../../db/scan-drafts.ts';
import type { ScanDraftRow, ScanRow } from '../../db/schema/scan.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { isSplit, mergeRefusal, pagesOf, turnedOn } from '../../policy/scan-pages.ts';
import type { CompanyCaller } from '../auth.ts';
import { Problem } from '../problem.ts';
import { changing, requireFree, requireVersion } from './change.ts';
import type { ScanPorts } from './ports.ts';
import { scanUnknown, summarizeScan, type scanSummary } from './view.ts';

type Summary = z.output<typeof scanSummary>;

/** What is kept of a reading, as far as pictures of pages need it. */
const reading = z.object({
  pages: z.array(z.object({ number: z.number(), turned: z.number().optional() })),
});

export interface PagePicture {
  readonly etag: string;
  /** Null where the caller has that picture already. */
  readonly png: Uint8Array | null;
}

/**
 * A page as a PNG, turned as it was read: the boxes of the draft fit on it, in points of the page. Drawn anew each time,
 * by a process with limits. 404 where there is no such page, 422 `page-unreadable`.
 */
export async function showPage(
  ports: ScanPorts,
  tenantId: string,
  id: string,
  { page, width, known }: { page: number; width: number; known: string | undefined },
): Promise<PagePicture> {
  const scan = await withTenant(ports.database, tenantId, (transaction) =>
    readScan(transaction, tenantId, id),
  );
  if (!scan) throw scanUnknown(id);
  if (scan.pages !== null && !scan.pages.includes(page)) throw pageUnknown(id, page);
  const turned = await turnOf(ports, scan, page);
  const etag = `"${createHash('sha256')
    .update(`${scan.documentSha256}/${page}/${width}/${turned}`)
    .digest('base64url')}"`;
  if (known === etag) return { etag, png: null };
  const bytes = await ports.documents.get(tenantId, scan.documentSha256);
  const drawn = await ports.drawPage(bytes, { page, width, turned });
  if ('png' in drawn) return { etag, png: drawn.png };
  if (drawn.error.code === 'no-such-page') throw pageUnknown(id, page);
  throw new Problem(422, 'page-unreadable', drawn.error.detail);
}

/** Degrees clockwise by which the page was turned to be read; while it has not been, as a person has turned it. */
async function turnOf(
  { documents }: ScanPorts,
  { tenantId, wordsSha256, rotations }: ScanRow,
  page: number,
): Promise<number> {
  const byPerson = 90 * (rotations[page] ?? 0);
  if (wordsSha256 === null) return byPerson;
  const words = await documents.get(tenantId, wordsSha256);
  const { pages } = reading.parse(JSON.parse(Buffer.from(words).toString()));
  return pages.find(({ number }) => number === page)?.turned ?? byPerson;
}

export const rotation = z
  .object({
    page: z.int().min(1),
    quarters: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .describe('Quarter turns clockwise, from how the page is shown now.'),
  })
  .meta({ id: 'ScanRotation' });

/** Turns a page and has the document read again as it stands then. */
export async function rotatePage(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  version: number | null,
  { page, quarters }: z.output<typeof rotation>,
): Promise<Summary> {
  const { tenantId } = caller;
  const states = ['review', 'failed'] as const;
  const { summary, run } = await changing(ports, caller, id, states, async (held) => {
    const { transaction, scan, draft } = held;
    if (scan.status === 'review' || draft) requireUncorrected(requireVersion(draft, version));
    const pages = pagesOf(scan);
    // Nobody has counted the pages of a file that could not be read.
    if (pages.length > 0 && !pages.includes(page)) throw pageUnknown(id, page);
    const rotations = {
      ...scan.rotations,
      [page]: turnedOn(await turnOf(ports, scan, page), quarters),
    };
    await updateScan(transaction, id, { rotations });
    const parameters = { page: String(page) };
    await appendEvents(transaction, [
      { tenantId, subjectId: id, code: 'scan.rotated', parameters },
    ]);
    return openAnew(ports, transaction, scan, 'rotation');
  });
  await ports.workflows.startScan({ tenantId, scanId: id, run });
  return summary;
}

export const division = z
  .object({
    documents: z
      .array(z.array(z.int().min(1)).min(1).max(200))
      .min(2)
      .max(200)
      .describe(
        'The pages of each document: `[[1], [2, 3]]`. Each page of the scan is in just one.',
      ),
  })
  .meta({ id: 'ScanDivision' });

export const dividedScan = z
  .object({ documents: z.array(z.string()).describe('Ids of the new scans, in the order given.') })
  .meta({ id: 'DividedScan' });

/** Makes a scan of each document in a file; the scan that they were keeps its draft and ends as `split`. */
export async function splitScan(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  version: number | null,
  { documents }: z.output<typeof division>,
): Promise<z.output<typeof dividedScan>> {
  const { tenantId } = caller;
  const ids = await changing(ports, caller, id, ['review'], async (held) => {
    const { transaction, scan, draft } = held;
    requireVersion(draft, version);
    const pages = pagesOf(scan);
    if (!isSplit(pages, documents)) {
      const detail = `Each of the pages ${pages.join(', ')} must be in just one of at least two documents.`;
      throw new Problem(422, 'pages-invalid', detail);
    }
    const parts = documents.map((own) => ({ pages: own, read: null }));
    const children = await insertChildren(transaction, scan, parts, dueSoon(ports));
    await updateScan(transaction, id, { status: 'split', code: null, ...unlocked });
    const parameters = { documents: String(children.length) };
    await appendEvents(transaction, [{ tenantId, subjectId: id, code: 'scan.split', parameters }]);
    return children;
  });
  await Promise.all(ids.map((scanId) => ports.workflows.startScan({ tenantId, scanId, run: 1 })));
  return { documents: ids };
}

export const merger = z
  .object({
    scans: z
      .array(z.object({ id: z.string().max(100), version: z.int().min(1) }))
      .min(1)
      .max(200)
      .describe('Other documents of the same file, with the versions of their drafts.'),
  })
  .meta({ id: 'ScanMerger' });

/** Takes the pages of other documents of the same file into this one; they end as `merged`. */
export async function mergeScans(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  version: number | null,
  { scans: others }: z.output<typeof merger>,
): Promise<Summary> {
  const { tenantId } = caller;
  const wanted = new Map<string, number | null>(others.map((one) => [one.id, one.version]));
  wanted.set(id, version);
  const { summary, run } = await withTenant(ports.database, tenantId, async (transaction) => {
    const parts: { scan: ScanRow; draft: ScanDraftRow }[] = [];
    // In one order, so that two mergers wait for each other and do not block each other.
    for (const [partId, seen] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const held = await lockScan(transaction, tenantId, partId);
      if (!held) throw scanUnknown(partId);
      requireFree(held.scan, caller);
      if (held.scan.status !== 'review') {
        const detail = `${partId} is "${held.scan.status}"; documents are merged in review.`;
        throw new Problem(409, 'wrong-state', detail);
      }
      const draft = requireVersion(await readDraft(transaction, tenantId, partId), seen);
      parts.push({ scan: held.scan, draft });
    }
    const refusal = mergeRefusal(
      parts.map(({ scan, draft }) => ({ ...scan, corrected: draft.corrected })),
    );
    if (refusal === 'corrected') throw corrected();
    if (refusal !== null) {
      const detail = 'Only documents that one file was split into are merged again.';
      throw new Problem(422, refusal, detail);
    }
    const kept = parts.find(({ scan }) => scan.id === id)?.scan;
    if (!kept) throw scanUnknown(id);
    const pages = parts.flatMap(({ scan }) => pagesOf(scan)).sort((a, b) => a - b);
    const rotations = Object.assign({}, ...parts.map(({ scan }) => scan.rotations)) as object;
    const change = { pages, pageCount: pages.length, rotations: { ...rotations } };
    await updateScan(transaction, id, change);
    for (const { scan } of parts) {
      const isKept = scan.id === id;
      if (!isKept) {
        await updateScan(transaction, scan.id, { status: 'merged', mergedInto: id, ...unlocked });
      }
      const told = isKept
        ? ({ code: 'scan.extended', parameters: { pages: pages.join(', ') } } as const)
        : ({ code: 'scan.merged', parameters: { into: id } } as const);
      await appendEvents(transaction, [{ tenantId, subjectId: scan.id, ...told }]);
    }
    const keepsWords = parts.every(({ scan }) => scan.wordsSha256 === kept.wordsSha256);
    return openAnew(ports, transaction, { ...kept, ...change }, 'merge', keepsWords);
  });
  await ports.workflows.startScan({ tenantId, scanId: id, run });
  return summary;
}

/** Opens the run that makes the draft anew. */
async function openAnew(
  ports: ScanPorts,
  transaction: TenantTransaction,
  scan: ScanRow,
  openedBy: 'rotation' | 'merge',
  keepsWords = false,
): Promise<{ run: number; summary: Summary }> {
  const { tenantId, id } = scan;
  const held = await lockScan(transaction, tenantId, id);
  const run = await openNextScanRun(transaction, scan, {
    openedBy,
    // Words that one engine read by order of a person are read by it again.
    engine: held?.run.engine ?? 'auto',
    keepsWords,
    dueAt: dueSoon(ports),
  });
  await updateScan(transaction, id, unlocked);
  const after = await readScan(transaction, tenantId, id);
  if (!after) throw scanUnknown(id);
  return { run, summary: summarizeScan(after) };
}

const unlocked = { lockedBy: null, lockedUntil: null } as const;
const dueSoon = ({ graceSeconds }: ScanPorts): Date => secondsFromNow(graceSeconds);

function requireUncorrected(draft: ScanDraftRow): void {
  if (draft.corrected.length > 0) throw corrected();
}

const corrected = (): Problem =>
  new Problem(
    409,
    'corrected',
    'A person has corrected the draft, and reading anew would overwrite that.',
  );

const pageUnknown = (id: string, page: number): Problem =>
  new Problem(404, 'page-unknown', `The scan ${id} has no page ${page}.`);
