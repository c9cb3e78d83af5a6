import { describe, expect, it } from 'vitest';
import { readPaymentCode, withCodes } from '../../../scan/interpret/codes.ts';
import { interpret } from '../../../scan/interpret/interpret.ts';
import type { Page } from '../../../scan/words.ts';

const epc = (iban: string, sum: string, structured = '', text = ''): string =>
  ['BCD', '002', '1', 'SCT', 'DNBANOKK', 'Solheim AS', iban, sum, '', structured, text].join('\n');

const swiss = (kind: string, reference: string, message = ''): string => {
  const address = (name: string): string[] => [
    'S',
    name,
    'Bahnhofstrasse',
    '1',
    '8001',
    'Zürich',
    'CH',
  ];
  const nobody = Array.from({ length: 7 }, () => '');
  return [
    'SPC',
    '0200',
    '1',
    'CH4431999123000889012',
    ...address('Robert Schneider AG'),
    ...nobody,
    '1949.75',
    'CHF',
    ...address('Pia Rutschmann'),
    kind,
    reference,
    message,
    'EPD',
  ].join('\r\n');
};

describe('the code of a payment', () => {
  it.each<[string, string, unknown]>([
    [
      'EPC',
      epc('NO93 8601 1117 947', 'EUR12.3', 'RF18539007547034'),
      {
        account: 'NO9386011117947',
        bic: 'DNBANOKK',
        reference: 'RF18539007547034',
        currency: 'EUR',
        amount: '12.30',
      },
    ],
    [
      'EPC without an amount, with a text',
      epc('DE89370400440532013000', '', '', 'Rechnung 1042'),
      { account: 'DE89370400440532013000', bic: 'DNBANOKK', reference: 'Rechnung 1042' },
    ],
    [
      'Swiss QR-bill',
      swiss('QRR', '210000000003139471430009017'),
      {
        account: 'CH4431999123000889012',
        reference: '210000000003139471430009017',
        currency: 'CHF',
        amount: '1949.75',
      },
    ],
    [
      'Swiss QR-bill without a reference',
      swiss('NON', '', 'Auftrag vom 15.06.2026'),
      {
        account: 'CH4431999123000889012',
        reference: 'Auftrag vom 15.06.2026',
        currency: 'CHF',
        amount: '1949.75',
      },
    ],
    [
      'UsingQR',
      '{"uqr":1,"tp":1,"nme":"Solheim","cid":"555555-5555","iref":"52456","idt":"20260331","ddt":"20260430","due":500,"cur":"SEK","pt":"BG","acc":"433-8778"}',
      {
        account: '433-8778',
        reference: '52456',
        currency: 'SEK',
        amount: '500.00',
        issueDate: '2026-03-31',
        dueDate: '2026-04-30',
      },
    ],
    ['an account that does not check', epc('NO93 8601 1117 948', 'EUR12.30'), null],
    ['a link', 'https://pay.example/1042', null],
    ['JSON of another kind', '{"acc":"433-8778"}', null],
    ['JSON that is none', '{"uqr":1,', null],
    ['nothing', '', null],
  ])('%s', (_, text, expected) => {
    expect(readPaymentCode(text)).toEqual(expected);
  });
});

describe('a draft', () => {
  const box = [40, 500, 120, 580] as const;
  const place = { page: 1, box };
  const page: Page = { number: 1, width: 595, height: 842, engine: 'text', words: [], codes: [] };
  const [empty] = interpret([page]);
  if (!empty) throw new Error('A page is a document.');
  const invoice = {
    ...empty.invoice,
    number: '1042',
    currency: 'EUR',
    payment: { accounts: [{ id: '86011117947' }], remittanceInformation: '000123455' },
    totals: { amountDue: '12.30' },
  };
  const draft = {
    ...empty,
    doubts: [],
    invoice,
    confidence: {
      'totals.amountDue': 0.8,
      'payment.accounts[0].id': 0.9,
      'payment.remittanceInformation': 0.7,
    },
  };
  const read = (text: string) => withCodes(draft, [{ number: 1, codes: [{ text, box }] }]);

  it('is surer where its code says the same', () => {
    const sure = read(epc('NO9386011117947', 'EUR12.30', '123455'));
    expect(sure.invoice.payment.accounts).toEqual([{ id: '86011117947' }]);
    expect(sure.invoice.payment.remittanceInformation).toBe('000123455');
    expect(sure.confidence).toMatchObject({
      'totals.amountDue': 0.99,
      'payment.accounts[0].id': 0.99,
      'payment.remittanceInformation': 0.99,
    });
  });

  it('keeps the paper’s amount and account where the code says otherwise, and is not sure', () => {
    const unsure = read(epc('DE89370400440532013000', 'EUR1230.00'));
    expect(unsure.invoice.totals.amountDue).toBe('12.30');
    expect(unsure.invoice.payment.accounts).toEqual([{ id: '86011117947' }]);
    expect(unsure.confidence['totals.amountDue']).toBe(0.5);
    expect(unsure.alternatives['payment.accounts[0].id']).toEqual([
      { value: 'DE89370400440532013000', confidence: 0.5, place },
    ]);
  });

  it('gets from the code what the paper does not say', () => {
    const bare = {
      ...draft,
      invoice: { ...invoice, currency: '', payment: { accounts: [] }, totals: { amountDue: '' } },
    };
    const text = epc('NO9386011117947', 'EUR12.30', 'RF18539007547034');
    const filled = withCodes(bare, [{ number: 1, codes: [{ text, box }] }]);
    expect(filled.invoice).toMatchObject({
      currency: 'EUR',
      payment: {
        accounts: [{ id: 'NO9386011117947', bic: 'DNBANOKK' }],
        remittanceInformation: 'RF18539007547034',
      },
      totals: { amountDue: '12.30' },
    });
    expect(filled.boxes['totals.amountDue']).toEqual(place);
  });

  it('does not take its own number for a reference', () => {
    const bare = { ...draft, invoice: { ...invoice, payment: { accounts: [] } } };
    const text = epc('NO9386011117947', '', '', '1042');
    const filled = withCodes(bare, [{ number: 1, codes: [{ text, box }] }]);
    expect(filled.invoice.payment.remittanceInformation).toBeUndefined();
  });
});
