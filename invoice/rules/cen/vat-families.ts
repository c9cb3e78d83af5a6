/** How the rules of one VAT category differ from those of the others. */
export interface Family {
  /** `BR-S` of `BR-S-01` … `BR-S-10`. */
  readonly prefix: string;
  readonly code: string;
  /**
   * -01. A breakdown of this category stands exactly once, or at least once: then for each rate.
   * `any scheme` counts without asking for the tax scheme VAT; `exact` wants the breakdown's code without spaces.
   */
  readonly breakdown:
    'once' | 'per rate, any scheme' | 'per rate, exact, any scheme' | 'per rate, exact';
  /** -02 … -04. Whose identifiers must be there (for `none`: must not be there) when the category is used. */
  readonly identifiers:
    | 'seller VAT or tax id'
    | 'seller VAT id'
    | 'seller VAT or tax id, buyer VAT or registration id'
    | 'seller and buyer VAT id'
    | 'none';
  /** -02 asks lines of any tax scheme whether the category is used, but wants one of VAT. */
  readonly usedByAnyScheme?: true;
  /** -03 and -04 look at the document's own allowances and charges, not at those of lines. */
  readonly onDocumentOnly?: true;
  /** -04 wants the charge's code without spaces. */
  readonly exactCharge?: true;
  /** -05 … -07. */
  readonly rate: 'above zero' | 'zero' | 'zero or more' | 'absent';
  /** -08. The taxable amount: exactly the sum of the category, or less than 1.00 from the sum at its rate. */
  readonly taxable: 'of category' | 'at rate' | 'at rate, used there';
  /** -09. */
  readonly tax: 'zero' | 'by rate';
  /** -10. The exemption reason, as code or text. */
  readonly reason: 'required' | 'forbidden';
}

const untaxed = { breakdown: 'once', rate: 'zero', taxable: 'of category', tax: 'zero' } as const;
const taxedByRate = { taxable: 'at rate', tax: 'by rate', reason: 'forbidden' } as const;

/** In the official order. */
export const families: readonly Family[] = [
  {
    prefix: 'BR-AE',
    code: 'AE',
    ...untaxed,
    identifiers: 'seller VAT or tax id, buyer VAT or registration id',
    reason: 'required',
  },
  {
    prefix: 'BR-E',
    code: 'E',
    ...untaxed,
    identifiers: 'seller VAT or tax id',
    reason: 'required',
  },
  { prefix: 'BR-G', code: 'G', ...untaxed, identifiers: 'seller VAT id', reason: 'required' },
  {
    prefix: 'BR-IC',
    code: 'K',
    ...untaxed,
    identifiers: 'seller and buyer VAT id',
    reason: 'required',
  },
  {
    prefix: 'BR-AF',
    code: 'L',
    breakdown: 'per rate, exact, any scheme',
    identifiers: 'seller VAT or tax id',
    exactCharge: true,
    rate: 'zero or more',
    ...taxedByRate,
  },
  {
    prefix: 'BR-AG',
    code: 'M',
    breakdown: 'per rate, exact',
    identifiers: 'seller VAT or tax id',
    rate: 'zero or more',
    ...taxedByRate,
  },
  {
    prefix: 'BR-O',
    code: 'O',
    ...untaxed,
    identifiers: 'none',
    onDocumentOnly: true,
    rate: 'absent',
    reason: 'required',
  },
  {
    prefix: 'BR-S',
    code: 'S',
    breakdown: 'per rate, any scheme',
    identifiers: 'seller VAT or tax id',
    usedByAnyScheme: true,
    rate: 'above zero',
    ...taxedByRate,
    taxable: 'at rate, used there',
  },
  {
    prefix: 'BR-Z',
    code: 'Z',
    ...untaxed,
    identifiers: 'seller VAT or tax id',
    reason: 'forbidden',
  },
];
