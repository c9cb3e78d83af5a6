import type { Language } from './texts.ts';

/** How an invoice is laid out on paper. */
export type PrintFormatName = 'plain' | 'giro' | 'compact';

export interface PrintFormat {
  readonly name: PrintFormatName;
  readonly title: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
}

/** The print formats that a company or a customer can be given; the first one holds where none is chosen. */
export const printFormats: readonly PrintFormat[] = [
  {
    name: 'plain',
    title: { nb: 'Enkel', nn: 'Enkel', en: 'Plain' },
    description: {
      nb: 'God plass og lett å lese. Beløp, forfall, KID og konto øverst.',
      nn: 'God plass og lett å lese. Beløp, forfall, KID og konto øvst.',
      en: 'Generous and easy to read. Amount, due date, KID and account at the top.',
    },
  },
  {
    name: 'giro',
    title: { nb: 'Med betalingsslipp', nn: 'Med betalingsslipp', en: 'With payment slip' },
    description: {
      nb: 'Som enkel, med en slipp nederst på siste side: betaler, mottaker, KID, kroner, øre og konto.',
      nn: 'Som enkel, med ein slipp nedst på siste side: betalar, mottakar, KID, kroner, øre og konto.',
      en: 'As plain, with a slip at the foot of the last page: payer, payee, KID, kroner, øre and account.',
    },
  },
  {
    name: 'compact',
    title: { nb: 'Kompakt', nn: 'Kompakt', en: 'Compact' },
    description: {
      nb: 'Liten skrift og mange linjer per side, for lange fakturaer.',
      nn: 'Lita skrift og mange linjer per side, for lange fakturaer.',
      en: 'Small print and many lines to a page, for long invoices.',
    },
  },
];

/** The print format of that name, or null where there is none. */
export const readPrintFormat = (name: string): PrintFormatName | null =>
  printFormats.find((format) => format.name === name)?.name ?? null;
