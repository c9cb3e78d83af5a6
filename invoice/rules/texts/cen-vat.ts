import type { Said } from '../hints/show.ts';

interface Category extends Said {
  readonly code: string;
  readonly prefix: string;
}

/** The VAT categories as people call them. */
const categories: readonly Category[] = [
  { code: 'S', prefix: 'BR-S', nb: 'ordinær eller redusert sats', en: 'standard rate' },
  { code: 'Z', prefix: 'BR-Z', nb: 'nullsats', en: 'zero rate' },
  { code: 'E', prefix: 'BR-E', nb: 'unntatt fra mva', en: 'exempt from VAT' },
  { code: 'AE', prefix: 'BR-AE', nb: 'omvendt avgiftsplikt', en: 'reverse charge' },
  { code: 'K', prefix: 'BR-IC', nb: 'levering innen EU', en: 'intra-community supply' },
  { code: 'G', prefix: 'BR-G', nb: 'eksport', en: 'export' },
  { code: 'O', prefix: 'BR-O', nb: 'utenfor mva-loven', en: 'not subject to VAT' },
  { code: 'L', prefix: 'BR-AF', nb: 'IGIC, Kanariøyene', en: 'IGIC, Canary Islands' },
  {
    code: 'M',
    prefix: 'BR-AG',
    nb: 'IPSI, Ceuta og Melilla',
    en: 'IPSI, Ceuta and Melilla',
  },
];

const byRate = new Set(['S', 'L', 'M']);

function breakdown({ code }: Category, nb: string, en: string): Said {
  return byRate.has(code)
    ? {
        nb: `${nb} må stå i mva-spesifikasjonen hvis den er brukt i fakturaen, og ellers ikke.`,
        en: `${en} has to stand in the VAT breakdown if the invoice uses it, and otherwise not.`,
      }
    : {
        nb: `${nb} er brukt i fakturaen og må stå nøyaktig én gang i mva-spesifikasjonen.`,
        en: `The invoice uses ${en}; it has to stand exactly once in the VAT breakdown.`,
      };
}

const identifiers: Readonly<Record<string, Said>> = {
  AE: {
    nb: 'selgers mva-nummer (eller representantens) og kjøpers mva-nummer eller organisasjonsnummer må oppgis',
    en: "the seller's VAT number (or the representative's) and the buyer's VAT or registration number have to be given",
  },
  G: {
    nb: 'selgers mva-nummer (eller representantens) må oppgis',
    en: "the seller's VAT number (or the representative's) has to be given",
  },
  K: {
    nb: 'selgers mva-nummer (eller representantens) og kjøpers mva-nummer må oppgis',
    en: "the seller's VAT number (or the representative's) and the buyer's VAT number have to be given",
  },
  O: {
    nb: 'selger, representant og kjøper kan ikke oppgi mva-nummer',
    en: 'seller, representative and buyer may not give a VAT number',
  },
};

const sellerIdentified: Said = {
  nb: 'selgers mva-nummer eller skatteregistrering (eller representantens mva-nummer) må oppgis',
  en: "the seller's VAT or tax registration number (or the representative's VAT number) has to be given",
};

function identified({ code }: Category, nb: string, en: string): Said {
  const needed = identifiers[code] ?? sellerIdentified;
  return {
    nb: `${nb} bruker kategori ${code}: ${needed.nb}.`,
    en: `${en} uses category ${code}: ${needed.en}.`,
  };
}

function rate({ code, ...name }: Category, nb: string, en: string): Said {
  const [wantNb, wantEn] =
    code === 'S'
      ? ['over 0', 'above 0']
      : byRate.has(code)
        ? ['0 eller høyere', '0 or higher']
        : ['0', '0'];
  return code === 'O'
    ? {
        nb: `${nb} er ${name.nb} (O) og kan ikke ha mva-sats.`,
        en: `${en} is ${name.en} (O) and may not have a VAT rate.`,
      }
    : {
        nb: `${nb} har kategori ${code} (${name.nb}): mva-satsen må være ${wantNb}.`,
        en: `${en} has category ${code} (${name.en}): the VAT rate has to be ${wantEn}.`,
      };
}

function taxable({ code }: Category): Said {
  return byRate.has(code)
    ? {
        nb: `Avgiftspliktig beløp for kategori ${code} må være linjene pluss gebyrer minus rabatter med samme sats (avvik under 1,00).`,
        en: `The taxable amount of category ${code} has to be lines plus charges less allowances at the same rate (within 1.00).`,
      }
    : {
        nb: `Beløpet for kategori ${code} må være nøyaktig summen av linjene pluss gebyrer minus rabatter i kategorien.`,
        en: `The taxable amount of category ${code} has to be exactly its lines plus its charges less its allowances.`,
      };
}

