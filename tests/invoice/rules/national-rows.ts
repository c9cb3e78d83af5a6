import { type Country, peppolInvoice } from './peppol-invoice.ts';

/** The smallest change to a right document between two parties of a country, behind the first `after`, and the rules that it breaks. */
type Row = readonly [rules: string, after: string, from: string, to?: string];

export const seller = '<cac:AccountingSupplierParty>';
export const buyer = '<cac:AccountingCustomerParty>';
const means = '<cac:PaymentMeans>';
const charge = '<cbc:ChargeIndicator>true';
const account = '<cac:PayeeFinancialAccount><cbc:ID>';
const street = (role: string): string => `<cbc:StreetName>${role} 1</cbc:StreetName>`;
const city = (role: string): string => `<cbc:CityName>${role} By</cbc:CityName>`;
const zone = (role: string): string => `<cbc:PostalZone>${role[0]}01</cbc:PostalZone>`;
const name = (role: string): string =>
  `<cac:PartyName><cbc:Name>${role}</cbc:Name></cac:PartyName>`;
const order = '<cac:OrderReference><cbc:ID>O1</cbc:ID></cac:OrderReference>';
const legal = '<cbc:RegistrationName>';

/** Other means of payment: code, payment id, account. */
export const paidBy = (
  country: Country,
  code: string,
  id = '',
  to = '',
): readonly [string, string] => {
  const xml = peppolInvoice({ seller: country });
  const whole = xml.slice(xml.indexOf(means), xml.indexOf('<cac:PaymentTerms>'));
  const paymentId = id && `<cbc:PaymentID>${id}</cbc:PaymentID>`;
  const group =
    to.startsWith('<') || to === '' ? to : `${account}${to}</cbc:ID></cac:PayeeFinancialAccount>`;
  return [
    whole,
    `${means}<cbc:PaymentMeansCode>${code}</cbc:PaymentMeansCode>${paymentId}${group}</cac:PaymentMeans>`,
  ];
};
export const mandate = (payer: string): string =>
  `<cac:PaymentMandate><cbc:ID>M</cbc:ID>${payer && `<cac:PayerFinancialAccount><cbc:ID>${payer}</cbc:ID></cac:PayerFinancialAccount>`}</cac:PaymentMandate>`;
const card =
  '<cac:CardAccount><cbc:PrimaryAccountNumberID>1234</cbc:PrimaryAccountNumberID></cac:CardAccount>';
export const iban = 'DE89370400440532013000';

const norway: readonly Row[] = [
  ['NO-R-001', seller, 'NO923456783MVA', 'NO923456783'],
  ['NO-R-001', seller, 'NO923456783MVA', 'NO923456784MVA'],
  ['NO-R-001', seller, 'NO923456783MVA', 'NO923456783MVA '],
  ['', seller, 'NO923456783MVA', '923456783MVA'],
  ['NO-R-002', seller, 'Foretaksregisteret', 'foretaksregisteret'],
  ['', seller, 'Foretaksregisteret', ' Foretaksregisteret '],
  ['NO-R-002', seller, '>TAX<', '>tax<'],
];

const denmark: readonly Row[] = [
  ['DK-R-002', legal, '<cbc:CompanyID schemeID="0184">DK12345674</cbc:CompanyID>'],
  ['DK-R-003', charge, '19.05.01', '19.05.02'],
  ['', charge, '19.05.01', '26.0801'],
  [
    'DK-R-004',
    charge,
    'FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Freight',
    'ZZZ</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>123',
  ],
  [
    '',
    charge,
    'FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Freight',
    'ZZZ</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>1234',
  ],
  [
    '',
    charge,
    'FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Freight',
    'ZZZ</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>a#b',
  ],
  ['DK-R-005', '', ...paidBy('DK', '20')],
  ['DK-R-006', '', ...paidBy('DK', '42', '', '12')],
  ['DK-R-007', '', ...paidBy('DK', '49', '', mandate(''))],
  ['', '', ...paidBy('DK', '49', '', mandate('1'))],
  ['DK-R-008', '', ...paidBy('DK', '50', '01#', '123456')],
  ['', '', ...paidBy('DK', '50', '01#', '1234567')],
  ['DK-R-009', '', ...paidBy('DK', '50', '15#123', '1234567')],
  ['', '', ...paidBy('DK', '50', '04#1234567890123456', '1234567')],
  ['DK-R-010', '', ...paidBy('DK', '93', '73#', '1234567')],
  ['', '', ...paidBy('DK', '93', '73#', '12345678')],
  ['DK-R-011', '', ...paidBy('DK', '93', '71#1', '12345678')],
  ['DK-R-013', seller, '<cbc:ID schemeID="0088">', '<cbc:ID>'],
  ['DK-R-014', legal, '"0184">DK12345674', '"0088">7300010000001'],
  ['DK-R-017', `${buyer}`, '<cbc:CompanyID schemeID="0184">', '<cbc:CompanyID>'],
];

