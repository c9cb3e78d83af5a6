import { add, subtract, toCents } from '../../invoice/amount.ts';
import type { Decimal, Invoice, Line, Party } from '../../invoice/model.ts';
import type { Alternative, Doubt, DocumentKind, InterpretedDocument, Place } from '../draft.ts';
import { calibrated } from './calibration.ts';
import type { Reading } from './document.ts';
import { extrasOf } from './extras.ts';
import { fold } from './fold.ts';
import { unitCodes } from './lexicon/lexicon.ts';
import type { Recalled } from './memory.ts';
import type { PrintedLine } from './lines.ts';
import type { Read } from './names.ts';
import type { PartyFound } from './parties.ts';
import type { Sum } from './sums.ts';

/** Collects by path what stands in the invoice, how sure that is, and where. */
class Evidence {
  readonly confidence: Record<string, number> = {};
  readonly boxes: Record<string, Place> = {};
  readonly alternatives: Record<string, readonly Alternative[]> = {};
  readonly derived: string[] = [];

  add(
    path: string,
    read: Partial<Read> & {
      readonly alternatives?: readonly Alternative[];
      readonly isDerived?: boolean;
    },
  ): void {
    this.confidence[path] = Math.round(calibrated(read.confidence ?? 0.5) * 1000) / 1000;
    if (read.place) this.boxes[path] = read.place;
    if (read.alternatives && read.alternatives.length > 0)
      this.alternatives[path] = read.alternatives;
    if (read.isDerived) this.derived.push(path);
  }
}

export type Draft = Omit<InterpretedDocument, 'release' | 'certainty' | 'doubts' | 'pages'> & {
  readonly doubts: Doubt[];
};

const typeCodes: Partial<Readonly<Record<DocumentKind, string>>> = { 'credit-note': '381' };

/** The invoice that the reading amounts to. */
export function draftOf(reading: Reading): Draft {
  const evidence = new Evidence();
  const { header, payment, currency, kind } = reading;
  const text = (path: keyof typeof header, into: string = path): string | undefined => {
    const choice = header[path];
    if (choice === null || typeof choice === 'string') return undefined;
    evidence.add(into, choice);
    return choice.value;
  };
  const isCredit = kind.kind === 'credit-note';
  const number = text('number') ?? '';
  const issueDate = text('issueDate') ?? '';
  const dueDate = isCredit ? undefined : text('dueDate');
  const orderReference = text('orderReference');
  const buyerReference = text('buyerReference');
  const preceding = text('precedingInvoice', 'precedingInvoices[0].number');
  const deliveryDate = text('deliveryDate', 'delivery.date');
  const projectReference = text('projectReference');
  const contractReference = text('contractReference');
  if (currency) evidence.add('currency', { confidence: currency.confidence });
  payment.accounts.forEach((account, at) => evidence.add(`payment.accounts[${at}].id`, account));
  if (payment.remittance) evidence.add('payment.remittanceInformation', payment.remittance);
  evidence.add('kind', { confidence: kind.weight });
  const totals = totalsOf(reading, evidence);
  const invoice: Invoice = {
    number,
    issueDate,
    typeCode: typeCodes[kind.kind] ?? '380',
    currency: currency?.code ?? '',
    ...given({ dueDate, orderReference, buyerReference, projectReference, contractReference }),
    notes: [],
    precedingInvoices: preceding === undefined ? [] : [{ number: preceding }],
    seller: partyOf('seller', reading.parties.seller, evidence),
    buyer: partyOf('buyer', reading.parties.buyer, evidence),
    ...(deliveryDate === undefined ? {} : { delivery: { date: deliveryDate } }),
    payment: {
      ...given({
        terms: header.terms ?? undefined,
        remittanceInformation: payment.remittance?.value,
      }),
      accounts: payment.accounts.map(({ value }) => ({
        id: value,
        ...(payment.bic && /^[A-Z]{2}\d/.test(value) ? { bic: payment.bic.value } : {}),
      })),
    },
    ...extrasOf(reading.lines, reading.extras, reading.sums, totals.withoutVat),
    lines: reading.lines.map((line, at) => lineOf(line, at, evidence)),
    vatBreakdown: reading.vat,
    totals,
    attachments: [],
  };
  return {
    kind: kind.kind,
    invoice,
    confidence: evidence.confidence,
    boxes: evidence.boxes,
    alternatives: evidence.alternatives,
    derived: evidence.derived,
    remembered: [],
    doubts: [],
  };
}

/** Only what is there: the model knows no `undefined`. */
const given = <Fields extends Record<string, string | undefined>>(
  fields: Fields,
): { [Key in keyof Fields]?: string } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: string;
  };

function partyOf(path: 'seller' | 'buyer', party: PartyFound, evidence: Evidence): Party {
  if (party.name) evidence.add(`${path}.name`, party.name);
  if (party.registration) evidence.add(`${path}.legalRegistrationId`, party.registration);
  if (party.vat) evidence.add(`${path}.vatId`, party.vat);
  return {
    name: party.name?.value ?? '',
    ...given({ legalRegistrationId: party.registration?.value, vatId: party.vat?.value }),
    ...(party.country ? { address: { country: party.country } } : {}),
  };
}

const unsigned = (amount: Decimal): Decimal => toCents(amount.replace('-', ''));

