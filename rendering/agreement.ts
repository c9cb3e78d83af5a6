import { formatDate } from '../invoice/date.ts';
import type { Address, IsoDate } from '../invoice/model.ts';
import { measures } from './measures.ts';
import { paper } from './pdf/document.ts';
import { grey, panel, partOf, rowHeight, Sheet, type Cell } from './sheet.ts';
import { shownOnOneLine } from './shown-text.ts';

/** What a company agrees to by its signature. */
export interface Agreement {
  readonly language: 'nb' | 'en';
  /** Stands on every page, so that paper and activation are found from each other. */
  readonly activationId: string;
  readonly issuedOn: IsoDate;
  /** Who runs this installation. */
  readonly operator: string;
  readonly company: {
    readonly name: string;
    readonly organisationNumber: string;
    /** `AS`, `ENK` … */
    readonly form?: string;
    readonly address?: Address;
    /** Where the invitation to sign goes. */
    readonly email: string;
  };
  readonly terms: {
    readonly version: string;
    readonly acceptedOn: IsoDate;
    /** Paragraphs are parted by an empty line; printed behind the agreement. */
    readonly text?: string;
  };
}

const texts = {
  nb: {
    title: 'Avtale om AutoInvoice',
    intro: (company: string, operator: string) =>
      `Denne avtalen gjelder mellom ${company} (virksomheten) og ${operator} (leverandøren). Den bekrefter hvem virksomheten er, og at den som signerer kan forplikte den.`,
    company: 'Virksomheten',
    name: 'Navn',
    number: 'Organisasjonsnummer',
    form: 'Organisasjonsform',
    address: 'Adresse',
    email: 'E-post',
    agreement: 'Avtalen',
    version: 'Vilkår, versjon',
    accepted: 'Godtatt i veiviseren',
    reference: 'Referanse',
    date: 'Dato',
    meaning: 'Hva signaturen betyr',
    points: [
      'Virksomheten tar i bruk AutoInvoice til å sende og motta fakturaer elektronisk, og til de tjenestene som den selv slår på.',
      'Når mottak i Peppol slås på, registreres virksomheten i ELMA som mottaker av elektroniske fakturaer.',
      'Tjenester som koster noe, prises etter leverandørens gjeldende prisliste.',
      'Den som signerer bekrefter å ha rett til å forplikte virksomheten. Navnet sammenlignes med rollene i Enhetsregisteret.',
    ],
    signature:
      'Avtalen signeres elektronisk med sterk autentisering hos Visma Sign. Signaturen legges til dette dokumentet.',
    terms: (version: string) => `Vilkår, versjon ${version}`,
    page: 'Side',
    of: 'av',
  },
  en: {
    title: 'AutoInvoice agreement',
    intro: (company: string, operator: string) =>
      `This agreement is between ${company} (the company) and ${operator} (the provider). It confirms who the company is, and that the person who signs may commit it.`,
    company: 'The company',
    name: 'Name',
    number: 'Organisation number',
    form: 'Legal form',
    address: 'Address',
    email: 'E-mail',
    agreement: 'The agreement',
    version: 'Terms, version',
    accepted: 'Accepted in the wizard',
    reference: 'Reference',
    date: 'Date',
    meaning: 'What the signature means',
    points: [
      'The company uses AutoInvoice to send and receive invoices electronically, and for the services that it switches on itself.',
      'When receiving in Peppol is switched on, the company is registered in ELMA as a receiver of electronic invoices.',
      'Services that cost something are charged by the provider’s price list in force.',
      'The person who signs confirms to have the right to commit the company. The name is compared with the roles in Enhetsregisteret.',
    ],
    signature:
      'The agreement is signed electronically with strong authentication at Visma Sign. The signature is added to this document.',
    terms: (version: string) => `Terms, version ${version}`,
    page: 'Page',
    of: 'of',
  },
} as const;

const { frame, text, small, title } = measures.plain;
const labelWidth = 140;
const upper = 57;

