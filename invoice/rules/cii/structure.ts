import type { XmlElement } from '../../xml.ts';
import type { Found } from '../found.ts';
import { fatal, type Rule } from '../rule.ts';
import type { Allowed, ValueKind } from '../ubl/schema.ts';
import type { Misfit } from '../ubl/structure.ts';
import { isValue } from '../ubl/values.ts';
import { ciiTypes, rootType, type CiiType } from './schema.ts';

const rule = (id: string): Rule => fatal(id, '', () => true);

/** The rules of the structure; their ids are ours, for the schemas have none. */
export const ciiStructureRules = {
  unknown: rule('CII-ELEMENT-UNKNOWN'),
  order: rule('CII-ELEMENT-ORDER'),
  tooMany: rule('CII-ELEMENT-TOO-MANY'),
  missing: rule('CII-ELEMENT-MISSING'),
  text: rule('CII-TEXT-MISPLACED'),
  attributeUnknown: rule('CII-ATTRIBUTE-UNKNOWN'),
  attributeValue: rule('CII-ATTRIBUTE-VALUE'),
} as const;

const valueRules: Readonly<Partial<Record<ValueKind, Rule>>> = {
  decimal: rule('CII-VALUE-DECIMAL'),
  date: rule('CII-VALUE-DATE'),
  dateTime: rule('CII-VALUE-TIME'),
  boolean: rule('CII-VALUE-BOOLEAN'),
  base64Binary: rule('CII-VALUE-BASE64'),
};

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Everything in which the document differs from the D16B schemas. One misfit never hides another. */
export function findCiiMisfits(root: XmlElement, found: Found<Misfit>): void {
  const types = ciiTypes();
  const report = (
    broken: Rule,
    at: XmlElement,
    { shape }: CiiType,
    more: { attribute?: string; other?: string } = {},
  ): void => found.add({ rule: broken, at, type: shape, ...more });

  const visit = (at: XmlElement, type: CiiType): void => {
    attributes(at, type);
    if (type.shape.is === 'aggregate') {
      if (at.hasText) report(ciiStructureRules.text, at, type);
      (type.isChoice ? choice : sequence)(at, type, type.shape.children);
    } else {
      for (const child of at.children) report(ciiStructureRules.unknown, child, type);
      const broken = valueRules[type.shape.kind];
      if (broken && !isValue(type.shape.kind, at.text)) report(broken, at, type);
    }
    for (const child of at.children) {
      const below = types.get(type.typeOf.get(child.qualifiedName) ?? '');
      if (below) visit(child, below);
    }
  };

  const sequence = (
    at: XmlElement,
    type: CiiType,
    children: ReadonlyMap<string, Allowed>,
  ): void => {
    let furthest: Allowed | undefined;
    for (const child of at.children) {
      const allowed = children.get(child.qualifiedName);
      if (!allowed) report(ciiStructureRules.unknown, child, type);
      else if (furthest && allowed.position <= furthest.position) {
        if (!allowed.isRepeatable && at.firstNamed(child.qualifiedName) !== child)
          report(ciiStructureRules.tooMany, child, type);
        else if (allowed !== furthest)
          report(ciiStructureRules.order, child, type, { other: furthest.name });
      } else furthest = allowed;
    }
    if (type.shape.is !== 'aggregate') return;
    for (const { name } of type.shape.required) {
      if (!at.firstNamed(name)) report(ciiStructureRules.missing, at, type, { other: name });
    }
  };

  const choice = (at: XmlElement, type: CiiType, children: ReadonlyMap<string, Allowed>): void => {
    let known = 0;
    for (const child of at.children) {
      if (!children.has(child.qualifiedName)) report(ciiStructureRules.unknown, child, type);
      else if (++known > 1) report(ciiStructureRules.tooMany, child, type);
    }
    const [first = ''] = children.keys();
    if (known === 0) report(ciiStructureRules.missing, at, type, { other: first });
  };

  const attributes = (at: XmlElement, type: CiiType): void => {
    for (const [name, value] of at.attributes) {
      const allowed = type.shape.is === 'value' ? type.shape.attributes.get(name) : undefined;
      const fixed = type.fixed.get(name);
      if (allowed) {
        const isFixed = fixed === undefined || value.trim().replace(/\s+/g, ' ') === fixed;
        if (!isFixed || !isValue(allowed.kind, value))
          report(ciiStructureRules.attributeValue, at, type, {
            attribute: name,
            ...(isFixed ? {} : { other: fixed }),
          });
      } else if (!isAlwaysAllowed(at, name))
        report(ciiStructureRules.attributeUnknown, at, type, { attribute: name });
    }
  };

  const type = types.get(rootType);
  if (type) visit(root, type);
}

function isAlwaysAllowed(at: XmlElement, name: string): boolean {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return true;
  const [prefix = '', local] = name.split(':');
  return local !== undefined && local !== 'nil' && at.namespaces[prefix] === instance;
}
