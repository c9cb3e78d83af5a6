import type { Address, AllowanceOrCharge, Invoice, Party } from '../../invoice/model.ts';

type Whole<T> = T extends string
  ? T
  : T extends readonly (infer U)[]
    ? readonly Whole<U>[]
    : { readonly [K in keyof T]-?: Whole<NonNullable<T[K]>> };

const address = (city: string): Whole<Address> => ({
  street: 'Storgata 5',
  additionalStreet: 'Oppgang B',
  addressLine: '3. etasje',
  city,
  postCode: '0155',
  subdivision: 'Østlandet',
  country: 'NO',
});

const part = (amount: string, reason: string): Whole<AllowanceOrCharge> => ({
  amount,
  baseAmount: '200.00',
  percentage: '5.5',
  reason,
  reasonCode: '95',
  vatCategory: 'S',
  vatRate: '25',
});

const party = (name: string, number: string): Whole<Party> => ({
  name,
  tradingName: `${name.split(' ')[0]} & sønner`,
  identifiers: [
    { scheme: '0088', value: '7300010000001' },
    { scheme: 'SEPA', value: `NO${number}` },
  ],
  legalRegistrationId: number,
  legalRegistrationScheme: '0192',
  legalForm: 'Aksjekapital 100 000',
  vatId: `NO${number}MVA`,
  taxRegistrationId: 'Foretaksregisteret',
  taxRegistrationScheme: 'LOC',
  endpointId: { scheme: '0192', value: number },
  address: address('Oslo'),
  contact: { name: 'Kari', telephone: '+47 22 22 22 22', email: 'kari@demo.example' },
});

/** Every field that the model has, so that none is forgotten on the way to UBL or JSON: the compiler asks for new ones. */
export const completeInvoice: Whole<Invoice> = {
  specificationId: 'urn:example:specification',
  businessProcessType: 'urn:example:process',
  number: '001',
  issueDate: '2026-03-31',
  typeCode: '380',
  currency: 'EUR',
  taxCurrency: 'NOK',
  taxPointDate: '2026-03-30',
  taxPointDateCode: '35',
  dueDate: '2026-04-14',
  buyerReference: 'Prosjekt <12> "A" & B',
  projectReference: 'P-7',
  contractReference: 'K-8',
  orderReference: 'O-9',
  salesOrderReference: 'S-10',
  receivingAdviceReference: 'R-11',
  despatchAdviceReference: 'D-12',
  tenderReference: 'T-13',
  invoicedObject: { scheme: 'ABZ', value: 'Måler 14' },
  buyerAccountingReference: '4000:15',
  notes: ['#AAI#Første ', ' Linje én\nLinje to'],
  precedingInvoices: [{ number: '0009', issueDate: '2026-01-31' }],
  seller: party('Fjordbygg Demo AS', '987654325'),
  buyer: party('Nordlys Demo AS', '912345678'),
  payee: {
    name: 'Inkasso Demo AS',
    identifiers: [{ scheme: '0192', value: '999888777' }],
    legalRegistrationId: '999888777',
    legalRegistrationScheme: '0192',
  },
  taxRepresentative: {
    name: 'Representant Demo AS',
    vatId: 'NO999888777MVA',
    address: address('Bergen'),
  },
  delivery: {
    date: '2026-03-29',
    locationId: { scheme: '0088', value: '7300010000002' },
    address: address('Tromsø'),
    partyName: 'Lager Nord',
  },
  invoicingPeriod: { startDate: '2026-03-01', endDate: '2026-03-31' },
  payment: {
    meansCode: '30',
    meansText: 'Credit transfer',
    remittanceInformation: '1234567897',
    terms: '14 dager',
    accounts: [
      {
        id: '86011117947',
        name: 'Drift',
        bic: 'DNBANOKK',
        meansCode: '58',
        meansText: 'SEPA',
        remittanceInformation: '2',
      },
    ],
    card: {
      number: '123456',
      network: 'VISA',
      holder: 'Ola',
      meansCode: '48',
      meansText: 'Kort',
      remittanceInformation: '3',
    },
    directDebit: {
      mandateReference: 'M-1',
      debitedAccount: '15030000000',
      meansCode: '49',
      meansText: 'AvtaleGiro',
      remittanceInformation: '4',
    },
  },
  allowances: [part('11.00', 'Kundebonus')],
  charges: [part('11.00', 'Frakt')],
  lines: [
    {
      id: '1',
      note: 'Levert i to omganger',
      invoicedObject: { scheme: 'ABZ', value: 'Måler 15' },
      quantity: '10.0',
      unitCode: 'HUR',
      lineNetAmount: '1000.0',
      orderLineReference: '3',
      buyerAccountingReference: '4000:16',
      period: { startDate: '2026-03-01', endDate: '2026-03-15' },
      item: {
        name: 'Arbeid',
        description: 'Betong',
        sellerId: 'A-1',
        buyerId: 'B-1',
        standardId: { scheme: '0160', value: '7300010000003' },
        classifications: [{ code: '72000000', list: 'STI', listVersion: '19.0501' }],
        countryOfOrigin: 'NO',
        attributes: [{ name: 'Farge', value: 'Grå' }],
      },
      price: {
        itemNetPrice: '100.0000',
        discount: '10',
        grossPrice: '110',
        baseQuantity: '1',
        baseQuantityUnitCode: 'HUR',
      },
      allowances: [part('5.00', 'Rabatt')],
      charges: [part('5.00', 'Tillegg')],
      vatCategory: 'S',
      vatRate: '25',
    },
  ],
  vatBreakdown: [
    {
      vatCategory: 'S',
      vatRate: '25',
      taxableAmount: '1000.0',
      taxAmount: '250.00',
      exemptionReason: 'Ingen',
      exemptionReasonCode: 'VATEX-EU-O',
    },
  ],
  totals: {
    lineNetAmount: '1000.00',
    allowances: '11.00',
    charges: '11.00',
    withoutVat: '1000.00',
    vat: '250.00',
    vatInTaxCurrency: '2875.00',
    withVat: '1250.00',
    prepaid: '50.00',
    rounding: '0.00',
    amountDue: '1200.00',
  },
  attachments: [
    {
      id: 'timer.pdf',
      description: 'Timeliste',
      externalUrl: 'https://demo.example/timer.pdf',
      content: 'JVBERi0x\nLjcK',
      filename: 'timer.pdf',
      contentType: 'application/pdf',
    },
  ],
};