function totalsOf({ totals, lines }: Reading, evidence: Evidence): Invoice['totals'] {
  if (!totals) return { amountDue: '' };
  const sure = totals.adds ? Math.min(0.99, 0.8 + totals.margin * 0.15) : 0.5;
  const read = (path: string, sum: Sum | null): Decimal | undefined => {
    if (!sum) return undefined;
    evidence.add(`totals.${path}`, {
      confidence: sure * sum.confidence,
      place: sum.place,
      alternatives: totals.others.flatMap((other) => {
        const one = other[path as 'amountDue' | 'vat' | 'withoutVat'];
        return one && one.amount !== sum.amount
          ? [{ value: unsigned(one.amount), confidence: 0.1, place: one.place }]
          : [];
      }),
    });
    return unsigned(sum.amount);
  };
  const summed = (path: string, rows: readonly Sum[]): Decimal | undefined => {
    if (rows.length === 0) return undefined;
    const place = rows[0]?.place ?? null;
    evidence.add(`totals.${path}`, { confidence: sure * 0.98, place, isDerived: true });
    return toCents(add(...rows.map(({ amount }) => unsigned(amount))));
  };
  const withoutVat = read('withoutVat', totals.withoutVat) ?? summed('withoutVat', totals.netRows);
  const vat = read('vat', totals.vat) ?? summed('vat', totals.vatRows);
  const withVat = read('withVat', totals.withVat);
  const amountDue = read('amountDue', totals.amountDue) ?? '';
  const net =
    lines.every(({ numbers }) => numbers.amount !== undefined) && lines.length > 0
      ? lines
          .map(({ numbers }) => numbers.amount ?? '0')
          .reduce((a, b) => toCents(subtract(a, b.startsWith('-') ? b.slice(1) : `-${b}`)))
      : undefined;
  return {
    ...given({
      lineNetAmount: net,
      withoutVat,
      vat,
      withVat,
      prepaid: totals.prepaid ? unsigned(totals.prepaid.amount) : undefined,
      rounding: totals.rounding ? toCents(totals.rounding.amount) : undefined,
    }),
    amountDue,
  };
}

function lineOf(line: PrintedLine, at: number, evidence: Evidence): Line {
  const path = `lines[${at}]`;
  const amount = line.numbers.amount ?? line.numbers.amountWithVat ?? '0';
  const place = (field: keyof PrintedLine['boxes']): Place | null => {
    const box = line.boxes[field];
    return box ? { page: line.page, box } : null;
  };
  const quantity = line.numbers.quantity ?? '1';
  evidence.add(`${path}.lineNetAmount`, {
    confidence: 0.9 * line.confidence,
    place: place('amount'),
  });
  evidence.add(`${path}.quantity`, {
    confidence: (line.numbers.quantity === undefined ? 0.6 : 0.9) * line.confidence,
    place: place('quantity'),
    isDerived: line.numbers.quantity === undefined,
  });
  evidence.add(`${path}.item.name`, {
    confidence: 0.85 * line.confidence,
    place: place('description'),
  });
  const unit = unitOf(line);
  return {
    id: String(at + 1),
    quantity,
    ...(unit ? { unitCode: unit } : {}),
    lineNetAmount: toCents(amount),
    item: {
      name: line.name,
      ...(line.notes.length > 0 ? { description: line.notes.join('\n') } : {}),
      ...(line.cells.itemNumber ? { sellerId: line.cells.itemNumber } : {}),
    },
    price: line.numbers.price === undefined ? {} : { itemNetPrice: line.numbers.price },
    allowances: [],
    charges: [],
    ...(line.numbers.vatRate === undefined ? {} : { vatRate: line.numbers.vatRate }),
  };
}

function unitOf({ cells }: PrintedLine): string | undefined {
  for (const text of [cells.unit, cells.quantity, cells.price]) {
    const code = text === undefined ? undefined : unitCodes.get(fold(text));
    if (code) return code;
  }
  return undefined;
}

/** The draft with what corrections of this supplier have taught, at the fields that were corrected. */
export function withMemory(draft: Draft, recalled: readonly Recalled[]): Draft {
  if (recalled.length === 0) return draft;
  const confidence = { ...draft.confidence };
  const boxes = { ...draft.boxes };
  let { invoice } = draft;
  for (const { path, value, place, confidence: weight } of recalled) {
    invoice = withField(invoice, path, value);
    if (value === undefined) delete confidence[path];
    else confidence[path] = Math.round(calibrated(weight) * 1000) / 1000;
    if (place) boxes[path] = place;
    else delete boxes[path];
  }
  const paths = recalled.map(({ path }) => path);
  return {
    ...draft,
    invoice,
    confidence,
    boxes,
    derived: draft.derived.filter((path) => !paths.includes(path)),
    remembered: paths,
  };
}

function withField(invoice: Invoice, path: string, value: string | undefined): Invoice {
  const [first = '', second] = path.split('.');
  const part = (invoice as unknown as Record<string, object>)[first];
  const next = second === undefined ? value : { ...part, [second]: value };
  return Object.fromEntries(
    Object.entries({ ...invoice, [first]: next }).filter(([, one]) => one !== undefined),
  ) as unknown as Invoice;
}
