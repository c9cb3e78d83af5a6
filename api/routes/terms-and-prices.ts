import { z } from 'zod';
import { currentTime } from '../../db/clock.ts';
import { addPrice, addTerms, readPrices, readTerms } from '../../db/terms-and-prices.ts';
import { norwegianDay, readDate } from '../../invoice/date.ts';
import { priceOf, pricesNotice, services, serviceTexts } from '../../policy/prices.ts';
import { termsOn } from '../../policy/terms.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const day = z.string().refine((text) => readDate(text) !== null, 'A day such as 2026-03-31.');
const text = z.object({ nb: z.string(), en: z.string() });
const onDay = z.object({ on: day.optional().describe('Default: today.') });

export const terms = z
  .object({
    version: z.string(),
    validFrom: z.string(),
    isExample: z.boolean().describe('True until the operator has terms of its own.'),
    text,
  })
  .meta({ id: 'Terms' });
export const price = z
  .object({
    service: z.enum(services),
    text,
    amount: z.string(),
    currency: z.string(),
    validFrom: z.string().nullable(),
    isExample: z.boolean(),
  })
  .meta({ id: 'Price' });

/** Terms and prices: everybody may read them, the operator sets them. */
export function termsAndPricesRoutes({ database }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/terms',
      operationId: 'getTerms',
      summary: 'The terms that a company accepts when it activates',
      security: 'public',
      query: onDay,
      answers: { 200: { description: 'The version in force.', schema: terms } },
      problems: [503],
      handle: async ({ query: { on = norwegianDay(currentTime()) } }) => ({
        status: 200,
        body: termsOn(await readTerms(database), on),
      }),
    }),
    route({
      method: 'get',
      path: '/v1/prices',
      operationId: 'getPrices',
      summary: 'What each service costs',
      description:
        'Without VAT. The prices are the operator’s own; those that are not set yet are examples.',
      security: 'public',
      query: onDay,
      answers: {
        200: {
          description: 'One price for each service.',
          schema: z.object({ on: z.string(), notice: text, prices: z.array(price) }),
        },
      },
      problems: [503],
      handle: async ({ query: { on = norwegianDay(currentTime()) } }) => {
        const all = await readPrices(database);
        const prices = services.map((service) => ({
          ...priceOf(all, service, on),
          text: serviceTexts[service],
        }));
        const notice = pricesNotice[prices.some(({ isExample }) => isExample) ? 'example' : 'own'];
        return { status: 200, body: { on, notice, prices } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/terms',
      operationId: 'addTerms',
      summary: 'Set new terms from a day on',
      description:
        'A version never changes. Companies that are activated keep what they have accepted.',
      security: 'operator',
      body: z.object({
        version: z.string().trim().min(1).max(50),
        validFrom: day,
        text: z.object({ nb: z.string().min(1).max(200_000), en: z.string().min(1).max(200_000) }),
      }),
      answers: { 201: { description: 'Set.', schema: z.object({ version: z.string() }) } },
      problems: [409, 503],
      handle: async ({ body }) => {
        if (await addTerms(database, body)) return { status: 201, body: { version: body.version } };
        throw new Problem(
          409,
          'terms-exist',
          `Version ${body.version} exists. Give the new words a version of their own.`,
        );
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/prices',
      operationId: 'addPrice',
      summary: 'Set the price of a service from a day on',
      description: 'It holds until the next one. A price never changes afterwards.',
      security: 'operator',
      body: z.object({
        service: z.enum(services),
        amount: z.string().regex(/^\d{1,7}(\.\d{1,4})?$/, 'A decimal text such as 19.00.'),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .default('NOK'),
        validFrom: day,
      }),
      answers: {
        201: {
          description: 'Set.',
          schema: z.object({ service: z.string(), validFrom: z.string() }),
        },
      },
      problems: [409, 503],
      handle: async ({ body }) => {
        const { service, validFrom } = body;
        if (await addPrice(database, body)) return { status: 201, body: { service, validFrom } };
        throw new Problem(
          409,
          'price-exists',
          `"${service}" has a price from ${validFrom} already. Choose another day.`,
        );
      },
    }),
  ];
}
