import type { XmlElement } from '../../xml.ts';
import type { Found } from '../found.ts';
import { fatal, type Rule } from '../rule.ts';
import type { Broken } from '../run.ts';
import { elementTypes, type Allowed, type ElementType, type ValueKind } from './schema.ts';
import { isValue } from './values.ts';

/** What a structural finding needs for its text: names of what stands there or should. */
export interface Misfit extends Broken {
  readonly type: ElementType | undefined;
  /** The child that is missing, or the element before which this one must stand. */
  readonly other?: string;
}

const rule = (id: string): Rule => fatal(id, '', () => true);

/** The rules of the structure; their ids are ours, for the schemas have none. */
export const structureRules = {
  unknown: rule('UBL-ELEMENT-UNKNOWN'),
  order: rule('UBL-ELEMENT-ORDER'),
  tooMany: rule('UBL-ELEMENT-TOO-MANY'),
  missing: rule('UBL-ELEMENT-MISSING'),
  text: rule('UBL-TEXT-MISPLACED'),
  attributeUnknown: rule('UBL-ATTRIBUTE-UNKNOWN'),
  attributeMissing: rule('UBL-ATTRIBUTE-MISSING'),
  attributeValue: rule('UBL-ATTRIBUTE-VALUE'),
} as const;

const valueRules: Readonly<Partial<Record<ValueKind, Rule>>> = {
  decimal: rule('UBL-VALUE-DECIMAL'),
  date: rule('UBL-VALUE-DATE'),
  time: rule('UBL-VALUE-TIME'),
  dateTime: rule('UBL-VALUE-TIME'),
  boolean: rule('UBL-VALUE-BOOLEAN'),
  base64Binary: rule('UBL-VALUE-BASE64'),
};

const extensionContent = 'ext:ExtensionContent';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Compares with the UBL 2.1 schemas, and adds to `found` whatever differs. One misfit never hides another. */
interface StructureCheck {
  /** Looks at the root, its attributes and which children it has, not into them. */
  readonly root: (root: XmlElement) => void;
  /** Looks at an element and at all that is in it. */
  readonly part: (at: XmlElement) => void;
}

/** A check that goes through a document in parts, so that other work on a part can be done while it is at hand. */
export function structureCheck(found: Found<Misfit>): StructureCheck {
  const types = elementTypes();
  const report = (
    rule: Rule,
    at: XmlElement,
    type: ElementType | undefined,
    more: { attribute?: string; other?: string } = {},
  ): void => {
    found.add({ rule, at, type, ...more });
  };

  /** Whether there is more to look at inside. */
  const look = (at: XmlElement): boolean => {
    const type = types.get(at.qualifiedName);
    if (type?.is === 'aggregate') {
      attributes(at, type);
      if (at.hasText) report(structureRules.text, at, type);
      children(at, type);
    } else if (type?.is === 'value') {
      attributes(at, type);
      for (const child of at.children) report(structureRules.unknown, child, type);
      const rule = valueRules[type.kind];
      if (rule && !isValue(type.kind, at.text)) report(rule, at, type);
    } else if (at.qualifiedName === extensionContent) {
      extension(at);
      return false;
    }
    return true;
  };

  const visit = (at: XmlElement): void => {
    if (!look(at)) return;
    for (const child of at.children) visit(child);
  };

  const children = (at: XmlElement, type: ElementType & { is: 'aggregate' }): void => {
    let furthest: Allowed | undefined;
    for (const child of at.children) {
      const allowed = type.children.get(child.qualifiedName);
      if (!allowed) report(structureRules.unknown, child, type);
      else if (furthest && allowed.position <= furthest.position) {
        if (!allowed.isRepeatable && isRepeated(at, child))
          report(structureRules.tooMany, child, type);
        else if (allowed !== furthest)
          report(structureRules.order, child, type, { other: furthest.name });
      } else furthest = allowed;
    }
    for (const { name } of type.required) {
      if (!at.children.some((child) => child.qualifiedName === name))
        report(structureRules.missing, at, type, { other: name });
    }
  };

  const attributes = (at: XmlElement, type: ElementType): void => {
    if (at.attributes.size > 0) checkAttributes(at, type);
    if (type.is === 'value') {
      for (const name of type.required) {
        if (!at.attributes.has(name))
          report(structureRules.attributeMissing, at, type, { attribute: name });
      }
    }
  };

  const checkAttributes = (at: XmlElement, type: ElementType): void => {
    for (const [name, value] of at.attributes) {
      const allowed = type.is === 'value' ? type.attributes.get(name) : undefined;
      if (allowed) {
        if (!isValue(allowed.kind, value))
          report(structureRules.attributeValue, at, type, { attribute: name });
      } else if (!isAlwaysAllowed(at, name))
        report(structureRules.attributeUnknown, at, type, { attribute: name });
    }
  };

  /** Holds one element of another namespace than the extensions' own; in there only what UBL knows is looked at. */
  const extension = (at: XmlElement): void => {
    attributes(at, {
      is: 'value',
      datatype: '',
      kind: 'string',
      attributes: new Map(),
      required: [],
    });
    if (at.hasText) report(structureRules.text, at, undefined);
    at.children.forEach((child, index) => {
      if (child.namespace === '' || child.namespace === at.namespace)
        report(structureRules.unknown, child, undefined);
      else if (index > 0) report(structureRules.tooMany, child, undefined);
      visit(child);
    });
    if (at.children.length === 0) report(structureRules.missing, at, undefined);
  };

  return { root: look, part: visit };
}

/** Whether an element of the same name stands before this one. */
const isRepeated = (parent: XmlElement, child: XmlElement): boolean =>
  parent.children.find(({ qualifiedName }) => qualifiedName === child.qualifiedName) !== child;

function isAlwaysAllowed(at: XmlElement, name: string): boolean {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return true;
  const [prefix = '', local] = name.split(':');
  return local !== undefined && local !== 'nil' && at.namespaces[prefix] === instance;
}
