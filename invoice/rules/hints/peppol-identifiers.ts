import type { XmlElement } from '../../xml.ts';
import { mod11CheckDigit } from '../../norway/organisation-number.ts';
import { isVatNormalized, taxSchemes } from '../peppol/compare.ts';
import { first, normalizedText, stringOf, text } from '../select.ts';
import { isNorwegian } from '../peppol/check-digits.ts';
import { add, change, element, group, type Hint, type Said, stands, standsWith } from './show.ts';

const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** The organisation number that a text means: its nine digits, where they check. */
const norwegianIn = (value: string): string | undefined =>
  [digitsOf(value), digitsOf(value).slice(0, 9)].find(isNorwegian);

const wrongDigit = (digits: string): Said => {
  const right = mod11CheckDigit(digits.slice(0, 8));
  return right === '-'
    ? {
        nb: 'ingen kontrollsiffer passer til de åtte første sifrene',
        en: 'no check digit fits the first eight digits',
      }
    : {
        nb: `kontrollsifferet til ${digits.slice(0, 8)} er ${right}; sjekk nummeret i Enhetsregisteret`,
        en: `the check digit of ${digits.slice(0, 8)} is ${right}; look the number up in Enhetsregisteret`,
      };
};

const organisationNumber: Hint = (at) => {
  const value = stringOf(at);
  const found = norwegianIn(value);
  if (found) return change(stands(at), standsWith(at, found));
  const digits = digitsOf(value);
  return change(
    stands(at),
    standsWith(at, '…'),
    digits.length === 9
      ? wrongDigit(digits)
      : {
          nb: `ni sifre fra Enhetsregisteret, uten NO og MVA; her er det ${digits.length}`,
          en: `nine digits from Enhetsregisteret, without NO and MVA; here are ${digits.length}`,
        },
  );
};

/** The form that a register writes, and what of the text can be kept. */
const form =
  (nb: string, en: string, mend: (value: string) => string | undefined = () => undefined): Hint =>
  (at) => {
    const mended = mend(stringOf(at));
    const isNew = mended !== undefined && mended !== stringOf(at);
    return change(stands(at), standsWith(at, isNew ? mended : '…'), { nb, en });
  };

const ofLength =
  (length: number, before = '') =>
  (value: string): string | undefined => {
    const digits = digitsOf(value);
    return digits.length === length ? before + digits : undefined;
  };

const dutchVat = form('NL, ni sifre, B og to sifre', 'NL, nine digits, B and two digits', (value) =>
  /^NL\d{9}B\d{2}$/i.exec(value.replace(/[\s.]/g, ''))?.[0].toUpperCase(),
);
const fiscalCode = form(
  '16 tegn for en person, 11 sifre for et foretak',
  '16 characters for a person, 11 digits for a company',
);

/** The seller's VAT number as it should be. */
const vatNumber: Hint = (party) => {
  const scheme = taxSchemes(party, isVatNormalized).find((found) =>
    text(found, 'cbc:CompanyID').startsWith('NO'),
  );
  const id = scheme && first(scheme, 'cbc:CompanyID');
  const company = norwegianIn(normalizedText(party, 'cac:PartyLegalEntity/cbc:CompanyID'));
  if (!id) return addVatNumber(company);
  const found = norwegianIn(stringOf(id));
  const digits = digitsOf(stringOf(id));
  if (found) return change(stands(id), standsWith(id, `NO${found}MVA`));
  if (company) return change(stands(id), standsWith(id, `NO${company}MVA`));
  return change(
    stands(id),
    standsWith(id, 'NO…MVA'),
    digits.length === 9
      ? wrongDigit(digits)
      : { nb: 'ni sifre mellom NO og MVA', en: 'nine digits between NO and MVA' },
  );
};

const scheme = (id: string, code: string): string =>
  group(
    'cac:PartyTaxScheme',
    element('cbc:CompanyID', id),
    group('cac:TaxScheme', element('cbc:ID', code)),
  );

const addVatNumber = (company: string | undefined): Said =>
  add(scheme(`NO${company ?? '…'}MVA`, 'VAT'), 'cac:Party');

/** The block that says “Foretaksregisteret”. */
const register: Hint = (party: XmlElement) => {
  const [stated] = taxSchemes(party, (id) => id.trim() === 'TAX');
  const id = stated && first(stated, 'cbc:CompanyID');
  if (id) return change(stands(id), standsWith(id, 'Foretaksregisteret'));
  return add(scheme('Foretaksregisteret', 'TAX'), 'cac:Party', {
    nb: 'etter PartyTaxScheme med mva-nummeret; gjelder AS, ASA og norske avdelinger av utenlandske foretak',
    en: 'after the PartyTaxScheme with the VAT number; for AS, ASA and Norwegian branches of foreign companies',
  });
};

/** Hints to the rules about identifiers of parties. */
export const peppolIdentifierHints: Readonly<Record<string, Hint>> = {
  'NO-R-001': vatNumber,
  'NO-R-002': register,
  'PEPPOL-COMMON-R040': form(
    '13 sifre, det siste er et kontrollsiffer',
    '13 digits, the last one is a check digit',
  ),
  'PEPPOL-COMMON-R041': organisationNumber,
  'PEPPOL-COMMON-R042': form('DK og åtte sifre', 'DK and eight digits', ofLength(8, 'DK')),
  'PEPPOL-COMMON-R043': form(
    'ti sifre, de to siste er kontrollsifre',
    'ten digits, the last two are check digits',
  ),
  'PEPPOL-COMMON-R044': form('seks bokstaver og sifre', 'six letters and digits'),
  'PEPPOL-COMMON-R045': fiscalCode,
  'PEPPOL-COMMON-R046': fiscalCode,
  'PEPPOL-COMMON-R047': form(
    'IT og elleve sifre, det siste er et kontrollsiffer',
    'IT and eleven digits, the last one is a check digit',
  ),
  'PEPPOL-COMMON-R049': form(
    'ti sifre uten bindestrek, det siste er et kontrollsiffer',
    'ten digits without hyphen, the last one is a check digit',
    ofLength(10),
  ),
  'PEPPOL-COMMON-R050': form(
    'elleve sifre, de to første er kontrollsifre',
    'eleven digits, the first two are check digits',
  ),
  'PEPPOL-COMMON-R052': form('ti sifre', 'ten digits', ofLength(10)),
  'PEPPOL-COMMON-R053': form('DK og åtte sifre', 'DK and eight digits', ofLength(8, 'DK')),
  'PEPPOL-COMMON-R054': form('åtte sifre', 'eight digits', ofLength(8)),
  'PEPPOL-COMMON-R055': form('tjue sifre', 'twenty digits', ofLength(20)),
  'PEPPOL-COMMON-R056-1': dutchVat,
  'PEPPOL-COMMON-R056-2': dutchVat,
  'PEPPOL-COMMON-R057': form('tolv sifre', 'twelve digits', ofLength(12)),
};
