import { asc } from 'drizzle-orm';
import type { PriceFrom } from '../policy/prices.ts';
import type { Terms } from '../policy/terms.ts';
import type { Asker } from './doors.ts';
import { prices, terms } from './schema/activations.ts';

/** All versions of the operator's terms, oldest first. */
export async function readTerms({ orm }: Asker): Promise<Terms[]> {
  const rows = await orm.select().from(terms).orderBy(asc(terms.validFrom));
  return rows.map(({ version, validFrom, textNb, textEn }) => ({
    version,
    validFrom,
    text: { nb: textNb, en: textEn },
  }));
}

/** False where that version exists: a version never changes. */
export async function addTerms(
  { orm }: Asker,
  { version, validFrom, text }: Terms,
): Promise<boolean> {
  const added = await orm
    .insert(terms)
    .values({ version, validFrom, textNb: text.nb, textEn: text.en })
    .onConflictDoNothing()
    .returning({ version: terms.version });
  return added.length > 0;
}

/** All prices that the operator has ever set, oldest first. */
export const readPrices = ({ orm }: Asker): Promise<PriceFrom[]> =>
  orm.select().from(prices).orderBy(asc(prices.validFrom));

/** False where the service has a price from that day: a price never changes, the next one follows it. */
export async function addPrice({ orm }: Asker, price: PriceFrom): Promise<boolean> {
  const added = await orm
    .insert(prices)
    .values(price)
    .onConflictDoNothing()
    .returning({ service: prices.service });
  return added.length > 0;
}
