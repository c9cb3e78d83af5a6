import { z } from 'zod';
import { readDelivery } from '../../db/deliveries.ts';
import { readSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { add, toCents } from '../../invoice/amount.ts';
import {
  isPdf,
  leftOutReasons,
  letterCharges,
  letterLimits,
  planLetter,
} from '../../policy/letter.ts';
import { amountFor, services } from '../../policy/prices.ts';
import { letterClasses } from '../../policy/settings.ts';
import { deliveryUnknown } from '../outbound/view.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { pricesToday } from '../settings/prices.ts';

const letterAnswer = z
  .object({
    pages: z.int(),
    sheets: z.int(),
    letterClass: z.enum(letterClasses),
    colour: z.boolean(),
    duplex: z.boolean(),
    leftOut: z
      .array(z.object({ filename: z.string(), reason: z.enum(leftOutReasons) }))
      .describe('Attachments that are not printed.'),
    charges: z.array(
      z.object({ service: z.enum(services), quantity: z.int(), amount: z.string() }),
    ),
    amount: z.string().describe('In all by today’s prices, without VAT.'),
    currency: z.string(),
  })
  .meta({ id: 'Letter' });

/** What a letter would be and cost. */
export function letterRoutes({ database, documents, desk }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/deliveries/{id}/letter',
      operationId: 'getLetter',
      summary: 'The letter that the delivery would become, with its price',
      description: `At most ${letterLimits.attachments} attachments (PDF), and ${letterLimits.pages} pages in all; what is more is left out. Nothing is sent.`,
      security: 'company',
      scopes: ['deliveries:read'],
      params: z.object({ id: z.string().max(100) }),
      answers: {
        200: { description: 'The letter as the settings are now.', schema: letterAnswer },
      },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const [row, company, priceOf] = await withTenant(database, tenantId, (transaction) =>
          Promise.all([
            readDelivery(transaction, tenantId, id),
            readSettings(transaction, tenantId),
            pricesToday({ orm: transaction }),
          ]),
        );
        if (!row || !company) throw deliveryUnknown(id);
        const { sending, company: shown } = company.settings;
        const read = (sha256: string): Promise<Uint8Array> => documents.get(tenantId, sha256);
        const rendered = await desk.render(await read(row.documentSha256), {
          to: 'pdf',
          language: 'nb',
          format: row.printFormat,
          ...(shown.logo !== null && { logo: await read(shown.logo) }),
        });
        if ('error' in rendered) throw new Error(`${id} cannot be read any more.`);
        const attachments = await Promise.all(
          (sending.printAttachments ? row.attachments : []).map(async (one) => {
            const bytes = await read(one.sha256);
            const pages = isPdf(one.contentType) ? await desk.countPages(bytes) : null;
            return { ...one, sizeBytes: bytes.byteLength, pages };
          }),
        );
        const { colour, duplex, letterClass } = sending;
        const letter = planLetter({
          invoicePages: rendered.pages ?? 1,
          attachments,
          colour,
          duplex,
        });
        if (letter === null) {
          throw new Problem(
            409,
            'letter-too-long',
            `The invoice has ${rendered.pages} pages, and a letter at most ${letterLimits.pages}.`,
          );
        }
        const charges = letterCharges(letter).map(({ service, quantity }) => {
          const price = priceOf(service);
          if (!price) throw new Error(`${service} has no price.`);
          return { service, quantity, amount: amountFor(price, quantity), price };
        });
        return {
          status: 200,
          body: {
            pages: letter.pages,
            sheets: letter.sheets,
            letterClass,
            colour,
            duplex,
            leftOut: [...letter.leftOut],
            charges: charges.map(({ service, quantity, amount }) => ({
              service,
              quantity,
              amount,
            })),
            amount: toCents(add(...charges.map(({ amount }) => amount))),
            currency: charges[0]?.price.currency ?? 'NOK',
          },
        };
      },
    }),
  ];
}
