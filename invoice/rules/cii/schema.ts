import { interned } from '../../xml-scope.ts';
import type { Allowed, ElementType, ValueKind } from '../ubl/schema.ts';
import { types } from './tables/structure.ts';

/** A type of D16B: as UBL's, but a child's type depends on where it stands. */
export interface CiiType {
  readonly shape: ElementType;
  /** Of aggregates: one of the children, not all in order. */
  readonly isChoice: boolean;
  /** The type of each child, by its name. */
  readonly typeOf: ReadonlyMap<string, string>;
  /** Attributes that have one value only. */
  readonly fixed: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

const kindOf = (word: string): ValueKind => (word === 'token' ? 'string' : (word as ValueKind));

function aggregate(words: readonly string[], isChoice: boolean): CiiType {
  const typeOf = new Map<string, string>();
  const allowed = words.map((word, position): Allowed => {
    const [, name = '', type = '', often] = /^([^>]+)>([^?*+]+)([?*+]?)$/.exec(word) ?? [];
    typeOf.set(interned(name), type);
    return {
      name: interned(name),
      position,
      isRequired: !isChoice && (often === '' || often === '+'),
      isRepeatable: often === '*' || often === '+',
    };
  });
  return {
    shape: {
      is: 'aggregate',
      children: new Map(allowed.map((child) => [child.name, child])),
      required: allowed.filter(({ isRequired }) => isRequired),
    },
    isChoice,
    typeOf,
    fixed: none,
  };
}

function value(name: string, [kind = 'string', ...attributes]: readonly string[]): CiiType {
  const fixed = new Map<string, string>();
  const read = attributes.map((word) => {
    const [, attribute = '', type = '', only] = /^(\w+):(\w+)(?:=(.*))?$/.exec(word) ?? [];
    if (only !== undefined) fixed.set(attribute, only.replaceAll('+', ' '));
    return [attribute, { kind: kindOf(type), isRequired: false }] as const;
  });
  return {
    shape: {
      is: 'value',
      datatype: name.replace(/^\w+:/, ''),
      kind: kindOf(kind),
      attributes: new Map(read),
      required: [],
    },
    isChoice: false,
    typeOf: none,
    fixed,
  };
}

let read: ReadonlyMap<string, CiiType> | undefined;

/** What D16B says of each type, by its name. Read when first asked for. */
export function ciiTypes(): ReadonlyMap<string, CiiType> {
  read ??= new Map(
    types
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', sign, ...words] = line.split(' ');
        return [name, sign === '=' ? value(name, words) : aggregate(words, sign === '|')] as const;
      }),
  );
  return read;
}

export const rootType = 'rsm:CrossIndustryInvoice';
