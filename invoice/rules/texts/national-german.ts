import { missing, type NationalRow } from './national-template.ts';

/** Germany: rules between two German parties. */
export const germanTexts: readonly NationalRow[] = [
  missing('DE-R-001', 'betalingsmåten', 'the means of payment'),
  missing('DE-R-002', 'selgers kontaktperson', 'the seller’s contact'),
  missing('DE-R-003', 'selgers sted', 'the seller’s city'),
  missing('DE-R-004', 'selgers postnummer', 'the seller’s post code'),
  missing('DE-R-005', 'navnet på selgers kontaktperson', 'the name of the seller’s contact'),
  missing(
    'DE-R-006',
    'telefonen til selgers kontaktperson',
    'the telephone of the seller’s contact',
  ),
  missing('DE-R-007', 'e-posten til selgers kontaktperson', 'the e-mail of the seller’s contact'),
  missing('DE-R-008', 'kjøpers sted', 'the buyer’s city'),
  missing('DE-R-009', 'kjøpers postnummer', 'the buyer’s post code'),
  missing('DE-R-010', 'leveringsstedet', 'the city of delivery'),
  missing('DE-R-011', 'leveringsstedets postnummer', 'the post code of delivery'),
  missing('DE-R-014', 'mva-satsen', 'the VAT rate'),
  missing(
    'DE-R-015',
    'kjøpers referanse (Leitweg-ID for offentlige kjøpere)',
    'the buyer’s reference (Leitweg-ID for public buyers)',
  ),
  missing(
    'DE-R-016',
    'selgers mva-nummer, skattenummer eller avgiftsrepresentant',
    'the seller’s VAT number, tax number or tax representative',
  ),
  [
    'DE-R-017',
    'fakturatypen bør være 326, 380, 381, 384, 389, 875, 876 eller 877',
    'the invoice type should be 326, 380, 381, 384, 389, 875, 876 or 877',
  ],
  [
    'DE-R-018',
    'kontantrabatt (Skonto) er ikke skrevet på den faste formen',
    'the cash discount (Skonto) is not written in its fixed form',
  ],
  ['DE-R-019', 'kontoen bør være en gyldig IBAN', 'the account should be a valid IBAN'],
  [
    'DE-R-020',
    'betalers konto bør være en gyldig IBAN',
    'the payer’s account should be a valid IBAN',
  ],
  ['DE-R-022', 'to vedlegg har samme filnavn', 'two attachments have the same file name'],
  ['DE-R-023-1', 'overføring til konto krever en konto', 'a credit transfer needs an account'],
  [
    'DE-R-023-2',
    'overføring til konto kan ikke stå sammen med kort eller fullmakt',
    'a credit transfer cannot go with a card or a mandate',
  ],
  ['DE-R-024-1', 'kortbetaling krever et kort', 'payment by card needs a card'],
  [
    'DE-R-024-2',
    'kortbetaling kan ikke stå sammen med konto eller fullmakt',
    'payment by card cannot go with an account or a mandate',
  ],
  ['DE-R-025-1', 'direkte belastning krever en fullmakt', 'direct debit needs a mandate'],
  [
    'DE-R-025-2',
    'direkte belastning kan ikke stå sammen med konto eller kort',
    'direct debit cannot go with an account or a card',
  ],
  [
    'DE-R-026',
    'en korrigert faktura (384) bør vise til den opprinnelige',
    'a corrected invoice (384) should refer to the original',
  ],
  [
    'DE-R-027',
    'telefonnummeret bør ha minst tre sifre',
    'the telephone number should have at least three digits',
  ],
  ['DE-R-028', 'e-postadressen ser ikke gyldig ut', 'the e-mail address does not look valid'],
  missing('DE-R-030', 'kreditors SEPA-identifikator', 'the creditor’s SEPA identifier'),
  missing('DE-R-031', 'betalers konto', 'the payer’s account'),
  [
    'DE-R-T02',
    'vedleggets adresse skal være en fullstendig nettadresse',
    'the attachment’s address must be a full web address',
  ],
];
