import qrcode from 'qrcode-generator';
import type { Paper } from '../model.ts';
import type { Work } from '../work.ts';

const euros = (cents: number): string => (cents / 100).toFixed(2);

/** What a payment code says: EPC069-12 in euros, the Swedish one (UsingQR) in kronor; null where there is none in use. */
function payload({ paper }: Work): { kind: 'epc' | 'uqr'; text: string } | null {
  const { iban, bic, account, reference, accountKind } = paper.payment;
  if (paper.currency === 'EUR' && iban !== null) {
    const fields = [
      'BCD',
      '002',
      '1',
      'SCT',
      bic ?? '',
      paper.seller.name,
      iban,
      `EUR${euros(paper.amountDue)}`,
      '',
      '',
      paper.number,
    ];
    return { kind: 'epc', text: fields.join('\n') };
  }
  if (paper.seller.country !== 'SE' || paper.currency !== 'SEK') return null;
  return { kind: 'uqr', text: JSON.stringify(usingQr(paper, account, reference, accountKind)) };
}

const usingQr = (
  paper: Paper,
  account: string | null,
  reference: string | null,
  kind: string,
): object => ({
  uqr: 1,
  tp: 1,
  nme: paper.seller.name,
  cid: paper.seller.organisationNumber,
  iref: reference ?? paper.number,
  idt: paper.issueDate.replaceAll('-', ''),
  ddt: (paper.dueDate ?? paper.issueDate).replaceAll('-', ''),
  due: paper.amountDue / 100,
  pt: kind === 'plusgiro' ? 'PG' : 'BG',
  acc: account,
});

/** A payment code, where the paper has one: so many points wide. */
export function paymentCode(work: Work, x: number, y: number, wide: number): void {
  const { sheet, paper, printed } = work;
  const content = payload(work);
  if (content === null || paper.kind === 'creditnote' || !paper.printsDueDate) return;
  const code = qrcode(0, 'M');
  code.addData(content.text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const dot = wide / count;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) sheet.box(x + column * dot, y + row * dot, dot, dot, '#000');
    }
  }
  printed.add(content.kind);
}
