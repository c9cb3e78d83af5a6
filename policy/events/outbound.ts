import type { ChannelName } from '../channels.ts';
import { openedText } from '../invoice-link.ts';
import type { EventParameters, EventText, TextOf } from './event.ts';

const channelTexts: Record<ChannelName, EventText> = {
  'visma-network': { nb: 'Visma-nettverket', en: 'the Visma network' },
  peppol: { nb: 'Peppol', en: 'Peppol' },
  efaktura: { nb: 'eFaktura (nettbank)', en: 'eFaktura (bank)' },
  vipps: { nb: 'Vipps', en: 'Vipps' },
  email: { nb: 'e-post', en: 'e-mail' },
  print: { nb: 'utskrift (brev)', en: 'print (letter)' },
};

const reasonTexts: Record<string, EventText> = {
  'participant-unknown': {
    nb: 'mottakeren er ikke registrert',
    en: 'the recipient is not registered',
  },
  'document-type-unknown': {
    nb: 'mottakeren tar ikke imot dette dokumentet',
    en: 'the recipient does not take this document',
  },
  'recipient-unknown': { nb: 'mottakeren finnes ikke der', en: 'the recipient is not there' },
  'recipient-refused': { nb: 'mottakeren avviste den', en: 'the recipient refused it' },
  'invoice-invalid': {
    nb: 'fakturaen ble avvist som ugyldig',
    en: 'the invoice was refused as invalid',
  },
  'service-unavailable': { nb: 'tjenesten svarer ikke', en: 'the service does not answer' },
  'rate-limited': { nb: 'tjenesten ber oss vente', en: 'the service asks us to wait' },
  'outcome-unknown': {
    nb: 'svaret gikk tapt, så det er ukjent om den kom frem',
    en: 'the answer was lost, so it is unknown whether it arrived',
  },
  misconfigured: {
    nb: 'oppsettet vårt ble avvist (passord, sertifikat eller avsender)',
    en: 'our set-up was refused (password, certificate or sender)',
  },
  'not-permitted': {
    nb: 'selskapet har ikke tilgang til dette',
    en: 'the company is not permitted to do this',
  },
  'fallback-held': {
    nb: 'uvanlig mange brev av samme årsak',
    en: 'unusually many letters from one cause',
  },
  'no-channel': { nb: 'ingen kanal når mottakeren', en: 'no channel reaches the recipient' },
  'mailbox-unknown': { nb: 'adressen finnes ikke', en: 'there is no such address' },
  'mailbox-refused': {
    nb: 'mottakerens e-posttjener avviste den',
    en: 'the recipient’s mail server refused it',
  },
  'mail-expired': {
    nb: 'mottakerens e-posttjener tok den ikke imot innen fristen',
    en: 'the recipient’s mail server did not take it in time',
  },
  'consumer-not-receiving': {
    nb: 'forbrukeren tar ikke imot der',
    en: 'the consumer does not receive there',
  },
  'receiver-not-found': {
    nb: 'forbrukeren har sagt opp avtalen',
    en: 'the consumer has ended the agreement',
  },
  'letter-too-long': {
    nb: 'fakturaen har flere sider enn et brev kan ha (110)',
    en: 'the invoice has more pages than a letter can have (110)',
  },
  'letter-returned': { nb: 'brevet kom i retur', en: 'the letter came back' },
  'not-arrived': {
    nb: 'en person svarte at den ikke kom frem',
    en: 'a person answered that it did not arrive',
  },
  stopped: { nb: 'en person stoppet den', en: 'a person stopped it' },
};

const channel = (p: EventParameters): EventText =>
  channelTexts[p['channel'] as ChannelName] ?? { nb: p['channel'] ?? '', en: p['channel'] ?? '' };
/** The text of the code; a code without one gets the text of its failure kind, and stands behind it. */
const reason = (p: EventParameters): EventText => {
  const { reason: code = '', kind = '' } = p;
  const own = reasonTexts[code];
  const general = reasonTexts[kind];
  if (own || !general) return own ?? { nb: code, en: code };
  return { nb: `${general.nb} (${code})`, en: `${general.en} (${code})` };
};
/** What a mail that answered ours turned out to be. */
const answerTexts: Record<string, EventText> = {
  delayed: {
    nb: 'E-posten er forsinket: mottakerens tjener prøver fortsatt.',
    en: 'The mail is delayed: the recipient’s server is still trying.',
  },
  confirmed: {
    nb: 'Mottakerens e-posttjener bekrefter at e-posten er levert.',
    en: 'The recipient’s mail server confirms that the mail was delivered.',
  },
  'auto-reply': {
    nb: 'Automatisk svar fra mottakeren på e-posten.',
    en: 'The recipient’s mailbox answered the mail automatically.',
  },
  other: {
    nb: 'Et svar på e-posten kom til returadressen, og kunne ikke tolkes.',
    en: 'An answer to the mail came to the return address, and could not be understood.',
  },
};
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const both = (nb: string, en: string): EventText => ({ nb: capital(nb), en: capital(en) });
const price = (p: EventParameters, nb: string, en: string): EventText =>
  p['priceAmount']
    ? {
        nb: ` ${nb} ${p['priceAmount']} ${p['priceCurrency']}.`,
        en: ` ${en} ${p['priceAmount']} ${p['priceCurrency']}.`,
      }
    : { nb: '', en: '' };

