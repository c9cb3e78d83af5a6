import { and, desc, eq, gt, inArray, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Invoice } from '../invoice/model.ts';
import type { DraftFacts } from '../policy/scan-checks.ts';
import { likeness, sameDocument } from '../policy/scan-fingerprint.ts';
import { sellerKeyOf } from '../policy/scan-seller.ts';
import { received } from './schema.ts';
import { scans, type ScanRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** Documents of a seller that are looked at, newest first. */
const recent = 200;

/** What the company's own rows say about a draft: what this seller has sent before, and whether this came before. */
export async function readDraftFacts(
  transaction: TenantTransaction,
  scan: ScanRow,
  invoice: Invoice,
): Promise<Pick<DraftFacts, 'accounts' | 'amounts' | 'sameNumber' | 'sameFile' | 'lookalike'>> {
  const seller = sellerKeyOf(invoice);
  const { tenantId } = scan;
  if (seller !== null) await oneByOne(transaction, `${tenantId}/${seller}`);
  const earlier = seller === null ? [] : await scansOf(transaction, scan, seller);
  const accepted = earlier.filter(({ status }) => status === 'accepted');
  const [sameFile] = await transaction
    .select({ id: scans.id })
    .from(scans)
    .where(
      and(
        eq(scans.tenantId, tenantId),
        eq(scans.documentSha256, scan.documentSha256),
        isNull(scans.splitFrom),
        notInArray(scans.status, ['rejected', 'failed']),
        lt(scans.id, await fileOf(transaction, scan)),
      ),
    )
    .limit(1);
  const bySameNumber = earlier.find(({ number }) => number !== null && number === invoice.number);
  return {
    accounts: [...new Set(accepted.flatMap(({ account }) => account ?? []))],
    amounts: accepted.flatMap(({ currency, amountDue }) =>
      currency === invoice.currency && amountDue !== null ? [amountDue] : [],
    ),
    sameNumber: bySameNumber?.id ?? (await receivedWith(transaction, scan, invoice, seller)),
    sameFile: sameFile?.id ?? null,
    lookalike:
      earlier.find((other) => isAlike(scan, other) && !isSameFile(scan, other))?.id ?? null,
  };
}

/** The scan of the whole file that a scan is a part of, however often it was split. */
async function fileOf(
  transaction: TenantTransaction,
  { id, splitFrom }: Pick<ScanRow, 'id' | 'splitFrom'>,
): Promise<string> {
  if (splitFrom === null) return id;
  const [file] = await transaction.execute<{ id: string }>(sql`
    with recursive line as (
      select id, split_from from scans where id = ${splitFrom}
      union all select s.id, s.split_from from scans s join line on s.id = line.split_from
    ) select id from line where split_from is null`);
  return file?.id ?? splitFrom;
}

/** Documents of one seller are judged one after the other, or two of the same number would both go through. */
async function oneByOne(transaction: TenantTransaction, key: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`);
}

const isAlike = (
  { fingerprint: one }: Pick<ScanRow, 'fingerprint'>,
  { fingerprint: other }: Pick<ScanRow, 'fingerprint'>,
): boolean => one !== null && other !== null && likeness(one, other) >= sameDocument;

/** Documents of one file may well look alike: a file may hold an invoice for each of many shops. */
const isSameFile = (one: Origin, other: Origin): boolean =>
  one.arrivalId === other.arrivalId && one.documentSha256 === other.documentSha256;
type Origin = Pick<ScanRow, 'arrivalId' | 'documentSha256'>;

/** Other scans of the seller that stand: neither rejected nor failed, and no file whose parts stand for it. */
const scansOf = (
  transaction: TenantTransaction,
  { id, tenantId }: ScanRow,
  seller: string,
): Promise<
  (Origin &
    Pick<
      ScanRow,
      'id' | 'status' | 'number' | 'account' | 'currency' | 'amountDue' | 'fingerprint'
    >)[]
> =>
  transaction
    .select({
      id: scans.id,
      status: scans.status,
      number: scans.number,
      account: scans.account,
      currency: scans.currency,
      amountDue: scans.amountDue,
      fingerprint: scans.fingerprint,
      arrivalId: scans.arrivalId,
      documentSha256: scans.documentSha256,
    })
    .from(scans)
    .where(
      and(
        eq(scans.tenantId, tenantId),
        eq(scans.sellerKey, seller),
        ne(scans.id, id),
        // Of two that come together the later one repeats the earlier, unless it went through first.
        or(lt(scans.id, id), inArray(scans.status, ['released', 'accepted'])),
        notInArray(scans.status, ['rejected', 'failed', 'split', 'merged']),
        gt(scans.createdAt, sql`now() - interval '400 days'`),
      ),
    )
    .orderBy(desc(scans.id))
    .limit(recent);

/** An invoice of the seller with this number that came over a network or with a mail. */
async function receivedWith(
  transaction: TenantTransaction,
  { tenantId }: ScanRow,
  { number }: Invoice,
  seller: string | null,
): Promise<string | null> {
  if (seller === null || number === '') return null;
  const [found] = await transaction
    .select({ id: received.id })
    .from(received)
    .where(
      and(
        eq(received.tenantId, tenantId),
        eq(received.sellerId, seller),
        eq(received.number, number),
        ne(received.origin, 'scan'),
      ),
    )
    .limit(1);
  return found?.id ?? null;
}
