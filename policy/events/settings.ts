import type { EventParameters, EventText, TextOf } from './event.ts';

const value = (text: string | undefined): EventText =>
  text ? { nb: `«${text}»`, en: `“${text}”` } : { nb: 'ingenting', en: 'nothing' };
const networkName = (p: EventParameters): string =>
  p['network'] === 'peppol' ? 'Peppol' : 'Visma-nettverket';
const networkNameEnglish = (p: EventParameters): string =>
  p['network'] === 'peppol' ? 'Peppol' : 'The Visma network';

/** Every event of a company's settings with its text. Codes are stable: they are the API. */
export const settingsEventTexts = {
  'settings.changed': (p) => ({
    nb: `Innstillingen ${p['setting']} er endret fra ${value(p['from']).nb} til ${value(p['to']).nb}.`,
    en: `The setting ${p['setting']} was changed from ${value(p['from']).en} to ${value(p['to']).en}.`,
  }),
  'settings.email-link-sent': (p) => ({
    nb: `En lenke for å bekrefte adressen er sendt til ${p['email']}.`,
    en: `A link to confirm the address was sent to ${p['email']}.`,
  }),
  'settings.email-verified': (p) => ({
    nb: `Adressen ${p['email']} er bekreftet.`,
    en: `The address ${p['email']} is verified.`,
  }),
  'network.requested': (p) => ({
    nb: `${networkName(p)} slås på når selskapet er autentisert.`,
    en: `${networkNameEnglish(p)} is switched on once the company is authenticated.`,
  }),
  'network.pending': (p) => ({
    nb: `${networkName(p)}: selskapet registreres som mottaker.`,
    en: `${networkNameEnglish(p)}: the company is being registered as a receiver.`,
  }),
  'network.registered': (p) => ({
    nb: `${networkName(p)}: registrert i ELMA; det kontrolleres at andre finner selskapet.`,
    en: `${networkNameEnglish(p)}: registered in ELMA; it is checked that others find the company.`,
  }),
  'network.active': (p) => ({
    nb: `${networkName(p)} er på.`,
    en: `${networkNameEnglish(p)} is on.`,
  }),
  'network.retry-planned': (p) => ({
    nb: `${networkName(p)}: det gikk ikke nå (${p['reason']}). Nytt forsøk ${p['at']}.`,
    en: `${networkNameEnglish(p)}: it did not work now (${p['reason']}). Next try ${p['at']}.`,
  }),
  'network.error': (p) => ({
    nb: `${networkName(p)}: noen må gjøre noe (${p['reason']}).`,
    en: `${networkNameEnglish(p)}: somebody must act (${p['reason']}).`,
  }),
  'network.leaving': (p) => ({
    nb: `${networkName(p)} slås av.`,
    en: `${networkNameEnglish(p)} is being switched off.`,
  }),
  'network.deregistered': (p) => ({
    nb: `${networkName(p)}: tatt ut av ELMA; fakturaer som er på vei, tas imot til ${p['until']}.`,
    en: `${networkNameEnglish(p)}: taken out of ELMA; invoices on their way are taken until ${p['until']}.`,
  }),
  'network.off': (p) => ({
    nb: `${networkName(p)} er av.`,
    en: `${networkNameEnglish(p)} is off.`,
  }),
  'scan-account.requested': () => ({
    nb: 'Skanningkontoen åpnes når selskapet er autentisert.',
    en: 'The scan account is opened once the company is authenticated.',
  }),
  'scan-account.opening': (p) => ({
    nb: `Skanningkontoen ${p['address']} åpnes.`,
    en: `The scan account ${p['address']} is being opened.`,
  }),
  'scan-account.open': (p) => ({
    nb: `Skanningkontoen ${p['address']} er åpen.`,
    en: `The scan account ${p['address']} is open.`,
  }),
  'scan-account.closing': (p) => ({
    nb: `Skanningkontoen lukkes. Det som kommer før ${p['at']}, tas fortsatt imot.`,
    en: `The scan account is closing. What comes before ${p['at']} is still taken.`,
  }),
  'scan-account.off': () => ({
    nb: 'Skanningkontoen er lukket.',
    en: 'The scan account is closed.',
  }),
} as const satisfies Record<string, TextOf>;

export type SettingsEventCode = keyof typeof settingsEventTexts;
