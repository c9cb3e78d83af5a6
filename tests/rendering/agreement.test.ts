import { PDFParse } from 'pdf-parse';
import { describe, expect, it } from 'vitest';
import { renderAgreement, type Agreement } from '../../rendering/agreement.ts';

const agreement: Agreement = {
  language: 'nb',
  activationId: 'act_01JDEMO',
  issuedOn: '2026-11-24',
  operator: 'Faktura Drift AS',
  company: {
    name: 'Bryggen Bygg AS',
    organisationNumber: '911111101',
    form: 'AS',
    address: { street: 'Strandgaten 61', postCode: '5003', city: 'BERGEN', country: 'NO' },
    email: 'post@bryggen.example',
  },
  terms: { version: '2026-1', acceptedOn: '2026-11-23' },
};

async function pagesOf(one: Agreement): Promise<string[]> {
  const parser = new PDFParse({ data: await renderAgreement(one) });
  const { pages } = await parser.getText();
  await parser.destroy();
  return pages.map(({ text }) => text.replaceAll(/\s+/g, ' '));
}

describe('the agreement', () => {
  it.each([
    ['nb', ['Avtale om AutoInvoice', '24.11.2026', '23.11.2026', 'Side 1 av 1']],
    ['en', ['AutoInvoice agreement', '24 November 2026', '23 November 2026', 'Page 1 of 1']],
  ] as const)('says in %s who agrees to what', async (language, words) => {
    const [page, ...rest] = await pagesOf({ ...agreement, language });
    expect(rest).toEqual([]);
    for (const word of [
      ...words,
      'Bryggen Bygg AS',
      '911 111 101',
      'Strandgaten 61 5003 BERGEN',
      'post@bryggen.example',
      '2026-1',
      'act_01JDEMO',
      'Faktura Drift AS',
    ]) {
      expect(page).toContain(word);
    }
  });

  it('is the same bytes for the same facts, and others for others', async () => {
    const bytes = Buffer.from(await renderAgreement(agreement));
    expect(bytes.equals(Buffer.from(await renderAgreement(agreement)))).toBe(true);
    const other = { ...agreement, activationId: 'act_other' };
    expect(bytes.equals(Buffer.from(await renderAgreement(other)))).toBe(false);
  });

  it('carries the terms behind it, however long they are', async () => {
    const text = Array.from({ length: 80 }, (_, at) => `§ ${at + 1}. ${'Vilkår '.repeat(30)}`);
    const pages = await pagesOf({
      ...agreement,
      terms: { ...agreement.terms, text: text.join('\n\n') },
    });
    expect(pages.length).toBeGreaterThan(3);
    expect(pages[1]).toContain('Vilkår, versjon 2026-1');
    expect(pages.at(-1)).toContain('§ 80.');
  });

  it('holds a company whose name and address are a stranger’s text', async () => {
    const name = `Æ\u0000\n${'Langt navn '.repeat(30)}\u202e`;
    const { address: _, form: __, ...company } = agreement.company;
    const [page] = await pagesOf({ ...agreement, company: { ...company, name } });
    expect(page).toContain('Langt navn');
    expect(page).not.toContain('Adresse');
  });
});
