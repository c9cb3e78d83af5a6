import { z } from 'zod';

/** Of a company or a customer. */
export const postalAddress = z.object({
  lines: z.array(z.string().max(200)).max(4),
  postCode: z.string().max(20).optional(),
  city: z.string().max(100).optional(),
  country: z.string().length(2).optional().describe('ISO 3166, two letters.'),
});
