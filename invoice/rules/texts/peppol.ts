import type { Said } from '../hints/show.ts';
import { peppolCodeTexts } from './peppol-codes.ts';

const malformed = (nb: string, en: string): Said => ({
  nb: `${nb} er ikke skrevet slik registeret gjør det.`,
  en: `${en} is not written the way its register does.`,
});

/** What the rules of Peppol Billing and Self-Billing ask, in our words, by their official id. */
export const peppolTexts: Readonly<Record<string, Said>> = {
  'PEPPOL-EN16931-R001': {
    nb: 'Forretningsprosessen (ProfileID) mangler.',
    en: 'The business process (ProfileID) is missing.',
  },
  'PEPPOL-EN16931-R002': {
    nb: 'Det er mer enn én merknad på fakturaen; bare én er tillatt.',
    en: 'The invoice has more than one note; only one is allowed.',
  },
  'PEPPOL-EN16931-R003': {
    nb: 'Både kjøpers referanse og ordrenummer mangler; ett av dem kreves.',
    en: 'Both the buyer’s reference and the order number are missing; one of them is needed.',
  },
  'PEPPOL-EN16931-R004': {
    nb: 'Spesifikasjonen (CustomizationID) er ikke den som gjelder for dokumentet.',
    en: 'The specification (CustomizationID) is not the one for this document.',
  },
  'PEPPOL-EN16931-R005': {
    nb: 'Valutaen for avgiftsregnskapet er den samme som fakturavalutaen; da skal den utelates.',
    en: 'The VAT accounting currency is the invoice currency; it is then left out.',
  },
  'PEPPOL-EN16931-R007': {
    nb: 'Forretningsprosessen (ProfileID) er ukjent.',
    en: 'The business process (ProfileID) is unknown.',
  },
  'PEPPOL-EN16931-R008': {
    nb: 'Et element er tomt; uten innhold skal det utelates.',
    en: 'An element is empty; without content it is left out.',
  },
  'PEPPOL-EN16931-R010': {
    nb: 'Kjøpers elektroniske adresse (EndpointID) mangler.',
    en: 'The buyer’s electronic address (EndpointID) is missing.',
  },
  'PEPPOL-EN16931-R020': {
    nb: 'Selgers elektroniske adresse (EndpointID) mangler.',
    en: 'The seller’s electronic address (EndpointID) is missing.',
  },
  'PEPPOL-EN16931-R040': {
    nb: 'Beløpet for avslaget eller gebyret er ikke grunnlaget ganger prosenten.',
    en: 'The amount of the allowance or charge is not its base times its percentage.',
  },
  'PEPPOL-EN16931-R041': {
    nb: 'Avslaget eller gebyret har en prosent, men ikke noe grunnlag.',
    en: 'The allowance or charge has a percentage but no base amount.',
  },
  'PEPPOL-EN16931-R042': {
    nb: 'Avslaget eller gebyret har et grunnlag, men ingen prosent.',
    en: 'The allowance or charge has a base amount but no percentage.',
  },
  'PEPPOL-EN16931-R043': {
    nb: 'ChargeIndicator er verken «true» (gebyr) eller «false» (avslag).',
    en: 'ChargeIndicator is neither “true” (charge) nor “false” (allowance).',
  },
  'PEPPOL-EN16931-R044': {
    nb: 'Prisen har et gebyr; bare rabatt er tillatt der.',
    en: 'The price has a charge; only a discount is allowed there.',
  },
  'PEPPOL-EN16931-R046': {
    nb: 'Nettoprisen er ikke bruttoprisen minus rabatten.',
    en: 'The net price is not the gross price less the discount.',
  },
  'PEPPOL-EN16931-R051': {
    nb: 'Beløpet er i en annen valuta enn fakturaen.',
    en: 'The amount is in another currency than the invoice.',
  },
  'PEPPOL-EN16931-R053': {
    nb: 'Det skal være nøyaktig én mva-sum med fordeling på satser.',
    en: 'There must be exactly one VAT total with a breakdown.',
  },
  'PEPPOL-EN16931-R054': {
    nb: 'En mva-sum uten fordeling hører sammen med en egen valuta for avgiftsregnskapet: enten begge eller ingen.',
    en: 'A VAT total without breakdown goes with a VAT accounting currency: both or neither.',
  },
  'PEPPOL-EN16931-R055': {
    nb: 'Mva i de to valutaene har ulikt fortegn, eller den ene mangler.',
    en: 'VAT in the two currencies has different signs, or one is missing.',
  },
  'PEPPOL-EN16931-R061': {
    nb: 'Direkte belastning er valgt, men fullmaktens nummer mangler.',
    en: 'Direct debit is chosen, but the mandate’s number is missing.',
  },
  'PEPPOL-EN16931-R080': {
    nb: 'Kreditnotaen har mer enn én prosjektreferanse.',
    en: 'The credit note has more than one project reference.',
  },
  'PEPPOL-EN16931-R100': {
    nb: 'Linjen har mer enn én objektreferanse.',
    en: 'The line has more than one object identifier.',
  },
  'PEPPOL-EN16931-R101': {
    nb: 'En dokumentreferanse på linjen kan bare være en objektreferanse (kode 130).',
    en: 'A document reference on a line can only be an object identifier (code 130).',
  },
  'PEPPOL-EN16931-R110': {
    nb: 'Linjens periode begynner før fakturaens.',
    en: 'The line’s period begins before the invoice’s.',
  },
  'PEPPOL-EN16931-R111': {
    nb: 'Linjens periode slutter etter fakturaens.',
    en: 'The line’s period ends after the invoice’s.',
  },
  'PEPPOL-EN16931-R120': {
    nb: 'Linjens nettobeløp stemmer ikke med antall, pris, avslag og gebyrer.',
    en: 'The line’s net amount does not follow from quantity, price, allowances and charges.',
  },
  'PEPPOL-EN16931-R121': {
    nb: 'Antallet som prisen gjelder for, må være større enn null.',
    en: 'The quantity that the price is for must be above zero.',
  },
  'PEPPOL-EN16931-R130': {
    nb: 'Prisen gjelder for en annen enhet enn den som er fakturert.',
    en: 'The price is for another unit than the one invoiced.',
  },
  'PEPPOL-COMMON-R040': malformed('GLN-nummeret', 'The GLN'),
  'PEPPOL-COMMON-R041': {
    nb: 'Organisasjonsnummeret er ikke ni sifre med gyldig kontrollsiffer.',
    en: 'The Norwegian organisation number is not nine digits with a valid check digit.',
  },
  'PEPPOL-COMMON-R042': malformed('Det danske CVR-nummeret', 'The Danish CVR number'),
  'PEPPOL-COMMON-R043': malformed('Det belgiske foretaksnummeret', 'The Belgian enterprise number'),
  'PEPPOL-COMMON-R044': malformed('Den italienske IPA-koden', 'The Italian IPA code'),
  'PEPPOL-COMMON-R045': malformed('Det italienske skattenummeret', 'The Italian tax code'),
  'PEPPOL-COMMON-R046': malformed('Det italienske skattenummeret', 'The Italian tax code'),
  'PEPPOL-COMMON-R047': malformed('Det italienske mva-nummeret', 'The Italian VAT number'),
  'PEPPOL-COMMON-R049': malformed(
    'Det svenske organisasjonsnummeret',
    'The Swedish organisation number',
  ),
  'PEPPOL-COMMON-R050': malformed('Det australske ABN-nummeret', 'The Australian ABN'),
  'PEPPOL-COMMON-R052': malformed('Det danske P-nummeret', 'The Danish P number'),
  'PEPPOL-COMMON-R053': malformed('Det danske SE-nummeret', 'The Danish SE number'),
  'PEPPOL-COMMON-R054': malformed('Det nederlandske KVK-nummeret', 'The Dutch KVK number'),
  'PEPPOL-COMMON-R055': malformed('Det nederlandske OIN-nummeret', 'The Dutch OIN'),
  'PEPPOL-COMMON-R056-1': malformed('Det nederlandske mva-nummeret', 'The Dutch VAT number'),
  'PEPPOL-COMMON-R056-2': malformed('Det nederlandske mva-nummeret', 'The Dutch VAT number'),
  'PEPPOL-COMMON-R057': malformed(
    'Det nederlandske avdelingsnummeret',
    'The Dutch establishment number',
  ),
  ...peppolCodeTexts,
};
