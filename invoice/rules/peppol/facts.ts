import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { all, first, normalized, normalizedText, stringOf, text } from '../select.ts';
import { isVat, taxSchemes } from './compare.ts';

/** Facts about the whole document, each asked for by `document.fact(…)`. */

export const seller = 'cac:AccountingSupplierParty/cac:Party';
export const buyer = 'cac:AccountingCustomerParty/cac:Party';
const country = 'cac:PostalAddress/cac:Country/cbc:IdentificationCode';

function vatPrefix(root: XmlElement, path: string): string {
  const schemes = all(root, path).flatMap((party) => taxSchemes(party, isVat));
  return schemes[0] ? text(schemes[0], 'cbc:CompanyID').slice(0, 2) : '';
}

/** A party's country: by its VAT identifier, else by its address, else `XX`. */
function partyCountry(root: XmlElement, ...paths: readonly [string, ...string[]]): string {
  const prefix = paths.map((path) => vatPrefix(root, path)).find((found) => found !== '');
  if (prefix !== undefined) return normalized(prefix).toUpperCase();
  const address = first(root, `${paths[0]}/${country}`);
  return address ? normalized(stringOf(address)).toUpperCase() : 'XX';
}

export const supplierCountry = ({ root }: UblDocument): string =>
  partyCountry(root, seller, 'cac:TaxRepresentativeParty');

/** As `supplierCountry`, but a tax representative's VAT identifier does not count. */
export const supplierOwnCountry = ({ root }: UblDocument): string => partyCountry(root, seller);

export const customerCountry = ({ root }: UblDocument): string => partyCountry(root, buyer);

/** The country in the address, exactly as written. */
export const supplierAddress = ({ root }: UblDocument): string =>
  text(root, `${seller}/${country}`);
export const customerAddress = ({ root }: UblDocument): string => text(root, `${buyer}/${country}`);

const isIn = (root: XmlElement, path: string, code: string): boolean =>
  normalizedText(root, `${path}/${country}`).toUpperCase() === code;

export const isSupplierDutch = ({ root }: UblDocument): boolean => isIn(root, seller, 'NL');
export const isCustomerDutch = ({ root }: UblDocument): boolean => isIn(root, buyer, 'NL');
export const isTaxRepresentativeDutch = ({ root }: UblDocument): boolean =>
  isIn(root, 'cac:TaxRepresentativeParty', 'NL');

export const areBothGerman = ({ root }: UblDocument): boolean =>
  isIn(root, seller, 'DE') && isIn(root, buyer, 'DE');

/** The currency codes of the document: one, in a valid document. */
export const documentCurrencies = ({ root }: UblDocument): ReadonlySet<string> =>
  new Set(all(root, 'cbc:DocumentCurrencyCode').map(stringOf));
