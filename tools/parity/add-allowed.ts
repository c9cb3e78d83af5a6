import { elementTypes, type ElementType } from '../../invoice/rules/ubl/schema.ts';
import type { XmlElement } from '../../invoice/xml.ts';
import type { Chance } from './random.ts';

/** A change of the text between two offsets. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Source {
  readonly text: string;
  readonly elements: readonly XmlElement[];
  readonly chance: Chance;
}

/** An element's name with the prefix that this document has for it, or null where it has none. */
export function prefixed({ elements }: Source, name: string): string | null {
  const [standard = '', local = ''] = name.split(':');
  const like = elements.find(({ qualifiedName }) => qualifiedName.startsWith(`${standard}:`));
  return like ? (like.prefix === '' ? '' : `${like.prefix}:`) + local : null;
}

/** Something that UBL allows at a place where the document does not have it. */
export function addAllowed(source: Source): Edit | null {
  const types = elementTypes();
  const parents = source.elements.filter(
    ({ qualifiedName }) => types.get(qualifiedName)?.is === 'aggregate',
  );
  if (parents.length === 0) return null;
  const parent = source.chance.of(parents);
  const type = types.get(parent.qualifiedName);
  if (type?.is !== 'aggregate' || parent.children.length === 0) return null;
  const choices = [...type.children.values()].filter(({ name }) => !name.startsWith('ext:'));
  const chosen = source.chance.of(choices);
  const xml = sample(source, chosen.name, 0);
  const next = parent.children.find(
    (child) => (type.children.get(child.qualifiedName)?.position ?? -1) > chosen.position,
  );
  const where = next ? next.start : (parent.children.at(-1)?.end ?? parent.contentEnd);
  return xml === null ? null : { from: where, to: where, text: xml };
}

/** The least that an element of this name must hold. */
function sample(source: Source, name: string, depth: number): string | null {
  const type = elementTypes().get(name);
  const tag = prefixed(source, name);
  if (!type || !tag || depth > 6) return null;
  if (type.is === 'aggregate') {
    const extra = source.chance.next() < 0.6 ? [source.chance.of([...type.children.values()])] : [];
    const needed = [...new Set([...type.required, ...extra])].sort(
      (a, b) => a.position - b.position,
    );
    const inside = needed.map((child) => sample(source, child.name, depth + 1));
    return inside.includes(null) ? null : `<${tag}>${inside.join('')}</${tag}>`;
  }
  return `<${tag}${attributesOf(source, type)}>${valueOf(source, type)}</${tag}>`;
}

function attributesOf({ chance }: Source, type: ElementType & { is: 'value' }): string {
  const extra =
    chance.next() < 0.15 && type.attributes.size > 0
      ? [chance.of([...type.attributes.keys()])]
      : [];
  return [...new Set([...type.required, ...extra])]
    .map(
      (name) =>
        ` ${name}="${({ currencyID: 'NOK', unitCode: 'H87', mimeCode: 'application/pdf', languageID: 'nb' } as Record<string, string>)[name] ?? '0192'}"`,
    )
    .join('');
}

const valueOf = ({ chance }: Source, type: ElementType & { is: 'value' }): string =>
  type.kind === 'decimal'
    ? chance.of(['0', '1', '10.00', '100.005'])
    : type.kind === 'date'
      ? chance.of(['2026-01-31', '2026-12-31'])
      : type.kind === 'time'
        ? '12:00:00'
        : type.kind === 'boolean'
          ? chance.of(['true', 'false'])
          : type.kind === 'base64Binary'
            ? 'QUJD'
            : chance.of(['1', '0192', 'NO', 'VAT', 'Tekst', '923456783']);