const italy: readonly Row[] = [
  ['IT-R-001', seller, '00743110157A', '0074311015'],
  ['IT-R-001', seller, '00743110157A', '00743110157a'],
  ['IT-R-002', seller, street('Supplier')],
  ['IT-R-003', seller, city('Supplier')],
  ['IT-R-004', seller, zone('Supplier')],
  ['', buyer, zone('Customer')],
];

const sweden: readonly Row[] = [
  ['SE-R-001', seller, 'SE212000014201', 'SE21200001420'],
  ['SE-R-002', seller, 'SE212000014201', 'SE21200001420A'],
  ['PEPPOL-COMMON-R049 SE-R-003 SE-R-013', legal, '2120000142', '212000014A'],
  [
    'SE-R-003 SE-R-004 SE-R-013',
    legal,
    '<cbc:CompanyID schemeID="0007">2120000142',
    '<cbc:CompanyID>212000-0142',
  ],
  ['SE-R-013', legal, '<cbc:CompanyID schemeID="0007">2120000142', '<cbc:CompanyID>2120000143'],
  ['SE-R-005', seller, 'Godkänd för F-skatt', 'Godkand'],
  ['', seller, 'Godkänd för F-skatt', 'GODKÄND  FÖR F-SKATT'],
  ['SE-R-006', charge, '<cbc:Percent>25', '<cbc:Percent>10'],
  ['', charge, '<cbc:Percent>25', '<cbc:Percent>12.0'],
  [
    'SE-R-007',
    means,
    '1234567</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>SE:BANKGIRO',
    '12-3</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>SE:PLUSGIRO',
  ],
  [
    'SE-R-010',
    means,
    '1234567</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>SE:BANKGIRO',
    '1</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>SE:PLUSGIRO',
  ],
  ['SE-R-008', means, '1234567', '123-4567'],
  ['SE-R-009', means, '1234567', '123456'],
  ['SE-R-011', means, 'Code>30', 'Code>50'],
  ['SE-R-012', means, 'Code>30', 'Code>31'],
];

const number = '094014201|12/03/2026|1|1.1|A|77';
const greece: readonly Row[] = [
  ['GR-R-001-1', '', number, `${number}|`],
  ['GR-R-001-2', '', number, '094259216|12/03/2026|1|1.1|A|77'],
  ['GR-R-001-3', '', number, '094014201|13/03/2026|1|1.1|A|77'],
  ['GR-R-001-4', '', number, '094014201|12/03/2026|-1|1.1|A|77'],
  ['', '', number, '094014201|12/03/2026|99999999999999999999999|1.1|A|77'],
  ['GR-R-001-5', '', number, '094014201|12/03/2026|1|1.2|A|77'],
  ['GR-R-001-6', '', number, '094014201|12/03/2026|1|1.1||77'],
  ['GR-R-001-7', '', number, '094014201|12/03/2026|1|1.1|A|'],
  ['GR-R-002', seller, name('Supplier')],
  ['GR-R-001-2 GR-R-003 GR-S-011', seller, 'EL094014201', 'EL094014202'],
  ['GR-R-004-1', '', '##M.AR.K##', 'other'],
  ['GR-R-004-2', '', '>400001<', '>0400001<'],
  ['GR-R-005', buyer, name('Customer')],
  ['GR-R-006', buyer, 'EL094014201', 'EL094014202'],
  ['GR-S-008-1', '', '##INVOICE|URL##', 'other'],
  ['GR-R-004-1 GR-R-008-2 GR-R-008-3 GR-S-008-1', '', '##M.AR.K##', '##INVOICE|URL##'],
  [
    'GR-R-008-3',
    '',
    '<cac:Attachment><cac:ExternalReference><cbc:URI>https://example.gr/1</cbc:URI></cac:ExternalReference></cac:Attachment>',
  ],
  ['GR-R-009', seller, '"9933">094014201', '"9933">094014202'],
  ['GR-R-010', buyer, '"9933">094014201', '"9933">094014202'],
];

const iceland: readonly Row[] = [
  ['IS-R-001', '', '>380<', '>383<'],
  ['IS-R-002', seller, '<cbc:CompanyID schemeID="0196">', '<cbc:CompanyID>'],
  ['IS-R-003', seller, street('Supplier')],
  ['IS-R-004', buyer, '<cbc:CompanyID schemeID="0196">', '<cbc:CompanyID>'],
  ['IS-R-005', buyer, zone('Customer')],
  [
    'IS-R-006',
    means,
    '42</cbc:PaymentMeansCode><cbc:PaymentID>123</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>0',
    '9</cbc:PaymentMeansCode><cbc:PaymentID>123</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>',
  ],
  ['IS-R-007', means, '012345678901', '12345'],
  ['IS-R-008', '', '2026-04-30', '2026-04-31'],
  ['IS-R-009 IS-R-010', '', '<cbc:DueDate>2026-04-12</cbc:DueDate>'],
  ['IS-R-010', '', '2026-04-30', '2026-04-11'],
];

