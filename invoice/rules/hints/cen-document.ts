import { stringOf, first, has, normalizedText } from '../select.ts';
import { provide, providing } from './provide.ts';
import { change, element, group, remove, stands, standsWith, type Hint } from './show.ts';

const type: Hint = (root, document) =>
  document.isCreditNote
    ? provide(root, 'cbc:CreditNoteTypeCode', '381')
    : provide(root, 'cbc:InvoiceTypeCode', '380');

const lines: Hint = (_, document) => {
  const [line, quantity] = document.isCreditNote
    ? ['cac:CreditNoteLine', 'cbc:CreditedQuantity']
    : ['cac:InvoiceLine', 'cbc:InvoicedQuantity'];
  const start = element('cbc:ID', '1') + element(quantity, '1', { unitCode: 'C62' });
  return {
    nb: `Legg til minst én linje: ${group(line, start, '…')}`,
    en: `Add at least one line: ${group(line, start, '…')}`,
  };
};

const periodOrder: Hint = (at) => {
  const start = first(at, 'cbc:StartDate');
  const end = first(at, 'cbc:EndDate');
  if (!start || !end) {
    return { nb: 'Oppgi startdato og sluttdato.', en: 'Give a start date and an end date.' };
  }
  return change(
    stands(start) + stands(end),
    standsWith(start, stringOf(end)) + standsWith(end, stringOf(start)),
    { nb: 'start før slutt', en: 'start before end' },
  );
};

const period: Hint = (at, document) => {
  const day = normalizedText(document.root, 'cbc:IssueDate') || '2026-01-31';
  const dates = element('cbc:StartDate', day) + element('cbc:EndDate', day);
  return {
    nb: `Legg til ${dates} i <cac:InvoicePeriod>, eller fjern perioden.`,
    en: `Add ${dates} in <cac:InvoicePeriod>, or remove the period.`,
  };
};

const taxPoint: Hint = (root) => {
  const date = first(root, 'cbc:TaxPointDate');
  return remove(date ? stands(date) : '<cbc:TaxPointDate>', {
    nb: 'eller koden i <cac:InvoicePeriod>',
    en: 'or the code in <cac:InvoicePeriod>',
  });
};

const subject: Hint = (at) =>
  change(stands(at), standsWith(at, stringOf(at).replace(/#[^#]*#/, '#AAI#')), {
    nb: 'AAI er generell informasjon',
    en: 'AAI is general information',
  });

const card: Hint = (at) => {
  const number = stringOf(at).replace(/\s/g, '');
  return change(stands(at), standsWith(at, number.slice(0, 6) + number.slice(-4)));
};

const account: Hint = (at) =>
  at.qualifiedName === 'cac:PayeeFinancialAccount'
    ? provide(at, 'cbc:ID', '…', {}, { nb: '11 siffer eller IBAN', en: '11 digits or an IBAN' })
    : provide(
        at,
        'cac:PayeeFinancialAccount/cbc:ID',
        '…',
        {},
        {
          nb: '11 siffer eller IBAN',
          en: '11 digits or an IBAN',
        },
      );

const preceding: Hint = (at) => provide(at, 'cac:InvoiceDocumentReference/cbc:ID', '…');

const breakdown: Hint = (root) =>
  has(root, 'cac:TaxTotal')
    ? {
        nb: 'Legg til minst én <cac:TaxSubtotal> i <cac:TaxTotal>, med beløp, kategori og sats.',
        en: 'Add at least one <cac:TaxSubtotal> in <cac:TaxTotal>, with amounts, category and rate.',
      }
    : {
        nb: 'Legg til <cac:TaxTotal> med sum mva og minst én <cac:TaxSubtotal>.',
        en: 'Add <cac:TaxTotal> with the total VAT and at least one <cac:TaxSubtotal>.',
      };

export const documentHints: Readonly<Record<string, Hint>> = {
  'BR-01': providing(
    'cbc:CustomizationID',
    'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  ),
  'BR-02': providing('cbc:ID', '…'),
  'BR-03': providing('cbc:IssueDate', '2026-01-31'),
  'BR-04': type,
  'BR-05': providing('cbc:DocumentCurrencyCode', 'NOK'),
  'BR-16': lines,
  'BR-29': periodOrder,
  'BR-30': periodOrder,
  'BR-CO-19': period,
  'BR-CO-20': period,
  'BR-CO-03': taxPoint,
  'BR-CO-18': breakdown,
  'BR-49': providing('cbc:PaymentMeansCode', '30'),
  'BR-50': account,
  'BR-51': card,
  'BR-52': providing('cbc:ID', '…'),
  'BR-55': preceding,
  'BR-61': account,
  'BR-CL-08': subject,
};
