import { beforeAll, describe, expect, it } from 'vitest';
import { readInvoice } from '../../invoice/ubl-read.ts';
import {
  ask,
  json,
  newCompany,
  newKey,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';

let company: Company;
let colleague: string;
beforeAll(async () => {
  company = await newCompany();
  colleague = await newKey(company.tenantId);
});

let serial = 0;
/** A scan that waits for a person, because its buyer is somebody else. */
async function held(change: (xml: string) => string = (xml) => xml): Promise<Answer['body']> {
  const xml = change(invoiceTo('810418052', `R-${++serial}`));
  const pdf = await samplePdf({ embedded: true, xml });
  const { body } = await scan(company.key, [{ name: 'a.pdf', bytes: pdf }]);
  return untilScan(company.key, body.scans[0].id, ['review']);
}

const correct = (id: string, version: number, fields: object, key = company.key): Promise<Answer> =>
  ask('PATCH', `/v1/scans/${id}/draft`, key, {
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify({ fields }),
  });
const decide = (id: string, version: number, key = company.key): Promise<Answer> =>
  ask('POST', `/v1/scans/${id}/accept`, key, { headers: { 'if-match': `"${version}"` } });
const codes = ({ findings }: Answer['body']): string[] =>
  findings
    .filter(({ holds }: { holds: boolean }) => holds)
    .map(({ code }: { code: string }) => code);

describe('a scan that waits for a person', () => {
  it('says why, is corrected, and becomes what the person has said', async () => {
    const seen = await held();
    expect(codes(seen.draft)).toEqual(['buyer-other']);
    expect(seen.draft.findings[0].text.nb).toContain('ikke til selskapet ditt');

    const fields = {
      'buyer.legalRegistrationId': company.organisationNumber,
      number: 'RETTET-1',
      'lines[0].item.name': 'Prosjektering av kai',
    };
    const corrected = await correct(seen.id, 1, fields);
    expect(corrected.status).toBe(200);
    expect(corrected.headers.get('etag')).toBe('"2"');
    expect(codes(corrected.body)).toEqual([]);
    expect(corrected.body.fields.number).toMatchObject({ isCorrected: true, confidence: 1 });

    const accepted = await decide(seen.id, 2);
    expect(accepted.status).toBe(200);
    const { receivedId } = accepted.body;
    expect((await decide(seen.id, 2)).body).toEqual({ receivedId });
    const { bytes } = await ask('GET', `/v1/received/${receivedId}/document`, company.key);
    const read = readInvoice(bytes);
    if (!read.ok) throw new Error(read.detail);
    expect(read.invoice.number).toBe('RETTET-1');
    expect(read.invoice.lines[0]?.item.name).toBe('Prosjektering av kai');
    expect((await untilScan(company.key, seen.id)).timeline.at(-2).text.nb).toBe(
      'Rettet: buyer.legalRegistrationId, number, lines[0].item.name.',
    );
  });

  it('is not accepted while it is no valid invoice, and says what is missing', async () => {
    const seen = await held();
    const { body } = await correct(seen.id, 1, { number: null, currency: null });
    expect(codes(body)).toContain('rule-broken');
    const refused = await decide(seen.id, 2);
    expect([refused.status, refused.body.code]).toEqual([422, 'invoice-invalid']);
    expect(refused.body.findings.map(({ rule }: { rule: string }) => rule)).toContain('BR-02');
    expect((await untilScan(company.key, seen.id)).status).toBe('review');
  });

  it('takes a correction as a whole or not at all', async () => {
    const { id } = await held();
    const { status, body } = await correct(id, 1, {
      number: 'X',
      'totals.amountDue': '12,5',
      'totals.nonsense': '1',
      'lines[9].quantity': '1',
    });
    expect([status, body.code]).toEqual([422, 'correction-invalid']);
    expect(body.findings.map(({ path }: { path: string }) => path).sort()).toEqual([
      'lines[9].quantity',
      'totals.amountDue',
      'totals.nonsense',
    ]);
    expect((await untilScan(company.key, id)).draft).toMatchObject({ version: 1 });
  });

  it('is corrected only by who has seen its newest version', async () => {
    const { id } = await held();
    expect((await correct(id, 1, { number: 'A' })).status).toBe(200);
    const late = await correct(id, 1, { number: 'B' });
    expect([late.status, late.body.code]).toEqual([412, 'draft-changed']);
    const blind = await ask(
      'PATCH',
      `/v1/scans/${id}/draft`,
      company.key,
      json({ fields: { number: 'C' } }),
    );
    expect([blind.status, blind.body.code]).toEqual([428, 'version-missing']);
    expect((await decide(id, 1)).status).toBe(412);
  });

  it('belongs to one person at a time', async () => {
    const { id } = await held();
    expect((await ask('POST', `/v1/scans/${id}/lock`, company.key)).status).toBe(200);
    for (const answer of [
      await correct(id, 1, { number: 'A' }, colleague),
      await ask('POST', `/v1/scans/${id}/lock`, colleague),
      await decide(id, 1, colleague),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'locked']);
    }
    expect((await ask('DELETE', `/v1/scans/${id}/lock`, company.key)).status).toBe(204);
    expect((await correct(id, 1, { number: 'A' }, colleague)).status).toBe(200);
  });

  it('is rejected with a reason, once', async () => {
    const { id } = await held();
    const reject = (body: object): Promise<Answer> =>
      ask('POST', `/v1/scans/${id}/reject`, company.key, json(body));
    const nobody = await reject({ reason: 'Ikke vår', forward: true });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'return-address-missing']);
    expect((await reject({ reason: 'Ikke vår' })).status).toBe(204);
    expect((await reject({ reason: 'Ikke vår' })).status).toBe(204);
    const seen = await untilScan(company.key, id);
    expect([seen.status, seen.code]).toEqual(['rejected', 'Ikke vår']);
    expect(seen.timeline.at(-1).text.en).toBe('Rejected: Ikke vår.');
    expect((await decide(id, 1)).body.code).toBe('wrong-state');
  });
});

