import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alike } from '../../tools/score/alike.ts';
import { summary } from '../../tools/score/report.ts';
import { score } from '../../tools/score/score.ts';
import type { Answer, DocumentTruth, FileTruth } from '../../tools/score/truth.ts';

const truth: DocumentTruth = {
  docType: 'invoice',
  language: 'no',
  sellerName: 'Fjell & Fjord AS',
  sellerOrgNo: '923456783',
  sellerVatNo: 'NO923456783MVA',
  invoiceNumber: '2026-17',
  issueDate: '2026-03-01',
  dueDate: '2026-03-15',
  currency: 'NOK',
  netTotal: '1000.00',
  taxTotal: '250.00',
  payableAmount: '1250.00',
  vat: [{ rate: '25', base: '1000.00', amount: '250.00' }],
  paymentRef: '12345678903',
  bankAccount: '12345678903',
  iban: null,
  lines: [{ description: 'Rådgivning', quantity: '2.5', vatRate: '25', net: '1000.00' }],
};

/** What a perfect reader would print. */
function answerOf(
  document: DocumentTruth,
  release = true,
): NonNullable<Answer['documents']>[number] {
  return {
    pages: [1],
    kind: document.docType === 'creditnote' ? 'credit-note' : 'invoice',
    release,
    invoice: {
      number: document.invoiceNumber,
      issueDate: document.issueDate,
      dueDate: document.dueDate,
      currency: document.currency,
      orderReference: document.orderRef,
      buyerReference: document.buyerRef,
      precedingInvoices: document.originalInvoice ? [{ number: document.originalInvoice }] : [],
      seller: {
        name: document.sellerName,
        legalRegistrationId: document.sellerOrgNo,
        vatId: document.sellerVatNo,
      },
      buyer: { legalRegistrationId: document.buyerOrgNo },
      payment: {
        remittanceInformation: document.paymentRef,
        accounts: [{ id: document.bankAccount ?? document.iban }],
      },
      totals: {
        withoutVat: document.netTotal,
        vat: document.taxTotal,
        amountDue: document.payableAmount,
      },
      vatBreakdown: document.vat?.map(({ rate, base, amount }) => ({
        vatRate: rate,
        taxableAmount: base,
        taxAmount: amount,
      })),
      lines: document.lines?.map(({ description, quantity, net }) => ({
        item: { name: description },
        quantity,
        lineNetAmount: net,
      })),
    },
  };
}

const figures = (file: FileTruth, documents: Answer['documents']) => {
  const answers = new Map(documents ? [['a', { file: 'a.pdf', documents }] as const] : []);
  return summary(score(new Map([['a', file]]), answers));
};

const changed = (changes: Readonly<Record<string, unknown>>) => {
  const answer = answerOf(truth);
  return [{ ...answer, invoice: { ...(answer.invoice as object), ...changes } }];
};

describe('the score of an invoice', () => {
  it('is full where everything is right', () => {
    expect(figures(truth, [answerOf(truth)])).toMatchObject({
      fields: 100,
      headers: 100,
      everything: 100,
      lineF1: 1,
      released: 100,
      releasedWrong: 0,
    });
  });

  it('takes numbers and accounts as people write them', () => {
    const documents = changed({
      seller: { name: 'FJELL OG FJORD AS', vatId: 'NO 923 456 783 MVA' },
      payment: { remittanceInformation: '12345 67890 3', accounts: [{ id: '1234.56.78903' }] },
    });
    expect(figures(truth, documents)).toMatchObject({ headers: 100 });
  });

  it.each([
    ['another amount', { totals: { withoutVat: '1000.00', vat: '250.00', amountDue: '1250.02' } }],
    ['another day', { dueDate: '2026-03-16' }],
    ['no number', { number: null }],
    [
      'another account',
      { payment: { remittanceInformation: '12345678903', accounts: [{ id: '12345678911' }] } },
    ],
  ])('has a wrong header for %s, and counts it as wrongly released', (_, changes) => {
    expect(figures(truth, changed(changes))).toMatchObject({
      headers: 0,
      fields: 90.9,
      releasedWrong: 100,
    });
  });

  it('counts what is not on the paper as invented', () => {
    const { dueDate: _, ...without } = truth;
    expect(figures(without, [answerOf(truth)])).toMatchObject({
      invented: 1,
      headers: 0,
      fields: 100,
    });
  });

  it('counts a line by amount, quantity and text', () => {
    const line = { item: { name: 'Noe helt annet' }, quantity: '2.5', lineNetAmount: '1000.00' };
    expect(figures(truth, changed({ lines: [line] }))).toMatchObject({
      lineF1: 0,
      lineAmountF1: 1,
    });
  });

  it('is nothing without an answer', () => {
    expect(figures(truth, undefined)).toMatchObject({ noAnswer: 1, fields: 0, headers: 0 });
  });
});

