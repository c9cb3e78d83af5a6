import { context, fatal, type Pattern } from '../../rule.ts';
import { has, normalizedText } from '../../select.ts';
import type { XmlElement } from '../../../xml.ts';
import type { UblDocument } from '../../document.ts';
import { seller, supplierCountry } from '../facts.ts';

const isItalian = (_: XmlElement, document: UblDocument): boolean =>
  document.fact(supplierCountry) === 'IT';

/** Italy. */
export const italy: Pattern = [
  context(
    `${seller}/cac:PartyTaxScheme`,
    [
      fatal('IT-R-001', 'BT-32', (at) =>
        /^[A-Z0-9]{11,16}$/.test(normalizedText(at, 'cbc:CompanyID')),
      ),
    ],
    (at, document) =>
      isItalian(at, document) && normalizedText(at, 'cac:TaxScheme/cbc:ID') !== 'VAT',
  ),
  context(
    seller,
    [
      fatal('IT-R-002', 'BT-35', (at) => has(at, 'cac:PostalAddress/cbc:StreetName')),
      fatal('IT-R-003', 'BT-37', (at) => has(at, 'cac:PostalAddress/cbc:CityName')),
      fatal('IT-R-004', 'BT-38', (at) => has(at, 'cac:PostalAddress/cbc:PostalZone')),
    ],
    isItalian,
  ),
];
