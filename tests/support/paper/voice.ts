import type { Chance } from './chance.ts';
import type { Company, Country, Language, Paper } from './model.ts';
import { da } from './wording/da.ts';
import { de } from './wording/de.ts';
import { en } from './wording/en.ts';
import { nb } from './wording/nb.ts';
import { nn } from './wording/nn.ts';
import { sv } from './wording/sv.ts';
import { withFresh } from './wording/fresh.ts';
import { choose, type Labels, type Wording, type Words } from './wording/words.ts';

export const wordings: Readonly<Record<Language, Wording>> = {
  nb: withFresh('nb', nb),
  nn: withFresh('nn', nn),
  sv: withFresh('sv', sv),
  da: withFresh('da', da),
  de: withFresh('de', de),
  en: withFresh('en', en),
};

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Groups from the left: `fromLeft('123456789', 3)` is `123 456 789`. */
const fromLeft = (text: string, size: number, by = ' '): string =>
  text.replaceAll(new RegExp(`(.{${size}})(?=.)`, 'g'), `$1${by}`);

/** What an English paper calls the numbers of a country that has its own. */
const englishLabels: Readonly<Record<Country, Partial<Record<keyof Labels, string>>>> = {
  NO: { organisationNumber: 'Org. no.' },
  SE: { organisationNumber: 'Corp. reg. no.', remittance: 'OCR no.' },
  DK: { organisationNumber: 'CVR no.', remittance: 'Payment ID' },
  DE: { vatNumber: 'VAT ID' },
  GB: {},
};

/** How a buyer's number is announced: by the word of its own country. */
const buyerLabels: Readonly<Record<Country, string>> = {
  NO: 'Org.nr.',
  SE: 'Org.nr',
  DK: 'CVR-nr.',
  DE: 'USt-IdNr.',
  GB: 'Company No.',
};

export interface VoiceOptions {
  /** Probability that a label is one that few suppliers write. */
  readonly rare: number;
  /** Every label of the head twice: in the paper's language and in English. */
  readonly bilingual?: boolean;
}

/** How one supplier words and writes things: the same label, date and number format all over its paper. */
export class Voice {
  readonly wording: Wording;
  readonly #chance: Chance;
  readonly #paper: Paper;
  readonly #options: VoiceOptions;
  readonly #labels = new Map<string, string>();
  readonly #dateFormat: string;
  readonly #thousands: string;
  readonly #decimal: string;
  readonly #dash: boolean;
  readonly #currencyStyle: 'none' | 'code-after' | 'code-before' | 'sign';
  readonly #negative: 'before' | 'after' | 'parentheses';

  constructor(chance: Chance, paper: Paper, options: VoiceOptions) {
    this.wording = wordings[paper.language];
    this.#chance = chance;
    this.#paper = paper;
    this.#options = options;
    this.#dateFormat = chance.pick(this.wording.dateFormats);
    const [thousands = '', decimal = ''] = chance.pick(this.wording.numberFormats);
    this.#decimal = decimal;
    // Some suppliers group nothing: the format then says the decimal sign alone.
    this.#thousands = thousands === decimal || chance.happens(0.08) ? '' : thousands;
    this.#dash = decimal === ',' && chance.happens(0.06);
    this.#currencyStyle =
      paper.currency === this.#ownCurrency()
        ? chance.pick(['none', 'none', 'code-after', 'code-before', 'sign'])
        : 'code-after';
    this.#negative = chance.pick(['before', 'before', 'after', 'parentheses']);
  }

  /** What this supplier calls a thing, always the same. */
  label(name: keyof Labels, values: Readonly<Record<string, string>> = {}): string {
    const known = this.#labels.get(name) ?? this.#own(name);
    this.#labels.set(name, known);
    return fill(known, { rate: '', ...values })
      .replaceAll(/ +%/g, values['rate'] === undefined ? '' : ' %')
      .trim();
  }

