import { multiply, toCents } from '../invoice/amount.ts';
import type { IsoDate } from '../invoice/model.ts';
import type { ChannelName } from './channels.ts';
import type { EventText } from './events/event.ts';

/** Price of a service as a decimal text. */
export interface Price {
  readonly amount: string;
  readonly currency: string;
}

/** What the operator may charge for. */
export const services = [
  'einvoice-out',
  'einvoice-in',
  'efaktura',
  'email',
  'print-letter',
  'print-page',
  'print-colour-page',
  'scan-page',
] as const;
export type Service = (typeof services)[number];

/** What each service is, and what its price is for one of. */
export const serviceTexts: Readonly<Record<Service, EventText>> = {
  'einvoice-out': { nb: 'E-faktura sendt, per faktura', en: 'E-invoice sent, per invoice' },
  'einvoice-in': { nb: 'E-faktura mottatt, per faktura', en: 'E-invoice received, per invoice' },
  efaktura: {
    nb: 'Faktura til forbruker i nettbank eller Vipps, per faktura',
    en: 'Invoice to a consumer in the bank or Vipps, per invoice',
  },
  email: { nb: 'Faktura sendt som e-post, per faktura', en: 'Invoice sent by e-mail, per invoice' },
  'print-letter': {
    nb: 'Utskrift og porto, per brev med første ark',
    en: 'Print and postage, per letter with its first sheet',
  },
  'print-page': { nb: 'Utskrift, per side etter første ark', en: 'Print, per page after it' },
  'print-colour-page': {
    nb: 'Tillegg for farge, per side',
    en: 'Supplement for colour, per page',
  },
  'scan-page': { nb: 'Skanning og tolking, per side', en: 'Scanning and reading, per page' },
};

/** What is charged for an invoice that was delivered over a channel. */
export const serviceOf: Readonly<Record<ChannelName, Service>> = {
  'visma-network': 'einvoice-out',
  peppol: 'einvoice-out',
  efaktura: 'efaktura',
  vipps: 'efaktura',
  email: 'email',
  print: 'print-letter',
};

/** A price from a day on; it holds until the next one of the same service. */
export interface PriceFrom extends Price {
  readonly service: Service;
  readonly validFrom: IsoDate;
}

/** Examples, without VAT, that stand in until the operator has set prices of its own: `POST /v1/admin/prices`. */
const examplePrices: Readonly<Record<Service, Price>> = {
  'einvoice-out': { amount: '3.00', currency: 'NOK' },
  'einvoice-in': { amount: '3.00', currency: 'NOK' },
  efaktura: { amount: '3.50', currency: 'NOK' },
  email: { amount: '1.50', currency: 'NOK' },
  'print-letter': { amount: '19.00', currency: 'NOK' },
  'print-page': { amount: '1.00', currency: 'NOK' },
  'print-colour-page': { amount: '2.00', currency: 'NOK' },
  'scan-page': { amount: '5.00', currency: 'NOK' },
};

/** Says whose the prices are. */
export const pricesNotice: Readonly<Record<'own' | 'example', EventText>> = {
  own: {
    nb: 'Prisene er satt av den som driver denne installasjonen, uten merverdiavgift.',
    en: 'The prices are set by whoever runs this installation, without VAT.',
  },
  example: {
    nb: 'Noen av prisene er eksempler: den som driver denne installasjonen har ikke satt egne ennå. Uten merverdiavgift.',
    en: 'Some of the prices are examples: whoever runs this installation has not set their own yet. Without VAT.',
  },
};

/** What so many of a service cost, to the cent. */
export const amountFor = ({ amount }: Price, quantity: number): string =>
  toCents(multiply(amount, String(quantity)));

export interface PriceInForce extends Price {
  readonly service: Service;
  /** Null for an example. */
  readonly validFrom: IsoDate | null;
  readonly isExample: boolean;
}

/** The price of a service on a day: the operator's latest that holds then, else the example. */
export function priceOf(prices: readonly PriceFrom[], service: Service, on: IsoDate): PriceInForce {
  const [latest] = prices
    .filter((price) => price.service === service && price.validFrom <= on)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  return latest
    ? { ...latest, isExample: false }
    : { service, ...examplePrices[service], validFrom: null, isExample: true };
}
