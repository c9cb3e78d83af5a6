import { readInvoiceJson } from '../invoice/json.ts';
import type { Invoice } from '../invoice/model.ts';
import { invoiceStructure } from '../invoice/schema.ts';
import type { Schema } from '../invoice/ubl-rows.ts';

/** New values by path: `totals.amountDue`, `lines[0].quantity`, `lines`; null takes a value away. */
export type Correction = Readonly<Record<string, unknown>>;

export interface CorrectionError {
  readonly path: string;
  readonly text: string;
}

export type Corrected =
  | { readonly ok: true; readonly invoice: Invoice }
  | { readonly ok: false; readonly errors: readonly CorrectionError[] };

/** More elements than any invoice that a person corrects by hand has. */
const mostElements = 1000;

/**
 * The draft with what a person has corrected. Amounts that were computed (`derived`) and whose sources may have changed
 * are computed again when the draft becomes an invoice; what stands on the paper stays, and the rules tell where it
 * does not add up. All errors are told at once, and nothing is changed then.
 */
export function correctDraft(
  draft: Invoice,
  derived: readonly string[],
  correction: Correction,
): Corrected {
  const errors: CorrectionError[] = [];
  const value = JSON.parse(JSON.stringify(draft)) as Group;
  const isGiven = (path: string): boolean =>
    Object.keys(correction).some((given) => path === given || path.startsWith(`${given}.`));
  for (const path of derived) if (isAmount(path) && !isGiven(path)) set(value, path, null);
  for (const [path, given] of Object.entries(correction)) {
    if (!isInvoicePath(path)) errors.push({ path, text: 'An invoice has no such field.' });
    else if (!set(value, path, given))
      errors.push({ path, text: 'There is nothing at this place.' });
  }
  const read = readInvoiceJson(value, { number: '-', issueDate: '2000-01-01', currency: 'NOK' });
  if (!read.ok) {
    for (const error of read.errors) {
      if (error.code === 'field-missing' || error.code === 'buyer-missing') continue;
      errors.push({ path: withBrackets(error.path), text: error.detail });
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, invoice: asInvoice(value) };
}

type Group = Record<string, unknown>;

const isAmount = (path: string): boolean =>
  /^(totals|vatBreakdown)\b/.test(path) || path.endsWith('.lineNetAmount');

/** `lines.0.quantity` as `lines[0].quantity`. */
const withBrackets = (path: string): string => path.replaceAll(/\.(\d+)/g, '[$1]');

function stepsOf(path: string): (string | number)[] {
  return path
    .replaceAll(/\[(\d{1,4})\]/g, '.$1')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Whether the JSON form of an invoice has a field at this path. */
export function isInvoicePath(path: string): boolean {
  let schema: Schema | undefined = invoiceStructure;
  for (const step of stepsOf(path)) {
    schema = typeof step === 'number' ? schema?.items : ownProperty(schema, step);
    if (schema === undefined) return false;
  }
  return path !== '';
}

const ownProperty = (schema: Schema | undefined, name: string): Schema | undefined =>
  schema?.properties && Object.hasOwn(schema.properties, name)
    ? schema.properties[name]
    : undefined;

/** Sets or takes away what stands at the path, making groups on the way; false where a list has no such place. */
function set(root: Group, path: string, given: unknown): boolean {
  const steps = stepsOf(path);
  const last = steps.pop();
  let at: Group | unknown[] = root;
  for (const [index, step] of steps.entries()) {
    const isList = typeof (steps[index + 1] ?? last) === 'number';
    const inner: unknown = read(at, step) ?? (given === null ? undefined : isList ? [] : {});
    if (inner === undefined) return true;
    if (typeof inner !== 'object' || inner === null) return false;
    if (!write(at, step, inner)) return false;
    at = inner as Group | unknown[];
  }
  return last !== undefined && write(at, last, given ?? undefined);
}

const read = (at: Group | unknown[], step: string | number): unknown =>
  Array.isArray(at) ? (typeof step === 'number' ? at[step] : undefined) : at[String(step)];

function write(at: Group | unknown[], step: string | number, value: unknown): boolean {
  if (Array.isArray(at)) {
    if (typeof step !== 'number' || step > at.length || step >= mostElements) return false;
    if (value === undefined) at.splice(step, 1);
    else at[step] = value;
    return true;
  }
  if (typeof step === 'number') return false;
  if (value === undefined) delete at[step];
  else at[step] = value;
  return true;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const group = (value: unknown): Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Group) : {};

/** What the model promises is there, with nothing in it; everything else was checked above. */
function asInvoice(value: Group): Invoice {
  const party = (given: unknown): Group => ({ ...group(given), name: group(given)['name'] ?? '' });
  const payment = group(value['payment']);
  return {
    ...value,
    number: value['number'] ?? '',
    issueDate: value['issueDate'] ?? '',
    typeCode: value['typeCode'] ?? '380',
    currency: value['currency'] ?? '',
    notes: list(value['notes']),
    precedingInvoices: list(value['precedingInvoices']),
    seller: party(value['seller']),
    buyer: party(value['buyer']),
    payment: { ...payment, accounts: list(payment['accounts']) },
    allowances: list(value['allowances']),
    charges: list(value['charges']),
    lines: list(value['lines']).map((given, index) => {
      const line = group(given);
      return {
        ...line,
        id: line['id'] ?? String(index + 1),
        quantity: line['quantity'] ?? '1',
        item: party(line['item']),
        price: group(line['price']),
        allowances: list(line['allowances']),
        charges: list(line['charges']),
      };
    }),
    vatBreakdown: list(value['vatBreakdown']),
    totals: group(value['totals']),
    attachments: list(value['attachments']),
  } as unknown as Invoice;
}
