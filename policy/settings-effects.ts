import type { NetworkName } from './channels.ts';
import type { AgreementStatus } from './efaktura.ts';
import type { CompanyStatus } from './company.ts';
import type { EventText } from './events/event.ts';
import type { NetworkStatus } from './networks.ts';
import type { Price, Service } from './prices.ts';
import type { ScanAccountStatus } from './scanning.ts';
import type { Settings } from './settings.ts';

/** What a setting does now, what it waits for, and what it costs. */
export interface Effect {
  readonly setting: string;
  /** What happens now. */
  readonly now: EventText;
  /** What has to happen first; null where nothing has. */
  readonly waitsFor: 'authentication' | 'registration' | 'somebody' | 'link' | 'agreement' | null;
  /** What it costs, each time it is used; null where it costs nothing or no price is set. */
  readonly cost: (Price & { readonly text: EventText }) | null;
}

export interface EffectFacts {
  readonly status: CompanyStatus;
  readonly networks: Readonly<Record<NetworkName, NetworkStatus>>;
  readonly scanAccount: ScanAccountStatus;
  readonly efaktura: AgreementStatus;
  /** Addresses that were verified by a link. */
  readonly verifiedEmails: readonly string[];
  readonly priceOf: (service: Service) => Price | null;
}

const text = (nb: string, en: string): EventText => ({ nb, en });
const onceAuthenticated = text(
  'Ønsket er lagret, og utføres når selskapet er autentisert.',
  'The wish is stored, and carried out once the company is authenticated.',
);

/** What every switch of these settings means as things are. */
export function effectsOf(settings: Settings, facts: EffectFacts): Effect[] {
  return [
    emailEffect(settings, facts),
    printEffect(settings, facts),
    newCustomersEffect(settings),
    networkEffect('visma', facts),
    networkEffect('peppol', facts),
    scanningEffect(facts),
    consumersEffect(facts),
    ...addressEffects(settings, facts),
  ];
}

function emailEffect({ sending }: Settings, { status, priceOf }: EffectFacts): Effect {
  const setting = 'sending.email';
  if (!sending.email) {
    const now = text('Ingen fakturaer sendes som e-post.', 'No invoice goes by e-mail.');
    return { setting, now, waitsFor: null, cost: null };
  }
  return {
    setting,
    ...sendingNow(status, {
      nb: 'Fakturaer sendes som e-post når kunden vil det, og når e-fakturaen ikke når frem og metoden er «automatisk».',
      en: 'Invoices go by e-mail where the customer wants it, and where the e-invoice fails and the method is “automatic”.',
    }),
    cost: costOf(priceOf('email'), 'per faktura', 'per invoice'),
  };
}

function printEffect({ sending }: Settings, { status, priceOf }: EffectFacts): Effect {
  const setting = 'sending.print';
  const cost = costOf(priceOf('print-letter'), 'per brev', 'per letter');
  if (!sending.print) {
    const now = text('Ingen fakturaer sendes som brev.', 'No invoice goes by letter.');
    return { setting, now, waitsFor: null, cost };
  }
  return {
    setting,
    ...sendingNow(status, {
      nb: 'Fakturaer skrives ut og sendes som brev når kunden vil det, og når verken e-faktura eller e-post når frem og metoden er «automatisk».',
      en: 'Invoices are printed and posted where the customer wants it, and where neither e-invoice nor e-mail arrives and the method is “automatic”.',
    }),
    cost,
  };
}

const sendingNow = (status: CompanyStatus, now: EventText): Pick<Effect, 'now' | 'waitsFor'> =>
  status === 'authenticated'
    ? { now, waitsFor: null }
    : { now: onceAuthenticated, waitsFor: 'authentication' };

function newCustomersEffect({ sending }: Settings): Effect {
  const now = sending.newCustomers
    ? text(
        'Nye kunder får AutoInvoice slått på. Kunder som finnes, endres ikke.',
        'New customers have AutoInvoice switched on. Existing ones are not changed.',
      )
    : text(
        'Nye kunder får AutoInvoice slått av. Kunder som finnes, endres ikke.',
        'New customers have AutoInvoice switched off. Existing ones are not changed.',
      );
  return { setting: 'sending.newCustomers', now, waitsFor: null, cost: null };
}

const networkEffects: Record<
  NetworkName,
  Record<NetworkStatus, Pick<Effect, 'now' | 'waitsFor'>>
> = {
  visma: {
    off: { now: text('Ingen fakturaer mottas.', 'No invoices are received.'), waitsFor: null },
    requested: { now: onceAuthenticated, waitsFor: 'authentication' },
    active: {
      now: text(
        'Fakturaer mottas fra Visma-nettverket.',
        'Invoices are received from the Visma network.',
      ),
      waitsFor: null,
    },
    pending: {
      now: text(
        'Slås av når Peppol er av; til da mottas det som er på vei.',
        'Is switched off once Peppol is off; until then what is on its way is received.',
      ),
      waitsFor: 'registration',
    },
    error: { now: text('Noen må gjøre noe.', 'Somebody must act.'), waitsFor: 'somebody' },
  },
  peppol: {
    off: {
      now: text('Ingen fakturaer mottas fra Peppol.', 'No invoices are received from Peppol.'),
      waitsFor: null,
    },
    requested: { now: onceAuthenticated, waitsFor: 'authentication' },
    active: {
      now: text(
        'Selskapet er registrert i ELMA og mottar fakturaer fra hele Peppol.',
        'The company is registered in ELMA and receives invoices from all of Peppol.',
      ),
      waitsFor: null,
    },
    pending: {
      now: text(
        'Registreringen i ELMA endres; det skjer av seg selv.',
        'The registration in ELMA is being changed; that happens by itself.',
      ),
      waitsFor: 'registration',
    },
    error: {
      now: text(
        'Selskapet er ikke registrert i ELMA: noen må gjøre noe, se nettverkets siste hendelse.',
        'The company is not registered in ELMA: somebody must act, see the network’s last event.',
      ),
      waitsFor: 'somebody',
    },
  },
};

