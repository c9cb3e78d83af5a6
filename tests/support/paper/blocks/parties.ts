import type { Company } from '../model.ts';
import type { Style } from '../sheet.ts';
import type { Work } from '../work.ts';

const countryNames = {
  NO: 'Norge',
  SE: 'Sverige',
  DK: 'Danmark',
  DE: 'Deutschland',
  GB: 'United Kingdom',
} as const;

const townLine = ({ country, postCode, city }: Company): string =>
  country === 'GB' ? `${city} ${postCode}` : `${postCode} ${city}`;

/** Name and address, the country where it is another than the other party's. */
export function addressLines({ paper }: Work, company: Company): string[] {
  const other = company === paper.seller ? paper.buyer : paper.seller;
  const country = other.country === company.country ? [] : [countryNames[company.country]];
  return [company.name, company.street, townLine(company), ...country];
}

export const contactLines = ({ paper: { seller }, voice }: Work): string[] => [
  `${voice.label('phone')} ${seller.phone}`,
  seller.email,
  seller.website,
];

/** The seller's numbers with their labels. */
export function registrationLines({ paper, voice, printed }: Work): string[] {
  const { organisation, vat } = voice.registration(paper.seller);
  const lines: string[] = [];
  if (organisation !== null) {
    printed.add('sellerOrganisation');
    lines.push(`${voice.label('organisationNumber')} ${organisation}`);
  }
  if (vat !== null) {
    printed.add('sellerVat');
    lines.push(`${voice.label('vatNumber')} ${vat}`);
  }
  // What English wording has to say is about British companies.
  const isAtHome = paper.language !== 'en' || paper.seller.country === 'GB';
  const note = isAtHome ? voice.say(voice.wording.registered) : '';
  return note === '' || note === organisation ? lines : [...lines, note];
}

/** The buyer's address, with the number where this paper has it. Where the next line would stand. */
export function buyerBlock(
  work: Work,
  x: number,
  y: number,
  options: { heading?: boolean; style?: Style } = {},
): number {
  const { paper, voice, sheet, printed } = work;
  let at = y;
  if (options.heading) {
    sheet.text(voice.label('buyer'), x, at, {
      ...options.style,
      size: sheet.size - 1,
      colour: '#666',
    });
    at += sheet.size * 1.4;
  }
  const lines = addressLines(work, paper.buyer);
  if (paper.printsBuyerNumber && paper.buyer.organisationNumber !== null) {
    const { organisation } = voice.registration({ ...paper.buyer, vatNumber: null });
    printed.add('buyerNumber');
    lines.push(`${voice.buyerLabel()} ${organisation}`);
  }
  return sheet.lines(lines, x, at, options.style);
}

/** The words of a logo: the first word of the name, drawn large. */
export function logo(
  { sheet, paper, chance }: Work,
  x: number,
  y: number,
  colour: string,
  align: 'left' | 'right' | 'centre' = 'left',
): void {
  const word = paper.seller.name.split(/[ &]/)[0] ?? '';
  if (align === 'left' && chance.happens(0.5)) {
    sheet.pdf.circle(x + 12, y + 12, 12).fill(colour);
    sheet.text(word, x + 32, y + 2, { size: 20, bold: true, colour });
  } else sheet.text(word, x, y + 2, { size: 20, bold: true, colour, align });
}

export const title = ({ paper, voice }: Work): string =>
  voice.say(paper.kind === 'invoice' ? voice.wording.invoiceTitle : voice.wording.creditTitle);
