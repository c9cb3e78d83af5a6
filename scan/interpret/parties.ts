import type { Place } from '../draft.ts';
import type { Findings, Found } from './findings.ts';
import type { Block, BlockLine } from './blocks.ts';
import {
  addressWindow,
  domainOf,
  likeDomain,
  nameOf,
  readLine,
  sellerName,
  type Read,
} from './names.ts';
import { fold } from './fold.ts';
import { companyKey } from './company-key.ts';
import type { CompanyNumber } from './identifiers.ts';
import type { Announced } from './assign.ts';
import type { Sheet } from './layout.ts';

export interface PartyFound {
  readonly name: Read | null;
  readonly registration: Read | null;
  readonly vat: Read | null;
  /** The country of its number; null where that does not say. */
  readonly country: string | null;
  readonly block: Block | null;
}

export interface Parties {
  readonly seller: PartyFound;
  readonly buyer: PartyFound;
}

interface Weighed {
  readonly key: string;
  readonly numbers: Found<CompanyNumber>[];
  /** Above zero for the seller's, below for the buyer's. */
  score: number;
  block: Block | null;
}

/** Who sells and who buys: by what stands around their numbers, and by the buyer that is known. */
export function findParties(
  sheets: readonly Sheet[],
  blocks: readonly Block[],
  findings: Findings,
  announced: readonly Announced[],
  buyerNumbers: readonly string[],
): Parties {
  const known = new Set(buyerNumbers.map(companyKey));
  const domain = domainOf(sheets);
  const sellers = blocks.filter((block) => isSellers(block, domain));
  const window = addressWindow(
    sheets,
    blocks.filter((block) => !sellers.includes(block)),
    null,
  );
  const weighed = weigh(sheets, blocks, findings.companies, announced, known, { sellers, window });
  const sellerNumber = weighed
    .filter(({ score }) => score > -1)
    .sort((a, b) => b.score - a.score)[0];
  const buyerNumber = weighed
    .filter((one) => one !== sellerNumber && one.score < 0.5)
    .sort((a, b) => a.score - b.score)[0];
  const buyerBlock = buyerNumber?.block?.hasPostCode
    ? buyerNumber.block
    : addressWindow(sheets, blocks, sellerNumber?.block ?? null);
  const buyerName = buyerBlock ? nameOf(buyerBlock) : null;
  const seller = sellerName(
    sheets,
    blocks,
    { block: sellerNumber?.block ?? null, numbers: sellerNumber?.numbers ?? [] },
    buyerName?.text ?? '',
  );
  return {
    seller: partyOf(sellerNumber, seller),
    buyer: partyOf(
      buyerNumber,
      buyerName && buyerBlock ? readLine(buyerName, buyerBlock.page, 0.8) : null,
      buyerBlock,
    ),
  };
}

/** Blocks that tell whose they are without any number. */
interface Places {
  readonly sellers: readonly Block[];
  /** The buyer's address, as far as it looks like one. */
  readonly window: Block | null;
}

/** The block has the name that the seller's mail or web address has, or says that it is the seller's. */
const isSellers = ({ says, lines }: Block, domain: string): boolean =>
  says === 'seller' ||
  (says === null &&
    domain !== '' &&
    lines.some(({ text }) => !/@|www\./.test(text) && likeDomain(fold(text), domain)));

function weigh(
  sheets: readonly Sheet[],
  blocks: readonly Block[],
  companies: readonly Found<CompanyNumber>[],
  announced: readonly Announced[],
  known: ReadonlySet<string>,
  places: Places,
): Weighed[] {
  const byKey = new Map<string, Weighed>();
  for (const found of companies) {
    const { value } = found;
    const isLabelled = announced.some(
      ({ field, place }) =>
        (field === 'registrationNumber' || field === 'vatNumber') && sameRow(place, found),
    );
    const others = announced.some(
      ({ field, place, label }) =>
        field !== 'registrationNumber' &&
        field !== 'vatNumber' &&
        label.weight > 0.6 &&
        samePlace(place, found),
    );
    if (others) continue;
    const row = sheets[found.sheet]?.rows[found.row];
    // In a footer that wraps, the label may end the row above.
    const above = sheets[found.sheet]?.rows[found.row - 1];
    const words = [
      ...(found.from < 2 ? (above?.tokens.slice(-3) ?? []) : []),
      ...(row?.tokens.slice(0, found.from) ?? []),
    ];
    const before = words
      .slice(-4)
      .map(({ form }) => form)
      .join('');
    const hasWords =
      isLabelled ||
      /(org|cvr|se|mva|foretaks|vat|tva|ust|id|momsreg|moms|reg|tax|uid|btw|company|enterprise|business|bedrifts|virksomheds|virksomhets|dk|selskaps|foretags)(nr|no|nummer|number|id|en)?(no|nr)*$/.test(
        before,
      );
    // Eight or ten digits are many things; so are numbers that do not check.
    if (!hasWords && (!value.isVat || !value.checks) && value.country !== 'NO') continue;
    if (!hasWords && value.country === 'NO' && !value.isVat && !/org|foretak/.test(before))
      continue;
    const key = companyKey(value.value);
    const block =
      blocks.find(
        (one) =>
          one.sheet === found.sheet &&
          one.lines.some((line) => line.row === found.row && contains(line, found)),
      ) ?? null;
    const one = byKey.get(key) ?? { key, numbers: [], score: 0, block };
    one.numbers.push(found);
    one.score += scoreOf(sheets, block, found, before, places);
    if (known.has(key)) one.score = -10;
    byKey.set(key, one);
  }
  return [...byKey.values()];
}