  /** As `label`, in two languages where this supplier writes so. */
  headLabel(name: keyof Labels): string {
    const own = this.label(name);
    if (!this.#options.bilingual || this.#paper.language === 'en') return own;
    const other = wordings.en[name].usual[0] ?? '';
    return other.toLowerCase() === own.toLowerCase() ? own : `${own} / ${other}`;
  }

  say(words: Words, values: Readonly<Record<string, string>> = {}): string {
    return fill(choose(words, this.#chance, this.#paper.set, this.#options.rare), values);
  }

  date(iso: string): string {
    const [year = '', month = '', day = ''] = iso.split('-');
    const name = (list: readonly string[]): string => list[Number(month) - 1] ?? '';
    const parts: Readonly<Record<string, string>> = {
      yyyy: year,
      yy: year.slice(2),
      mm: month,
      dd: day,
      d: String(Number(day)),
      m: String(Number(month)),
      month: name(this.wording.months),
      mon: name(this.wording.shortMonths),
    };
    return this.#dateFormat.replaceAll(
      /yyyy|month|mon|yy|mm|dd|d|m/g,
      (part) => parts[part] ?? part,
    );
  }

  /** Cents as this supplier prints them, without a currency. */
  money(cents: number): string {
    const whole = String(Math.floor(Math.abs(cents) / 100)).replaceAll(
      /\B(?=(\d{3})+$)/g,
      this.#thousands,
    );
    const rest = Math.abs(cents) % 100;
    const text =
      this.#dash && rest === 0
        ? `${whole},-`
        : `${whole}${this.#decimal}${String(rest).padStart(2, '0')}`;
    if (cents >= 0) return text;
    return this.#negative === 'before'
      ? `-${text}`
      : this.#negative === 'after'
        ? `${text}-`
        : `(${text})`;
  }

  /** As `money`, with the currency where this supplier prints it at totals. */
  total(cents: number): string {
    const { currency } = this.#paper;
    const sign =
      { NOK: 'kr', SEK: 'kr', DKK: 'kr.', EUR: '€', GBP: '£', USD: '$' }[currency] ?? currency;
    const text = this.money(cents);
    switch (this.#currencyStyle) {
      case 'none':
        return text;
      case 'code-after':
        return `${text} ${currency}`;
      case 'code-before':
        return `${currency} ${text}`;
      case 'sign':
        return sign === '£' || sign === '$'
          ? sign + text
          : sign === '€'
            ? `${text} €`
            : `${sign} ${text}`;
    }
  }

  quantity(thousandths: number): string {
    return String(thousandths / 1000).replace('.', this.#decimal);
  }

  /** `printed` for one field in one style for the whole paper: spaces, dots, prefixes. */
  registration(company: Company): { organisation: string | null; vat: string | null } {
    const { organisationNumber: number, vatNumber, country } = company;
    switch (country) {
      case 'NO': {
        const plain = this.#style('organisation', [
          fromLeft(number ?? '', 3),
          number ?? '',
          fromLeft(number ?? '', 3, '.'),
        ]);
        if (vatNumber === null) return { organisation: plain, vat: null };
        return {
          organisation: this.#style('vat', [
            `NO ${plain} MVA`,
            `${plain} MVA`,
            plain,
            `NO${number}MVA`,
          ]),
          vat: null,
        };
      }
      case 'SE': {
        const plain = number ?? '';
        return { organisation: `${plain.slice(0, 6)}-${plain.slice(6)}`, vat: vatNumber };
      }
      case 'DK':
        return {
          organisation: this.#style('organisation', [number ?? '', fromLeft(number ?? '', 2)]),
          vat: null,
        };
      case 'DE':
      case 'GB':
        return {
          organisation: number,
          vat:
            vatNumber &&
            this.#style('vat', [
              vatNumber,
              `${vatNumber.slice(0, 2)} ${fromLeft(vatNumber.slice(2), 3)}`,
            ]),
        };
    }
  }

  account(): string | null {
    const { account } = this.#paper.payment;
    if (account === null) return null;
    switch (this.#paper.seller.country) {
      case 'NO':
        return this.#style('account', [
          `${account.slice(0, 4)}.${account.slice(4, 6)}.${account.slice(6)}`,
          `${account.slice(0, 4)} ${account.slice(4, 6)} ${account.slice(6)}`,
          account,
        ]);
      case 'DK':
        return `${account.slice(0, 4)} ${account.slice(4)}`;
      case 'GB':
        return `${fromLeft(account.slice(0, 6), 2, '-')} ${account.slice(6)}`;
      case 'SE':
      case 'DE':
        return account;
    }
  }

  iban(): string | null {
    const { iban } = this.#paper.payment;
    return iban && this.#style('iban', [fromLeft(iban, 4), iban]);
  }

  reference(): string | null {
    const { reference } = this.#paper.payment;
    if (reference === null || this.#paper.seller.country === 'DK') return reference;
    return this.#style('reference', [
      reference,
      reference,
      fromLeft(reference, 5),
      fromLeft(reference, 4),
    ]);
  }

  terms(): string | null {
    const { termDays } = this.#paper;
    if (termDays === null) return null;
    return this.#style('terms', [
      termDays === 0
        ? this.say(this.wording.cashTerms)
        : this.say(this.wording.termsText, { days: String(termDays) }),
    ]);
  }

  buyerLabel(): string {
    return buyerLabels[this.#paper.buyer.country];
  }

  #own(name: keyof Labels): string {
    const english = englishLabels[this.#paper.seller.country][name];
    if (this.#paper.language === 'en' && english !== undefined) return english;
    return choose(this.wording[name], this.#chance, this.#paper.set, this.#options.rare);
  }

  /** One of several ways, chosen once. */
  #style(name: string, ways: readonly string[]): string {
    const place =
      this.#labels.get(`style:${name}`) ?? String(this.#chance.whole(0, ways.length - 1));
    this.#labels.set(`style:${name}`, place);
    return ways[Number(place)] ?? '';
  }

  #ownCurrency(): string {
    return { NO: 'NOK', SE: 'SEK', DK: 'DKK', DE: 'EUR', GB: 'GBP' }[this.#paper.seller.country];
  }
}
