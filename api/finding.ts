import { z } from 'zod';

/** One thing that is wrong, in a request or in an invoice. */
export const finding = z
  .object({
    path: z.string().describe('Where: a place in the request, or the XPath in the invoice.'),
    text: z.string(),
    line: z.int().optional(),
    column: z.int().optional(),
    hint: z.string().nullish().describe('What stands there, and what should.'),
    rule: z.string().optional().describe('Official id of the rule that an invoice breaks.'),
    severity: z.enum(['fatal', 'warning']).optional(),
    term: z.string().nullish().describe('Business term of EN 16931: `BT-112`.'),
    comesInForce: z.string().optional().describe('The day from which it matters.'),
  })
  .meta({ id: 'Finding' });
