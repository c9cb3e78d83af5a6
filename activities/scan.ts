import type { Database } from '../db/client.ts';
import { readCompany } from '../db/companies.ts';
import { appendEvents } from '../db/events.ts';
import { keepDraft, readDraft, updateDraft } from '../db/scan-drafts.ts';
import { closeScanRun } from '../db/scan-runs.ts';
import { insertChildren } from '../db/scan-children.ts';
import { readDraftFacts } from '../db/scan-facts.ts';
import { draftColumns, lockScan, updateScan } from '../db/scans.ts';
import type { ScanRow } from '../db/schema/scan.ts';
import { withTenant } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import type { IsoDate } from '../invoice/model.ts';
import { embeddedDraft } from '../scan/embedded-draft.ts';
import type { ReadDraft } from '../policy/scan-draft.ts';
import { fingerprintOf } from '../policy/scan-fingerprint.ts';
import { judgeScan } from '../policy/scan-judge.ts';
import { reviewDraft } from '../policy/scan-review.ts';
import { forwardingAddress } from '../policy/scan-return.ts';
import type { Word } from '../scan/words.ts';
import { withHeartbeat } from './heartbeat.ts';
import { reject } from './scan-decisions.ts';
import { loadReading, recallSellers } from './scan-memory.ts';
import type { FindSeller, Interpreter, KnownBefore, Reading, ScanReader } from './scan-ports.ts';
import {
  dueSoon,
  lockScanRun,
  nextScanStep,
  settled,
  withoutEffect,
  type ScanInForce,
  type ScanRun,
  type ScanStep,
  type ScanStepPolicy,
} from './scan-steps.ts';

export interface ScanActivityPorts {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly reader: ScanReader;
  readonly interpret: Interpreter;
  /** What the company register says of the invoice's seller. */
  readonly findSeller: FindSeller;
  /** The day in Norway. */
  readonly today: () => IsoDate;
  readonly policy: ScanStepPolicy;
}

/** The steps of a run; each may be repeated, and returns what comes next. */
export interface ScanActivities {
  /** What comes next for this run. The first step of every workflow, also after a loss of Temporal. */
  takeScanStep(run: ScanRun): Promise<ScanStep>;
  /** Reads the words off the file and keeps them. */
  readWords(run: ScanRun): Promise<ScanStep>;
  /** The workers that were reading it have been lost again and again. */
  giveUpReading(run: ScanRun, code: string): Promise<ScanStep>;
  /** Makes drafts of the words; a file with several documents is split. */
  interpretWords(run: ScanRun): Promise<ScanStep>;
  /** Checks the draft, and decides whether a person must look at it. */
  judgeDraft(run: ScanRun): Promise<ScanStep>;
}

