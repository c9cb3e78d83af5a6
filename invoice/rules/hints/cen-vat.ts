import type { XmlElement } from '../../xml.ts';
import { known } from '../cen/known.ts';
import { vatOf } from '../cen/vat-breakdown.ts';
import { families, type Family } from '../cen/vat-families.ts';
import { taxedAmounts, type Taxed } from '../cen/vat-sums.ts';
import { vatIds, vatUse } from '../cen/vat-use.ts';
import type { UblDocument } from '../document.ts';
import { zero, type Number as Decimal } from '../number.ts';
import { all, first, has, normalizedText } from '../select.ts';
import { provideVatNumber } from './cen-parties.ts';
import { currencyOf, money, numberAt, provide, rounding } from './provide.ts';
import { add, element, group, remove, same, stands, type Hint, type Said } from './show.ts';

const amountsOf = (document: UblDocument, code: string, rate: Decimal | undefined): Taxed =>
  known(() => rate && document.fact(taxedAmounts).atRate(code, rate)) ??
  document.fact(taxedAmounts).ofCategory(code);

const kindOf = (document: UblDocument): 'invoice' | 'credit note' =>
  document.isCreditNote ? 'credit note' : 'invoice';

const taxableOf = (
  document: UblDocument,
  code: string,
  rate: Decimal | undefined,
): Decimal | undefined => known(() => amountsOf(document, code, rate).sum(kindOf(document)));

/** VAT with the sign of the taxable amount. */
const signedVat = (
  taxable: Decimal | undefined,
  rate: Decimal | undefined,
): Decimal | undefined => {
  if (!taxable || !rate) return undefined;
  const vat = vatOf(taxable, rate);
  return taxable.lt(zero) ? zero.minus(vat) : vat;
};

// -01

function missingBreakdown(code: string, rateText: string, document: UblDocument): Said {
  const category = document
    .named('cac:ClassifiedTaxCategory')
    .concat(document.named('cac:TaxCategory'))
    .find((candidate) => normalizedText(candidate, 'cbc:ID') === code);
  const stated = category && numberAt(category, 'cbc:Percent');
  const rate = rateText === '' ? stated : zero;
  const taxable = taxableOf(document, code, stated);
  const percent =
    code === 'O' ? [] : [element('cbc:Percent', rate === undefined ? '…' : rate.toFixed())];
  const currency = currencyOf(document);
  return add(
    group(
      'cac:TaxSubtotal',
      element('cbc:TaxableAmount', money(taxable), currency),
      element('cbc:TaxAmount', money(rate && signedVat(taxable, rate)), currency),
      group(
        'cac:TaxCategory',
        element('cbc:ID', code),
        ...percent,
        group('cac:TaxScheme', element('cbc:ID', 'VAT')),
      ),
    ),
    'cac:TaxTotal',
  );
}

const breakdown =
  ({ code, rate }: Family): Hint =>
  (root, document) => {
    const subtotals = all(root, 'cac:TaxTotal/cac:TaxSubtotal').filter(
      (subtotal) => normalizedText(subtotal, 'cac:TaxCategory/cbc:ID') === code,
    );
    const [one, two] = subtotals;
    if (!one)
      return missingBreakdown(code, rate === 'zero' || rate === 'absent' ? '0' : '', document);
    if (!two && document.fact(vatUse).has('anywhere of VAT', code)) {
      return provide(one, 'cac:TaxCategory/cac:TaxScheme/cbc:ID', 'VAT');
    }
    if (!document.fact(vatUse).has('line', code) && !two) {
      return remove(stands(one), {
        nb: `ingen linje har kategori ${code}`,
        en: `no line has category ${code}`,
      });
    }
    return {
      nb: `Slå sammen de ${subtotals.length} <cac:TaxSubtotal> med kategori ${code} til én.`,
      en: `Join the ${subtotals.length} <cac:TaxSubtotal> with category ${code} into one.`,
    };
  };

// -02 … -04

const identifiers =
  ({ code, identifiers: wanted }: Family): Hint =>
  (root, document) => {
    const ids = document.fact(vatIds);
    if (wanted === 'none') {
      return {
        nb: `Fjern mva-numrene (<cac:PartyTaxScheme> med VAT), eller bruk en annen kategori enn ${code}.`,
        en: `Remove the VAT numbers (<cac:PartyTaxScheme> with VAT), or use another category than ${code}.`,
      };
    }
    const isSellerMissing = !ids.seller && !ids.representative;
    return provideVatNumber(root, isSellerMissing ? 'seller' : 'buyer');
  };

// -05 … -07

const rateHint =
  ({ code, rate }: Family): Hint =>
  (at) => {
    const percent = first(at, 'cbc:Percent');
    if (rate === 'absent') return remove(percent ? stands(percent) : '<cbc:Percent>');
    if (rate === 'zero') {
      return provide(
        at,
        'cbc:Percent',
        '0',
        {},
        {
          nb: `eller en annen kategori enn ${code}`,
          en: `or another category than ${code}`,
        },
      );
    }
    return provide(
      at,
      'cbc:Percent',
      rate === 'above zero' ? '25' : '0',
      {},
      {
        nb: rate === 'above zero' ? 'eller 15, 12; kategori Z når satsen er 0' : 'eller høyere',
        en: rate === 'above zero' ? 'or 15, 12; category Z for a rate of 0' : 'or higher',
      },
    );
  };

// -08

