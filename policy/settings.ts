import type { ChannelName } from './channels.ts';
import type { PostalAddress } from './postal-address.ts';

/** Print formats by name; what they look like is told by `rendering/formats.ts`. */
export type PrintFormatName = 'plain' | 'giro' | 'compact';

/**
 * What a mail with an invoice carries: the PDF (the e-invoice lies inside it), the XML beside it as well, one PDF of
 * the invoice and its attachments, or a link.
 */
export const emailForms = ['pdf', 'pdf-and-xml', 'merged', 'link'] as const;
export type EmailForm = (typeof emailForms)[number];
export const letterClasses = ['economy', 'priority'] as const;

/**
 * Settings of a company, in sections: what the company *wants*. Where something has to happen first
 * (authentication, ELMA, a link in a mail), `networks`, `scan_accounts` and `email_links` say how far it has come.
 * Dotted names (`sending.email`) are used by the command line, the history and the API alike.
 */
export interface Settings {
  readonly company: {
    /** As invoices' recipients and ELMA see it; null: as the company is registered. */
    readonly name: string | null;
    /** Used as reply address once it is verified by a link. */
    readonly email: string | null;
    readonly website: string | null;
    /** SHA-256 of the picture in the document store. */
    readonly logo: string | null;
    readonly postalAddress: PostalAddress | null;
  };
  readonly sending: {
    readonly email: boolean;
    readonly print: boolean;
    /** What happens to a second invoice with the same document type, seller and number. */
    readonly duplicates: 'refuse' | 'allow';
    /** Invoices whose seller is another company are accepted (accounting offices). */
    readonly maySendForOthers: boolean;
    /** Layout of PDFs for customers that have none of their own; new customers get it as theirs. */
    readonly printFormat: PrintFormatName;
    /** Whether a customer that is created has AutoInvoice switched on. */
    readonly newCustomers: boolean;
    readonly emailForm: EmailForm;
    /** Days after which a due invoice is reminded of whose link was not opened; null: never. */
    readonly reminderDays: number | null;
    /** Whom a recipient answers; an address is used once it is verified, until then the company's own. */
    readonly replyName: string | null;
    readonly replyEmail: string | null;
    readonly replyPhone: string | null;
    readonly letterClass: (typeof letterClasses)[number];
    readonly colour: boolean;
    readonly duplex: boolean;
    /** Attachments are printed behind the invoice. */
    readonly printAttachments: boolean;
    /** The price of a letter that was accepted, as `19.00 NOK`: print cannot be switched on without. */
    readonly printPriceAccepted: string | null;
  };
  readonly scanning: {
    readonly enabled: boolean;
    /** Where what is no invoice is sent on to; null: the company's e-mail. */
    readonly returnEmail: string | null;
    /** Least certainty, 0–1, to accept a document without a person; null: what the interpretation takes for enough. */
    readonly releaseThreshold: number | null;
  };
  readonly consumers: {
    /** The eFaktura agreement is asked for. */
    readonly requested: boolean;
    /** Who signs the form that transfers the agreement from another provider; null: the company's e-mail. */
    readonly signerEmail: string | null;
    /** Invoices to consumers with a mandate are marked as drawn by the bank. */
    readonly avtaleGiro: boolean;
  };
  readonly networks: { readonly visma: boolean; readonly peppol: boolean };
}

export type SectionName = keyof Settings;

export const defaultSettings: Settings = {
  company: { name: null, email: null, website: null, logo: null, postalAddress: null },
  sending: {
    email: true,
    print: true,
    duplicates: 'refuse',
    maySendForOthers: false,
    printFormat: 'plain',
    newCustomers: true,
    emailForm: 'pdf-and-xml',
    reminderDays: null,
    replyName: null,
    replyEmail: null,
    replyPhone: null,
    letterClass: 'economy',
    colour: false,
    duplex: true,
    printAttachments: true,
    printPriceAccepted: null,
  },
  scanning: { enabled: false, returnEmail: null, releaseThreshold: null },
  consumers: { requested: false, signerEmail: null, avtaleGiro: false },
  networks: { visma: true, peppol: true },
};

/**
 * The settings that a company starts with when it activates: as it is registered, and with nothing on
 * that costs more than was agreed to. The caller's own settings, made before, stay.
 */
export function settingsOnActivation(
  settings: Settings,
  registered: { name: string; email: string; postalAddress: PostalAddress | null },
): Settings {
  const { company, sending } = settings;
  return {
    ...settings,
    company: {
      ...company,
      name: company.name ?? registered.name,
      email: company.email ?? registered.email,
      postalAddress: company.postalAddress ?? registered.postalAddress,
    },
    sending: { ...sending, print: sending.print && sending.printPriceAccepted !== null },
  };
}

/** The address that recipients answer to: the first one that is verified, or null. */
export const replyAddressOf = (
  { company, sending }: Settings,
  verified: readonly string[],
): string | null =>
  [sending.replyEmail, company.email].find((email) => email !== null && verified.includes(email)) ??
  null;

/** Which channels the company sends by. The networks are always among them: their switches are about receiving. */
export const channelsOn = ({ sending, consumers }: Settings): Record<ChannelName, boolean> => ({
  email: sending.email,
  print: sending.print,
  'visma-network': true,
  peppol: true,
  efaktura: consumers.requested,
  vipps: consumers.requested,
});

/** Some settings of some sections. */
export type SettingsChange = {
  readonly [S in SectionName]?:
    { readonly [K in keyof Settings[S]]?: Settings[S][K] | undefined } | undefined;
};

const sectionNames = Object.keys(defaultSettings) as readonly SectionName[];

/** The settings with the given ones changed; the others stay. */
export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  const changed = sectionNames.map((name) => [
    name,
    { ...settings[name], ...withoutUndefined(change[name] ?? {}) },
  ]);
  return Object.fromEntries(changed) as Settings;
}

function withoutUndefined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** One setting that is another one now; values as short texts, an empty one for none. */
export interface ChangedSetting {
  readonly setting: string;
  readonly from: string;
  readonly to: string;
}

/** What differs between two settings, by dotted name. */
export function changedSettings(before: Settings, after: Settings): ChangedSetting[] {
  return sectionNames.flatMap((name) => {
    const old = new Map(Object.entries(before[name]));
    return Object.entries(after[name]).flatMap(([key, value]) => {
      const [from, to] = [shown(old.get(key)), shown(value)];
      return from === to ? [] : [{ setting: `${name}.${key}`, from, to }];
    });
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
