import { z } from 'zod';
import { reportIntervals } from '../../policy/notifications.ts';
import { emailForms, letterClasses } from '../../policy/settings.ts';
import { postalAddress } from '../postal-address.ts';
import { printFormatName } from '../print-format.ts';

const text = (length: number) => z.string().trim().min(1).max(length).nullable();
const email = z.string().max(320).nullable();

const company = z.object({
  name: text(300).describe('As recipients see it; null: as the company is registered.'),
  email: email.describe('Reply address, once it is verified by the link that is sent to it.'),
  website: text(300),
  logo: z.string().nullable().describe('SHA-256 of the picture; see `PUT /v1/settings/logo`.'),
  postalAddress: postalAddress.nullable(),
});
const sending = z.object({
  email: z.boolean().describe('Invoices may go by e-mail.'),
  print: z.boolean().describe('Invoices may go by letter, which costs.'),
  duplicates: z
    .enum(['refuse', 'allow'])
    .describe('A second invoice with the same type, seller and number.'),
  maySendForOthers: z.boolean().describe('Invoices of other sellers are accepted.'),
  printFormat: printFormatName.describe(
    'Layout of PDFs for customers that have none of their own; new customers get it as theirs.',
  ),
  newCustomers: z.boolean().describe('A customer that is created has AutoInvoice switched on.'),
  emailForm: z
    .enum(emailForms)
    .describe(
      'What a mail carries: the PDF, the XML as well, one PDF of invoice and attachments (a link above 5 MB), or a link to a page with the invoice.',
    ),
  reminderDays: z
    .int()
    .min(1)
    .max(60)
    .nullable()
    .describe(
      'Days after which a due invoice is reminded of, once, whose link was not opened; null: never.',
    ),
  replyName: text(100).describe('Whom a recipient answers.'),
  replyEmail: email.describe('Used once verified; null or not verified: the company’s.'),
  replyPhone: text(40),
  letterClass: z.enum(letterClasses),
  colour: z.boolean().describe('Letters in colour, which costs.'),
  duplex: z.boolean().describe('Letters on both sides of the sheet.'),
  printAttachments: z.boolean().describe('Attachments are printed behind the invoice.'),
  printPriceAccepted: z
    .string()
    .max(50)
    .nullable()
    .describe(
      'The price of a letter as the effects show it (`19.00 NOK`); print needs it to go on.',
    ),
});
const scanning = z.object({
  enabled: z.boolean().describe('Opens a scan account: `GET /v1/scanning`.'),
  returnEmail: email.describe('Where what is no invoice goes; null: the company’s e-mail.'),
  releaseThreshold: z
    .union([z.number(), z.string().regex(/^[01](\.\d{1,4})?$/)])
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .nullable()
    .describe('Least certainty to accept a scan without a person, 0–1; null: the service’s own.'),
});
const consumers = z.object({
  requested: z.boolean().describe('eFaktura is asked for: `GET /v1/efaktura` says how far it is.'),
  signerEmail: email.describe(
    'Who signs the form that transfers the agreement from another provider; null: the company’s e-mail.',
  ),
  avtaleGiro: z
    .boolean()
    .describe('Invoices with a KID to consumers with a mandate are marked as drawn by the bank.'),
});
const networks = z.object({
  visma: z.boolean().describe('Must be on to receive at all.'),
  peppol: z.boolean().describe('Registers the company in ELMA.'),
});
export const notifications = z
  .object({
    received: z.boolean().describe('An invoice has arrived.'),
    sent: z.boolean().describe('An invoice has been delivered.'),
    sendErrors: z.boolean().describe('An invoice needs somebody: not delivered, or objected to.'),
    report: z.enum(reportIntervals).describe('What was sent and received, in the morning.'),
  })
  .describe('Mails to the caller; with a company’s key, to the company’s own address.');

const sections = { company, sending, scanning, consumers, networks };

/** The logo has a route of its own. */
const changes = {
  company: company.omit({ logo: true }).partial(),
  sending: sending.partial(),
  scanning: scanning.partial(),
  consumers: consumers.partial(),
  networks: networks.partial(),
};

/** What an operator may give a company at the start: any section, any setting of it. */
export const settingsStart = z.object(changes).partial().meta({ id: 'SettingsStart' });

/** One section, with the settings of it that change; the others stay. */
export const settingsChange = z
  .object({ ...changes, notifications: notifications.partial() })
  .partial()
  .refine((change) => Object.values(change).filter((one) => one !== undefined).length === 1, {
    error: 'Change one section at a time.',
  })
  .meta({ id: 'SettingsChange' });

const effect = z
  .object({
    setting: z.string(),
    now: z.object({ nb: z.string(), en: z.string() }).describe('What happens now.'),
    waitsFor: z
      .enum(['authentication', 'registration', 'somebody', 'link', 'agreement'])
      .nullable()
      .describe('What has to happen first.'),
    cost: z
      .object({
        amount: z.string(),
        currency: z.string(),
        text: z.object({ nb: z.string(), en: z.string() }),
      })
      .nullable()
      .describe('What it costs, each time it is used.'),
  })
  .meta({ id: 'SettingEffect' });

/** All settings, and what each switch means now. */
export const settingsAnswer = z
  .object({
    ...sections,
    notifications,
    version: z.int().describe('Also the ETag.'),
    effects: z.array(effect).describe('After a change: of the settings that changed.'),
  })
  .meta({ id: 'Settings' });

export const settingsHistory = z
  .object({
    at: z.iso.datetime(),
    setting: z.string().describe('Dotted name: `sending.print`.'),
    from: z.string().describe('Empty: none.'),
    to: z.string(),
    by: z.string().describe('The user or key that made the change.'),
    text: z.object({ nb: z.string(), en: z.string() }),
  })
  .meta({ id: 'SettingsHistoryEntry' });