describe('the checks of a draft', () => {
  /** What holds back an invoice to a company that has accepted one of this seller, with number D-1. */
  async function heldBack(change: (xml: string) => string): Promise<string[]> {
    const buyer = await newCompany();
    const original = invoiceTo(buyer.organisationNumber, 'D-1');
    const upload = async (xml: string): Promise<Answer['body']> => {
      const bytes = await samplePdf({ embedded: true, xml });
      const { body } = await scan(buyer.key, [{ name: 'a.pdf', bytes }]);
      return untilScan(buyer.key, body.scans[0].id);
    };
    expect((await upload(original)).status).toBe('accepted');
    const { status, draft } = await upload(change(original));
    expect(status).toBe('review');
    return codes(draft);
  }
  const renumbered = (xml: string): string => xml.replace('D-1', 'D-2');

  it.each([
    ['the same file', 'duplicate-file', (xml: string) => xml],
    ['the same number', 'duplicate-number', (xml: string) => xml.replace('Reise', 'Tur')],
    [
      'a picture of the same paper with another number read off it',
      'duplicate-picture',
      (xml: string) => renumbered(xml),
    ],
    [
      'a bankrupt seller',
      'seller-bankrupt',
      (xml: string) => renumbered(xml).replaceAll('987654325', '911111306'),
    ],
    [
      'a date far back',
      'date-old',
      (xml: string) => renumbered(xml).replace('2026-11-20', '2024-11-20'),
    ],
    [
      'another account than before',
      'account-changed',
      (xml: string) => renumbered(xml).replaceAll('86011117947', '15060000005'),
    ],
  ])('find %s', async (_what, code, change) => {
    expect(await heldBack(change)).toContain(code);
  });
});
