import { describe, expect, it } from 'vitest';
import { invoiceOf } from '../../bench/rules/invoice.ts';
import { may2026 } from '../../invoice/rules/releases.ts';
import { validate, type Finding } from '../../invoice/validate.ts';
import { corpusFiles } from '../support/corpus.ts';
import { ublDocument, utf8 } from './ubl-document.ts';

const valid = invoiceOf(2);

function findings(text: string, options = {}): readonly Finding[] {
  const verdict = validate(utf8(text), options);
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.findings;
}

describe('a verdict', () => {
  it('says that a good Norwegian invoice is valid, by which release, and that nothing is wrong', () => {
    expect(validate(utf8(valid))).toEqual({
      ok: true,
      valid: true,
      findings: [],
      omitted: 0,
      release: '2026.5',
    });
  });

  it('tells rule, term, place, text and hint of what is wrong', () => {
    const wrong = valid.replace(
      '<cbc:TaxInclusiveAmount currencyID="NOK">750.00',
      '<cbc:TaxInclusiveAmount currencyID="NOK">750.01',
    );
    const found = findings(wrong).find(({ rule }) => rule === 'BR-CO-15');
    expect(found).toMatchObject({ severity: 'fatal', term: 'BT-112' });
    expect(found?.path).toMatch(/^\/Invoice\[1\]/);
    expect(found?.line).toBeGreaterThan(1);
    expect(found?.hint).toContain('750.01');
    expect(found?.hint).toContain('750.00');
  });

  it('speaks Norwegian unless English is asked for', () => {
    const wrong = valid.replace('>NO</cbc:IdentificationCode>', '>NORGE</cbc:IdentificationCode>');
    const nb = findings(wrong).find(({ rule }) => rule === 'BR-CL-14');
    const en = findings(wrong, { language: 'en' }).find(({ rule }) => rule === 'BR-CL-14');
    expect(nb?.text).toBe('Landkoden skal være en kode fra ISO 3166-1.');
    expect(nb?.hint).toContain('Skal være: <cbc:IdentificationCode>NO</cbc:IdentificationCode>');
    expect(en?.text).toBe('The country code must be a code of ISO 3166-1.');
  });

  it('stays valid with warnings alone', () => {
    const verdict = validate(
      utf8(
        valid.replace(
          '<cbc:BuyerReference>',
          '<cbc:AccountingCostCode>1</cbc:AccountingCostCode><cbc:BuyerReference>',
        ),
      ),
    );
    expect(verdict).toMatchObject({ ok: true, valid: true });
    expect(verdict.ok && verdict.findings).toMatchObject([
      { rule: 'UBL-CR-010', severity: 'warning' },
    ]);
  });

  it.each([
    ['a ZIP', 'PK\u0003\u0004', 'not-xml'],
    ['an unclosed element', '<Invoice>', 'not-xml'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'doctype-refused'],
    ['a thousand elements in each other', '<a>'.repeat(1000), 'too-deep'],
  ])('is one finding for what is no XML: %s', (_, text, code) => {
    const verdict = validate(utf8(text));
    expect(verdict).toMatchObject({ ok: true, valid: false });
    expect(verdict.ok && verdict.findings).toMatchObject([{ rule: code, severity: 'fatal' }]);
  });

  it.each([
    ['an order', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'],
    ['an invoice of no namespace', '<Invoice/>'],
  ])('is none for %s', (_, text) => {
    expect(validate(utf8(text))).toMatchObject({ ok: false, code: 'wrong-root' });
  });

  it('answers for the release in force on the day, and tells what the next one adds', () => {
    const tender =
      '<cac:OriginatorDocumentReference><cbc:ID>1</cbc:ID></cac:OriginatorDocumentReference>';
    const withTwo = valid.replace('</cac:OrderReference>', `$&${tender}${tender}`);
    const before = validate(utf8(withTwo), { on: '2026-08-16' });
    expect(before).toMatchObject({ ok: true, valid: true, release: '2025.11' });
    expect(before.ok && before.findings).toContainEqual(
      expect.objectContaining({ rule: 'UBL-SR-56', comesInForce: may2026 }),
    );
    const after = validate(utf8(withTwo), { on: may2026 });
    expect(after).toMatchObject({ ok: true, valid: false, release: '2026.5' });
    expect(after.ok && after.findings.every((found) => found.comesInForce === undefined)).toBe(
      true,
    );
  });

  it('tells a code that a release takes away: valid before, coming, invalid after', () => {
    const guilders = valid.replaceAll('"NOK"', '"ANG"').replace('>NOK<', '>ANG<');
    const ids = (on: string): string[] =>
      findings(guilders, { on })
        .filter(({ rule }) => rule === 'BR-CL-04')
        .map(({ rule, comesInForce }) => `${rule} ${comesInForce ?? 'now'}`);
    expect(ids('2026-08-16')).toEqual([`BR-CL-04 ${may2026}`]);
    expect(ids(may2026)).toEqual(['BR-CL-04 now']);
  });

  it('tells a code that no release has once, not once for each', () => {
    const invented = valid.replace('>NOK<', '>QQQ<');
    const found = findings(invented, { on: '2026-08-16' }).filter(
      ({ rule }) => rule === 'BR-CL-04',
    );
    expect(found.map(({ comesInForce }) => comesInForce ?? 'now')).toEqual(['now']);
  });

  it('keeps a flood of findings small', () => {
    const text = ublDocument().replace(
      '<cbc:IssueDate>',
      `${'<cbc:X/>'.repeat(5000)}<cbc:IssueDate>`,
    );
    const verdict = validate(utf8(text));
    expect(
      verdict.ok && verdict.findings.filter(({ rule }) => rule === 'UBL-ELEMENT-UNKNOWN').length,
    ).toBe(1000);
    expect(verdict.ok && verdict.omitted).toBeGreaterThanOrEqual(4000);
  });

  it('has a text of its own for every finding in the public documents, in both languages', () => {
    for (const { name, read } of corpusFiles('docs', 'units')) {
      for (const language of ['nb', 'en'] as const) {
        const verdict = validate(read(), { language });
        const bare = verdict.ok ? verdict.findings.filter(({ rule, text }) => text === rule) : [];
        expect(
          bare.map(({ rule }) => rule),
          name,
        ).toEqual([]);
      }
    }
  });
});
