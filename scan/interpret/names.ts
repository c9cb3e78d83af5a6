import type { Place } from '../draft.ts';
import { hasLegalForm, isPostLine, whose, type Block, type BlockLine } from './blocks.ts';
import type { Found } from './findings.ts';
import { fold } from './fold.ts';
import type { CompanyNumber } from './identifiers.ts';
import type { Sheet } from './layout.ts';

export interface Read {
  readonly value: string;
  readonly place: Place | null;
  /** 0–1. */
  readonly confidence: number;
}

/** The address that letters show in the window: a post code, no telephone, in the upper half. */
export function addressWindow(
  sheets: readonly Sheet[],
  blocks: readonly Block[],
  sellers: Block | null,
): Block | null {
  const candidates = blocks
    .filter(
      (block) =>
        block !== sellers &&
        block.lines.length >= 2 &&
        (block.says === 'buyer' || block.hasPostCode),
    )
    .map((block) => {
      const height = sheets[block.sheet]?.page.height ?? 842;
      let score = block.says === 'buyer' ? 3 : 0;
      if (block.says === 'seller' || block.says === 'other') score -= 3;
      if (block.hasPostCode) score += 1;
      if (block.hasContact) score -= 2;
      if (block.box[1] > height * 0.5) score -= 1;
      if (block.box[1] < height * 0.09) score -= 0.7;
      if (block.lines.length > 6) score -= 0.5;
      if (isLetterhead(block)) score -= 1;
      if (block.lines.some(({ text }) => ownWords.test(text))) score -= 0.5;
      return { block, score: score - block.sheet };
    })
    // Of two alike the lower one: the letterhead comes first.
    .sort((a, b) => b.score - a.score || b.block.box[1] - a.block.box[1]);
  return candidates[0] && candidates[0].score > 0 ? candidates[0].block : null;
}

/** The name is larger than what stands below it. */
function isLetterhead({ lines: [first, ...others] }: Block): boolean {
  const heights = others.map(({ box }) => box[3] - box[1]);
  return first !== undefined && first.box[3] - first.box[1] > 1.15 * Math.max(...heights);
}

/** What companies print of themselves more often than of their customers. */
const ownWords = /\b(MVA|VAT|UST|MOMS|TVA|BTW|HRB|F-skatt)/i;

/** The first line that is no heading. */
export function nameOf(block: Block): BlockLine | null {
  const lines = block.lines.filter(({ text }) => whose(text) === null);
  return lines.find(({ text }) => /\p{L}{2}/u.test(text) && !isPostLine(text)) ?? null;
}

/** Where the seller's number stands. */
interface NumberPlaces {
  readonly block: Block | null;
  readonly numbers: readonly Found<CompanyNumber>[];
}

/** The seller's name: near its number, like its domain, with a legal form, large or printed twice; never the buyer's. */
export function sellerName(
  sheets: readonly Sheet[],
  blocks: readonly Block[],
  number: NumberPlaces,
  buyer: string,
): Read | null {
  const domain = domainOf(sheets);
  let best: { read: Read; score: number } | null = null;
  const times = new Map<string, number>();
  for (const block of blocks)
    for (const { text } of block.lines) times.set(fold(text), (times.get(fold(text)) ?? 0) + 1);
  for (const block of blocks) {
    block.lines.forEach((line, at) => {
      const folded = fold(line.text);
      if (folded.length < 3 || !/\p{L}{2}/u.test(line.text) || folded === fold(buyer)) return;
      if (isPostLine(line.text) || /[@:]|www\./.test(line.text) || line.tokens.length > 8) return;
      const isOfCompany = hasLegalForm(line.text);
      if (!isOfCompany && number.numbers.some((found) => isIn(found, block, line))) return;
      let score = 0;
      if (isOfCompany) score += 2;
      if (block === number.block) score += at === 0 ? 2 : 0.5;
      if (
        number.numbers.some(
          (found) => found.sheet === block.sheet && Math.abs(found.box[1] - line.box[1]) < 4,
        )
      )
        score += 1;
      if (domain !== '' && likeDomain(folded, domain)) score += 3;
      if ((times.get(folded) ?? 0) > 1) score += 1;
      if (block.says === 'buyer' || block.says === 'other') score -= 3;
      if (block.says === 'seller' && at === 1) score += 3;
      if (block.hasContact && at === 0) score += 1;
      const height = sheets[block.sheet]?.wordHeight ?? 10;
      if ((line.box[3] - line.box[1]) / height > 1.3) score += 0.7;
      if (score > (best?.score ?? 1.5))
        best = { score, read: readLine(line, block.page, Math.min(0.95, 0.4 + score / 12)) };
    });
  }
  return (best as { read: Read } | null)?.read ?? null;
}

/** The line says a registration number: its words are the label. */
const isIn = (
  { sheet, box }: Found<CompanyNumber>,
  block: Block,
  { box: line }: BlockLine,
): boolean =>
  sheet === block.sheet &&
  Math.abs(box[1] - line[1]) < 4 &&
  box[0] >= line[0] - 1 &&
  box[2] <= line[2] + 1;

/** The first name of a mail or web address, folded; empty where there is none. */
export function domainOf(sheets: readonly Sheet[]): string {
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      for (const { text } of row.tokens) {
        const match = /(?:@|www\.)([\p{L}\d-]+)\.[a-z]{2,}/iu.exec(text);
        if (match?.[1]) return fold(match[1]);
      }
    }
  }
  return '';
}

/** True where a folded name begins like the domain or has it inside. */
export const likeDomain = (name: string, domain: string): boolean =>
  name.startsWith(domain.slice(0, Math.min(8, domain.length))) ||
  (domain.length > 4 && name.includes(domain));

export const readLine = (line: BlockLine, page: number, confidence: number): Read => ({
  value: line.text,
  place: { page, box: line.box },
  confidence,
});

/** Legal forms that one country alone has. */
const formsOfCountries: readonly (readonly [form: RegExp, country: string])[] = [
  [/\b(ApS|A\/S|I\/S|P\/S|IVS)$/, 'DK'],
  [/\b(AB|HB)$/, 'SE'],
  [/\b(ASA?|ANS|ENK|Borettslag|Sameie)$/, 'NO'],
  [/\b(GmbH|KG|OHG|UG|GbR|e\.K\.)$/, 'DE'],
  [/\b(Ltd|Limited|PLC|LLP)\.?$/i, 'GB'],
  [/\b(SARL|SAS|EURL)$/i, 'FR'],
  [/\b(Oy|Oyj)$/, 'FI'],
];

/** The country that the legal form in a name says; null where it says none. */
export const countryOfName = (name: string): string | null =>
  formsOfCountries.find(([form]) => form.test(name))?.[1] ?? null;
