import type { XmlElement } from '../../../xml.ts';
import { context, fatal, type Pattern, warning } from '../../rule.ts';
import { normalizedText, text } from '../../select.ts';
import { isNorwegian } from '../check-digits.ts';
import { isVatNormalized, taxSchemes } from '../compare.ts';
import { seller, supplierCountry } from '../facts.ts';

/** A VAT number that begins with NO is NO, nine digits with a valid last one, MVA. */
function isNorwegianVat(party: XmlElement): boolean {
  return taxSchemes(party, isVatNormalized)
    .map((scheme) => text(scheme, 'cbc:CompanyID'))
    .filter((id) => id.startsWith('NO'))
    .every((id) => /^NO[0-9]{9}MVA$/.test(id) && isNorwegian(id.slice(2, 11)));
}

function isInRegisterOfBusinessEnterprises(party: XmlElement): boolean {
  const [scheme] = taxSchemes(party, (id) => id.trim() === 'TAX');
  return scheme !== undefined && normalizedText(scheme, 'cbc:CompanyID') === 'Foretaksregisteret';
}

/** Norway: what a Norwegian seller states about itself. */
export const norway: Pattern = [
  context(
    seller,
    [
      warning('NO-R-002', 'BT-32', isInRegisterOfBusinessEnterprises),
      fatal('NO-R-001', 'BT-31', isNorwegianVat),
    ],
    (_, document) => document.fact(supplierCountry) === 'NO',
  ),
];
