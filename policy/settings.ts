import type { ChannelName } from './channels.ts';

/** Print formats by name; what they look like is told by `rendering/formats.ts`. */
export type PrintFormatName = 'plain' | 'giro' | 'compact';

/** Settings of a company. Dotted names (`sending.email`) are used by the command line and the API alike. */
export interface Settings {
  readonly sending: {
    readonly email: boolean;
    readonly print: boolean;
    /** What happens to a second invoice with the same document type, seller and number. */
    readonly duplicates: 'refuse' | 'allow';
    /** Invoices whose seller is another company are accepted (accounting offices). */
    readonly maySendForOthers: boolean;
    /** Layout of PDFs for customers that have none of their own. */
    readonly printFormat: PrintFormatName;
  };
  readonly networks: { readonly visma: boolean; readonly peppol: boolean };
}

export const defaultSettings: Settings = {
  sending: {
    email: true,
    print: true,
    duplicates: 'refuse',
    maySendForOthers: false,
    printFormat: 'plain',
  },
  networks: { visma: true, peppol: true },
};

/** Which channels the company has on. */
export const channelsOn = ({ sending, networks }: Settings): Record<ChannelName, boolean> => ({
  email: sending.email,
  print: sending.print,
  'visma-network': networks.visma,
  peppol: networks.peppol,
});

export interface SettingsChange {
  readonly sending?:
    { readonly [K in keyof Settings['sending']]?: Settings['sending'][K] | undefined } | undefined;
  readonly networks?:
    | { readonly [K in keyof Settings['networks']]?: Settings['networks'][K] | undefined }
    | undefined;
}

/** The settings with the given ones changed; the others stay. */
export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  return {
    sending: { ...settings.sending, ...withoutUndefined(change.sending ?? {}) },
    networks: { ...settings.networks, ...withoutUndefined(change.networks ?? {}) },
  };
}

function withoutUndefined<T extends object>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
