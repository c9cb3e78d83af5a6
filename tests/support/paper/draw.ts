import { Chance } from './chance.ts';
import { compose } from './compose.ts';
import { generalLayouts } from './layouts/dev-general.ts';
import { nationalLayouts } from './layouts/dev-national.ts';
import { heldLayouts } from './layouts/held-general.ts';
import { habitLayouts } from './layouts/held-habits.ts';
import type { Layout } from './layouts/layout.ts';
import type { Paper, PaperSet } from './model.ts';
import { Sheet, width } from './sheet.ts';
import { truthOf, type Truth } from './truth.ts';
import { Voice } from './voice.ts';
import type { Printed, Work } from './work.ts';

export const layouts: Readonly<Record<PaperSet, readonly Layout[]>> = {
  dev: [...nationalLayouts, ...generalLayouts],
  held: [...habitLayouts, ...heldLayouts],
};

/** Probability that a label is one that few suppliers write. */
export const usualRarity = 0.2;

/** An invoice or credit note as PDF, and what stands on it. The same seed gives the same bytes. */
export async function drawInvoice(
  seed: string,
  set: PaperSet,
  layout: Layout,
  rare = usualRarity,
): Promise<{ pdf: Buffer; truth: Truth; paper: Paper; pages: number }> {
  const chance = new Chance(seed);
  const paper = compose(chance, set, layout.wishes);
  const work = begin(chance, paper, layout, rare);
  layout.draw(work);
  const { pages } = work.sheet;
  return { pdf: await work.sheet.bytes(), truth: truthOf(work, layout.name), paper, pages };
}

function begin(chance: Chance, paper: Paper, layout: Layout, rare: number): Work {
  const voice = new Voice(chance, paper, { rare, ...layout.voice });
  const { margins } = layout;
  const sheet = new Sheet({
    face: chance.pick(layout.faces),
    ...(layout.size !== undefined && { size: layout.size }),
    ...(margins && { left: margins.left, right: width - margins.right }),
  });
  const sign = paper.kind === 'creditnote' && chance.happens(0.5) ? -1 : 1;
  return { chance, paper, voice, sheet, sign, printed: new Set<Printed>() };
}
