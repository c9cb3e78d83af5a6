import type { XmlElement } from '../../xml.ts';
import { peppolMimeTypes } from '../../code-lists/peppol-mime-types.ts';
import { exemptionCategories } from '../peppol/codes.ts';
import { attribute, normalized, stringOf, text } from '../select.ts';
import { currencyOf, provide, providingAttribute } from './provide.ts';
import { change, type Hint, type Said, stands, standsWith } from './show.ts';

/** The code as it stands, and the usual ones. */
const codes =
  (nb: string, en: string, usual: string): Hint =>
  (at) =>
    change(stands(at), standsWith(at, usual), { nb, en });

/** File types by the end of a name. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

const fileType: Hint = (at, document) => {
  const name = attribute(at, 'filename') ?? '';
  const type = types[name.toLowerCase().split('.').at(-1) ?? ''];
  if (type) return providingAttribute('mimeCode', type)(at, document);
  const allowed = peppolMimeTypes.current.join(', ');
  return {
    nb: `Filtypen er ${attribute(at, 'mimeCode') ?? ''}. Tillatt er ${allowed}: gjør filen om til PDF.`,
    en: `The file type is ${attribute(at, 'mimeCode') ?? ''}. Allowed are ${allowed}: turn the file into a PDF.`,
  };
};

/** A day that is written in another way: 31.03.2026, 2026-3-1, 20260331, with a time. */
export function readDay(value: string): string | undefined {
  const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(value);
  const yearFirst = /^(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:T.*|Z|[+-]\d\d:\d\d)?$/.exec(value);
  const [year, month, day] = dayFirst
    ? [dayFirst[3], dayFirst[2], dayFirst[1]]
    : [yearFirst?.[1], yearFirst?.[2], yearFirst?.[3]];
  if (!year || !month || !day || Number(month) > 12 || Number(day) > 31) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const date: Hint = (at) => {
  const stated = normalized(stringOf(at));
  const day = readDay(stated);
  return change(
    stands(at),
    standsWith(at, day && day !== stated ? day : '…'),
    day === stated
      ? { nb: 'dagen finnes ikke i kalenderen', en: 'the calendar has no such day' }
      : { nb: 'år, måned og dag', en: 'year, month and day' },
  );
};

const currency: Hint = (at, document) => {
  const stated = (attribute(at, 'currencyID') ?? '').trim().toUpperCase();
  const known = /^[A-Z]{3}$/.test(stated) && stated !== attribute(at, 'currencyID');
  return providingAttribute(
    'currencyID',
    known ? stated : (currencyOf(document)['currencyID'] ?? 'NOK'),
  )(at, document);
};

const addressScheme: Hint = (at, document) => {
  const said = providingAttribute('schemeID', '0192')(at, document);
  return {
    nb: `${said.nb} 0192 er norsk organisasjonsnummer, 0088 er GLN.`,
    en: `${said.en} 0192 is a Norwegian organisation number, 0088 a GLN.`,
  };
};

const isSelfBilling = (root: XmlElement): boolean =>
  text(root, 'cbc:CustomizationID').includes('selfbilling');

const invoiceType: Hint = (at, { root }) =>
  isSelfBilling(root)
    ? change(stands(at), standsWith(at, '389'), { nb: 'selvfaktura', en: 'self-billed invoice' })
    : change(stands(at), standsWith(at, '380'), {
        nb: 'vanlig faktura; en kreditnota sendes som CreditNote med 381',
        en: 'commercial invoice; a credit note is sent as CreditNote with 381',
      });

const creditNoteType: Hint = (at, { root }) =>
  isSelfBilling(root)
    ? change(stands(at), standsWith(at, '261'), {
        nb: 'kreditnota for selvfaktura',
        en: 'self-billed credit note',
      })
    : change(stands(at), standsWith(at, '381'), { nb: 'kreditnota', en: 'credit note' });

const exemption =
  (category: string): Hint =>
  (at) => {
    const reason = text(at, 'cbc:TaxExemptionReasonCode').trim();
    const why: Said = {
      nb: `eller fjern fritaksgrunnen ${reason}`,
      en: `or remove the exemption reason ${reason}`,
    };
    return provide(at, 'cbc:ID', category, undefined, why);
  };

/** Hints to the rules about codes and dates. */
export const peppolCodeHints: Readonly<Record<string, Hint>> = {
  'PEPPOL-EN16931-CL001': fileType,
  'PEPPOL-EN16931-CL002': codes(
    '95 er rabatt; fritekst hører hjemme i AllowanceChargeReason',
    '95 is a discount; free text belongs in AllowanceChargeReason',
    '95',
  ),
  'PEPPOL-EN16931-CL003': codes(
    'FC er frakt, ABK diverse; fritekst hører hjemme i AllowanceChargeReason',
    'FC is freight, ABK miscellaneous; free text belongs in AllowanceChargeReason',
    'FC',
  ),
  'PEPPOL-EN16931-CL006': codes(
    '3 fakturadato, 35 leveringsdato, 432 betalingsdato',
    '3 issue date, 35 delivery date, 432 payment date',
    '35',
  ),
  'PEPPOL-EN16931-CL007': currency,
  'PEPPOL-EN16931-CL008': addressScheme,
  'PEPPOL-EN16931-P0100': invoiceType,
  'PEPPOL-EN16931-P0101': creditNoteType,
  'PEPPOL-EN16931-P0112': codes(
    'en retting mellom andre enn tyske parter sendes som kreditnota og ny faktura',
    'a correction between other than German parties is sent as a credit note and a new invoice',
    '380',
  ),
  'PEPPOL-EN16931-F001': date,
  ...Object.fromEntries(
    Array.from(exemptionCategories, ([id, category]) => [id, exemption(category)]),
  ),
};
