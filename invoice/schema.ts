import { rowsOfRoot } from './ubl-document.ts';
import type { Row, Rows, Schema } from './ubl-rows.ts';

const text = {
  type: 'string',
  // What XML cannot hold is refused here, where it can still be told to somebody.
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff\\p{Cs}]*$',
} as const;

/** The kinds of values in the JSON form. */
export const definitions = {
  text: { ...text, description: 'Text; spaces around it are dropped.' },
  note: { ...text, description: 'Text as it stands, with its spaces and lines.' },
  decimal: {
    type: 'string',
    description: 'An exact decimal as text, with a point and without grouping: "1250.00".',
    pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)$',
    maxLength: 64,
  },
  date: {
    type: 'string',
    format: 'date',
    description: 'A day: "2026-03-31".',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  },
  base64: {
    type: 'string',
    description: 'The content of a file.',
    contentEncoding: 'base64',
    pattern: '^[A-Za-z0-9+/\\s]*(=\\s*){0,2}$',
  },
} as const;

export type Kind = keyof typeof definitions;

const reference = (kind: Kind): Schema => ({ $ref: `#/$defs/${kind}` });

function structureOf(rows: Rows): Schema {
  const group: Schema = { type: 'object', properties: {} };
  addRows(rows, group);
  return group;
}

function addRows({ rows }: Rows, group: Schema): void {
  for (const row of rows) {
    const { key, rows: inner, isRequired, attributes = [] } = row;
    if (key === undefined) {
      if (inner) addRows(inner, group);
      continue;
    }
    const one = inner ? structureOf(inner) : reference(kindOf(row));
    if (row.rearranged) place(group, key, row.rearranged.schema(one));
    else place(group, key, row.isList === true ? { type: 'array', items: one } : one, isRequired);
    for (const [, to] of attributes) {
      place(group, to, reference('text'), row.hasRequiredAttributes);
    }
  }
}

function kindOf({ as = 'text' }: Row): Kind {
  return as === 'amount' || as === 'tax-amount' ? 'decimal' : as;
}

/** A group whose properties come from several elements grows with each of them. */
function place(
  group: Schema,
  key: readonly string[],
  schema: Schema,
  isRequired: Row['isRequired'] = false,
): void {
  const [name = '', ...rest] = key;
  const properties = group.properties ?? {};
  const known = properties[name];
  if (rest.length > 0) {
    const inner = (properties[name] ??= { type: 'object', properties: {} });
    place(inner, rest, schema, isRequired);
    if (isRequired === 'group') require(group, name);
  } else {
    const merged = { ...known?.properties, ...schema.properties };
    properties[name] = schema.properties ? { ...schema, properties: merged } : schema;
    if (isRequired !== false) require(group, name);
  }
}

function require(group: { required?: string[] }, name: string): void {
  if (group.required?.includes(name) !== true) group.required = [...(group.required ?? []), name];
}

/** The structure of the JSON form: made of the rows by which UBL is read and written. */
export const invoiceStructure: Schema = structureOf(rowsOfRoot.Invoice);

/** The JSON form of an invoice as JSON Schema 2020-12, with what is required of somebody who sends one. */
export const invoiceJsonSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Invoice',
  description:
    'An invoice or credit note in the terms of EN 16931. Amounts that follow from others may be left out.',
  ...invoiceStructure,
  $defs: definitions,
});
