import { interned } from '../../xml-scope.ts';
import { aggregates, datatypes, values } from '../tables/structure.ts';

/** A child that a type allows. */
export interface Allowed {
  readonly name: string;
  readonly position: number;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

export type ValueKind =
  | 'decimal'
  | 'base64Binary'
  | 'normalizedString'
  | 'string'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'boolean'
  | 'language'
  | 'anyURI';

export interface AllowedAttribute {
  readonly kind: ValueKind;
  readonly isRequired: boolean;
}

/** What may be in an element: children in an order, or a value with attributes. */
export type ElementType =
  | {
      readonly is: 'aggregate';
      readonly children: ReadonlyMap<string, Allowed>;
      readonly required: readonly Allowed[];
    }
  | {
      readonly is: 'value';
      readonly datatype: string;
      readonly kind: ValueKind;
      readonly attributes: ReadonlyMap<string, AllowedAttribute>;
      readonly required: readonly string[];
    };

const rows = (table: string): [names: string[], content: string[]][] =>
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [left = '', right = ''] = row.split(' = ');
      return [left.split(' ').map(interned), right.split(' ').map(interned)];
    });

function readAggregate(content: readonly string[]): ElementType {
  const allowed = content.map((word, position) => {
    const [, name = '', often] = /^([^?*+]+)([?*+]?)$/.exec(word) ?? [];
    return {
      name: interned(name),
      position,
      isRequired: often === '' || often === '+',
      isRepeatable: often === '*' || often === '+',
    };
  });
  return {
    is: 'aggregate',
    children: new Map(allowed.map((child) => [child.name, child])),
    required: allowed.filter(({ isRequired }) => isRequired),
  };
}

function readValue(datatype: string, content: readonly string[]): ElementType {
  const [kind = 'string', ...attributes] = content;
  const read = attributes.map((word) => {
    const [name = '', type = ''] = word.split(':');
    return [
      name,
      { kind: type.replace('!', '') as ValueKind, isRequired: type.endsWith('!') },
    ] as const;
  });
  return {
    is: 'value',
    datatype,
    kind: kind as ValueKind,
    attributes: new Map(read),
    required: read.filter(([, { isRequired }]) => isRequired).map(([name]) => name),
  };
}

let types: ReadonlyMap<string, ElementType> | undefined;

/** What UBL 2.1 says of each element that an Invoice or a CreditNote can have, by its name. Read when first asked for. */
export function elementTypes(): ReadonlyMap<string, ElementType> {
  if (types) return types;
  const read = new Map<string, ElementType>();
  for (const [names, content] of rows(aggregates)) {
    const type = readAggregate(content);
    for (const name of names) read.set(name, type);
  }
  const byDatatype = new Map(
    rows(datatypes).map(([[name = ''], content]) => [name, readValue(name, content)]),
  );
  for (const [[datatype = ''], names] of rows(values)) {
    const type = byDatatype.get(datatype);
    if (type) for (const name of names) read.set(name, type);
  }
  types = read;
  return types;
}
