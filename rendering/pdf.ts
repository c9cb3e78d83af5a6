import PdfDocument from 'pdfkit';
import { formatDecimal } from '../invoice/amount.ts';
import { formatDate } from '../invoice/date.ts';
import type { Address, Invoice, Line, Party } from '../invoice/model.ts';
import { label, type Language, type TextKey } from './texts.ts';

export interface PdfOptions {
  readonly language: Language;
}

const margin = 50;
const right = 595.28 - margin;
const bottom = 841.89 - 70;
const columns = {
  description: { x: margin, width: 235, align: 'left' },
  quantity: { x: 290, width: 65, align: 'right' },
  price: { x: 360, width: 75, align: 'right' },
  vat: { x: 440, width: 35, align: 'right' },
  amount: { x: 475, width: right - 475, align: 'right' },
} as const;

/** One invoice or credit note as a PDF on A4: parties, all lines, VAT, totals, account and KID. */
export async function renderPdf(invoice: Invoice, { language }: PdfOptions): Promise<Uint8Array> {
  const isCreditNote = ['381', '396', '261'].includes(invoice.typeCode);
  const title = label(isCreditNote ? 'creditNote' : 'invoice', language);
  const pdf = new PdfDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    info: { Title: `${title} ${invoice.number}`, Author: invoice.seller.name },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  drawHead(pdf, invoice, title, language);
  drawLines(pdf, invoice, language);
  drawTotals(pdf, invoice, language, isCreditNote);
  if (!isCreditNote) drawPayment(pdf, invoice, language);
  drawPageNumbers(pdf, language);
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PdfDocument>;

/** Standard fonts have Latin-1 only; any other letter is shown as its base letter, or as `?`. */
const shown = (text: string): string =>
  Array.from(text.normalize('NFC'))
    .map((letter) =>
      letter.charCodeAt(0) < 256 || '€–—‘’“”•…'.includes(letter) ? letter : baseLetter(letter),
    )
    .join('')
    .replaceAll('\u2212', '-')
    .replaceAll('\u00a0', ' ');

const baseLetter = (letter: string): string => {
  const [base = '?'] = letter.normalize('NFD');
  return letter === '\u2212' ? '-' : base.charCodeAt(0) < 256 ? base : '?';
};

const addressLines = (address: Address | undefined): string[] =>
  [
    address?.street,
    address?.additionalStreet,
    address?.addressLine,
    [address?.postCode, address?.city].filter(Boolean).join(' '),
    address?.country === 'NO' ? undefined : address?.country,
  ].filter((line): line is string => Boolean(line));

const partyIds = (party: Party, language: Language): string[] => [
  ...(party.legalRegistrationId
    ? [`${label('organisationNumber', language)} ${party.legalRegistrationId}`]
    : []),
  ...(party.vatId ? [`${label('vatId', language)} ${party.vatId}`] : []),
];

function drawHead(pdf: Pdf, invoice: Invoice, title: string, language: Language): void {
  const { seller, buyer } = invoice;
  pdf.font('Helvetica-Bold').fontSize(20).text(title, margin, margin);
  pdf.fontSize(10).text(shown(seller.name), 330, margin, { width: right - 330 });
  const sellerLines = [
    ...addressLines(seller.address),
    ...partyIds(seller, language),
    ...[seller.contact?.email, seller.contact?.telephone].filter((line): line is string =>
      Boolean(line),
    ),
  ];
  pdf
    .font('Helvetica')
    .fontSize(9)
    .text(shown(sellerLines.join('\n')), { width: right - 330 });
  const sellerEnd = pdf.y;
  pdf.font('Helvetica-Bold').fontSize(10).text(shown(buyer.name), margin, 120, { width: 250 });
  pdf
    .font('Helvetica')
    .text(shown([...addressLines(buyer.address), ...partyIds(buyer, language)].join('\n')), {
      width: 250,
    });
  const buyerEnd = pdf.y;
  const facts: [TextKey, string | undefined][] = [
    ['number', invoice.number],
    ['issueDate', formatDate(invoice.issueDate, language)],
    ['dueDate', invoice.dueDate && formatDate(invoice.dueDate, language)],
    ['buyerReference', invoice.buyerReference],
    ['orderReference', invoice.orderReference],
    [
      'precedingInvoice',
      invoice.precedingInvoices.map(({ number }) => number).join(', ') || undefined,
    ],
  ];
  let y = Math.max(sellerEnd + 12, 150);
  for (const [key, value] of facts) {
    if (value === undefined) continue;
    pdf.font('Helvetica').fontSize(9).text(label(key, language), 330, y, { width: 85 });
    pdf.font('Helvetica-Bold').text(shown(value), 420, y, { width: right - 420 });
    y = Math.max(pdf.y, y + 13);
  }
  pdf.y = Math.max(y, buyerEnd) + 20;
  for (const note of invoice.notes) {
    pdf
      .font('Helvetica')
      .fontSize(9)
      .text(shown(note), margin, pdf.y, { width: right - margin });
    pdf.y += 4;
  }
}

function drawTableHead(pdf: Pdf, language: Language): void {
  const { y } = pdf;
  pdf.font('Helvetica-Bold').fontSize(9);
  for (const [key, { x, width, align }] of Object.entries(columns)) {
    pdf.text(label(key as keyof typeof columns, language), x, y, { width, align });
  }
  pdf
    .moveTo(margin, y + 13)
    .lineTo(right, y + 13)
    .lineWidth(0.7)
    .stroke();
  pdf.y = y + 18;
  pdf.font('Helvetica');
}

function drawLines(pdf: Pdf, invoice: Invoice, language: Language): void {
  drawTableHead(pdf, language);
  for (const line of invoice.lines) {
    const cells = lineCells(line, language);
    pdf.font('Helvetica').fontSize(9);
    const height = Math.max(
      ...Object.entries(cells).map(([key, text]) =>
        pdf.heightOfString(text, { width: columns[key as keyof typeof columns].width }),
      ),
    );
    if (pdf.y + Math.min(height, 300) > bottom) {
      pdf.addPage();
      drawTableHead(pdf, language);
    }
    const { y } = pdf;
    const page = pdf.bufferedPageRange().count;
    for (const [key, text] of Object.entries(cells)) {
      const { x, width, align } = columns[key as keyof typeof columns];
      if (key !== 'description') pdf.text(text, x, y, { width, align });
    }
    pdf.text(cells.description, columns.description.x, y, { width: columns.description.width });
    pdf.y = (pdf.bufferedPageRange().count === page ? y + height : pdf.y) + 5;
  }
}

function lineCells(
  { item, note, quantity, unitCode, price, vatRate, lineNetAmount }: Line,
  language: Language,
): Record<keyof typeof columns, string> {
  const description = [item.name, item.description, note].filter(Boolean).join('\n');
  const unit =
    unitCode === undefined || ['C62', 'EA', 'H87', 'XPP', 'NAR'].includes(unitCode)
      ? ''
      : ` ${unitCode}`;
  return {
    description: shown(description),
    quantity: shown(`${formatDecimal(quantity, language, 0)}${unit}`),
    price:
      price.itemNetPrice === undefined ? '' : shown(formatDecimal(price.itemNetPrice, language)),
    vat: vatRate === undefined ? '' : shown(`${formatDecimal(trimZeros(vatRate), language, 0)} %`),
    amount: shown(formatDecimal(lineNetAmount, language)),
  };
}

const trimZeros = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;

function drawTotals(pdf: Pdf, invoice: Invoice, language: Language, isCreditNote: boolean): void {
  const { totals, vatBreakdown, currency } = invoice;
  const rows: [string, string, boolean][] = [
    ...invoice.allowances.map(({ amount, reason }): [string, string, boolean] => [
      reason ?? label('allowance', language),
      `-${amount}`,
      false,
    ]),
    ...invoice.charges.map(({ amount, reason }): [string, string, boolean] => [
      reason ?? label('charge', language),
      amount,
      false,
    ]),
    ...(totals.withoutVat === undefined
      ? []
      : [[label('withoutVat', language), totals.withoutVat, false] as [string, string, boolean]]),
    ...vatBreakdown.map(
      ({ vatRate, vatCategory, taxableAmount, taxAmount }): [string, string, boolean] => [
        `${label('vat', language)} ${vatRate === undefined ? vatCategory : `${formatDecimal(trimZeros(vatRate), language, 0)} %`} (${label('taxable', language).toLowerCase()} ${formatDecimal(taxableAmount, language)})`,
        taxAmount,
        false,
      ],
    ),
    ...(totals.withVat === undefined
      ? []
      : [[label('withVat', language), totals.withVat, false] as [string, string, boolean]]),
    ...(totals.prepaid === undefined
      ? []
      : [[label('prepaid', language), `-${totals.prepaid}`, false] as [string, string, boolean]]),
    ...(totals.rounding === undefined
      ? []
      : [[label('rounding', language), totals.rounding, false] as [string, string, boolean]]),
    [
      `${label(isCreditNote ? 'amountCredited' : 'amountDue', language)} ${currency}`,
      totals.amountDue,
      true,
    ],
  ];
  if (pdf.y + rows.length * 15 + 20 > bottom) pdf.addPage();
  pdf.moveTo(margin, pdf.y).lineTo(right, pdf.y).lineWidth(0.7).stroke();
  pdf.y += 8;
  for (const [text, amount, isBold] of rows) {
    const { y } = pdf;
    pdf.font(isBold ? 'Helvetica-Bold' : 'Helvetica').fontSize(isBold ? 11 : 9);
    pdf.text(shown(text), 230, y, { width: 215 });
    const end = pdf.y;
    pdf.text(shown(formatDecimal(amount.replace(/^--/, ''), language)), 445, y, {
      width: right - 445,
      align: 'right',
    });
    pdf.y = Math.max(end, pdf.y) + 3;
  }
}

function drawPayment(pdf: Pdf, invoice: Invoice, language: Language): void {
  const { payment, totals, currency, dueDate } = invoice;
  const facts: [TextKey, string | undefined][] = [
    [
      'account',
      payment.accounts.map(({ id, bic }) => (bic ? `${id} (${bic})` : id)).join(', ') || undefined,
    ],
    ['kid', payment.remittanceInformation],
    ['dueDate', dueDate && formatDate(dueDate, language)],
    ['amountDue', `${formatDecimal(totals.amountDue, language)} ${currency}`],
  ];
  const rows = facts.filter((fact): fact is [TextKey, string] => fact[1] !== undefined);
  const height = rows.length * 16 + 20;
  if (pdf.y + height + 20 > bottom) pdf.addPage();
  const top = pdf.y + 16;
  pdf
    .rect(margin, top, right - margin, height)
    .lineWidth(0.7)
    .stroke();
  let y = top + 10;
  for (const [key, value] of rows) {
    pdf
      .font('Helvetica')
      .fontSize(9)
      .text(label(key, language), margin + 12, y, { width: 110 });
    pdf
      .font('Helvetica-Bold')
      .fontSize(10)
      .text(shown(value), margin + 125, y, { width: right - margin - 140 });
    y = Math.max(pdf.y, y + 16);
  }
  pdf.y = top + height;
  if (payment.terms)
    pdf
      .font('Helvetica')
      .fontSize(9)
      .text(shown(payment.terms), margin, pdf.y + 8, { width: right - margin });
}

function drawPageNumbers(pdf: Pdf, language: Language): void {
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at);
    // Written below the margin: without this pdfkit would begin another page.
    pdf.page.margins.bottom = 0;
    pdf
      .font('Helvetica')
      .fontSize(8)
      .text(
        `${label('page', language)} ${at + 1} ${label('of', language)} ${count}`,
        margin,
        841.89 - 40,
        { width: right - margin, align: 'right' },
      );
  }
}
