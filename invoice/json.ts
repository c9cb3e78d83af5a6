import { currencies } from './code-lists/currencies.ts';
import { readDate } from './date.ts';
import type { Invoice } from './model.ts';
import { billingProcess } from './process-control.ts';
import { definitions, invoiceStructure, type Kind } from './schema.ts';
import { complete, type IncompleteInvoice } from './totals.ts';
import { finishInvoice } from './ubl-document.ts';
import { fill, isDraft, type Draft, type Schema } from './ubl-rows.ts';

/** What is wrong with the JSON, and where: `lines.0.item.name`. */
export interface JsonError {
  readonly path: string;
  readonly code:
    'field-missing' | 'field-invalid' | 'amount-invalid' | 'currency-unknown' | 'buyer-missing';
  readonly detail: string;
}

export type ReadInvoiceJson =
  | { readonly ok: true; readonly invoice: Invoice }
  | { readonly ok: false; readonly errors: readonly JsonError[] };

/**
 * The invoice in JSON, completed: lines, parties and rates are enough, amounts that follow from them are computed.
 * Unknown fields are dropped; all errors are told at once. `defaults` are for what only the caller can know.
 */
export function readInvoiceJson(
  value: unknown,
  defaults: Partial<Pick<Invoice, 'number' | 'issueDate' | 'currency'>> = {},
): ReadInvoiceJson {
  const errors: JsonError[] = [];
  const draft = isDraft(value)
    ? readGroup({ ...defaults, ...value }, invoiceStructure, '', errors)
    : invalid(errors, '', 'An invoice is a JSON object.');
  if (!isDraft(draft)) return { ok: false, errors };
  const { currency } = draft;
  if (typeof currency === 'string' && !currencies.has(currency)) {
    const detail = `The currency is "${currency}". Write an ISO 4217 code, such as NOK.`;
    errors.push({ path: 'currency', code: 'currency-unknown', detail });
  }
  if (Array.isArray(draft.lines) && draft.lines.length === 0) {
    errors.push({ path: 'lines', code: 'field-missing', detail: 'An invoice has a line.' });
  }
  if (errors.length > 0) return { ok: false, errors };
  const completed = complete(withDefaults(draft));
  if (completed.ok) return completed;
  return {
    ok: false,
    errors: completed.missing.map((item) => ({ ...item, code: 'field-missing' })),
  };
}

function withDefaults(draft: Draft): IncompleteInvoice {
  const { vatBreakdown } = draft;
  fill(draft, { typeCode: '380' });
  fill(draft, { ...billingProcess({ typeCode: String(draft.typeCode) }) });
  finishInvoice(draft);
  if (vatBreakdown === undefined) delete draft.vatBreakdown;
  const lines = Array.isArray(draft.lines) ? draft.lines.filter(isDraft) : [];
  lines.forEach((line, index) => {
    fill(line, { id: String(index + 1), price: {}, allowances: [], charges: [] });
  });
  // The structure has been checked against the schema, which is made of the model's own fields.
  return draft as unknown as IncompleteInvoice;
}

function readGroup(value: Draft, schema: Schema, path: string, errors: JsonError[]): Draft {
  const group: Draft = {};
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? name : `${path}.${name}`;
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    const before = errors.length;
    const read =
      given === undefined || given === null ? undefined : readAny(given, inner, at, errors);
    if (read !== undefined) group[name] = read;
    else if (schema.required?.includes(name) === true && errors.length === before) {
      errors.push({
        path: at,
        code: at === 'buyer' || at === 'buyer.name' ? 'buyer-missing' : 'field-missing',
        detail: `"${at}" is missing.`,
      });
    }
  }
  return group;
}

function readAny(value: unknown, schema: Schema, path: string, errors: JsonError[]): unknown {
  if (schema.type === 'object') {
    if (!isDraft(value)) return invalid(errors, path, 'Here stands a JSON object.');
    const before = errors.length;
    const group = readGroup(value, schema, path, errors);
    return Object.keys(group).length > 0 || errors.length > before ? group : undefined;
  }
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return invalid(errors, path, 'Here stands a JSON array.');
    const { items = {} } = schema;
    return value
      .map((item: unknown, index) => readAny(item, items, `${path}.${index}`, errors))
      .filter((item) => item !== undefined);
  }
  const kind = kinds.find((name) => schema.$ref === `#/$defs/${name}`) ?? 'text';
  return readText(value, kind, path, errors);
}

const kinds = Object.keys(definitions) as Kind[];
const patterns = Object.fromEntries(
  kinds.map((kind) => [kind, new RegExp(definitions[kind].pattern, 'u')]),
) as Record<Kind, RegExp>;

const expected: Readonly<Record<Kind, string>> = {
  text: 'Write text without control characters.',
  note: 'Write text without control characters.',
  decimal: 'Write an exact decimal as text, with a point and without grouping, such as "1250.00".',
  date: 'Write a day, such as "2026-03-31".',
  base64: 'Write the content in base64.',
};

function readText(
  value: unknown,
  kind: Kind,
  path: string,
  errors: JsonError[],
): string | undefined {
  const text =
    typeof value === 'string' && kind !== 'note' && kind !== 'base64' ? value.trim() : value;
  if (text === '' && kind !== 'note') return undefined;
  const isRight =
    typeof text === 'string' &&
    patterns[kind].test(text) &&
    (kind !== 'date' || readDate(text) !== null) &&
    (kind !== 'base64' || text.replaceAll(/\s+/g, '').length % 4 === 0) &&
    (kind !== 'decimal' || text.length <= definitions.decimal.maxLength);
  if (isRight) return text;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : typeof value;
  const detail = `This is ${shown}. ${expected[kind]}`;
  errors.push({ path, code: kind === 'decimal' ? 'amount-invalid' : 'field-invalid', detail });
  return undefined;
}

function invalid(errors: JsonError[], path: string, detail: string): undefined {
  errors.push({ path, code: 'field-invalid', detail });
}
