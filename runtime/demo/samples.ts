import type { ChannelName } from '../../policy/channels.ts';

/** One document that the demo sends, and how it must end. */
export interface Sample {
  readonly file: string;
  readonly shows: string;
  readonly options: Readonly<Record<string, string>>;
  readonly expected: { readonly channel: ChannelName } | { readonly refused: string };
}

/** Files in `runtime/demo/samples/`, sent by the first demo company. */
export const samples: readonly Sample[] = [
  {
    file: 'visma-network.xml',
    shows: 'invoice to a company of this installation',
    options: {},
    expected: { channel: 'visma-network' },
  },
  {
    file: 'peppol.xml',
    shows: 'invoice over Peppol (EHF)',
    options: { disabledChannels: 'visma-network' },
    expected: { channel: 'peppol' },
  },
  {
    file: 'credit-note.xml',
    shows: 'credit note over Peppol (EHF)',
    options: { disabledChannels: 'visma-network' },
    expected: { channel: 'peppol' },
  },
  {
    file: 'email.xml',
    shows: 'invoice by e-mail, PDF and XML attached',
    options: { method: 'email' },
    expected: { channel: 'email' },
  },
  {
    file: 'print.xml',
    shows: 'invoice as a letter',
    options: { method: 'print' },
    expected: { channel: 'print' },
  },
  {
    file: 'consumer.xml',
    shows: 'invoice to a consumer, in the bank (eFaktura)',
    options: { method: 'efaktura' },
    expected: { channel: 'efaktura' },
  },
  {
    file: 'falls-back.xml',
    shows: 'receiver not in Peppol: falls back to e-mail',
    options: {},
    expected: { channel: 'email' },
  },
  {
    file: 'mistake.xml',
    shows: 'amount written as 43.976,00: refused',
    options: {},
    expected: { refused: 'amount-invalid' },
  },
];
