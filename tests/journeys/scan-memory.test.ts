import { beforeAll, describe, expect, it } from 'vitest';
import { ask, newCompany, type Answer, type Company } from '../support/installation.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

/** A held scan of the same layout: its date is far back. The reference stands on the paper. */
async function held(number: string, reference: string): Promise<Answer['body']> {
  const xml = invoiceTo(company.organisationNumber, number)
    .replaceAll('OH-44', reference)
    .replace('2026-11-20', '2024-11-20');
  const bytes = await samplePdf({ xml });
  const { body } = await scan(company.key, [{ name: `${number}.pdf`, bytes }]);
  return untilScan(company.key, body.scans[0].id, ['review']);
}

describe('what a person corrects', () => {
  it('is read right in the seller’s next document, until it is forgotten', async () => {
    const first = await held('L-1001', 'REF-7001');
    expect(first.number).toBe('L-1001');
    const fields = { number: 'REF-7001' };
    const corrected = await ask('PATCH', `/v1/scans/${first.id}/draft`, company.key, {
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ fields }),
    });
    expect(corrected.status).toBe(200);
    const headers = { 'if-match': '"2"' };
    const accepted = await ask('POST', `/v1/scans/${first.id}/accept`, company.key, { headers });
    expect([accepted.status, accepted.body]).toMatchObject([200, {}]);

    const { body } = await ask('GET', '/v1/scan-memories', company.key);
    expect(body.data).toMatchObject([{ sellerKey: '987654325', learntFrom: first.id }]);
    expect((await held('L-1002', 'REF-7002')).number).toBe('REF-7002');

    const forget = (): Promise<Answer> => ask('DELETE', '/v1/scan-memories/987654325', company.key);
    expect((await forget()).status).toBe(204);
    expect((await forget()).status).toBe(404);
    expect((await held('L-1003', 'REF-7003')).number).toBe('L-1003');
  });
});
