import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { all, has, normalizedText, text } from '../select.ts';
import { isAllowance, isCharge, isVat } from './conditions.ts';

/**
 * Where a VAT category code stands. `exact` asks for the code without any space round it, as a few official rules do.
 */
export type Place =
  | 'line'
  | 'line of VAT'
  | 'allowance or charge'
  | 'allowance or charge of VAT'
  | 'allowance of VAT'
  | 'charge of VAT'
  | 'charge of VAT, exact'
  | 'document allowance of VAT'
  | 'document charge of VAT'
  | 'breakdown'
  | 'breakdown, exact'
  | 'breakdown of VAT'
  | 'breakdown of VAT, exact'
  | 'anywhere of VAT';

/** How often each VAT category code is used in each place. */
export class VatUse {
  readonly #counts = new Map<Place, Map<string, number>>();

  constructor(document: UblDocument) {
    for (const category of document.named('cac:ClassifiedTaxCategory')) {
      this.#add(category, 'line');
    }
    for (const entry of document.named('cac:AllowanceCharge')) {
      for (const category of all(entry, 'cac:TaxCategory')) this.#addOf(entry, category);
    }
    for (const category of document.named('cac:TaxCategory')) {
      if (isVat(category) && has(category, 'cbc:ID')) {
        this.#count('anywhere of VAT', normalizedText(category, 'cbc:ID'));
      }
    }
    for (const category of all(document.root, 'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory')) {
      this.#add(category, 'breakdown');
      this.#count('breakdown, exact', text(category, 'cbc:ID'));
      if (isVat(category)) this.#count('breakdown of VAT, exact', text(category, 'cbc:ID'));
    }
  }

  #add(category: XmlElement, place: 'line' | 'allowance or charge' | 'breakdown'): void {
    const code = normalizedText(category, 'cbc:ID');
    this.#count(place, code);
    if (!isVat(category)) return;
    this.#count(`${place} of VAT`, code);
    if (place === 'line' && has(category, 'cbc:ID')) this.#count('anywhere of VAT', code);
  }

  #addOf(entry: XmlElement, category: XmlElement): void {
    this.#add(category, 'allowance or charge');
    if (!isVat(category)) return;
    const code = normalizedText(category, 'cbc:ID');
    const isOnDocument = entry.parent?.parent === undefined;
    if (isAllowance(entry)) {
      this.#count('allowance of VAT', code);
      if (isOnDocument) this.#count('document allowance of VAT', code);
    }
    if (isCharge(entry)) {
      this.#count('charge of VAT', code);
      this.#count('charge of VAT, exact', text(category, 'cbc:ID'));
      if (isOnDocument) this.#count('document charge of VAT', code);
    }
  }

  #count(place: Place, code: string): void {
    const counts = this.#counts.get(place) ?? new Map<string, number>();
    this.#counts.set(place, counts.set(code, (counts.get(code) ?? 0) + 1));
  }

  /** How often a code is used there. */
  count(place: Place, code: string): number {
    return this.#counts.get(place)?.get(code) ?? 0;
  }

  /** Whether a code is used there. */
  has(place: Place, code: string): boolean {
    return this.count(place, code) > 0;
  }

  /** Whether any other code, or none at all, is used there. */
  hasOther(place: Place, code: string): boolean {
    return [...(this.#counts.get(place)?.keys() ?? [])].some((other) => other !== code);
  }
}

export const vatUse = (document: UblDocument): VatUse => new VatUse(document);

export interface VatIds {
  /** `PartyTaxScheme/CompanyID` of whichever scheme: BT-31 or BT-32. */
  readonly sellerTax: boolean;
  readonly seller: boolean;
  readonly representative: boolean;
  readonly buyer: boolean;
  readonly buyerRegistration: boolean;
}

/** Which parties have said who they are to the tax authorities. */
export function vatIds(document: UblDocument): VatIds {
  const sellers = document.named('cac:AccountingSupplierParty');
  const buyers = document.named('cac:AccountingCustomerParty');
  const scheme = 'cac:PartyTaxScheme';
  const isStated = (parties: readonly XmlElement[], path: string): boolean =>
    parties.some((party) =>
      all(party, path).some((tax) => isVat(tax) && has(tax, 'cbc:CompanyID')),
    );
  return {
    sellerTax: sellers.some((party) => has(party, `cac:Party/${scheme}/cbc:CompanyID`)),
    seller: isStated(sellers, `cac:Party/${scheme}`),
    representative: isStated(document.named('cac:TaxRepresentativeParty'), scheme),
    buyer: isStated(buyers, `cac:Party/${scheme}`),
    buyerRegistration: buyers.some((party) =>
      has(party, 'cac:Party/cac:PartyLegalEntity/cbc:CompanyID'),
    ),
  };
}