/** The agreement that a company signs when it activates, as a PDF (PDF/A, A4). Same facts, same bytes. */
export async function renderAgreement(agreement: Agreement): Promise<Uint8Array> {
  const { language, company, terms, operator } = agreement;
  const words = texts[language];
  const sheet = new Sheet(frame, (next) => {
    const line = shownOnOneLine(`${words.title} · ${company.name}`).slice(0, 90);
    next.put(line, frame.left, 36, next.width, { size: small, color: grey });
  });
  const write = (paragraph: string): void => {
    sheet.write(paragraph, frame.left, sheet.width, { size: text });
    sheet.y += 5;
  };
  const head = (heading: string): void => {
    sheet.y += 12;
    sheet.keepTogether(60);
    sheet.write(heading, frame.left, sheet.width, { size: text + 2.5, weight: 'bold' }, 'H2');
    sheet.y += 4;
  };

  sheet.y = upper;
  sheet.write(words.title, frame.left, sheet.width, { size: title, weight: 'bold' }, 'H1');
  sheet.y += 10;
  write(words.intro(shownOnOneLine(company.name), shownOnOneLine(operator)));
  head(words.company);
  drawFacts(sheet, [
    [words.name, company.name],
    [words.number, spaced(company.organisationNumber)],
    [words.form, company.form ?? ''],
    [words.address, addressLines(company.address).join('\n')],
    [words.email, company.email],
  ]);
  head(words.agreement);
  drawFacts(sheet, [
    [words.version, terms.version],
    [words.accepted, formatDate(terms.acceptedOn, language)],
    [words.date, formatDate(agreement.issuedOn, language)],
    [words.reference, agreement.activationId],
  ]);
  head(words.meaning);
  words.points.forEach((point, at) => write(`${at + 1}. ${point}`));
  sheet.y += 5;
  write(words.signature);
  if (terms.text !== undefined) {
    sheet.nextPage();
    head(words.terms(terms.version));
    for (const paragraph of terms.text.split(/\n\s*\n/)) write(paragraph.trim());
  }
  drawFoot(sheet, agreement);
  return sheet.drawing.finish({
    title: shownOnOneLine(`${words.title}: ${company.name}`),
    author: shownOnOneLine(operator),
    language,
    createdOn: agreement.issuedOn,
  });
}

function drawFacts(sheet: Sheet, facts: readonly (readonly [string, string])[]): void {
  for (const [name, value] of facts) {
    if (value.trim() === '') continue;
    const left = frame.left + 8;
    const cells: Cell[] = [
      {
        x: left,
        width: labelWidth,
        parts: [partOf(name, labelWidth, { size: text, color: grey })],
      },
      {
        x: left + labelWidth,
        width: sheet.width - labelWidth - 16,
        parts: [partOf(value, sheet.width - labelWidth - 16, { size: text, weight: 'bold' })],
      },
    ];
    const height = rowHeight(cells) + 6;
    sheet.keepTogether(height);
    sheet.drawing.rectangle(frame.left, sheet.y, sheet.width, height, panel);
    sheet.y += 3;
    sheet.row(cells);
    sheet.y += 3;
  }
}

function drawFoot(sheet: Sheet, { language, activationId, company }: Agreement): void {
  const { drawing, width } = sheet;
  const { page, of } = texts[language];
  const by = shownOnOneLine(`${spaced(company.organisationNumber)} · ${activationId}`).slice(0, 90);
  for (let at = 0; at < drawing.pageCount; at++) {
    drawing.turnTo(at);
    const y = paper.height - 30;
    const count = `${page} ${at + 1} ${of} ${drawing.pageCount}`;
    sheet.put(by, frame.left, y, width, { size: small, color: grey });
    sheet.put(count, frame.left, y, width, { size: small, color: grey, align: 'right' });
  }
}

const spaced = (organisationNumber: string): string =>
  organisationNumber.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');

function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const { street, additionalStreet, addressLine, postCode, city, country } = address;
  const place = [postCode, city].filter(Boolean).join(' ');
  const abroad = country === 'NO' ? undefined : country;
  return [street, additionalStreet, addressLine, place, abroad].filter(
    (line) => !!line,
  ) as string[];
}
