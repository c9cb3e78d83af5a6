import { seller } from '../peppol/facts.ts';
import { all, attribute, has } from '../select.ts';
import { provide } from './provide.ts';
import { add, change, element, group, type Hint, remove, stands } from './show.ts';

/** Which element a rule of another country is about, from where it is asked, and what it should say where that is known. */
type Row = readonly [id: string, path: string, value?: string, scheme?: string];

const legalId = 'cac:PartyLegalEntity/cbc:CompanyID';
const vatId = 'cac:PartyTaxScheme/cbc:CompanyID';
const account = 'cac:PayeeFinancialAccount/cbc:ID';
const payer = 'cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID';
const meansCode = 'cbc:PaymentMeansCode';
const invoiceType = 'cbc:InvoiceTypeCode';
const greekNumber = '…|DD/MM/YYYY|1|1.1|A|1';
const uri = 'cac:Attachment/cac:ExternalReference/cbc:URI';

const rows: readonly Row[] = [
  ['DK-R-002', `${seller}/${legalId}`, 'DK…', '0184'],
  ['DK-R-003', 'cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode'],
  ['DK-R-004', 'cbc:AllowanceChargeReason'],
  ['DK-R-005', meansCode, '31'],
  ['DK-R-006', 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID'],
  ['DK-R-007', payer],
  ['DK-R-008', 'cbc:PaymentID', '04#…'],
  ['DK-R-009', 'cbc:PaymentID', '04#…'],
  ['DK-R-010', 'cbc:PaymentID', '71#…'],
  ['DK-R-011', 'cbc:PaymentID', '71#…'],
  ['DK-R-013', 'cbc:ID', '…', '0184'],
  ['DK-R-014', `${seller}/${legalId}`, 'DK…', '0184'],
  ['DK-R-016', 'cac:LegalMonetaryTotal/cbc:PayableAmount'],
  ['DK-R-017', legalId, 'DK…', '0184'],
  ['IT-R-001', 'cbc:CompanyID'],
  ['IT-R-002', 'cac:PostalAddress/cbc:StreetName'],
  ['IT-R-003', 'cac:PostalAddress/cbc:CityName'],
  ['IT-R-004', 'cac:PostalAddress/cbc:PostalZone'],
  ['SE-R-001', vatId, 'SE…01'],
  ['SE-R-002', vatId, 'SE…01'],
  ['SE-R-003', 'cbc:CompanyID'],
  ['SE-R-004', 'cbc:CompanyID'],
  ['SE-R-006', 'cbc:Percent', '25'],
  ['SE-R-011', meansCode, '30'],
  ['SE-R-012', meansCode, '30'],
  ['SE-R-013', 'cbc:CompanyID'],
  ['GR-R-002', 'cac:PartyName/cbc:Name'],
  ['GR-S-011', vatId, 'EL…'],
  ['GR-R-008-3', uri],
  ['GR-R-005', 'cac:PartyName/cbc:Name'],
  ['GR-R-006', vatId, 'EL…'],
  ['IS-R-001', invoiceType, '380'],
  ['IS-R-002', `${seller}/${legalId}`, '…', '0196'],
  ['IS-R-004', 'cac:Party/cac:PartyLegalEntity/cbc:CompanyID', '…', '0196'],
  ['IS-R-006', `cac:PaymentMeans/${account}`],
  ['IS-R-007', `cac:PaymentMeans/${account}`],
  ['IS-R-009', 'cbc:DueDate'],
  ['IS-R-010', 'cbc:DueDate'],
  ['NL-R-008', meansCode, '30'],
  ['DE-R-001', `cac:PaymentMeans/${meansCode}`, '58'],
  ['DE-R-002', 'cac:Party/cac:Contact/cbc:Name'],
  ['DE-R-003', 'cbc:CityName'],
  ['DE-R-004', 'cbc:PostalZone'],
  ['DE-R-005', 'cbc:Name'],
  ['DE-R-006', 'cbc:Telephone'],
  ['DE-R-007', 'cbc:ElectronicMail'],
  ['DE-R-008', 'cbc:CityName'],
  ['DE-R-009', 'cbc:PostalZone'],
  ['DE-R-010', 'cbc:CityName'],
  ['DE-R-011', 'cbc:PostalZone'],
  ['DE-R-014', 'cac:TaxCategory/cbc:Percent'],
  ['DE-R-015', 'cbc:BuyerReference'],
  ['DE-R-016', `${seller}/${vatId}`],
  ['DE-R-019', account],
  ['DE-R-020', payer],
  ['DE-R-023-1', account],
  ['DE-R-024-1', 'cac:CardAccount/cbc:PrimaryAccountNumberID'],
  ['DE-R-025-1', 'cac:PaymentMandate/cbc:ID'],
  ['DE-R-026', 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID'],
  ['DE-R-027', 'cbc:Telephone'],
  ['DE-R-028', 'cbc:ElectronicMail'],
  ['DE-R-031', `cac:PaymentMeans/${payer}`],
  ['DE-R-T02', 'cbc:URI', 'https://…'],
];

/** Addresses: the parts that are needed. */
const addresses: readonly (readonly [id: string, into: string, ...parts: string[]])[] = [
  ['IS-R-003', `${seller}/cac:PostalAddress/`, 'cbc:StreetName', 'cbc:PostalZone'],
  ['IS-R-005', 'cac:Party/cac:PostalAddress/', 'cbc:StreetName', 'cbc:PostalZone'],
  ['NL-R-002', '', 'cbc:StreetName', 'cbc:CityName', 'cbc:PostalZone'],
  ['NL-R-004', '', 'cbc:StreetName', 'cbc:CityName', 'cbc:PostalZone'],
  ['NL-R-006', '', 'cbc:StreetName', 'cbc:CityName', 'cbc:PostalZone'],
];

/** Rules about the element at which they are asked, and what it should say. */
const ofElement: readonly (readonly [id: string, value: string, scheme?: string])[] = [
  ['SE-R-005', 'Godkänd för F-skatt'],
  ['SE-R-007', '…'],
  ['SE-R-008', '…'],
  ['SE-R-009', '…'],
  ['SE-R-010', '…'],
  ...[1, 2, 3, 4, 5, 6, 7].map((part) => [`GR-R-001-${part}`, greekNumber] as const),
  ['GR-R-003', 'EL…'],
  ['GR-R-004-2', '…'],
  ['GR-R-009', '…', '9933'],
  ['GR-R-010', '…', '9933'],
  ['NL-R-003', '…', '0106'],
  ['NL-R-005', '…', '0106'],
];

/** Groups that are not to stand there. */
const superfluous: readonly (readonly [id: string, ...paths: string[]])[] = [
  ['DE-R-023-2', 'cac:CardAccount', 'cac:PaymentMandate'],
  ['DE-R-024-2', 'cac:PayeeFinancialAccount', 'cac:PaymentMandate'],
  ['DE-R-025-2', 'cac:PayeeFinancialAccount', 'cac:CardAccount'],
];

/** Rules that are about the whole document, wherever they are asked. */
const ofDocument: readonly Row[] = [
  ['NL-R-001', 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID'],
  ['NL-R-007', `cac:PaymentMeans/${meansCode}`, '30'],
  ['NL-R-009', 'cac:OrderReference/cbc:ID'],
];

const row = ([id, path, value = '…', scheme]: Row, isOfDocument: boolean): [string, Hint] => [
  id,
  (at, { root }) =>
    provide(
      isOfDocument ? root : at,
      path,
      value,
      scheme === undefined ? {} : { schemeID: scheme },
    ),
];

const reference = (description: string): string =>
  group(
    'cac:AdditionalDocumentReference',
    element('cbc:ID', '…'),
    element('cbc:DocumentDescription', description),
  );

const others: Readonly<Record<string, Hint>> = {
  'GR-R-004-1': (at) => add(reference('##M.AR.K##'), at.qualifiedName),
  'GR-S-008-1': (at) => add(reference('##INVOICE|URL##'), at.qualifiedName),
  'GR-R-008-2': () => remove(reference('##INVOICE|URL##')),
  'IS-R-008': () => change(reference('EINDAGI'), '<cbc:ID>YYYY-MM-DD</cbc:ID>'),
  'DE-R-017': (at) =>
    has(at, 'cbc:CreditNoteTypeCode')
      ? provide(at, 'cbc:CreditNoteTypeCode', '381')
      : provide(at, invoiceType, '380'),
  'DE-R-018': (at) =>
    provide(at, 'cac:PaymentTerms/cbc:Note', '#SKONTO#TAGE=…#PROZENT=…#', undefined, {
      nb: 'prosenten med to desimaler, og et linjeskift etter siste #',
      en: 'the percentage with two decimals, and a line break after the last #',
    }),
  'DE-R-022': (at) => {
    const names = all(
      at,
      'cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject',
    ).map((object) => attribute(object, 'filename') ?? '');
    const twice = names.find((name, place) => names.indexOf(name) !== place) ?? '';
    return change(`filename="${twice}"`, 'filename="…"');
  },
  'DE-R-030': (at) =>
    add(
      group('cac:PartyIdentification', element('cbc:ID', '…', { schemeID: 'SEPA' })),
      seller.split('/').at(-1) ?? at.qualifiedName,
    ),
};

/** Hints to the national rules of other countries: the element as it stands, or where to add it. */
export const nationalHints: Readonly<Record<string, Hint>> = Object.fromEntries([
  ...rows.map((one) => row(one, false)),
  ...ofDocument.map((one) => row(one, true)),
  ...addresses.map(([id, into, ...parts]): [string, Hint] => [
    id,
    (at) =>
      provide(at, into + (parts.find((part) => !has(at, into + part)) ?? parts[0] ?? ''), '…'),
  ]),
  ...ofElement.map(([id, value, scheme]): [string, Hint] => [
    id,
    (at) => {
      const attributes = Object.fromEntries(at.attributes);
      if (scheme !== undefined) attributes['schemeID'] = scheme;
      return change(stands(at), element(at.qualifiedName, value, attributes));
    },
  ]),
  ...superfluous.map(([id, ...paths]): [string, Hint] => [
    id,
    (at) => remove(paths.flatMap((path) => all(at, path).map(stands)).join('')),
  ]),
  ...Object.entries(others),
]);