function scoreOf(
  sheets: readonly Sheet[],
  block: Block | null,
  found: Found<CompanyNumber>,
  before: string,
  { sellers, window }: Places,
): number {
  let score = 0;
  const height = sheets[found.sheet]?.page.height ?? 842;
  if (found.value.isVat) score += 1;
  if (/MVA/i.test(found.text)) score += 1.5;
  if (
    /(kundes?|kundens?|kjopers?|customer|your|deres|ihre|clients?|kaufers?|buyers?|koparens?)(org|vat|ust|mva|cvr|moms|tva)[a-z]*$|client$/.test(
      before,
    )
  )
    score -= 4;
  if (found.box[1] > height * 0.78) score += 1.5;
  if (found.box[1] < height * 0.13) score += 0.5;
  if (block) {
    if (block.hasContact && block.lines.some(({ text }) => /@|www\.|tlf|tel|phone/i.test(text)))
      score += 1.5;
    if (block.says === 'seller') score += 3;
    if (block.says === 'buyer') score -= 3;
    if (block.says === 'other') score -= 2;
    if (sellers.includes(block)) score += 2.5;
    else if (window !== null && sharesName(block, window)) score -= 2;
    else if (
      window === null &&
      block.hasPostCode &&
      !block.lines.some(({ text }) => /@|www\.|tlf|tel|phone/i.test(text)) &&
      found.box[1] < height * 0.55 &&
      !found.value.isVat
    )
      score -= 1.6;
  }
  return score;
}

/** The same address, or the same name at another place of the paper. */
const sharesName = (block: Block, window: Block): boolean => {
  const name = nameOf(window)?.text;
  return block === window || block.lines.some(({ text }) => text === name);
};

const samePlace = (place: Place, found: Found<unknown>): boolean =>
  place.page === found.page &&
  Math.abs(place.box[0] - found.box[0]) < 1 &&
  Math.abs(place.box[1] - found.box[1]) < 1;

const sameRow = (place: Place, found: Found<unknown>): boolean =>
  place.page === found.page &&
  place.box[1] < found.box[3] &&
  place.box[3] > found.box[1] &&
  place.box[0] <= found.box[2] &&
  place.box[2] >= found.box[0];

const contains = (line: BlockLine, { box }: Found<unknown>): boolean =>
  line.box[0] <= box[0] + 1 && line.box[2] >= box[0] - 1;

function partyOf(
  number: Weighed | undefined,
  name: Read | null,
  block: Block | null = null,
): PartyFound {
  const registration = number?.numbers.find(({ value }) => !value.isVat || value.country === 'NO');
  const vat = number?.numbers.find(({ value }) => value.isVat);
  const confidence = (found: Found<CompanyNumber>): number =>
    (found.value.checks ? 0.97 : 0.75) * (number && number.score > 0.5 ? 1 : 0.85);
  const readOf = (found: Found<CompanyNumber> | undefined, value: string): Read | null =>
    found
      ? { value, place: { page: found.page, box: found.box }, confidence: confidence(found) }
      : null;
  return {
    name,
    registration: readOf(
      registration,
      registration?.value.country === 'NO'
        ? companyKey(registration.value.value)
        : (registration?.value.value ?? ''),
    ),
    vat: readOf(
      vat,
      vat?.value.country === 'NO'
        ? `NO${companyKey(vat.value.value)}MVA`
        : (vat?.value.value ?? ''),
    ),
    country: (vat ?? registration)?.value.country ?? null,
    block: block ?? number?.block ?? null,
  };
}
