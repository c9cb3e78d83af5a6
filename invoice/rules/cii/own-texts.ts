import type { Said } from '../hints/show.ts';

const only = (nb: string, en: string): Said => ({
  nb: `${nb}, og kan ikke stå her.`,
  en: `${en}, and may not stand here.`,
});
const same = (nb: string, en: string): Said => ({
  nb: `${nb} skal være lik for alle betalingsmåter.`,
  en: `${en} must be the same for all payment means.`,
});
const oneIdentifier = (nb: string, en: string): Said => ({
  nb: `${nb} har både ID og GlobalID; den skal ha én av dem.`,
  en: `${en} has both ID and GlobalID; it should have one of them.`,
});
const once = (nb: string, en: string): Said => ({
  nb: `${nb} bør stå høyst én gang.`,
  en: `${en} should stand at most once.`,
});
const oneName = (nb: string, en: string): Said => ({
  nb: `${nb} har både navn og avdeling; EN 16931 har plass til én av dem.`,
  en: `${en} has both a name and a department; EN 16931 has room for one of them.`,
});

/** Texts of the rules in own.ts. */
export const ciiOwnTexts: Readonly<Record<string, Said>> = {
  'BR-DEC-13': {
    nb: 'Mva-beløpet har mer enn to desimaler.',
    en: 'The VAT total has more than two decimals.',
  },
  'BR-DEC-15': {
    nb: 'Mva-beløpet i regnskapsvalutaen mangler eller har mer enn to desimaler.',
    en: 'The VAT total in the accounting currency is missing or has more than two decimals.',
  },
  'CII-SR-046': {
    nb: 'Varens GlobalID mangler schemeID.',
    en: 'The item’s GlobalID lacks a schemeID.',
  },
  'CII-SR-090': {
    nb: 'Opprinnelseslandet skal ha nøyaktig én landkode (ID).',
    en: 'The country of origin must have exactly one country code (ID).',
  },
  'CII-SR-119': {
    nb: 'Prisrabatten skal ha både ChargeIndicator (false) og beløp, eller ingen av dem.',
    en: 'A price discount has both a ChargeIndicator (false) and an amount, or neither.',
  },
  'CII-SR-449': oneIdentifier('Leveringsstedet', 'The place of delivery'),
  'CII-SR-450': oneIdentifier('Kjøperen', 'The buyer'),
  'CII-SR-451': oneIdentifier('Betalingsmottakeren', 'The payee'),
  'CII-SR-457': once('Anbudsreferansen (type 50)', 'The tender reference (type 50)'),
  'CII-SR-458': once('Det fakturerte objektet (type 130)', 'The invoiced object (type 130)'),
  'CII-SR-462': {
    nb: 'Alle mva-grupper skal ha samme kode for avgiftstidspunkt.',
    en: 'All VAT breakdowns must have the same tax point code.',
  },
  'CII-SR-463': {
    nb: 'ChargeIndicator mangler: det sies ikke om dette er et fradrag eller et tillegg.',
    en: 'ChargeIndicator is missing: whether this is an allowance or a charge is not said.',
  },
  'CII-SR-465': oneName('Selgerens kontakt', 'The seller’s contact'),
  'CII-SR-466': oneName('Kjøperens kontakt', 'The buyer’s contact'),
  'CII-SR-467': same('Koden for betalingsmåte', 'The payment means code'),
  'CII-SR-468': same('Teksten om betalingsmåten', 'The payment means text'),
  'CII-SR-469': {
    nb: 'Betalingsinformasjonen (PaymentReference) kan stå høyst én gang.',
    en: 'The remittance information (PaymentReference) may stand at most once.',
  },
  'CII-SR-470': {
    nb: 'En bankoverføring (30 eller 58) mangler kontoen det skal betales til.',
    en: 'A credit transfer (30 or 58) lacks the account to be paid to.',
  },
  'CII-SR-474': once('Linjens objekt (type 130)', 'The line’s object (type 130)'),
  'CII-SR-475': once(
    'Beskrivelsen av et vedlegg (type 916)',
    'The description of a supporting document (type 916)',
  ),
  'CII-SR-476': once(
    'Et innebygd vedlegg (type 916)',
    'An embedded supporting document (type 916)',
  ),
  'CII-DT-015': only(
    'URIID hører til et vedlegg (type 916)',
    'URIID belongs to a supporting document (type 916)',
  ),
  'CII-DT-018': {
    nb: 'TypeCode på en referanse skal være 50, 130 eller 916, på AdditionalReferencedDocument.',
    en: 'The TypeCode of a reference must be 50, 130 or 916, on AdditionalReferencedDocument.',
  },
  'CII-DT-021': only(
    'Name hører til et vedlegg (type 916)',
    'Name belongs to a supporting document (type 916)',
  ),
  'CII-DT-022': only(
    'AttachmentBinaryObject hører til et vedlegg (type 916)',
    'AttachmentBinaryObject belongs to a supporting document (type 916)',
  ),
  'CII-DT-024': only(
    'ReferenceTypeCode hører til et fakturert objekt (type 130)',
    'ReferenceTypeCode belongs to an invoiced object (type 130)',
  ),
  'CII-DT-027': only(
    'FormattedIssueDateTime hører til en tidligere faktura',
    'FormattedIssueDateTime belongs to a preceding invoice',
  ),
  'CII-DT-033': {
    nb: 'En mengde har enhet, men ingen linje har enhet på den fakturerte mengden.',
    en: 'A quantity has a unit, but no line has one on its billed quantity.',
  },
  'CII-DT-037': { nb: 'Avgiftstypen skal være VAT.', en: 'The tax type must be VAT.' },
  'CII-DT-041': only(
    'Grunnlaget hører til mva-gruppene',
    'The taxable amount belongs to the VAT breakdown',
  ),
  'CII-DT-052': only(
    'Koden for fritaksgrunn hører til mva-gruppene',
    'The exemption reason code belongs to the VAT breakdown',
  ),
  'CII-DT-054': only(
    'Avgiftsdatoen hører til mva-gruppene',
    'The tax point date belongs to the VAT breakdown',
  ),
  'CII-DT-058': only(
    'Koden for avgiftstidspunkt hører til mva-gruppene',
    'The tax point code belongs to the VAT breakdown',
  ),
  'CII-DT-097': {
    nb: 'Datoen skal skrives som ÅÅÅÅMMDD når formatet er 102.',
    en: 'A date of format 102 is written as YYYYMMDD.',
  },
  'CII-DT-098': only(
    'Fritaksgrunnen hører til mva-gruppene',
    'The exemption reason belongs to the VAT breakdown',
  ),
};