const networkEffect = (network: NetworkName, { networks, priceOf }: EffectFacts): Effect => ({
  setting: `networks.${network}`,
  ...networkEffects[network][networks[network]],
  cost: costOf(priceOf('einvoice-in'), 'per mottatt faktura', 'per invoice received'),
});

const scanEffects: Record<ScanAccountStatus, Pick<Effect, 'now' | 'waitsFor'>> = {
  off: { now: text('Skanning er av.', 'Scanning is off.'), waitsFor: null },
  requested: { now: onceAuthenticated, waitsFor: 'authentication' },
  opening: {
    now: text(
      'Skanningkontoen åpnes; vent med å gi adressene til leverandører.',
      'The scan account is being opened; do not give its addresses to suppliers yet.',
    ),
    waitsFor: 'registration',
  },
  open: {
    now: text(
      'PDF-fakturaer på e-post og papirfakturaer tolkes og kommer inn som e-fakturaer.',
      'PDF invoices by mail and paper invoices are read and come in as e-invoices.',
    ),
    waitsFor: null,
  },
  closing: {
    now: text(
      'Skanningkontoen lukkes; det som kommer i mellomtiden, tolkes.',
      'The scan account is closing; what comes meanwhile is read.',
    ),
    waitsFor: null,
  },
};

const scanningEffect = ({ scanAccount, priceOf }: EffectFacts): Effect => ({
  setting: 'scanning.enabled',
  ...scanEffects[scanAccount],
  cost: costOf(priceOf('scan-page'), 'per side', 'per page'),
});

const consumerEffects: Record<AgreementStatus, Pick<Effect, 'now' | 'waitsFor'>> = {
  off: {
    now: text(
      'Forbrukere får ikke eFaktura i nettbank eller Vipps.',
      'Consumers get no eFaktura in their bank or Vipps.',
    ),
    waitsFor: null,
  },
  requested: { now: onceAuthenticated, waitsFor: 'authentication' },
  pending: {
    now: text(
      'Avtale om eFaktura er bestilt. Til den er på plass, får forbrukere e-post eller brev.',
      'The eFaktura agreement is asked for. Until it is there, consumers get e-mail or letters.',
    ),
    waitsFor: 'agreement',
  },
  signing: {
    now: text(
      'Et skjema for å flytte eFaktura-avtalen venter på signatur. Til den er på plass, får forbrukere e-post eller brev.',
      'A form that transfers the eFaktura agreement waits to be signed. Until it is there, consumers get e-mail or letters.',
    ),
    waitsFor: 'agreement',
  },
  active: {
    now: text(
      'Forbrukere får fakturaer i nettbank eller Vipps, ellers på e-post eller i brev.',
      'Consumers get invoices in their bank or Vipps, else by e-mail or letter.',
    ),
    waitsFor: null,
  },
  error: {
    now: text(
      'Avtalen om eFaktura er ikke på plass: noen må gjøre noe, se avtalens siste hendelse.',
      'The eFaktura agreement is not in place: somebody must act, see its last event.',
    ),
    waitsFor: 'somebody',
  },
};

const consumersEffect = ({ efaktura, priceOf }: EffectFacts): Effect => ({
  setting: 'consumers.requested',
  ...consumerEffects[efaktura],
  cost: costOf(priceOf('efaktura'), 'per faktura', 'per invoice'),
});

/** The reply addresses: what is not verified is not used. */
function addressEffects({ company, sending }: Settings, { verifiedEmails }: EffectFacts): Effect[] {
  const addresses = [
    ['company.email', company.email],
    ['sending.replyEmail', sending.replyEmail],
  ] as const;
  return addresses.flatMap(([setting, email]): Effect[] => {
    if (email === null) return [];
    const isVerified = verifiedEmails.includes(email);
    const now = isVerified
      ? text(`Svar fra mottakere går til ${email}.`, `Recipients’ replies go to ${email}.`)
      : text(
          `${email} brukes ikke før lenken i e-posten dit er åpnet.`,
          `${email} is not used until the link in the mail to it has been opened.`,
        );
    return [{ setting, now, waitsFor: isVerified ? null : 'link', cost: null }];
  });
}

function costOf(price: Price | null, nb: string, en: string): Effect['cost'] {
  if (!price) return null;
  const { amount, currency } = price;
  const sum = `${amount} ${currency}`;
  return { amount, currency, text: text(`${sum} ${nb}`, `${sum} ${en}`) };
}

/** A price as it is accepted: `19.00 NOK`. */
export const priceText = ({ amount, currency }: Price): string => `${amount} ${currency}`;
