import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';

import { all, attribute, first, has, normalizedText, stringOf, text } from '../select.ts';
import { provide } from './provide.ts';
import {
  add,
  change,
  element,
  group,
  type Hint,
  remove,
  type Said,
  stands,
  standsWith,
} from './show.ts';

const isSelfBilling = ({ root }: UblDocument): boolean =>
  text(root, 'cbc:CustomizationID').includes('selfbilling');

const specification = (document: UblDocument): string =>
  `urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:${isSelfBilling(document) ? 'selfbilling' : 'billing'}:3.0`;

const process = (document: UblDocument): string =>
  `urn:fdc:peppol.eu:2017:poacc:${isSelfBilling(document) ? 'selfbilling' : 'billing'}:01:1.0`;

/** The document's notes in one. */
const oneNote: Hint = (at) => {
  const notes = all(at, 'cbc:Note');
  return change(
    notes.map(stands).join(''),
    element('cbc:Note', notes.map((note) => stringOf(note).trim()).join(' ')),
  );
};

/** A party's electronic address, from the organisation number that it states. */
function address(party: XmlElement): Said {
  const company = first(party, 'cac:PartyLegalEntity/cbc:CompanyID');
  const vat = normalizedText(party, 'cac:PartyTaxScheme/cbc:CompanyID');
  const stated = company ? stringOf(company).replace(/\s/g, '') : vat.replace(/^NO|MVA$/g, '');
  const scheme = (company && attribute(company, 'schemeID')) || '0192';
  return add(element('cbc:EndpointID', stated || '…', { schemeID: scheme }), 'cac:Party', {
    nb: 'som det første elementet; organisasjonsnummeret med typen 0192 når parten er norsk',
    en: 'as its first element; the organisation number with scheme 0192 where the party is Norwegian',
  });
}

const subtotalSum = (at: XmlElement): string =>
  first(at, 'cac:TaxTotal/cbc:TaxAmount') ? text(at, 'cac:TaxTotal/cbc:TaxAmount') : '…';

const oneBreakdown: Hint = (at) => {
  const totals = all(at, 'cac:TaxTotal').filter((total) => has(total, 'cac:TaxSubtotal'));
  if (totals.length > 1) {
    const [, ...more] = totals;
    return remove(more.map(stands).join(''), {
      nb: 'flytt fordelingene (TaxSubtotal) til den første mva-summen',
      en: 'move their subtotals (TaxSubtotal) to the first VAT total',
    });
  }
  const total = first(at, 'cac:TaxTotal');
  const subtotal = group(
    'cac:TaxSubtotal',
    element('cbc:TaxableAmount', '…', currency(at)),
    element('cbc:TaxAmount', subtotalSum(at), currency(at)),
    group('cac:TaxCategory', '…'),
  );
  return total
    ? add(subtotal, 'cac:TaxTotal')
    : add(
        group('cac:TaxTotal', element('cbc:TaxAmount', '…', currency(at)), subtotal),
        at.qualifiedName,
      );
};

const currency = (at: XmlElement, path = 'cbc:DocumentCurrencyCode'): Record<string, string> => ({
  currencyID: normalizedText(at, path) || 'NOK',
});

const oneAccountingTotal: Hint = (at) => {
  const totals = all(at, 'cac:TaxTotal').filter((total) => !has(total, 'cac:TaxSubtotal'));
  if (!has(at, 'cbc:TaxCurrencyCode')) {
    return remove(totals.map(stands).join(''), {
      nb: 'eller legg til TaxCurrencyCode med valutaen for avgiftsregnskapet',
      en: 'or add TaxCurrencyCode with the VAT accounting currency',
    });
  }
  if (totals.length > 1) return remove(totals.slice(1).map(stands).join(''));
  return add(
    group('cac:TaxTotal', element('cbc:TaxAmount', '…', currency(at, 'cbc:TaxCurrencyCode'))),
    at.qualifiedName,
  );
};

/** The VAT total in the accounting currency, with the sign of the other. */
const sameSign: Hint = (at) => {
  const accounting = normalizedText(at, 'cbc:TaxCurrencyCode');
  const amounts = all(at, 'cac:TaxTotal/cbc:TaxAmount');
  const own = amounts.find((amount) => attribute(amount, 'currencyID') === accounting);
  const other = amounts.find((amount) => attribute(amount, 'currencyID') !== accounting);
  if (!own) {
    return add(
      group('cac:TaxTotal', element('cbc:TaxAmount', '…', { currencyID: accounting || '…' })),
      at.qualifiedName,
    );
  }
  const isNegative = other !== undefined && stringOf(other).trim().startsWith('-');
  const value = stringOf(own).trim().replace(/^[-+]/, '');
  return change(stands(own), standsWith(own, isNegative ? `-${value}` : value));
};

const emptyElement: Hint = (at) =>
  remove(stands(at), {
    nb: 'eller gi det innhold',
    en: 'or give it content',
  });

const noSecondCurrency: Hint = (at) =>
  remove(stands(at), {
    nb: 'det er lik fakturavalutaen',
    en: 'it equals the invoice currency',
  });

const oneProject: Hint = (at) =>
  remove(
    all(at, 'cac:AdditionalDocumentReference')
      .filter((reference) => text(reference, 'cbc:DocumentTypeCode') === '50')
      .slice(1)
      .map((reference) =>
        group('cac:AdditionalDocumentReference', ...reference.children.slice(0, 2).map(stands)),
      )
      .join(''),
  );

/** Hints to the rules about the document's head, parties and totals. */
export const peppolDocumentHints: Readonly<Record<string, Hint>> = {
  'PEPPOL-EN16931-R001': (at, document) => provide(at, 'cbc:ProfileID', process(document)),
  'PEPPOL-EN16931-R002': oneNote,
  'PEPPOL-EN16931-R003': (at) =>
    add(element('cbc:BuyerReference', '…'), at.qualifiedName, {
      nb: `eller ${group('cac:OrderReference', element('cbc:ID', '…'))}; spør kjøperen hva fakturaen skal merkes med`,
      en: `or ${group('cac:OrderReference', element('cbc:ID', '…'))}; ask the buyer what to put on the invoice`,
    }),
  'PEPPOL-EN16931-R004': (at, document) =>
    provide(at, 'cbc:CustomizationID', specification(document)),
  'PEPPOL-EN16931-R005': noSecondCurrency,
  'PEPPOL-EN16931-R007': (at, document) => provide(at, 'cbc:ProfileID', process(document)),
  'PEPPOL-EN16931-R008': emptyElement,
  'PEPPOL-EN16931-R010': address,
  'PEPPOL-EN16931-R020': address,
  'PEPPOL-EN16931-R053': oneBreakdown,
  'PEPPOL-EN16931-R054': oneAccountingTotal,
  'PEPPOL-EN16931-R055': sameSign,
  'PEPPOL-EN16931-R061': (at) => provide(at, 'cac:PaymentMandate/cbc:ID', '…'),
  'PEPPOL-EN16931-R080': oneProject,
};
