import { z } from 'zod';

/** `Accept-Language` of a request whose answer has texts for people. */
export const languageHeaders = z.object({
  'accept-language': z
    .string()
    .max(200)
    .optional()
    .describe('Texts are Norwegian (`nb`) unless English is asked for first.'),
});

/** The language of findings: Norwegian unless English comes first. */
export const findingsLanguage = (headers: z.output<typeof languageHeaders>): 'nb' | 'en' =>
  /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'nb';
