import type { Said } from '../hints/show.ts';

const missing = (nb: string, en: string): Said => ({
  nb: `${nb} mangler.`,
  en: `${en} is missing.`,
});

const decimals = (nb: string, en: string): Said => ({
  nb: `${nb} har mer enn to desimaler.`,
  en: `${en} has more than two decimals.`,
});

/** The document as a whole: its head, totals, allowances, charges and payment. */
export const documentTexts: Readonly<Record<string, Said>> = {
  'BR-01': missing('Spesifikasjonen (CustomizationID)', 'The specification (CustomizationID)'),
  'BR-02': missing('Fakturanummeret', 'The invoice number'),
  'BR-03': missing('Fakturadatoen', 'The issue date'),
  'BR-04': missing('Fakturatypen', 'The invoice type code'),
  'BR-05': missing('Fakturavalutaen', 'The invoice currency'),
  'BR-12': missing('Sum av linjene', 'The sum of the lines'),
  'BR-13': missing('Sum før mva', 'The total without VAT'),
  'BR-14': missing('Sum med mva', 'The total with VAT'),
  'BR-15': missing('Beløp å betale', 'The amount due'),
  'BR-16': { nb: 'Fakturaen har ingen linjer.', en: 'The invoice has no lines.' },
  'BR-66': {
    nb: 'Fakturaen har mer enn ett betalingskort.',
    en: 'The invoice has more than one payment card.',
  },
  'BR-67': {
    nb: 'Fakturaen har mer enn én betalingsfullmakt.',
    en: 'The invoice has more than one payment mandate.',
  },
  'BR-CO-03': {
    nb: 'Tidspunktet for mva er oppgitt både som dato og som kode. Bare én av dem kan stå.',
    en: 'The VAT point is given both as a date and as a code. Only one of them may stand.',
  },
  'BR-CO-10': {
    nb: 'Sum av linjene er ikke summen av linjebeløpene.',
    en: 'The sum of the lines is not what the line amounts add up to.',
  },
  'BR-CO-11': {
    nb: 'Sum rabatter er ikke summen av rabattene på fakturaen.',
    en: 'The sum of allowances is not what the allowances of the invoice add up to.',
  },
  'BR-CO-12': {
    nb: 'Sum gebyrer er ikke summen av gebyrene på fakturaen.',
    en: 'The sum of charges is not what the charges of the invoice add up to.',
  },
  'BR-CO-13': {
    nb: 'Sum før mva er ikke sum av linjene minus rabatter pluss gebyrer.',
    en: 'The total without VAT is not the lines less allowances plus charges.',
  },
  'BR-CO-15': {
    nb: 'Sum med mva er ikke sum før mva pluss mva.',
    en: 'The total with VAT is not the total without VAT plus VAT.',
  },
  'BR-CO-16': {
    nb: 'Beløp å betale er ikke sum med mva minus forskudd pluss øreavrunding.',
    en: 'The amount due is not the total with VAT less what is prepaid plus rounding.',
  },
  'BR-CO-25': {
    nb: 'Når noe skal betales, må forfallsdato eller betalingsbetingelser oppgis.',
    en: 'Where something is to be paid a due date or payment terms are needed.',
  },
  'BR-31': missing('Rabattbeløpet', 'The amount of the allowance'),
  'BR-32': missing('Mva-kategorien for rabatten', 'The VAT category of the allowance'),
  'BR-33': missing('Begrunnelsen for rabatten', 'The reason for the allowance'),
  'BR-CO-21': missing(
    'Tekst eller kode for rabatten',
    'A reason, as text or code, for the allowance',
  ),
  'BR-36': missing('Gebyrbeløpet', 'The amount of the charge'),
  'BR-37': missing('Mva-kategorien for gebyret', 'The VAT category of the charge'),
  'BR-38': missing('Begrunnelsen for gebyret', 'The reason for the charge'),
  'BR-CO-22': missing('Tekst eller kode for gebyret', 'A reason, as text or code, for the charge'),
  'BR-49': missing('Betalingsmåten', 'The payment means code'),
  'BR-50': missing('Kontonummeret', 'The account number'),
  'BR-51': {
    nb: 'Hele kortnummeret skal ikke stå i fakturaen: høyst de seks første og fire siste sifrene.',
    en: 'The whole card number may not stand in the invoice: at most the first six and last four digits.',
  },
  'BR-61': {
    nb: 'Betalingsmåten er kontooverføring, men kontonummeret mangler.',
    en: 'The payment means is a credit transfer, but the account number is missing.',
  },
  'BR-52': missing('Nummeret på vedlegget', 'The reference of the supporting document'),
  'BR-55': missing('Nummeret på den opprinnelige fakturaen', 'The number of the preceding invoice'),
  'BR-CL-08': {
    nb: 'Emnekoden mellom # og # i merknaden finnes ikke i UNTDID 4451.',
    en: 'The subject code between # and # in the note is not in UNTDID 4451.',
  },
  'BR-29': {
    nb: 'Faktureringsperioden slutter før den begynner.',
    en: 'The invoicing period ends before it starts.',
  },
  'BR-CO-19': {
    nb: 'Faktureringsperioden har verken startdato, sluttdato eller kode.',
    en: 'The invoicing period has no start date, end date or code.',
  },
  'BR-DEC-01': decimals('Rabattbeløpet', 'The amount of the allowance'),
  'BR-DEC-02': decimals('Grunnlaget for rabatten', 'The base amount of the allowance'),
  'BR-DEC-05': decimals('Gebyrbeløpet', 'The amount of the charge'),
  'BR-DEC-06': decimals('Grunnlaget for gebyret', 'The base amount of the charge'),
  'BR-DEC-09': decimals('Sum av linjene', 'The sum of the lines'),
  'BR-DEC-10': decimals('Sum rabatter', 'The sum of allowances'),
  'BR-DEC-11': decimals('Sum gebyrer', 'The sum of charges'),
  'BR-DEC-12': decimals('Sum før mva', 'The total without VAT'),
  'BR-DEC-14': decimals('Sum med mva', 'The total with VAT'),
  'BR-DEC-16': decimals('Forskuddet', 'The prepaid amount'),
  'BR-DEC-17': decimals('Øreavrundingen', 'The rounding amount'),
  'BR-DEC-18': decimals('Beløp å betale', 'The amount due'),
  'BR-DEC-19': decimals('Avgiftspliktig beløp', 'The taxable amount'),
  'BR-DEC-20': decimals('Mva-beløpet', 'The VAT amount'),
  'BR-DEC-23': decimals('Linjebeløpet', 'The net amount of the line'),
  'BR-DEC-24': decimals('Rabattbeløpet på linjen', 'The allowance of the line'),
  'BR-DEC-25': decimals('Grunnlaget for linjerabatten', "The base amount of the line's allowance"),
  'BR-DEC-27': decimals('Gebyret på linjen', 'The charge of the line'),
  'BR-DEC-28': decimals('Grunnlaget for linjegebyret', "The base amount of the line's charge"),
};
