import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { page } from './words.ts';

const norwegian = [
  'Fjordlys Elektro AS                                                  FAKTURA',
  'Havnegata 12',
  '7010 Trondheim                                     Fakturanr:       2026-118',
  'Org.nr 923 609 016 MVA                             Fakturadato:     12.03.2026',
  'Tlf 73 00 00 00                                    Forfallsdato:    26.03.2026',
  '                                                   Kundenr:         44071',
  'Nordlys Bakeri AS',
  'Storgata 4',
  '9008 Tromsø',
  '',
  'Beskrivelse                        Antall   Enhet      Pris       Mva        Beløp',
  'Montør timer                           12   timer    900,00      25 %    10 800,00',
  'Kabel PFSP 3x2,5                       50   m         24,50      25 %     1 225,00',
  '',
  '                                                     Sum eks. mva        12 025,00',
  '                                                     Mva 25 %             3 006,25',
  '                                                     Å betale            15 031,25',
  '',
  'Bankkonto: 1503.04.14788      KID: 49731310',
];

describe('an invoice on paper', () => {
  it('becomes an e-invoice with every field that stands there', () => {
    const [document] = interpret([page(norwegian)]);
    expect(document).toMatchObject({
      pages: [1],
      kind: 'invoice',
      invoice: {
        number: '2026-118',
        issueDate: '2026-03-12',
        dueDate: '2026-03-26',
        currency: 'NOK',
        seller: {
          name: 'Fjordlys Elektro AS',
          legalRegistrationId: '923609016',
          vatId: 'NO923609016MVA',
        },
        buyer: { name: 'Nordlys Bakeri AS' },
        payment: { remittanceInformation: '49731310', accounts: [{ id: '15030414788' }] },
        totals: { withoutVat: '12025.00', vat: '3006.25', amountDue: '15031.25' },
        vatBreakdown: [{ vatRate: '25', taxableAmount: '12025.00', taxAmount: '3006.25' }],
        lines: [
          {
            item: { name: 'Montør timer' },
            quantity: '12',
            unitCode: 'HUR',
            lineNetAmount: '10800.00',
          },
          {
            item: { name: 'Kabel PFSP 3x2,5' },
            quantity: '50',
            unitCode: 'MTR',
            lineNetAmount: '1225.00',
          },
        ],
      },
    });
  });

  it('says where each field stands', () => {
    const [document] = interpret([page(norwegian)]);
    expect(document?.boxes['number']).toEqual({ page: 1, box: [370, 56, 410, 66] });
    expect(document?.boxes['totals.amountDue']?.box[1]).toBe(30 + 16 * 13);
  });

  it('takes no amount for its number', () => {
    const [document] = interpret([
      page([
        'KREDITNOTA              Kreditert:  NOK 596 544,74',
        'Dato:   12.03.2026',
        'Sum eks. mva   477 235,79',
        'Mva 25 %       119 308,95',
        'Kreditert      596 544,74',
      ]),
    ]);
    expect(document?.invoice.number).toBe('');
  });

  it('is due on a day that breaks between two rows', () => {
    const lines = norwegian.map((line) => line.replace('26.03.2026', ''));
    lines.splice(9, 0, 'Betales innen 26.', 'mars 2026');
    expect(interpret([page(lines)])[0]?.invoice.dueDate).toBe('2026-03-26');
  });

  it('is less sure where Tesseract has read it', () => {
    const [text] = interpret([page(norwegian)]);
    const [read] = interpret([page(norwegian, { engine: 'tesseract' })]);
    expect(read?.invoice.totals).toEqual(text?.invoice.totals);
    expect(read?.certainty).toBeLessThan(text?.certainty ?? 0);
  });

  it('leaves empty what is not there', () => {
    const [document] = interpret([page(norwegian.map((line) => line.replace(/Bankkonto.*/, '')))]);
    expect(document?.invoice.payment).toEqual({ accounts: [] });
    expect(document?.invoice.orderReference).toBeUndefined();
  });

  it('is due when the terms say so, and that is marked as derived', () => {
    const lines = norwegian.map((line) =>
      line.replace('Forfallsdato:    26.03.2026', 'Betalingsbetingelser: Netto 30 dager'),
    );
    const [document] = interpret([page(lines)]);
    expect(document?.invoice.dueDate).toBe('2026-04-11');
    expect(document?.derived).toContain('dueDate');
  });

  it.each([
    ['PURRING', 'reminder'],
    ['ORDREBEKREFTELSE', 'order-confirmation'],
    ['PAKKSEDDEL', 'delivery-note'],
    ['TILBUD', 'quote'],
    ['KONTOUTSKRIFT', 'statement'],
    ['ORIENTERING', 'letter'],
  ])('is none where the heading is %s, and is held back', (heading, kind) => {
    const [document] = interpret([page(norwegian.map((line) => line.replace('FAKTURA', heading)))]);
    expect(document).toMatchObject({ kind, release: false });
  });

  it('is a credit note where the heading says so', () => {
    const [document] = interpret([
      page(norwegian.map((line) => line.replace('FAKTURA', 'KREDITNOTA'))),
    ]);
    expect(document).toMatchObject({ kind: 'credit-note', invoice: { typeCode: '381' } });
  });

  it('never takes the company that receives for the seller', () => {
    const [document] = interpret([page(norwegian)], { buyerNumbers: ['923609016'] });
    expect(document?.invoice.seller.legalRegistrationId).toBeUndefined();
  });
});