function tax({ code, ...name }: Category): Said {
  return byRate.has(code)
    ? {
        nb: `Mva-beløpet for kategori ${code} må være avgiftspliktig beløp ganger satsen.`,
        en: `The VAT amount of category ${code} has to be the taxable amount times the rate.`,
      }
    : {
        nb: `Mva-beløpet for kategori ${code} (${name.nb}) må være 0.`,
        en: `The VAT amount of category ${code} (${name.en}) has to be 0.`,
      };
}

function reason({ code, ...name }: Category): Said {
  return byRate.has(code) || code === 'Z'
    ? {
        nb: `Kategori ${code} (${name.nb}) kan ikke ha fritaksgrunn.`,
        en: `Category ${code} (${name.en}) may not have an exemption reason.`,
      }
    : {
        nb: `Kategori ${code} (${name.nb}) må ha fritaksgrunn, som tekst eller kode.`,
        en: `Category ${code} (${name.en}) needs an exemption reason, as text or code.`,
      };
}

function textsOf(category: Category): Readonly<Record<string, Said>> {
  const { code, nb, en } = category;
  return {
    '01': breakdown(category, `Kategori ${code} (${nb})`, `category ${code} (${en})`),
    '02': identified(category, 'En linje', 'A line'),
    '03': identified(category, 'En rabatt', 'An allowance'),
    '04': identified(category, 'Et gebyr', 'A charge'),
    '05': rate(category, 'Linjen', 'The line'),
    '06': rate(category, 'Rabatten', 'The allowance'),
    '07': rate(category, 'Gebyret', 'The charge'),
    '08': taxable(category),
    '09': tax(category),
    '10': reason(category),
  };
}

const capital = ({ nb, en }: Said): Said => ({ nb, en: en.charAt(0).toUpperCase() + en.slice(1) });

const familyTexts: Readonly<Record<string, Said>> = Object.fromEntries(
  categories.flatMap((category) =>
    Object.entries(textsOf(category)).map(([number, text]) => [
      `${category.prefix}-${number}`,
      capital(text),
    ]),
  ),
);

export const vatTexts: Readonly<Record<string, Said>> = {
  ...familyTexts,
  'BR-IC-11': {
    nb: 'Levering innen EU (K) må ha leveringsdato eller faktureringsperiode.',
    en: 'An intra-community supply (K) needs a delivery date or an invoicing period.',
  },
  'BR-IC-12': {
    nb: 'Levering innen EU (K) må ha landet det er levert til.',
    en: 'An intra-community supply (K) needs the country that it was delivered to.',
  },
  'BR-O-11': {
    nb: 'Kategori O (utenfor mva-loven) må stå alene i mva-spesifikasjonen.',
    en: 'Category O (not subject to VAT) has to stand alone in the VAT breakdown.',
  },
  'BR-O-12': {
    nb: 'Når mva-spesifikasjonen har kategori O, må alle linjer ha den.',
    en: 'With category O in the VAT breakdown every line has to have it.',
  },
  'BR-O-13': {
    nb: 'Når mva-spesifikasjonen har kategori O, må alle rabatter ha den.',
    en: 'With category O in the VAT breakdown every allowance has to have it.',
  },
  'BR-O-14': {
    nb: 'Når mva-spesifikasjonen har kategori O, må alle gebyrer ha den.',
    en: 'With category O in the VAT breakdown every charge has to have it.',
  },
  'BR-B-01': {
    nb: 'Kategori B (delt betaling) er bare for fakturaer innad i Italia.',
    en: 'Category B (split payment) is for invoices within Italy only.',
  },
  'BR-B-02': {
    nb: 'Kategori B (delt betaling) og S (ordinær sats) kan ikke stå i samme faktura.',
    en: 'Category B (split payment) and S (standard rate) may not stand in one invoice.',
  },
  'BR-45': { nb: 'Avgiftspliktig beløp mangler.', en: 'The taxable amount is missing.' },
  'BR-46': { nb: 'Mva-beløpet mangler.', en: 'The VAT amount is missing.' },
  'BR-47': { nb: 'Mva-kategorien mangler.', en: 'The VAT category is missing.' },
  'BR-48': {
    nb: 'Mva-satsen mangler. Bare kategori O kan være uten.',
    en: 'The VAT rate is missing. Only category O may be without.',
  },
  'BR-CO-17': {
    nb: 'Mva-beløpet stemmer ikke med avgiftspliktig beløp ganger satsen.',
    en: 'The VAT amount is not the taxable amount times the rate.',
  },
  'BR-CO-14': {
    nb: 'Sum mva er ikke summen av mva-beløpene i mva-spesifikasjonen.',
    en: 'The total VAT is not the sum of the VAT amounts in the breakdown.',
  },
  'BR-CO-18': {
    nb: 'Fakturaen mangler mva-spesifikasjon.',
    en: 'The invoice has no VAT breakdown.',
  },
  'BR-53': {
    nb: 'Fakturaen har en egen mva-valuta, men ingen sum mva i den valutaen.',
    en: 'The invoice names a VAT accounting currency but has no VAT total in it.',
  },
};
