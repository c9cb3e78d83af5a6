import { describe, expect, it } from 'vitest';
import { letterCharges, planLetter, type LetterAttachment } from '../../policy/letter.ts';

const pdf = (pages: number | null, more: Partial<LetterAttachment> = {}): LetterAttachment => ({
  filename: `${pages}.pdf`,
  contentType: 'application/pdf',
  sizeBytes: 1000,
  pages,
  ...more,
});
const plan = (invoicePages: number, attachments: readonly LetterAttachment[], more = {}) =>
  planLetter({ invoicePages, attachments, colour: false, duplex: true, ...more });

describe('a letter', () => {
  it('begins each file on a sheet of its own', () => {
    expect(plan(3, [pdf(1), pdf(2)])).toMatchObject({ pages: 6, sheets: 4, printed: [0, 1] });
    expect(plan(3, [pdf(1), pdf(2)], { duplex: false })).toMatchObject({ sheets: 6 });
  });

  it.each<[string, number, readonly LetterAttachment[], readonly number[], readonly string[]]>([
    ['what is no PDF', 1, [pdf(1, { contentType: 'image/png' }), pdf(1)], [1], ['not-pdf']],
    ['the fourth attachment', 1, [pdf(1), pdf(1), pdf(1), pdf(1)], [0, 1, 2], ['too-many']],
    ['what has more than 50 MB', 1, [pdf(1, { sizeBytes: 50_000_001 })], [], ['too-large']],
    ['what cannot be opened', 1, [pdf(null), pdf(2)], [1], ['unreadable']],
    ['what comes over 110 pages', 10, [pdf(99), pdf(2), pdf(1)], [0, 2], ['too-many-pages']],
  ])('leaves out %s', (_, invoicePages, attachments, printed, reasons) => {
    const letter = plan(invoicePages, attachments);
    expect(letter?.printed).toEqual(printed);
    expect(letter?.leftOut.map(({ reason }) => reason)).toEqual(reasons);
  });

  it('is none where the invoice alone has more than 110 pages', () => {
    expect(plan(110, [])).not.toBeNull();
    expect(plan(111, [])).toBeNull();
  });

  it.each([
    ['one sheet on both sides', 2, {}, { 'print-letter': 1 }],
    ['a third page', 3, {}, { 'print-letter': 1, 'print-page': 1 }],
    ['one side only', 2, { duplex: false }, { 'print-letter': 1, 'print-page': 1 }],
    ['colour', 3, { colour: true }, { 'print-letter': 1, 'print-page': 1, 'print-colour-page': 3 }],
  ])('is charged for %s', (_, pages, more, expected) => {
    const letter = plan(pages, [], more);
    const charges = letter ? letterCharges(letter) : [];
    expect(Object.fromEntries(charges.map((one) => [one.service, one.quantity]))).toEqual(expected);
  });
});
