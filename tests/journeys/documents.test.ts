import { randomUUID } from 'node:crypto';
import { PDFParse } from 'pdf-parse';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  json,
  newCompany,
  sampleInvoice,
  send,
  until,
  type Answer,
  type Company,
} from '../support/installation.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

const xml = (body: string): { headers: Record<string, string>; body: string } => ({
  headers: { 'content-type': 'application/xml' },
  body,
});
/** The sum with VAT is one krone too high. */
const wrongSum = (): string =>
  sampleInvoice().replace(
    /(<cbc:TaxInclusiveAmount[^>]*>)([\d.]+)/,
    (_, tag: string, sum: string) => `${tag}${(Number(sum) + 1).toFixed(2)}`,
  );
const rulesOf = ({ body }: Answer): string[] =>
  (body.findings as { rule: string }[]).map(({ rule }) => rule);

async function textOf(pdf: Uint8Array): Promise<string> {
  const parser = new PDFParse({ data: new Uint8Array(pdf) });
  const { text } = await parser.getText();
  await parser.destroy();
  return text.replaceAll(/\s+/g, ' ');
}

/** Lines, parties and rates, and what only the seller can know: the number. */
const shortInvoice = (number: string) => ({
  number,
  seller: {
    name: 'Fjordbygg AS',
    legalRegistrationId: company.organisationNumber,
    address: { street: 'Sjøgata 1', city: 'Bodø', postCode: '8006' },
  },
  buyer: {
    name: 'Kjøper AS',
    legalRegistrationId: '810418052',
    address: { street: 'Kaigata 2', city: 'Oslo', postCode: '0150' },
  },
  lines: [
    {
      quantity: '3',
      unitCode: 'HUR',
      item: { name: 'Arbeid' },
      price: { itemNetPrice: '899.50' },
      vatRate: '25',
    },
    {
      quantity: '1',
      unitCode: 'EA',
      item: { name: 'Brød' },
      price: { itemNetPrice: '35.33' },
      vatRate: '15',
    },
  ],
});

describe('an invoice as JSON', () => {
  it('needs lines, parties and rates only: it is completed, judged valid and delivered', async () => {
    const accepted = await ask(
      'POST',
      '/v1/deliveries?method=email&email=kunde@example.com',
      company.key,
      {
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(shortInvoice('J-1')),
      },
    );
    expect(accepted.status, accepted.bytes.toString()).toBe(202);
    const delivery = await until(company.key, accepted.body.id);
    expect(delivery).toMatchObject({ status: 'delivered', number: 'J-1', currency: 'NOK' });
    // 2698.50 and 35.33, with 674.63 and 5.30 of VAT.
    expect(delivery.amountDue).toBe('3413.76');
    const path = `/v1/deliveries/${delivery.id}/document`;
    const ubl = await ask('GET', path, company.key);
    const verdict = await ask('POST', '/v1/validate', company.key, xml(ubl.bytes.toString()));
    expect(verdict.body.valid).toBe(true);
    const { body } = await ask('GET', `${path}?format=json`, company.key);
    expect(body.totals).toMatchObject({
      withoutVat: '2733.83',
      vat: '679.93',
      amountDue: '3413.76',
    });
    expect(body.seller).toMatchObject({ vatId: `NO${company.organisationNumber}MVA` });
  });

  it('is refused with the place of every mistake', async () => {
    const { lines, ...rest } = shortInvoice('J-2');
    const [line] = lines;
    const { status, body } = await ask('POST', '/v1/deliveries', company.key, {
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({
        ...rest,
        lines: [
          { ...line, quantity: 3 },
          { ...line, item: {} },
        ],
      }),
    });
    expect([status, body.code]).toEqual([422, 'amount-invalid']);
    expect(body.findings.map(({ path }: { path: string }) => path)).toEqual([
      'lines.0.quantity',
      'lines.1.item.name',
    ]);
  });

  it('has a published schema', async () => {
    const { status, body } = await ask('GET', '/schemas/invoice.json', null);
    expect(status).toBe(200);
    expect(body.required).toEqual(expect.arrayContaining(['number', 'seller', 'buyer', 'lines']));
  });
});

