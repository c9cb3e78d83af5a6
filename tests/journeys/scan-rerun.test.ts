import { beforeAll, describe, expect, it } from 'vitest';
import { cliOf } from '../support/cli.ts';
import { ask, json, newCompany, type Answer, type Company } from '../support/installation.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

const broken = Buffer.from('%PDF-1.7\nnothing of a PDF follows');
/** Scans that could not be read. */
async function failures(count: number): Promise<string[]> {
  const files = Array.from({ length: count }, (_, at) => ({ name: `${at}.pdf`, bytes: broken }));
  const { body } = await scan(company.key, files);
  const ids: string[] = body.scans.map(({ id }: { id: string }) => id);
  for (const id of ids) await untilScan(company.key, id, ['failed']);
  return ids;
}

const rerun = (body: object): Promise<Answer> =>
  ask('POST', '/v1/scans/rerun', company.key, json(body));
const steer = (id: string, action: string): Promise<Answer> =>
  ask('POST', `/v1/scan-batches/${id}/${action}`, company.key);

/** The batch once it is over. */
async function over(id: string): Promise<Answer['body']> {
  for (const end = Date.now() + 20_000; ;) {
    const { body } = await ask('GET', `/v1/scan-batches/${id}`, company.key);
    if (body.status === 'done' || body.status === 'cancelled') return body;
    if (Date.now() > end) throw new Error(JSON.stringify(body));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a batch of scans that are read again', () => {
  it('reads each once more, and says what became of it', async () => {
    const ids = await failures(6);
    const started = await rerun({ ids });
    expect(started.status).toBe(202);
    expect(started.body.progress.total).toBe(6);
    // Sent twice: the first batch has them in hand, or has just read them.
    const again = await rerun({ ids, status: ['review'] });
    expect(again.body).toMatchObject({ status: 'done', progress: { total: 0 } });

    const done = await over(started.body.id);
    expect(done.progress).toEqual({ total: 6, done: 6, failed: 6 });
    expect(done.results.map(({ code }: { code: string }) => code)).toEqual(
      ids.map(() => 'damaged'),
    );
    const seen = await untilScan(company.key, ids[0] ?? '');
    expect(seen.runs.map(({ openedBy }: { openedBy: string }) => openedBy)).toEqual([
      'arrival',
      'rerun',
    ]);
  });

  it('waits while it is paused, and goes on', async () => {
    const ids = await failures(12);
    const { body } = await rerun({ ids });
    const paused = await steer(body.id, 'pause');
    expect(paused.body.status).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const still = (await ask('GET', `/v1/scan-batches/${body.id}`, company.key)).body.progress.done;
    expect(still).toBeLessThan(12);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const later = (await ask('GET', `/v1/scan-batches/${body.id}`, company.key)).body.progress.done;
    expect(later).toBe(still);
    await steer(body.id, 'resume');
    expect((await over(body.id)).progress.done).toBe(12);
  });

  it('takes no further documents once it is cancelled', async () => {
    const ids = await failures(12);
    const { body } = await rerun({ ids });
    expect((await steer(body.id, 'cancel')).body.status).toBe('cancelled');
    expect((await over(body.id)).results).toContainEqual(
      expect.objectContaining({ outcome: null }),
    );
    expect((await steer(body.id, 'resume')).body.status).toBe('cancelled');
  });

  it('is followed on the command line, with a bar and a row for each', async () => {
    const ids = await failures(3);
    const { code, out, err } = await cliOf(company.key)('rerun', ...ids, '--failed', '--watch');
    expect(err.split('\r').at(-1)).toMatch(/^\[█{30}\] 3\/3, 3 failed/);
    expect(out.trimEnd().split('\n').slice(1)).toEqual(
      ids.toSorted().map((id) => expect.stringMatching(new RegExp(`^${id} +failed +damaged$`))),
    );
    // What is worth a look ends the command as something that has not gone well.
    expect(code).toBe(1);
    const nothing = await cliOf(company.key)('rerun', 'scn_unknown');
    expect([nothing.code, nothing.out]).toEqual([0, 'There is nothing to read again.\n']);
  });

  it('leaves alone what a person has corrected', async () => {
    const xml = invoiceTo('810418052', 'RR-1');
    const bytes = await samplePdf({ embedded: true, xml });
    const { id } = (await scan(company.key, [{ name: 'a.pdf', bytes }])).body.scans[0];
    await untilScan(company.key, id, ['review']);
    await ask('PATCH', `/v1/scans/${id}/draft`, company.key, {
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ fields: { number: 'RETTET' } }),
    });
    const { body } = await rerun({ ids: [id], status: ['review'] });
    expect(body).toMatchObject({ status: 'done', progress: { total: 0 } });
    expect((await untilScan(company.key, id)).number).toBe('RETTET');
  });
});