const taxable =
  ({ code, taxable: how }: Family): Hint =>
  (at, document) => {
    const rate = how === 'of category' ? undefined : numberAt(at, 'cbc:Percent');
    const { invoiceLines, creditNoteLines, charges, allowances } = amountsOf(document, code, rate);
    const lines = document.isCreditNote ? creditNoteLines : invoiceLines;
    const shown = (total: { readonly sum: Decimal }): string => money(known(() => total.sum));
    return provide(
      at.parent ?? at,
      'cbc:TaxableAmount',
      money(taxableOf(document, code, rate)),
      currencyOf(document),
      {
        nb: `linjer ${shown(lines)} + gebyrer ${shown(charges)} - rabatter ${shown(allowances)}`,
        en: `lines ${shown(lines)} + charges ${shown(charges)} - allowances ${shown(allowances)}`,
      },
    );
  };

// -09, BR-CO-17

function vatAt(subtotal: XmlElement, rate: Decimal | undefined, document: UblDocument): Said {
  const stated = numberAt(subtotal, 'cbc:TaxableAmount');
  return provide(
    subtotal,
    'cbc:TaxAmount',
    money(rate?.eq(zero) ? zero : signedVat(stated, rate)),
    currencyOf(document),
    rate && stated && !rate.eq(zero) ? same(`${money(stated)} × ${rate.toFixed()} %`) : undefined,
  );
}

const tax =
  (family: Family): Hint =>
  (at, document) =>
    vatAt(at.parent ?? at, family.tax === 'zero' ? zero : numberAt(at, 'cbc:Percent'), document);

const vat: Hint = (at, document) =>
  vatAt(at, numberAt(at, 'cac:TaxCategory/cbc:Percent') ?? zero, document);

// -10

const reasons: Readonly<Record<string, string>> = {
  AE: element('cbc:TaxExemptionReasonCode', 'VATEX-EU-AE'),
  E: element('cbc:TaxExemptionReason', 'Unntatt fra merverdiavgift'),
  G: element('cbc:TaxExemptionReasonCode', 'VATEX-EU-G'),
  K: element('cbc:TaxExemptionReasonCode', 'VATEX-EU-IC'),
  O: element('cbc:TaxExemptionReasonCode', 'VATEX-EU-O'),
};

const reason =
  ({ code, reason: wanted }: Family): Hint =>
  (at) => {
    if (wanted === 'required') {
      return add(reasons[code] ?? '<cbc:TaxExemptionReason>', 'cac:TaxCategory', {
        nb: 'foran <cac:TaxScheme>',
        en: 'before <cac:TaxScheme>',
      });
    }
    const found = ['cbc:TaxExemptionReasonCode', 'cbc:TaxExemptionReason'].flatMap((name) =>
      all(at, name),
    );
    return remove(found.map(stands).join(' '), {
      nb: `kategori ${code} har ingen fritaksgrunn`,
      en: `category ${code} has no exemption reason`,
    });
  };

function hintsOf(family: Family): Readonly<Record<string, Hint>> {
  const parties = identifiers(family);
  const rate = rateHint(family);
  return {
    '01': breakdown(family),
    '02': parties,
    '03': parties,
    '04': parties,
    '05': rate,
    '06': rate,
    '07': rate,
    '08': taxable(family),
    '09': tax(family),
    '10': reason(family),
  };
}

const familyHints: Readonly<Record<string, Hint>> = Object.fromEntries(
  families.flatMap((family) =>
    Object.entries(hintsOf(family)).map(([number, hint]) => [`${family.prefix}-${number}`, hint]),
  ),
);

/** What stands in the category already is not seen as long as its tax scheme is another than VAT. */
const ofVat =
  (child: string, value: string): Hint =>
  (at) =>
    has(at, `cac:TaxCategory/${child}`)
      ? provide(at, 'cac:TaxCategory/cac:TaxScheme/cbc:ID', 'VAT')
      : provide(at, `cac:TaxCategory/${child}`, value);

const onlyO: Hint = () => ({
  nb: 'Del opp: det som er utenfor mva-loven (O) på én faktura, resten på en annen. Eller bruk kategori E eller Z.',
  en: 'Split it: what is not subject to VAT (O) on one invoice, the rest on another. Or use category E or Z.',
});

export const vatHints: Readonly<Record<string, Hint>> = {
  ...familyHints,
  'BR-IC-11': (root) =>
    provide(
      root,
      'cac:Delivery/cbc:ActualDeliveryDate',
      normalizedText(root, 'cbc:IssueDate') || '…',
    ),
  'BR-IC-12': (root) =>
    provide(
      root,
      'cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode',
      'SE',
    ),
  'BR-O-11': onlyO,
  'BR-O-12': onlyO,
  'BR-O-13': onlyO,
  'BR-O-14': onlyO,
  'BR-45': (at, document) =>
    provide(
      at,
      'cbc:TaxableAmount',
      money(
        taxableOf(
          document,
          normalizedText(at, 'cac:TaxCategory/cbc:ID'),
          numberAt(at, 'cac:TaxCategory/cbc:Percent'),
        ),
      ),
      currencyOf(document),
    ),
  'BR-46': vat,
  'BR-47': ofVat('cbc:ID', 'S'),
  'BR-48': ofVat('cbc:Percent', '25'),
  'BR-CO-17': vat,
  'BR-DEC-19': rounding('cbc:TaxableAmount'),
  'BR-DEC-20': rounding('cbc:TaxAmount'),
};