describe('an invoice that breaks a rule', () => {
  it('is not accepted; the sender learns the rule, the place and what should stand there', async () => {
    const answer = await send(company.key, wrongSum());
    expect([answer.status, answer.body.code]).toEqual([422, 'invoice-invalid']);
    const finding = answer.body.findings.find(({ rule }: { rule: string }) => rule === 'BR-CO-15');
    expect(finding).toMatchObject({ severity: 'fatal', term: 'BT-112' });
    expect(finding.path).toMatch(/^\/Invoice\[1\]/);
    expect(finding.line).toBeGreaterThan(1);
    expect(finding.hint).toContain('Skal være');
    const { body } = await ask('GET', '/v1/deliveries', company.key);
    expect(JSON.stringify(body)).not.toContain(answer.body.requestId);
  });

  it('with a number that cannot be read is told everything else that is wrong, too', async () => {
    const xml = sampleInvoice()
      .replace(/(<cbc:PayableAmount[^>]*>)[\d.]+/, '$11.250,00')
      .replace(/<cbc:BuyerReference>[^<]*<\/cbc:BuyerReference>/, '');
    const answer = await send(company.key, xml);
    expect([answer.status, answer.body.code]).toEqual([422, 'amount-invalid']);
    expect(rulesOf(answer)).toEqual(
      expect.arrayContaining(['UBL-VALUE-DECIMAL', 'PEPPOL-EN16931-R003']),
    );
  });

  it('is explained in English to who asks for it', async () => {
    const { headers, body } = xml(wrongSum());
    const answer = await ask('POST', '/v1/validate', company.key, {
      headers: { ...headers, 'accept-language': 'en-GB, nb;q=0.5' },
      body,
    });
    expect(answer.status).toBe(200);
    expect(answer.body.valid).toBe(false);
    expect(rulesOf(answer)).toContain('BR-CO-15');
    expect(answer.body.findings[0].text).toMatch(/\b(the|total|amount)\b/i);
  });

  it('is judged by the rules of the day that is asked for', async () => {
    // This rule ended with the release of May 2026: amount due without due date or terms.
    const dateless = sampleInvoice()
      .replace(/<cbc:DueDate>[^<]*<\/cbc:DueDate>/, '')
      .replace(/<cac:PaymentTerms>[\s\S]*?<\/cac:PaymentTerms>/, '');
    const on = async (day: string): Promise<string[]> =>
      rulesOf(await ask('POST', `/v1/validate?on=${day}`, company.key, xml(dateless)));
    expect(await on('2026-05-01')).toContain('BR-CO-25');
    expect(await on('2026-11-24')).not.toContain('BR-CO-25');
  });

  it('is only judged when it is an invoice', async () => {
    const { status, body } = await ask('POST', '/v1/validate', company.key, xml('<order/>'));
    expect([status, body.code]).toEqual([422, 'wrong-root']);
  });
});

describe('an invoice for people', () => {
  it('is rendered as PDF and as a page that may run nothing', async () => {
    const pdf = await ask('POST', '/v1/render', company.key, xml(sampleInvoice('R-1')));
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(await textOf(pdf.bytes)).toContain('R-1');
    const page = await ask(
      'POST',
      '/v1/render?to=html&language=en',
      company.key,
      xml(sampleInvoice('R-2')),
    );
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.bytes.toString()).toContain('<html lang="en">');
  });

  it('has the layout of the customer, else of the company', async () => {
    const formats = await ask('GET', '/v1/print-formats', company.key);
    const names = formats.body.data.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['plain', 'giro', 'compact']);
    const { key } = await newCompany();
    const pdfOf = async (options: Record<string, string>): Promise<number> => {
      const { body } = await send(key, sampleInvoice(), {
        method: 'email',
        email: 'kunde@example.com',
        ...options,
      });
      const pdf = await ask('GET', `/v1/deliveries/${body.id}/document?format=pdf`, key);
      return pdf.bytes.length;
    };
    const plain = await pdfOf({});
    await ask('PUT', '/v1/customers/K-1', key, json({ name: 'Kunde', printFormat: 'giro' }));
    const giro = await pdfOf({ customerNumber: 'K-1' });
    await ask('PATCH', '/v1/settings', key, json({ sending: { printFormat: 'compact' } }));
    const compact = await pdfOf({});
    expect(new Set([plain, giro, compact]).size).toBe(3);
    const wrong = await ask('PATCH', '/v1/settings', key, json({ sending: { printFormat: 'x' } }));
    expect(wrong.status).toBe(400);
  });
});

describe('a large invoice', () => {
  it('does not hold up other requests while it is judged', async () => {
    const sample = sampleInvoice();
    const line = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/.exec(sample)?.[0] ?? '';
    const large = sample.replace(line, line.repeat(5000));
    let isDone = false;
    const judged = ask('POST', '/v1/validate', company.key, xml(large)).finally(() => {
      isDone = true;
    });
    let answered = 0;
    while (!isDone) {
      await ask('GET', '/healthz', null);
      answered++;
    }
    expect((await judged).status).toBe(200);
    // It takes longer than one look; requests went through meanwhile.
    expect(answered).toBeGreaterThan(3);
  });
});
