import { createHash } from 'node:crypto';
import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { readCompany } from '../../db/companies.ts';
import { newId } from '../../db/id.ts';
import { readAnswer, takeKey } from '../../db/idempotency.ts';
import { keepScanArrival, type KeptFile } from '../../db/scan-arrivals.ts';
import { withTenant } from '../../db/tenant.ts';
import { scannableType, type ScanEngine } from '../../policy/scan.ts';
import { repeated } from '../idempotency.ts';
import { Problem, type Finding } from '../problem.ts';
import type { UploadedFile } from '../upload.ts';
import type { ScanPorts } from './ports.ts';

/** What `POST /v1/scans` answers; the same again for the same key. */
export const acceptedScans = z
  .object({
    arrivalId: z.string().describe('What the files came in with, together.'),
    scans: z.array(z.object({ id: z.string(), filename: z.string() })),
  })
  .meta({ id: 'AcceptedScans' });
type Answer = z.output<typeof acceptedScans>;

/**
 * Accepts files to be scanned: keeps them, and writes arrival, scans, runs, deadlines, events and the finished answer
 * in one transaction. The workflows are started after that and change nothing of the answer.
 */
export async function acceptFiles(
  ports: ScanPorts,
  tenantId: string,
  key: string,
  files: readonly UploadedFile[],
  engine: ScanEngine,
): Promise<{ answer: Answer; isRepeat: boolean }> {
  const { database, documents } = ports;
  const requestSha256 = hashRequest(files, engine);
  const [company, earlier] = await withTenant(database, tenantId, (transaction) =>
    Promise.all([readCompany(transaction, tenantId), readAnswer(transaction, tenantId, key)]),
  );
  if (earlier) return repeated(earlier, requestSha256, acceptedScans);
  if (company?.status !== 'authenticated') {
    throw new Problem(
      403,
      'company-not-authenticated',
      `The company’s status is "${company?.status ?? 'none'}"; scanning opens when it is "authenticated".`,
    );
  }
  const scannable = requireScannable(files);
  const kept: KeptFile[] = await Promise.all(
    scannable.map(async ({ filename, contentType, bytes }) => ({
      filename,
      contentType,
      ...(await documents.put(tenantId, bytes)),
    })),
  );
  const arrivalId = newId('arr');
  const dueAt = secondsFromNow(ports.graceSeconds);
  const answer = await withTenant(database, tenantId, async (transaction) => {
    const arrival = { id: arrivalId, tenantId, source: 'upload', engine, dueAt } as const;
    const scans = await keepScanArrival(transaction, { ...arrival, files: kept });
    const made: Answer = { arrivalId, scans };
    const isTaken = await takeKey(transaction, { tenantId, key, requestSha256, answer: made });
    if (!isTaken) throw new KeyTaken();
    return made;
  }).catch((error: unknown) => {
    if (error instanceof KeyTaken) return null;
    throw error;
  });
  if (!answer) {
    const winner = await withTenant(database, tenantId, (transaction) =>
      readAnswer(transaction, tenantId, key),
    );
    if (!winner) throw new Error('The idempotency key was taken and is gone.');
    return repeated(winner, requestSha256, acceptedScans);
  }
  await Promise.all(
    answer.scans.map(({ id }) => ports.workflows.startScan({ tenantId, scanId: id, run: 1 })),
  );
  return { answer, isRepeat: false };
}

/** Another request has the key: what this one wrote is taken back. */
class KeyTaken extends Error {
  override readonly name = 'KeyTaken';
}

function hashRequest(files: readonly UploadedFile[], engine: ScanEngine): string {
  const hash = createHash('sha256').update(engine);
  for (const { filename, bytes } of files) {
    hash.update(JSON.stringify({ filename, sizeBytes: bytes.length })).update(bytes);
  }
  return hash.digest('hex');
}

/** The files with the content type that they have by how they begin; all or none are taken. */
function requireScannable(files: readonly UploadedFile[]): UploadedFile[] {
  const findings: Finding[] = [];
  const scannable = files.flatMap((file, at): UploadedFile[] => {
    const contentType = scannableType(file.bytes);
    if (contentType !== null) return [{ ...file, contentType }];
    findings.push({
      path: `file.${at}`,
      text: `“${file.filename}” is neither PDF, PNG, JPEG nor TIFF.`,
    });
    return [];
  });
  if (findings.length > 0) {
    throw new Problem(422, 'not-a-document', 'Only PDF, PNG, JPEG and TIFF can be scanned.', {
      findings,
    });
  }
  return scannable;
}
