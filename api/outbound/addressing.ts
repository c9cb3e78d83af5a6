import { z } from 'zod';
import type { Company } from '../../db/companies.ts';
import { findCustomer, type Customer } from '../../db/customers.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { Invoice } from '../../invoice/model.ts';
import { readMobileNumber } from '../../invoice/norway/mobile-number.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { readParticipantId } from '../../invoice/participant-id.ts';
import { channelNames, deliveryMethods, type DeliveryMethod } from '../../policy/channels.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import { channelsFor, fallsBack } from '../../policy/route.ts';
import { channelsOn, type PrintFormatName } from '../../policy/settings.ts';
import { requirePhone } from '../consumers.ts';
import { Problem } from '../problem.ts';

/** Options of a delivery; the same as JSON and as query parameters. */
export const deliveryOptions = z
  .object({
    method: z
      .enum(deliveryMethods)
      .optional()
      .describe('Default: the customer’s, else `automatic`.'),
    recipient: z.string().max(100).optional().describe('Participant id, `0192:987654325`.'),
    email: z.string().max(320).optional().describe('One address.'),
    phone: z
      .string()
      .max(30)
      .optional()
      .describe('Norwegian mobile number of a consumer: `90000001`.'),
    customerNumber: z.string().max(100).optional().describe('The customer in your own system.'),
    disabledChannels: z
      .array(z.enum(channelNames))
      .default([])
      .describe('Channels that must not be used.'),
    notBefore: z.iso.datetime({ offset: true }).optional().describe('Nothing is sent before.'),
  })
  .meta({ id: 'DeliveryOptions' });
export type DeliveryOptions = z.output<typeof deliveryOptions>;

/** Where it goes, and how it looks on paper: options first, then the customer register, then the invoice itself. */
export async function address(
  transaction: TenantTransaction,
  { tenantId, settings }: Company,
  invoice: Invoice,
  options: DeliveryOptions,
): Promise<{
  method: DeliveryMethod;
  recipient: string | null;
  email: string | null;
  phone: string | null;
  printFormat: PrintFormatName;
}> {
  const { buyer } = invoice;
  const number = readOrganisationNumber(buyer.legalRegistrationId ?? '');
  const by =
    options.customerNumber === undefined
      ? number && { organisationNumber: number }
      : { customerNumber: options.customerNumber };
  const customer = by ? await findCustomer(transaction, tenantId, by) : null;
  if (options.customerNumber !== undefined && !customer) {
    throw new Problem(
      422,
      'customer-unknown',
      `There is no customer ${options.customerNumber}. Create it with PUT /v1/customers/${encodeURIComponent(options.customerNumber)}.`,
    );
  }
  if (customer?.autoInvoice === false) {
    throw new Problem(
      422,
      'customer-switched-off',
      `AutoInvoice is switched off for customer ${customer.customerNumber}. Switch it on with "autoInvoice", or send this invoice yourself.`,
    );
  }
  const method = options.method ?? customer?.method ?? 'automatic';
  const recipient = recipientOf(invoice, options, customer, number);
  const email = emailOf(invoice, options, customer);
  const isOn = channelsOn(settings);
  if (!channelsFor(method).some((channel) => isOn[channel])) {
    throw new Problem(
      422,
      'channel-disabled',
      `The method "${method}" is switched off in this company’s settings.`,
    );
  }
  if (!fallsBack(method)) {
    if (method === 'email' && email === null)
      throw new Problem(
        422,
        'email-missing',
        'The method is "email", but neither options, customer nor invoice give an address.',
      );
    if (method === 'einvoice' && recipient === null)
      throw new Problem(
        422,
        'recipient-missing',
        'The method is "einvoice", but neither options, customer nor invoice give a participant id.',
      );
    if (method === 'print' && !hasPostalAddress(invoice))
      throw new Problem(
        422,
        'address-incomplete',
        'A letter needs the buyer’s street, post code and city.',
      );
  }
  return {
    method,
    recipient,
    email,
    phone: phoneOf(invoice, options, customer, method),
    printFormat: customer?.printFormat ?? settings.sending.printFormat,
  };
}

function recipientOf(
  { buyer }: Invoice,
  options: DeliveryOptions,
  customer: Customer | null,
  number: string | null,
): string | null {
  if (options.recipient !== undefined) {
    const given = readParticipantId(options.recipient);
    if (!given)
      throw new Problem(
        422,
        'recipient-invalid',
        `"${options.recipient}" is no participant id. Write scheme and value: 0192:987654325.`,
      );
    return given;
  }
  const endpoint =
    buyer.endpointId && readParticipantId(`${buyer.endpointId.scheme}:${buyer.endpointId.value}`);
  const organisationNumber = number ?? customer?.organisationNumber;
  return endpoint ?? (organisationNumber ? `0192:${organisationNumber}` : null);
}

function emailOf(
  { buyer }: Invoice,
  options: DeliveryOptions,
  customer: Customer | null,
): string | null {
  if (options.email !== undefined) {
    const given = readEmailAddress(options.email);
    if (!given)
      throw new Problem(
        422,
        'email-invalid',
        'Give exactly one e-mail address, without line breaks.',
      );
    return given;
  }
  return customer?.email ?? readEmailAddress(buyer.contact?.email ?? '');
}

/** The mobile number; the invoice's own one counts only where the sender says that the buyer is a consumer. */
function phoneOf(
  { buyer }: Invoice,
  options: DeliveryOptions,
  customer: Customer | null,
  method: DeliveryMethod,
): string | null {
  if (options.phone !== undefined) return requirePhone(options.phone);
  const own = method === 'efaktura' ? readMobileNumber(buyer.contact?.telephone ?? '') : null;
  return customer?.phone ?? own;
}

/** Whether a letter to the buyer finds its way. */
export function hasPostalAddress({ buyer: { address } }: Invoice): boolean {
  return Boolean(address?.street && address.city && address.postCode);
}
