import type { EventText } from './events/event.ts';
import type { DraftFinding } from './scan-draft.ts';
import { fieldName } from './scan-field-names.ts';

type Parameters = DraftFinding['parameters'];
type Text = (p: Parameters) => EventText;

/** What each finding says. */
const texts: Readonly<Record<string, Text>> = {
  'rule-broken': (p) => ({ nb: p['nb'] ?? '', en: p['en'] ?? '' }),
  'not-an-invoice': () => ({
    nb: 'Dokumentet ser ikke ut til å være en faktura.',
    en: 'The document does not look like an invoice.',
  }),
  'seller-is-buyer': () => ({
    nb: 'Selgeren har samme organisasjonsnummer som selskapet ditt.',
    en: 'The seller has your own company’s organisation number.',
  }),
  'register-away': () => ({
    nb: 'Enhetsregisteret svarte ikke; selgeren er ikke kontrollert.',
    en: 'The company register did not answer; the seller has not been checked.',
  }),
  'seller-unknown': (p) => ({
    nb: `Ingen i Enhetsregisteret har organisasjonsnummer ${p['number']}.`,
    en: `Nobody in the company register has the number ${p['number']}.`,
  }),
  'seller-deleted': (p) => ({
    nb: `${p['name']} er slettet fra Enhetsregisteret.`,
    en: `${p['name']} has been deleted from the company register.`,
  }),
  'seller-bankrupt': (p) => ({
    nb: `${p['name']} er konkurs: betal ikke før du vet hvem som skal ha pengene.`,
    en: `${p['name']} is bankrupt: do not pay before you know who is to have the money.`,
  }),
  'seller-without-vat': (p) => ({
    nb: `${p['name']} er ikke registrert i Merverdiavgiftsregisteret, men krever merverdiavgift.`,
    en: `${p['name']} is not registered for VAT, but charges it.`,
  }),
  'duplicate-file': (p) => ({
    nb: `Nøyaktig samme fil er kommet før, som ${p['id']}.`,
    en: `The very same file has come before, as ${p['id']}.`,
  }),
  'duplicate-number': (p) => ({
    nb: `Denne selgeren har allerede en faktura med dette nummeret: ${p['id']}.`,
    en: `This seller already has an invoice with this number: ${p['id']}.`,
  }),
  'duplicate-picture': (p) => ({
    nb: `Det ser ut som et dokument som er kommet før, som ${p['id']}.`,
    en: `It looks like a document that has come before, as ${p['id']}.`,
  }),
  'buyer-other': (p) => ({
    nb: `Fakturaen er til organisasjonsnummer ${p['number']}, ikke til selskapet ditt.`,
    en: `The invoice is addressed to ${p['number']}, not to your company.`,
  }),
  'buyer-unclear': (p) => ({
    nb: `Fakturaen har ikke organisasjonsnummeret ditt, og navnet på kjøperen er ${p['name']}, ikke ${p['ownName']}.`,
    en: `The invoice does not have your organisation number, and its buyer is called ${p['name']}, not ${p['ownName']}.`,
  }),
  'account-changed': (p) => ({
    nb: `Kontonummeret er nytt for denne selgeren. Tidligere: ${p['earlier']}.`,
    en: `The account is new for this seller. Earlier: ${p['earlier']}.`,
  }),
  'date-old': (p) => ({
    nb: `Fakturadatoen ${p['date']} ligger mer enn et år tilbake.`,
    en: `The issue date ${p['date']} is more than a year ago.`,
  }),
  'date-ahead': (p) => ({
    nb: `Fakturadatoen ${p['date']} ligger langt frem i tid.`,
    en: `The issue date ${p['date']} is far ahead.`,
  }),
  'due-before-issue': (p) => ({
    nb: `Forfallsdatoen ${p['date']} er før fakturadatoen.`,
    en: `The due date ${p['date']} is before the issue date.`,
  }),
  'total-unusual': (p) => ({
    nb: `Beløpet ${p['amount']} er mye større enn vanlig; hittil høyst ${p['largest']}.`,
    en: `The amount ${p['amount']} is much larger than usual; so far at most ${p['largest']}.`,
  }),
};

/** What the interpretation is unsure of; `field` is what people call the place. */
const doubts: Readonly<Record<string, (field: EventText) => EventText>> = {
  missing: ({ nb, en }) => ({
    nb: `${nb} ble ikke funnet, men står trolig på dokumentet.`,
    en: `${en} was not found, but probably stands on the document.`,
  }),
  uncertain: ({ nb, en }) => ({
    nb: `${nb} er usikkert lest.`,
    en: `${en} was read with some doubt.`,
  }),
  'totals-do-not-add': () => ({
    nb: 'Sum, merverdiavgift og beløp å betale stemmer ikke overens.',
    en: 'The total, the VAT and the amount due do not add up.',
  }),
};

/** What a finding about a draft says to a person; one without a text of its own shows its code. */
export function findingText({ code, path, parameters }: DraftFinding): EventText {
  const own = texts[code]?.(parameters) ?? doubts[code]?.(fieldName(path ?? ''));
  if (own) return own;
  const shown = path === null ? code : `${code} (${path})`;
  return { nb: `Usikker lesing: ${shown}.`, en: `Uncertain reading: ${shown}.` };
}

const rejections: Readonly<Record<string, EventText>> = {
  'not-an-invoice': { nb: 'dokumentet er ingen faktura', en: 'the document is no invoice' },
  'no-document': {
    nb: 'det lå verken PDF, bilde eller e-faktura ved',
    en: 'neither a PDF, a picture nor an e-invoice was attached',
  },
};

/** Why a document was rejected: the text of the code, or what a person wrote. */
export const rejectionText = (reason: string): EventText =>
  rejections[reason] ?? { nb: reason, en: reason };