export function createScanActivities(ports: ScanActivityPorts): ScanActivities {
  const { database, documents, policy } = ports;

  const load = ({ tenantId, scanId }: ScanRun) =>
    withTenant(database, tenantId, async (transaction) => {
      const held = await lockScan(transaction, tenantId, scanId);
      const company = await readCompany(transaction, tenantId);
      if (!held || !company) throw new Error(`There is no scan ${scanId}.`);
      const memories = await recallSellers(transaction, tenantId);
      return { scan: held.scan, engine: held.run.engine, company, memories };
    });

  /** Writes on the locked scan; a superseded run has no effect. */
  const inRun = (
    run: ScanRun,
    work: (held: ScanInForce) => Promise<ScanStep | null>,
  ): Promise<ScanStep> =>
    withTenant(database, run.tenantId, async (transaction) => {
      const held = await lockScanRun(transaction, run);
      if (!held) return withoutEffect(transaction, run);
      return (await work(held)) ?? nextScanStep(transaction, run, policy);
    });

  const fail = (run: ScanRun, code: string): Promise<ScanStep> =>
    inRun(run, async ({ transaction, scan }) => {
      await updateScan(transaction, scan.id, { status: 'failed', code });
      await appendEvents(transaction, [
        {
          tenantId: run.tenantId,
          subjectId: scan.id,
          code: 'scan.failed',
          parameters: { reason: code },
        },
      ]);
      await closeScanRun(transaction, scan.id, run.run);
      return settled({ status: 'failed', code });
    });

  return {
    takeScanStep: (run) =>
      withTenant(database, run.tenantId, async (transaction) => {
        const step = await nextScanStep(transaction, run, policy);
        if (step.kind === 'read') await updateScan(transaction, run.scanId, { status: 'reading' });
        return step;
      }),

    readWords: (run) =>
      withHeartbeat(async () => {
        const { scan, engine } = await load(run);
        if (scan.wordsSha256 !== null) return inRun(run, nothing);
        const bytes = await documents.get(run.tenantId, scan.documentSha256);
        const read = await ports.reader.read(bytes, {
          engine,
          rotations: scan.rotations,
          ...(scan.pages !== null && { pages: scan.pages }),
        });
        if ('error' in read) return fail(run, read.error.code);
        const { pages, embedded } = read;
        const reading: Reading = { pages, embedded };
        const hasText = embedded !== null || pages.some(({ words }) => words.length > 0);
        if (!hasText) return fail(run, 'no-text');
        const kept = await documents.put(run.tenantId, Buffer.from(JSON.stringify(reading)));
        return inRun(run, async ({ transaction }) => {
          await updateScan(transaction, scan.id, {
            wordsSha256: kept.sha256,
            engine: read.engine,
            pageCount: pages.length,
          });
          await appendEvents(
            transaction,
            read.notes.map((note) => ({
              tenantId: run.tenantId,
              subjectId: scan.id,
              code: 'scan.read-with-note' as const,
              parameters: { note: note.code, detail: note.detail },
            })),
          );
          return null;
        });
      }),

    giveUpReading: fail,

    interpretWords: async (run) => {
      const { scan, company, memories } = await load(run);
      const reading = await loadReading(documents, scan);
      if (!reading) return inRun(run, nothing);
      const { releaseThreshold } = company.settings.scanning;
      const drafts = draftsOf(scan, reading, ports.interpret, {
        buyerNumbers: [company.organisationNumber],
        buyerNames: [company.name],
        memories,
        ...(releaseThreshold !== null && { releaseThreshold }),
      });
      const [first, ...others] = drafts;
      if (!first) return fail(run, 'no-text');
      return inRun(run, async ({ transaction }) => {
        if (others.length > 0) {
          const parts = drafts.map((read) => ({ pages: read.pages, read }));
          const children = await insertChildren(transaction, scan, parts, dueSoon(policy));
          await updateScan(transaction, scan.id, { status: 'split', code: null });
          await appendEvents(transaction, [
            {
              tenantId: run.tenantId,
              subjectId: scan.id,
              code: 'scan.split',
              parameters: { documents: String(children.length) },
            },
          ]);
          await closeScanRun(transaction, scan.id, run.run);
          const runs = children.map((scanId) => ({ tenantId: run.tenantId, scanId, run: 1 }));
          return settled({ status: 'split', code: null }, { children: runs });
        }
        await keepDraft(transaction, { scanId: scan.id, tenantId: run.tenantId, read: first });
        await updateScan(transaction, scan.id, {
          ...draftColumns(first),
          draftedByRun: run.run,
          fingerprint: fingerprintOf(wordsOf(reading, first)),
        });
        return null;
      });
    },

    judgeDraft: async (run) => {
      const draft = await withTenant(database, run.tenantId, (transaction) =>
        readDraft(transaction, run.tenantId, run.scanId),
      );
      const seller = draft && (await ports.findSeller(draft.invoice));
      return inRun(run, async ({ transaction, scan }) => {
        const now = await readDraft(transaction, run.tenantId, scan.id);
        const company = await readCompany(transaction, run.tenantId);
        if (!now || !company || !seller) throw new Error(`The scan ${scan.id} has no draft.`);
        const known = await readDraftFacts(transaction, scan, now.invoice);
        const facts = {
          ...known,
          seller,
          today: ports.today(),
          ownNumber: company.organisationNumber,
          ownName: company.name,
        };
        const findings = reviewDraft(now, company, facts);
        const recipient = forwardingAddress(company);
        const verdict = judgeScan({ draft: now.read, findings, canForward: recipient !== null });
        await updateDraft(transaction, scan.id, { findings });
        if (verdict === 'forward' && recipient !== null) {
          return reject(transaction, scan, { reason: 'not-an-invoice', recipient, ...policy });
        }
        const status = verdict === 'release' ? 'released' : 'review';
        await updateScan(transaction, scan.id, { status, code: null });
        await appendEvents(transaction, [
          { tenantId: run.tenantId, subjectId: scan.id, code: `scan.${status}` },
        ]);
        if (status === 'released') return null;
        await closeScanRun(transaction, scan.id, run.run);
        return settled({ status, code: null });
      });
    },
  };
}

const nothing = (): Promise<null> => Promise.resolve(null);

/** One draft per document in the file; a document that was split off stays one. */
function draftsOf(
  scan: ScanRow,
  { pages, embedded }: Reading,
  interpret: Interpreter,
  known: KnownBefore,
): readonly ReadDraft[] {
  // It speaks of the file as a whole, and of a part it says too much.
  if (embedded !== null && scan.splitFrom === null) return [embeddedDraft(embedded, pages)];
  const own = pages.filter(({ number }) => scan.pages?.includes(number) ?? true);
  const drafts = interpret(own, known);
  const [first] = drafts;
  return scan.splitFrom !== null && first
    ? [{ ...first, pages: own.map(({ number }) => number) }]
    : drafts;
}

/** The words of the document's first page. */
const wordsOf = ({ pages }: Reading, { pages: [first] }: ReadDraft): readonly Word[] =>
  pages.find(({ number }) => number === first)?.words ?? [];
