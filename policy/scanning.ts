import type { EventText } from './events/event.ts';
import type { PostalAddress } from './postal-address.ts';

/** How far a scan account has come. `closing`: still takes what comes in, for a time of grace. */
export const scanAccountStatuses = ['off', 'requested', 'opening', 'open', 'closing'] as const;
export type ScanAccountStatus = (typeof scanAccountStatuses)[number];

/** A scan account, as its row says it. Times in milliseconds since 1970. */
export interface ScanAccountState {
  readonly status: ScanAccountStatus;
  /** When it opens or closes; null where it does neither. */
  readonly nextAt: number | null;
}

/** From being switched on until suppliers may use it: our own mail server knows the address at once. */
const opensAfterSeconds = 0;

export interface ScanAccountRules {
  /** From being switched off until nothing is taken any more. */
  readonly graceSeconds: number;
}

/** The account after the switch was turned. On again while it closes: as if it had never been off. */
export function switchScanning(
  { status }: ScanAccountState,
  on: boolean,
  isAuthenticated: boolean,
  now: number,
  rules: ScanAccountRules,
): ScanAccountState {
  if (on) {
    if (!isAuthenticated) return { status: 'requested', nextAt: null };
    if (status === 'open' || status === 'closing') return { status: 'open', nextAt: null };
    return { status: 'opening', nextAt: now + opensAfterSeconds * 1000 };
  }
  if (status === 'open' || status === 'closing') {
    return { status: 'closing', nextAt: now + rules.graceSeconds * 1000 };
  }
  return { status: 'off', nextAt: null };
}

/** What the account becomes now that its time has come; null where it has not. */
export function scanAccountDue(
  { status, nextAt }: ScanAccountState,
  now: number,
): ScanAccountState | null {
  if (nextAt === null || nextAt > now) return null;
  if (status === 'opening') return { status: 'open', nextAt: null };
  return status === 'closing' ? { status: 'off', nextAt: null } : null;
}

/** The address that suppliers send PDFs to. */
export const scanAddress = (organisationNumber: string, domain: string): string =>
  `${organisationNumber}@${domain}`.toLowerCase();

/** Where paper is sent: the company's name and number stand first, so that the scan centre can sort it. */
export const scanPostalAddress = (
  company: { name: string; organisationNumber: string },
  centre: PostalAddress,
): PostalAddress => ({
  ...centre,
  lines: [`${company.name} ${company.organisationNumber}`, ...centre.lines],
});

/** What may be sent to a scan account. Source: the rules of AutoInvoice's own scanning in Norway. */
export const scanLimits = {
  mailBytes: 10_000_000,
  fileTypes: ['pdf', 'tiff', 'png', 'jpeg'],
  /** PDF 1.3 or later, without a password. */
  oldestPdfVersion: '1.3',
  pageMillimetres: { width: 210, height: 297 },
  /** Characters that a file name may not have. */
  refusedNameCharacters: '/\\:*?"<>|',
} as const;

/** The rules for suppliers, one sentence each. */
export const scanRules: readonly EventText[] = [
  {
    nb: 'Bare fakturaer og kreditnotaer; annet sendes videre til returadressen.',
    en: 'Invoices and credit notes only; anything else is sent on to the return address.',
  },
  {
    nb: 'Én faktura per PDF, med vedleggene i samme fil. En e-post kan ha flere PDF-er med ulike navn.',
    en: 'One invoice per PDF, with its attachments in the same file. A mail may hold several PDFs with different names.',
  },
  {
    nb: 'PDF 1.3 eller nyere uten passord, sider på høyst 210 × 297 mm (A4); e-posten på høyst 10 MB.',
    en: 'PDF 1.3 or later without a password, pages of at most 210 × 297 mm (A4); the mail at most 10 MB.',
  },
];

/** A text that the company can give to its suppliers as it is. */
export function supplierText(name: string, address: string, postal: PostalAddress): EventText {
  const place = [...postal.lines, [postal.postCode, postal.city].filter(Boolean).join(' ')];
  const letter = place.filter((line) => line !== '').join('\n');
  return {
    nb: `${name} tar imot e-faktura (EHF). Kan dere ikke sende den, send fakturaen som PDF til ${address}, én faktura per PDF. På papir sendes den til:\n${letter}\nAdressene er bare for fakturaer og kreditnotaer.`,
    en: `${name} receives e-invoices (EHF). If you cannot send one, send the invoice as a PDF to ${address}, one invoice per PDF. On paper it goes to:\n${letter}\nThe addresses are for invoices and credit notes only.`,
  };
}
