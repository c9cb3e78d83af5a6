import { currentTime } from '../../db/clock.ts';
import type { Asker } from '../../db/doors.ts';
import { readPrices } from '../../db/terms-and-prices.ts';
import { norwegianDay } from '../../invoice/date.ts';
import { priceOf } from '../../policy/prices.ts';
import type { EffectFacts } from '../../policy/settings-effects.ts';

/** What each service costs today. */
export async function pricesToday(asker: Asker): Promise<EffectFacts['priceOf']> {
  const prices = await readPrices(asker);
  const today = norwegianDay(currentTime());
  return (service) => priceOf(prices, service, today);
}
