import { z } from 'zod';
import { readDate } from '../../invoice/date.ts';
import { invoiceJsonSchema } from '../../invoice/schema.ts';
import { printFormats } from '../../rendering/formats.ts';
import { contentSecurityPolicy } from '../../rendering/html.ts';
import { languages } from '../../rendering/texts.ts';
import { finding } from '../finding.ts';
import { findingsLanguage, languageHeaders } from '../language.ts';
import type { ApiPorts } from '../ports.ts';
import { printFormatName } from '../print-format.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { bytesBody, invoiceTypes } from '../upload.ts';

const text = z.object({ nb: z.string(), nn: z.string(), en: z.string() });
const day = z
  .string()
  .refine((value) => readDate(value) !== null, 'Write a day, such as 2026-03-31.');

/** Work on a document that stores nothing. */
export function documentRoutes({ desk }: ApiPorts): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/validate',
      operationId: 'validateInvoice',
      summary: 'Judge an invoice; nothing is stored',
      description:
        'By structure, code lists and all rules of EN 16931, Peppol and the countries. Every finding is told.',
      tag: 'documents',
      security: 'company',
      scopes: [],
      query: z.object({
        on: day.optional().describe('By the rules in force on that day; default: the newest.'),
      }),
      headers: languageHeaders,
      body: bytesBody(...invoiceTypes),
      answers: {
        200: {
          description: 'The verdict.',
          schema: z.object({
            valid: z.boolean().describe('No fatal finding in force on the day.'),
            findings: z.array(finding),
            omitted: z.int().optional().describe('Findings left out: more of the same rules.'),
          }),
        },
      },
      problems: [422],
      handle: async ({ body, query: { on }, headers }) => {
        const options = { language: findingsLanguage(headers), ...(on !== undefined && { on }) };
        const verdict = await desk.validate(body.bytes, options);
        if ('error' in verdict) throw unreadable(verdict.error);
        return { status: 200, body: verdict };
      },
    }),
    route({
      method: 'post',
      path: '/v1/render',
      operationId: 'renderInvoice',
      summary: 'An invoice as PDF or HTML; nothing is stored',
      tag: 'documents',
      security: 'company',
      scopes: [],
      query: z.object({
        to: z.enum(['pdf', 'html']).default('pdf'),
        language: z.enum(languages).default('nb'),
        format: printFormatName.default('plain'),
      }),
      body: bytesBody(...invoiceTypes),
      answers: { 200: { description: 'The page.', contentType: ['application/pdf', 'text/html'] } },
      problems: [422],
      handle: async ({ body, query }) =>
        showRendered(await desk.render(body.bytes, query), query.to),
    }),
    route({
      method: 'get',
      path: '/v1/print-formats',
      operationId: 'listPrintFormats',
      summary: 'Layouts that a PDF can have',
      description: 'Chosen by the setting `sending.printFormat` and for each customer.',
      tag: 'documents',
      security: 'company',
      scopes: [],
      answers: {
        200: {
          description: 'All of them; the first holds where none is chosen.',
          schema: z.object({
            data: z.array(z.object({ name: printFormatName, title: text, description: text })),
          }),
        },
      },
      problems: [],
      handle: () => ({ status: 200, body: { data: [...printFormats] } }),
    }),
    route({
      method: 'get',
      path: '/schemas/invoice.json',
      operationId: 'getInvoiceSchema',
      summary: 'JSON Schema of an invoice',
      tag: 'documents',
      security: 'public',
      answers: {
        200: { description: 'JSON Schema 2020-12.', contentType: 'application/schema+json' },
      },
      problems: [],
      handle: () => ({ status: 200, contentType: 'application/schema+json', bytes: schema }),
    }),
  ];
}

const schema = new TextEncoder().encode(JSON.stringify(invoiceJsonSchema()));

interface Page {
  readonly status: 200;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

type Rendered = Awaited<ReturnType<ApiPorts['desk']['render']>>;

/** A rendered invoice as an answer; the page is shown under the policy that it is made for. */
export function showRendered(rendered: Rendered, to: 'pdf' | 'html'): Page {
  if ('error' in rendered) throw unreadable(rendered.error);
  return {
    status: 200,
    contentType: to === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8',
    bytes: rendered.bytes,
    ...(to === 'html' && { headers: { 'Content-Security-Policy': contentSecurityPolicy } }),
  };
}

const unreadable = ({ code, detail }: { code: string; detail: string }): Problem =>
  new Problem(422, code, detail);