describe('the score of other files', () => {
  it('holds back what is no invoice', () => {
    const other: FileTruth = { docType: 'other', kind: 'reminder' };
    expect(figures(other, [{ kind: 'reminder', release: false }])).toMatchObject({
      otherHeldBack: '1/1',
      otherNamed: '1/1',
    });
    expect(figures(other, [answerOf(truth, false)])).toMatchObject({
      otherHeldBack: '1/1',
      otherNamed: '0/1',
    });
    expect(figures(other, [answerOf(truth)])).toMatchObject({ otherHeldBack: '0/1' });
  });

  it('wants every invoice of a file with its pages and number', () => {
    const second = { ...truth, invoiceNumber: '18' };
    const file: FileTruth = {
      documents: [
        { ...truth, pages: [1, 2] },
        { ...second, pages: [3, 3] },
      ],
    };
    const documents = [
      { ...answerOf(truth), pages: [1, 2] },
      { ...answerOf(second), pages: [3] },
    ];
    expect(figures(file, documents)).toMatchObject({ split: '1/1', documents: 0 });
    expect(figures(file, documents.slice(0, 1))).toMatchObject({ split: '0/1' });
  });
});

describe('likeness of texts', () => {
  it.each([
    ['Rådgivning', 'RÅDGIVNING', 1],
    ['abcd', 'bcde', 0.75],
    ['Straße 1', 'strasse  1', 1],
    ['', '', 1],
    ['abc', '', 0],
  ])('%s and %s: %d', (a, b, expected) => {
    expect(alike(a, b)).toBe(expected);
  });
});

const data = process.env['AUTOINVOICE_CORPUS'];
const reference = data === undefined ? '' : join(data, '..', 'peers', 'scan-score', 'score.py');

/** Answers that are wrong here and there, each time in another way. */
function damage(file: FileTruth, index: number): NonNullable<Answer['documents']> {
  if ('documents' in file)
    return file.documents
      .slice(index % 2)
      .map((document) => ({ ...answerOf(document), pages: document.pages }));
  if (file.docType === 'other')
    return [
      { ...answerOf(truth), kind: index % 2 ? 'letter' : 'invoice', release: index % 3 === 0 },
    ];
  const [answer] = [answerOf(file, index % 4 !== 0)];
  const invoice = answer.invoice as Record<string, unknown>;
  const damages: Readonly<Record<string, unknown>>[] = [
    {},
    { number: `${file.invoiceNumber}1` },
    { dueDate: '2026-12-24', lines: [] },
    { seller: { name: `${file.sellerName} avd. Nord`, vatId: file.sellerVatNo } },
    { payment: { accounts: [{ id: file.iban ?? file.bankAccount }] } },
    {
      lines: (invoice['lines'] as { item: { name: string } }[]).map((line) => ({
        ...line,
        item: { name: `${line.item.name.slice(3)} mm` },
      })),
    },
    { vatBreakdown: [] },
  ];
  return [{ ...answer, invoice: { ...invoice, ...damages[index % damages.length] } }];
}

describe.skipIf(!existsSync(reference))('beside the reference scorer', () => {
  it.each(['norwegian', 'real'])('every figure is the same (%s)', (name) => {
    const folder = join(data ?? '', 'scan', name, 'truth');
    const truths = new Map(
      readdirSync(folder)
        .sort()
        .map((file) => [
          file.replace('.json', ''),
          JSON.parse(readFileSync(join(folder, file), 'utf8')) as FileTruth,
        ]),
    );
    const answers = new Map(
      [...truths].map(([file, value], index): [string, Answer] => [
        file,
        { file: `${file}.pdf`, documents: damage(value, index), milliseconds: 100 + index },
      ]),
    );
    const temporary = mkdtempSync(join(tmpdir(), 'autoinvoice-score-'));
    try {
      const printed = join(temporary, 'answers.jsonl');
      writeFileSync(
        printed,
        [...answers.values()].map((answer) => JSON.stringify(answer)).join('\n'),
      );
      const { stdout } = spawnSync('python3', [reference, folder, printed, '--json'], {
        encoding: 'utf8',
      });
      expect(JSON.parse(JSON.stringify(summary(score(truths, answers))))).toEqual(
        JSON.parse(stdout),
      );
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
