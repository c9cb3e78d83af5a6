import { z } from 'zod';
import { consumerAnswers, consumerChannels } from '../../policy/consumers.ts';

/** What provider and connector say to each other; names as Maventa's API has them. Source: network facts in docs/efaktura.md */
export const agreementBody = z.object({
  state: z.enum(['FREE', 'RESERVED', 'ACTIVE', 'FAULT', 'ERROR']),
  /** Ours to be, and not active yet. */
  ordered: z.boolean(),
});
export type AgreementBody = z.output<typeof agreementBody>;

export const orderBody = z.object({
  company_name: z.string().min(1),
  /** The signed form, base64. */
  transfer_form: z.string().optional(),
});

export const lookupBody = z.object({
  bid: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  post_code: z.string().optional(),
});

const answer = z.enum(consumerAnswers);
export const consumerBody = z.object({
  efaktura_identifier: z.string().min(1),
  routes: z.object({ yes2all: answer, vipps: answer }),
  avtalegiro_mandate: z.boolean(),
});

export const invoiceBody = z.object({
  uuid: z.string().min(1),
  bid: z.string(),
  recipient_efaktura_id: z.string().min(1),
  route: z.enum(consumerChannels),
  /** EHF, base64. */
  file: z.string().min(1),
  avtalegiro_kid: z.string().nullable(),
});
export type InvoiceBody = z.output<typeof invoiceBody>;

export const errorBody = z.object({ code: z.string(), message: z.string() });
