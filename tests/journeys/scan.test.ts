import { beforeAll, describe, expect, it } from 'vitest';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { validate } from '../../invoice/validate.ts';
import { ask, newCompany, type Answer, type Company } from '../support/installation.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

/** The received invoice once it has been read. */
async function untilRead(id: string): Promise<Answer['body']> {
  for (const end = Date.now() + 10_000; ;) {
    const { body } = await ask('GET', `/v1/received/${id}`, company.key);
    if (body.number !== null || Date.now() > end) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a PDF that carries its e-invoice', () => {
  it('becomes a received invoice without a person, with the PDF inside', async () => {
    const xml = invoiceTo(company.organisationNumber, 'S-100');
    const pdf = await samplePdf({ embedded: true, xml });
    const { status, body } = await scan(company.key, [{ name: '../faktura.pdf', bytes: pdf }]);
    expect(status).toBe(202);
    expect(body.scans).toHaveLength(1);
    expect(body.scans[0].filename).toBe('faktura.pdf');

    const seen = await untilScan(company.key, body.scans[0].id, ['accepted']);
    expect(seen).toMatchObject({
      source: 'upload',
      engine: 'embedded',
      kind: 'invoice',
      certainty: 1,
      number: 'S-100',
      seller: { key: '987654325', name: 'Fjordbygg Demo AS' },
      draft: { version: 1 },
    });
    expect(seen.timeline.map(({ code }: { code: string }) => code)).toEqual([
      'scan.received',
      'scan.released',
      'scan.accepted',
    ]);
    expect(await untilRead(seen.receivedId)).toMatchObject({
      origin: 'scan',
      network: null,
      number: 'S-100',
      recipient: `0192:${company.organisationNumber}`,
    });
    const { bytes } = await ask('GET', `/v1/received/${seen.receivedId}/document`, company.key);
    const verdict = validate(bytes);
    const broken = verdict.ok ? verdict.findings.map(({ rule }) => rule) : ['unreadable'];
    // The rules of a network are not those of a document that came on paper.
    expect(broken.filter((rule) => !rule.startsWith('PEPPOL-'))).toEqual([]);
    const read = readInvoice(bytes);
    if (!read.ok) throw new Error(read.detail);
    expect(read.invoice).toMatchObject({ specificationId: 'urn:cen.eu:en16931:2017' });
    const [picture] = read.invoice.attachments;
    expect(picture).toMatchObject({ filename: 'faktura.pdf', contentType: 'application/pdf' });
    expect(Buffer.from(picture?.content ?? '', 'base64').equals(pdf)).toBe(true);
  });
});

describe('an upload of files to scan', () => {
  it('is answered the same again under the same key, and refused with other files', async () => {
    const file = { name: 'a.pdf', bytes: await samplePdf({ embedded: true }) };
    const [one, two] = await Promise.all([
      scan(company.key, [file, file], 'twice'),
      scan(company.key, [file, file], 'twice'),
    ]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(two.body).toEqual(one.body);
    const { body } = await ask('GET', `/v1/scans?arrivalId=${one.body.arrivalId}`, company.key);
    expect(body.data).toHaveLength(2);
    const other = await scan(company.key, [file], 'twice');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
  });

  it('is refused as a whole where a file is no document, whatever it is called', async () => {
    const good = { name: 'a.pdf', bytes: await samplePdf() };
    const bad = { name: 'b.pdf', bytes: Buffer.from('MZ, a program') };
    const { status, body } = await scan(company.key, [good, bad]);
    expect([status, body.code]).toEqual([422, 'not-a-document']);
    expect(body.findings).toEqual([
      { path: 'file.1', text: '“b.pdf” is neither PDF, PNG, JPEG nor TIFF.' },
    ]);
  });

  it('is refused before the company is authenticated', async () => {
    const none = await newCompany({ status: 'none' });
    const { status, body } = await scan(none.key, [{ name: 'a.pdf', bytes: await samplePdf() }]);
    expect([status, body.code]).toEqual([403, 'company-not-authenticated']);
  });

  it('is kept where a file cannot be read, and says why', async () => {
    const bytes = Buffer.from('%PDF-1.7\nnothing of a PDF follows');
    const { body } = await scan(company.key, [{ name: 'a.pdf', bytes }]);
    const { id } = body.scans[0];
    const seen = await untilScan(company.key, id);
    expect([seen.status, seen.code]).toEqual(['failed', 'damaged']);
    expect(seen.timeline.at(-1).text.nb).toBe('Kunne ikke leses: filen er skadet.');
    const kept = await ask('GET', `/v1/scans/${id}/document`, company.key);
    expect(kept.bytes.equals(bytes)).toBe(true);
  });

  it('is seen by its company only', async () => {
    const { body } = await scan(company.key, [{ name: 'a.pdf', bytes: await samplePdf() }]);
    const { id } = body.scans[0];
    const other = await newCompany();
    for (const path of [`/v1/scans/${id}`, `/v1/scans/${id}/document`]) {
      expect((await ask('GET', path, other.key)).status).toBe(404);
    }
    const headers = { 'if-match': '"1"' };
    expect((await ask('POST', `/v1/scans/${id}/accept`, other.key, { headers })).status).toBe(404);
    expect((await ask('GET', '/v1/scans', other.key)).body.data).toEqual([]);
  });
});
