import { Chance } from './chance.ts';
import { compose, type Wishes } from './compose.ts';
import { freshLayouts } from './layouts/fresh.ts';
import { generalLayouts } from './layouts/dev-general.ts';
import { nationalLayouts } from './layouts/dev-national.ts';
import { heldLayouts } from './layouts/held-general.ts';
import { habitLayouts } from './layouts/held-habits.ts';
import { plainLayouts } from './layouts/dev-plain.ts';
import { stripeLayouts } from './layouts/held-plain.ts';
import type { Layout } from './layouts/layout.ts';
import type { Paper, PaperSet } from './model.ts';
import { drawOther } from './others.ts';
import { Sheet, width } from './sheet.ts';
import { truthOf, type OtherTruth, type SeveralTruth, type Truth } from './truth.ts';
import { Voice } from './voice.ts';
import type { OtherKind } from './wording/words.ts';
import type { Printed, Work } from './work.ts';

export const layouts: Readonly<Record<PaperSet, readonly Layout[]>> = {
  dev: [...nationalLayouts, ...generalLayouts, ...plainLayouts],
  held: [...habitLayouts, ...heldLayouts, ...stripeLayouts],
  fresh: freshLayouts,
};

/** Probability that a label is one that few suppliers write. */
const usualRarity = 0.2;

/** What the drawing of one document needs to know. */
export interface Order {
  /** The same seed gives the same bytes. */
  readonly seed: string;
  readonly set: PaperSet;
  readonly rare?: number;
}

/** An invoice or credit note as PDF, and what stands on it. */
export async function drawInvoice(
  order: Order,
  layout: Layout,
): Promise<{ pdf: Buffer; truth: Truth; paper: Paper }> {
  const chance = new Chance(order.seed);
  const work = draw(chance, order, layout);
  if (chance.happens(0.06)) attach(work, order, chance.pick(['timesheet', 'terms'] as const));
  return { pdf: await work.sheet.bytes(), truth: truthOf(work, layout.name), paper: work.paper };
}

/** Several invoices in one PDF, some with what belongs to them behind. */
export async function drawSeveral(order: Order): Promise<{ pdf: Buffer; truth: SeveralTruth }> {
  const chance = new Chance(order.seed);
  const works: { work: Work; last: number; layout: string }[] = [];
  const count = chance.whole(2, 4);
  let end: Sheet | undefined;
  for (let n = 0; n < count; n++) {
    const layout = chance.pick(layouts[order.set]);
    const work = draw(chance, order, layout, end);
    end = chance.happens(0.25)
      ? attach(work, order, chance.pick(['timesheet', 'terms'] as const))
      : work.sheet;
    works.push({ work, last: end.range[1], layout: layout.name });
  }
  const documents = works.map(({ work, last, layout }) => {
    const pages: readonly [number, number] = [work.sheet.range[0], last];
    return { ...truthOf(work, layout), pages };
  });
  const [first] = works;
  if (!first) throw new Error('no invoice was drawn');
  return { pdf: await first.work.sheet.bytes(), truth: { documents } };
}

/** A paper that is no invoice. */
export async function drawNoInvoice(
  order: Order,
  kind: OtherKind,
): Promise<{ pdf: Buffer; truth: OtherTruth }> {
  const chance = new Chance(order.seed);
  const work = begin(chance, order, {
    wishes: { kind: 'invoice', lines: [1, 8] },
    faces: ['helvetica', 'arimo', 'times'],
  });
  drawOther(work, kind);
  const { language } = truthOf(work, kind);
  return { pdf: await work.sheet.bytes(), truth: { docType: 'other', kind, language } };
}

function draw(chance: Chance, order: Order, layout: Layout, after?: Sheet): Work {
  const work = begin(chance, order, layout, after);
  layout.draw(work);
  return work;
}

/** A further page of the same supplier behind an invoice. */
function attach(work: Work, order: Order, kind: OtherKind): Sheet {
  const sheet = new Sheet({ face: 'helvetica', after: work.sheet });
  drawOther(
    { ...work, sheet, printed: new Set(), chance: new Chance(`${order.seed}/${kind}`) },
    kind,
  );
  return sheet;
}

type Look = Pick<Layout, 'faces' | 'size' | 'margins' | 'voice'> & { readonly wishes: Wishes };

function begin(
  chance: Chance,
  { set, rare = usualRarity }: Order,
  look: Look,
  after?: Sheet,
): Work {
  const paper = compose(chance, set, look.wishes);
  const voice = new Voice(chance, paper, { rare, ...look.voice });
  const sheet = new Sheet({
    face: chance.pick(look.faces),
    ...(after && { after }),
    ...(look.size !== undefined && { size: look.size }),
    ...(look.margins && { left: look.margins.left, right: width - look.margins.right }),
  });
  const sign = paper.kind === 'creditnote' && chance.happens(0.5) ? -1 : 1;
  return { chance, paper, voice, sheet, sign, printed: new Set<Printed>() };
}
