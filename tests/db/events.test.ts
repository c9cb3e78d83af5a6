import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../db/client.ts';
import { appendEvents, lastEvent, readEvents, type LoggedEvent } from '../../db/events.ts';
import { withTenant } from '../../db/tenant.ts';
import { newCompany, type Company } from '../support/installation.ts';
import { databaseUrl, superuserUrl } from '../support/postgres.ts';

let app: Database;
let admin: Sql;
let company: Company;
let other: Company;

beforeAll(async () => {
  app = openDatabase(databaseUrl(), 4);
  admin = postgres(superuserUrl(), { max: 1 });
  [company, other] = [await newCompany({ status: 'none' }), await newCompany({ status: 'none' })];
  // A company is made with events of its own.
  await admin`delete from events where tenant_id in (${company.tenantId}, ${other.tenantId})`;
});
afterAll(async () => {
  await app.close();
  await admin.end();
});

/** Writes an event, and commits when told to. */
function write(subjectId: string): { written: Promise<void>; commit: () => Promise<void> } {
  let wrote: () => void = () => undefined;
  let commit: () => void = () => undefined;
  const written = new Promise<void>((resolve) => (wrote = resolve));
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { tenantId } = company;
  const done = withTenant(app, tenantId, async (transaction) => {
    await appendEvents(transaction, [{ tenantId, subjectId, code: 'delivery.accepted' }]);
    wrote();
    await held;
  });
  return {
    written,
    commit: () => {
      commit();
      return done;
    },
  };
}

const written = ['slow', 'quick', 'next'];
/** What a reader gets of the events that are written here; those of making the company are left out. */
const readOn = async (
  after: number | null,
  tenantId = company.tenantId,
): Promise<LoggedEvent[] | null> => {
  const rows = await withTenant(app, tenantId, (transaction) =>
    readEvents(transaction, tenantId, after, 100),
  );
  return rows?.filter(({ subjectId }) => written.includes(subjectId)) ?? null;
};
const subjects = (rows: LoggedEvent[] | null): string[] | undefined =>
  rows?.map(({ subjectId }) => subjectId);
const readSubjects = async (after: number | null): Promise<string[] | undefined> =>
  subjects(await readOn(after));

describe('a reader of the event log', () => {
  it('waits for an older transaction that is still running, and so skips nothing of it', async () => {
    const slow = write('slow');
    await slow.written;
    const quick = write('quick');
    await quick.written;
    await quick.commit();
    // The later event is committed; passing it would lose the earlier one.
    expect(subjects(await readOn(null))).toEqual([]);
    await slow.commit();
    await expect.poll(() => readSubjects(null)).toEqual(['slow', 'quick']);
  });

  it('reads on after the last one it has seen, each event once', async () => {
    const all = await readOn(null);
    expect(subjects(await readOn(all?.[0]?.position ?? 0))).toEqual(['quick']);
    const end = await withTenant(app, company.tenantId, (transaction) =>
      lastEvent(transaction, company.tenantId),
    );
    expect(end).toBeGreaterThanOrEqual(all?.at(-1)?.position ?? 0);
    expect(await readOn(end)).toEqual([]);
    const next = write('next');
    await next.commit();
    await expect.poll(() => readSubjects(end)).toEqual(['next']);
  });

  it('begins 30 days back, and reads on however old the last one is', async () => {
    const rows = await readOn(null);
    const { tenantId } = company;
    await admin`update events set at = at - interval '31 days'
      where tenant_id = ${tenantId} and subject_id in ('slow', 'quick')`;
    expect(subjects(await readOn(null))).toEqual(['next']);
    expect(subjects(await readOn(rows?.[0]?.position ?? 0))).toEqual(['quick', 'next']);
  });

  it('is told where the place is not one of its company’s', async () => {
    const place = (await readOn(null))?.[0]?.position ?? 0;
    expect(await readOn(place, other.tenantId)).toBeNull();
    expect(await readOn(999_999_999)).toBeNull();
  });
});