describe('a file with several invoices', () => {
  it('is split where another number begins; what follows without one stays', () => {
    const second = norwegian.map((line) => line.replace('2026-118', '2026-119'));
    const documents = interpret([
      page(norwegian),
      page(['Timeliste', 'Uke 9   12 timer'], { number: 2 }),
      page(second, { number: 3 }),
    ]);
    expect(documents.map(({ pages, invoice }) => [pages, invoice.number])).toEqual([
      [[1, 2], '2026-118'],
      [[3], '2026-119'],
    ]);
  });
});

const prose = [
  '                     Kongsvinger Lås og Alarm AS',
  '              Postboks 13 • 8006 BODØ • 24 50 18 58',
  '                  Orgnr.: NO923609016MVA',
  '',
  'Torshov Borettslag                          BODØ, 23.03.2026',
  'Bekkefaret 149',
  '3015 DRAMMEN',
  '',
  'Faktura fakturanr 88231859',
  '',
  'Beskrivelse             Ant.         Pris       Beløp',
  'Montør                    10       100,00    1 000,00',
  '',
  '                        Sum eks. mva         1 000,00',
  '                        MVA 25 %               250,00',
  '                        Å betale             1 250,00',
  '',
  'Ved betaling innen 30.03.2026 innrømmes 2 % kontantrabatt: 1 225,00.',
  'Vennligst betal kr 1 250,00 til konto 15030414788 innen 06.04.2026.',
];

describe('an invoice that tells in sentences', () => {
  it('has its number behind the heading, and the seller’s name is not the line of its registration', () => {
    const [document] = interpret([page(prose)]);
    expect(document).toMatchObject({
      kind: 'invoice',
      invoice: { number: '88231859', seller: { name: 'Kongsvinger Lås og Alarm AS' } },
    });
  });

  it('is due on the day of the payment, not on that of an offered discount', () => {
    const [document] = interpret([page(prose)]);
    expect(document?.invoice.dueDate).toBe('2026-04-06');
  });

  it('may say at the end of the sentence that it is about the payment', () => {
    const lines = prose.map((line) =>
      line.startsWith('Vennligst')
        ? 'Beløpet på kr 1 250,00 er den 06.04.2026 til betaling.'
        : line,
    );
    expect(interpret([page(lines)])[0]?.invoice.dueDate).toBe('2026-04-06');
  });

  it('reads labels that go on in the next row', () => {
    const [document] = interpret([
      page(['INVOICE', '', 'Invoice    F113084', 'No.', '', 'Payment    5 Feb 2026', 'due date']),
    ]);
    expect(document?.invoice).toMatchObject({ number: 'F113084', dueDate: '2026-02-05' });
  });

  it('does not take the day of a discount for the due date', () => {
    const [document] = interpret([
      page([
        'Faktura 118',
        'Fakturadato ........................................ 18.04.2026',
        'Forfallsdato ........................................ 03.05.2026',
        'Betalt innen 25.04.2026 gis 2 % rabatt.',
      ]),
    ]);
    expect(document?.invoice.dueDate).toBe('2026-05-03');
  });

  it('takes the number behind its word in the heading', () => {
    const [document] = interpret([page(['Mietrechnung (387) Nr. 9314/00/M/00/N vom 01.10.2018'])]);
    expect(document).toMatchObject({ kind: 'invoice', invoice: { number: '9314/00/M/00/N' } });
  });
});
