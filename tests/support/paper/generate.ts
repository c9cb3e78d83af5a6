import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from './chance.ts';
import { drawInvoice, drawNoInvoice, drawSeveral, layouts, type Order } from './draw.ts';
import { otherKinds } from './others.ts';
import { scan } from './scan.ts';
import type { OtherTruth, SeveralTruth, Truth } from './truth.ts';
import type { Layout } from './layouts/layout.ts';
import type { PaperSet } from './model.ts';

export interface GenerateOptions {
  readonly set: PaperSet;
  readonly seed: string;
  readonly count: number;
  /** Probability that a label is one that few suppliers write. */
  readonly rare?: number;
  /** One layout by its name. */
  readonly only?: string;
  /** As pictures, worn by scanners. */
  readonly scanned?: boolean;
}

/** Draws documents below the folder: `pdf/` or `scan/`, and of each its truth in `truth/`. */
export async function generate(
  folder: string,
  options: GenerateOptions,
): Promise<{ truth: string; files: string }> {
  const { set, seed, count, rare, only, scanned = false } = options;
  const [truth, files] = [join(folder, 'truth'), join(folder, scanned ? 'scan' : 'pdf')];
  for (const name of [truth, files]) mkdirSync(name, { recursive: true });
  const usable = layouts[set].filter(({ name }) => only === undefined || name === only);
  for (let n = 0; n < count; n++) {
    const chance = new Chance(`${seed}/${n}`);
    const name = `${set}-${String(n).padStart(4, '0')}`;
    // In turn, so that every layout has its share in a small set too.
    const layout = usable[n % usable.length] ?? chance.pick(usable);
    const order = { seed: `${set}/${seed}/${n}`, set, ...(rare !== undefined && { rare }) };
    const drawn = await drawOne(n, order, layout, only !== undefined);
    const worn = scanned ? await scan(drawn.pdf, chance) : null;
    const facts = { ...drawn.truth, ...(worn && { scan: worn.facts }) };
    writeFileSync(join(files, `${name}.pdf`), worn?.pdf ?? drawn.pdf);
    writeFileSync(join(truth, `${name}.json`), JSON.stringify(facts, null, 1));
  }
  return { truth, files };
}

/** Of twelve documents ten are an invoice, one is none, and one file holds several. */
async function drawOne(
  n: number,
  order: Order,
  layout: Layout,
  isInvoice: boolean,
): Promise<{ pdf: Buffer; truth: Truth | OtherTruth | SeveralTruth }> {
  const place = Math.floor(n / 12);
  if (!isInvoice && n % 12 === 10)
    return drawNoInvoice(order, otherKinds[place % otherKinds.length] ?? 'letter');
  if (!isInvoice && n % 12 === 11) return drawSeveral(order);
  return drawInvoice(order, layout);
}