/** Every event of a delivery with its text. Codes are stable: they are the API. */
export const deliveryEventTexts = {
  'delivery.accepted': () =>
    both('Fakturaen er mottatt og lagret.', 'The invoice is accepted and stored.'),
  'delivery.attempt-started': (p) =>
    both(`Sendes via ${channel(p).nb}.`, `Being sent over ${channel(p).en}.`),
  'delivery.attempt-accepted': (p) => {
    const size = p['pages'] ? ` (sider: ${p['pages']}, ark: ${p['sheets']})` : '';
    const sizeEnglish = p['pages'] ? ` (pages: ${p['pages']}, sheets: ${p['sheets']})` : '';
    return both(
      `${channel(p).nb} har tatt imot${size}; venter på kvittering.`,
      `${channel(p).en} has taken it${sizeEnglish}; a receipt is awaited.`,
    );
  },
  'delivery.attachments-left-out': (p) => ({
    nb: `Vedlegg som ikke ble skrevet ut med brevet: ${p['leftOut']}.`,
    en: `Attachments that were not printed with the letter: ${p['leftOut']}.`,
  }),
  'delivery.attachments-not-merged': (p) => ({
    nb: `Vedlegg som ikke kunne slås sammen med fakturaen, og ligger ved for seg: ${p['unmerged']}.`,
    en: `Attachments that could not be merged with the invoice, and are attached by themselves: ${p['unmerged']}.`,
  }),
  'delivery.sent-as-link': () => ({
    nb: 'Fakturaen og vedleggene er for store for én PDF (over 5 MB); e-posten har en lenke i stedet.',
    en: 'Invoice and attachments are too large for one PDF (over 5 MB); the mail has a link instead.',
  }),
  'delivery.attempt-refused': (p) =>
    both(`${channel(p).nb}: ${reason(p).nb}.`, `${channel(p).en}: ${reason(p).en}.`),
  'delivery.retry-planned': (p) =>
    both(
      `${channel(p).nb}: ${reason(p).nb}. Nytt forsøk kl. ${p['at']}.`,
      `${channel(p).en}: ${reason(p).en}. Next try at ${p['at']}.`,
    ),
  'delivery.fell-back': (p) => {
    const from = channelTexts[p['from'] as ChannelName];
    const cost = price(p, 'Brevet koster fra', 'The letter costs from');
    return both(
      `Går over fra ${from.nb} til ${channel(p).nb}: ${reason(p).nb}.${cost.nb}`,
      `Changes from ${from.en} to ${channel(p).en}: ${reason(p).en}.${cost.en}`,
    );
  },
  'delivery.needs-attention': (p) =>
    both(
      `Venter på svar fra en person: ${reason(p).nb}.`,
      `Waits for a person's answer: ${reason(p).en}.`,
    ),
  'delivery.answered': (p) => both(`Svart: ${p['answer']}.`, `Answered: ${p['answer']}.`),
  'delivery.rerouted': (p) =>
    both(`Omdirigert til ${channel(p).nb}.`, `Rerouted to ${channel(p).en}.`),
  'delivery.avtale-giro-marked': (p) =>
    both(
      `Merket for AvtaleGiro: banken trekker beløpet med KID ${p['kid']}.`,
      `Marked for AvtaleGiro: the bank draws the amount by KID ${p['kid']}.`,
    ),
  'delivery.avtale-giro-left-out': () =>
    both(
      'Forbrukeren har AvtaleGiro, men fakturaen har ingen gyldig KID: den må betales for hånd.',
      'The consumer has AvtaleGiro, but the invoice has no valid KID: it must be paid by hand.',
    ),
  'delivery.delivered': (p) =>
    both(`Levert via ${channel(p).nb}.`, `Delivered over ${channel(p).en}.`),
  'delivery.opened': () => openedText,
  'delivery.reminded': () => ({
    nb: 'Mottakeren er påminnet: lenken i e-posten er ikke åpnet.',
    en: 'The recipient was reminded: the link in the mail was not opened.',
  }),
  'delivery.objected': (p) => ({
    nb: `Mottakeren har en innsigelse: «${p['objection']}».`,
    en: `The recipient objects: “${p['objection']}”.`,
  }),
  'delivery.mail-answered': (p) =>
    answerTexts[p['answer'] ?? ''] ?? {
      nb: `Svar på e-posten: ${p['answer']}.`,
      en: `An answer to the mail: ${p['answer']}.`,
    },
  'delivery.bounce-ignored': (p) =>
    both(
      `En melding om at e-posten ikke kom frem, ble ikke fulgt: forsendelsen er allerede endret. Den sa: ${reason(p).nb}.`,
      `A message that the mail was not delivered was not acted upon: the delivery has changed before. It said: ${reason(p).en}.`,
    ),
  'delivery.returned': (p) => both(`Kom i retur: ${reason(p).nb}.`, `Came back: ${reason(p).en}.`),
  'delivery.failed': (p) =>
    both(`Ikke levert: ${reason(p).nb}.`, `Not delivered: ${reason(p).en}.`),
  'delivery.cancelled': () => both('Avbrutt før sending.', 'Cancelled before it was sent.'),
} as const satisfies Record<string, TextOf>;

export type DeliveryEventCode = keyof typeof deliveryEventTexts;