const netherlands: readonly Row[] = [
  ['NL-R-002', seller, street('Supplier')],
  ['NL-R-003', legal, '<cbc:CompanyID schemeID="0106">', '<cbc:CompanyID>'],
  ['NL-R-004', buyer, city('Customer')],
  ['NL-R-005', buyer, '<cbc:CompanyID schemeID="0106">', '<cbc:CompanyID>'],
  [
    'NL-R-006',
    '',
    '<cac:Delivery>',
    '<cac:TaxRepresentativeParty><cac:PostalAddress><cbc:CityName>B</cbc:CityName><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress></cac:TaxRepresentativeParty><cac:Delivery>',
  ],
  ['NL-R-007', '', paidBy('NL', '30')[0]],
  ['NL-R-008', means, 'Code>30', 'Code>31'],
  ['NL-R-009', '', order],
];

const germany: readonly Row[] = [
  ['DE-R-001', '', paidBy('DE', '30')[0]],
  [
    'DE-R-002',
    seller,
    '<cac:Contact><cbc:Name>Ola</cbc:Name><cbc:Telephone>12345678</cbc:Telephone><cbc:ElectronicMail>ola@example.org</cbc:ElectronicMail></cac:Contact>',
  ],
  ['DE-R-003', seller, city('Supplier')],
  ['DE-R-004', seller, zone('Supplier')],
  ['DE-R-005', seller, '<cbc:Name>Ola</cbc:Name>'],
  ['DE-R-006 DE-R-027', seller, '<cbc:Telephone>12345678</cbc:Telephone>'],
  ['DE-R-007 DE-R-028', seller, '<cbc:ElectronicMail>ola@example.org</cbc:ElectronicMail>'],
  ['DE-R-008', buyer, city('Customer')],
  ['DE-R-009', buyer, zone('Customer')],
  ['DE-R-010', '', city('Delivery')],
  ['DE-R-011', '', zone('Delivery')],
  ['DE-R-014', '<cac:TaxSubtotal>', '<cbc:Percent>25</cbc:Percent>'],
  ['DE-R-015', '', '<cbc:BuyerReference>ref</cbc:BuyerReference>'],
  [
    'DE-R-016',
    seller,
    '<cac:PartyTaxScheme><cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>',
  ],
  ['DE-R-017', '', '>380<', '>383<'],
  ['DE-R-018', '', 'terms', '#SKONTO#TAGE=14#PROZENT=2.25#'],
  ['DE-R-018', '', 'terms', '#SKONTO#TAGE=14#PROZENT=2.2#\n'],
  ['', '', 'terms', '#SKONTO#TAGE=14#PROZENT=2.25#\n'],
  [
    '',
    '',
    'terms',
    'x\n#SKONTO#TAGE=14#PROZENT=2.25#\n#SKONTO#TAGE=28#PROZENT=1.00#BASISBETRAG=-1.00#\n',
  ],
  ['DE-R-019', means, iban, 'DE88370400440532013000'],
  ['', means, iban, 'DE89 3704 0044 0532 0130 00'],
  ['DE-R-019', means, iban, 'GB82west12345698765432'],
  ['DE-R-020', '', ...paidBy('DE', '59', '', mandate('x'))],
  ['DE-R-022', '', 'b.csv', 'a.csv'],
  ['DE-R-023-1', '', ...paidBy('DE', '30')],
  ['DE-R-023-2', means, '</cac:PayeeFinancialAccount>', `</cac:PayeeFinancialAccount>${card}`],
  ['DE-R-024-1', '', ...paidBy('DE', '54')],
  [
    'DE-R-024-2',
    '',
    ...paidBy('DE', '48', '', `${card}${account}1</cbc:ID></cac:PayeeFinancialAccount>`),
  ],
  ['DE-R-020 DE-R-025-1 PEPPOL-EN16931-R061', '', ...paidBy('DE', '59')],
  ['DE-R-025-2', '', ...paidBy('DE', '59', '', `${mandate(iban)}${card}`)],
  ['DE-R-027', seller, '>12345678<', '>a1b2<'],
  ['DE-R-028', seller, 'ola@example.org', 'ola@org'],
  ['DE-R-031', '', ...paidBy('DE', '49', '', mandate(''))],
  ['DE-R-T02', '', 'https://example.de/1', 'example.de/1'],
];

/** The tables of all countries. */
export const nationalRows: readonly (readonly [Country, readonly Row[]])[] = [
  ['NO', norway],
  ['DK', denmark],
  ['IT', italy],
  ['SE', sweden],
  ['GR', greece],
  ['IS', iceland],
  ['NL', netherlands],
  ['DE', germany],
];
