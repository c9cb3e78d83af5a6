import { daysAfter, norwegianDay } from '../../invoice/date.ts';
import type { Invoice } from '../../invoice/model.ts';
import { complete } from '../../invoice/totals.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import { paper as sheetSize } from '../../rendering/pdf/document.ts';
import { Sheet } from '../../rendering/sheet.ts';
import { drawPage } from '../../scan/read/page-picture.ts';
import { bindPictures } from '../../scan/read/picture-pdf.ts';

/** What differs between the invoices on paper. */
export interface PaperInvoice {
  readonly number: string;
  readonly issueDate?: string;
  readonly seller?: typeof usualSeller;
  readonly buyer: { readonly name: string; readonly organisationNumber: string };
  readonly remittanceInformation?: string;
  readonly item?: string;
  readonly hours: string;
  readonly hourlyPrice?: string;
}

const usualSeller = {
  name: 'Fjordbygg Demo AS',
  organisationNumber: '987654325',
  account: '86011117947',
};

/** The invoice that stands on the paper; of the last days unless it says otherwise. */
export function invoiceOnPaper({
  number,
  issueDate = daysAfter(norwegianDay(new Date()), -4),
  seller = usualSeller,
  buyer,
  remittanceInformation,
  item = 'Prosjektering',
  hours,
  hourlyPrice = '1150.00',
}: PaperInvoice): Invoice {
  const made = complete({
    number,
    typeCode: '380',
    issueDate,
    dueDate: daysAfter(issueDate, 14),
    currency: 'NOK',
    notes: [],
    precedingInvoices: [],
    attachments: [],
    seller: {
      name: seller.name,
      legalRegistrationId: seller.organisationNumber,
      vatId: `NO${seller.organisationNumber}MVA`,
      address: { street: 'Sjøgata 12', city: 'Tromsø', postCode: '9008', country: 'NO' },
    },
    buyer: {
      name: buyer.name,
      legalRegistrationId: buyer.organisationNumber,
      address: { street: 'Storgata 5', city: 'Oslo', postCode: '0155', country: 'NO' },
    },
    payment: {
      meansCode: '30',
      ...(remittanceInformation !== undefined && { remittanceInformation }),
      accounts: [{ id: seller.account }],
    },
    allowances: [],
    charges: [],
    lines: [
      {
        id: '1',
        quantity: hours,
        unitCode: 'HUR',
        item: { name: item },
        price: { itemNetPrice: hourlyPrice },
        allowances: [],
        charges: [],
        vatCategory: 'S',
        vatRate: '25',
      },
    ],
    totals: {},
  });
  if (!made.ok) throw new Error(`The invoice ${number} on paper is not complete.`);
  return made.invoice;
}

/** The paper as a PDF with nothing in it but text: it has to be read. */
export const invoicePdf = (paper: PaperInvoice): Promise<Uint8Array> =>
  renderPdf(invoiceOnPaper({ remittanceInformation: '602243', ...paper }), { language: 'nb' });

/** The same as a scanner delivers it: a picture of the page, with no text in it. */
export async function scannedPdf(invoice: PaperInvoice): Promise<Uint8Array> {
  const [text, dotsPerInch] = [await invoicePdf(invoice), 200];
  const width = Math.round((sheetSize.width / 72) * dotsPerInch);
  const drawn = await drawPage(text, { page: 1, width, turned: 0 });
  const bound = 'error' in drawn ? drawn : await bindPictures(drawn.png, null);
  if ('error' in bound) throw new Error(bound.error.detail);
  return bound.pdf;
}

/** Something that suppliers send to the wrong address. */
export function orderConfirmationPdf(): Promise<Uint8Array> {
  const sheet = new Sheet({ left: 57, right: 538, top: 60, bottom: 780 }, () => undefined);
  const write = (text: string, size = 10): void => {
    sheet.write(text, sheet.frame.left, sheet.width, { size });
    sheet.y += size;
  };
  const today = norwegianDay(new Date());
  sheet.y = 60;
  write('Ordrebekreftelse', 22);
  write(`${usualSeller.name}, Sjøgata 12, 9008 Tromsø`);
  write('Ordrenummer: 4711');
  write(`Ordredato: ${today.split('-').reverse().join('.')}`);
  write('Vi bekrefter med takk å ha mottatt bestillingen.');
  write('Prosjektering, 40 timer. Leveres fortløpende. Faktura sendes når arbeidet er utført.');
  return sheet.drawing.finish({
    title: 'Ordrebekreftelse 4711',
    author: usualSeller.name,
    language: 'nb',
    createdOn: today,
  });
}
