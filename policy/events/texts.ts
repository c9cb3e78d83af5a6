import { accountEventTexts, type AccountEventCode } from './accounts.ts';
import { activationEventTexts, type ActivationEventCode } from './activation.ts';
import { efakturaEventTexts, type EfakturaEventCode } from './efaktura.ts';
import type { EventParameters, EventText, TextOf } from './event.ts';
import { receivedEventTexts, type ReceivedEventCode } from './inbound.ts';
import { deliveryEventTexts, type DeliveryEventCode } from './outbound.ts';
import { scanEventTexts, type ScanEventCode } from './scan.ts';
import { settingsEventTexts, type SettingsEventCode } from './settings.ts';
import { webhookEventTexts, type WebhookEventCode } from './webhooks.ts';

export type EventCode =
  | AccountEventCode
  | ActivationEventCode
  | DeliveryEventCode
  | EfakturaEventCode
  | ReceivedEventCode
  | ScanEventCode
  | SettingsEventCode
  | WebhookEventCode;

const texts: Readonly<Record<EventCode, TextOf>> = {
  ...activationEventTexts,
  ...deliveryEventTexts,
  ...efakturaEventTexts,
  ...receivedEventTexts,
  ...scanEventTexts,
  ...settingsEventTexts,
  ...accountEventTexts,
  ...webhookEventTexts,
};

/** Every event code of the product, as published in the API description. */
export const eventCodes = Object.keys(texts) as readonly EventCode[];

/** What an event says to a person, in Norwegian and in English. */
export const eventText = (code: EventCode, parameters: EventParameters): EventText =>
  texts[code](parameters);
