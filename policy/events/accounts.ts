import type { EventText, TextOf } from './event.ts';

const roleTexts: Record<string, EventText> = {
  superuser: { nb: 'superbruker', en: 'superuser' },
  accountant: { nb: 'regnskapsfører', en: 'accountant' },
  viewer: { nb: 'lesetilgang', en: 'viewer' },
};
const role = (code = ''): EventText => roleTexts[code] ?? { nb: code, en: code };

/** Every event of a company's users, keys and data with its text. Who did it stands in the event's `actorId`. */
export const accountEventTexts = {
  'company.created': () => ({ nb: 'Selskapet er opprettet.', en: 'The company is created.' }),
  'company.exported': () => ({
    nb: 'Selskapets data er eksportert.',
    en: 'The company’s data are exported.',
  }),
  'company.expired-erased': (p) => ({
    nb: `Det som loven ikke krever oppbevart lenger (eldre enn ${p['since']}), er slettet: bilag ${p['count']}, dokumenter ${p['documents']}.`,
    en: `What the law wants kept no longer (older than ${p['since']}) was erased: records ${p['count']}, documents ${p['documents']}.`,
  }),
  'company.closed': () => ({
    nb: 'Selskapet er avsluttet og dataene slettet.',
    en: 'The company is closed and its data erased.',
  }),
  'account.logged-in': (p) => ({
    nb: `${p['name']} logget inn.`,
    en: `${p['name']} logged in.`,
  }),
  'account.invited': (p) => ({
    nb: `Invitasjon som ${role(p['role']).nb} er sendt til ${p['email']}.`,
    en: `An invitation as ${role(p['role']).en} went to ${p['email']}.`,
  }),
  'account.invitation-withdrawn': (p) => ({
    nb: `Invitasjonen til ${p['email']} er trukket tilbake.`,
    en: `The invitation to ${p['email']} is withdrawn.`,
  }),
  'account.joined': (p) => ({
    nb: `${p['name']} er med i selskapet som ${role(p['role']).nb}.`,
    en: `${p['name']} has joined the company as ${role(p['role']).en}.`,
  }),
  'account.role-changed': (p) => ({
    nb: `${p['name']} er nå ${role(p['role']).nb} (før: ${role(p['from']).nb}).`,
    en: `${p['name']} is now ${role(p['role']).en} (before: ${role(p['from']).en}).`,
  }),
  'account.removed': (p) => ({
    nb: `${p['name']} har ikke lenger tilgang til selskapet.`,
    en: `${p['name']} no longer has access to the company.`,
  }),
  'key.created': (p) => ({
    nb: `Nøkkelen «${p['name']}» er laget.`,
    en: `The key “${p['name']}” is made.`,
  }),
  'key.rotated': (p) => ({
    nb: `Nøkkelen «${p['name']}» er byttet; den gamle virker til ${p['until']}.`,
    en: `The key “${p['name']}” is replaced; the old one works until ${p['until']}.`,
  }),
  'key.revoked': (p) => ({
    nb: `Nøkkelen «${p['name']}» er trukket tilbake.`,
    en: `The key “${p['name']}” is revoked.`,
  }),
} as const satisfies Record<string, TextOf>;

export type AccountEventCode = keyof typeof accountEventTexts;
