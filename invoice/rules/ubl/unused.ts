import { interned } from '../../xml-scope.ts';
import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { fatal, warning, type Rule } from '../rule.ts';
import type { Broken } from '../run.ts';
import { unused } from '../tables/families.ts';
import { rowsOf } from './rows.ts';

/** What must not stand at an element, and what to look for below it. */
interface Node {
  readonly children: Map<string, Node>;
  /** Rules that an element here breaks. */
  readonly elements: Rule[];
  /** Rules that an attribute here breaks, by its name. */
  readonly attributes: Map<string, Rule[]>;
}

const node = (): Node => ({ children: new Map(), elements: [], attributes: new Map() });

/** A path that may begin anywhere: its last element's name, what must stand above it, and the attribute. */
interface Anywhere {
  readonly rule: Rule;
  readonly last: string;
  readonly above: readonly string[];
  readonly attribute: string | undefined;
}

const root = node();
const anywhere: Anywhere[] = [];
/** Path by rule, for the texts. */
export const unusedPaths = new Map<string, string>();

for (const { words, period } of rowsOf(unused)) {
  const [id = '', path = '', severity] = words;
  const rule = (severity === 'fatal' ? fatal : warning)(id, '', () => true, period);
  unusedPaths.set(id, path);
  if (path.startsWith('//')) {
    const steps = path.slice(2).split('/');
    const attribute = steps.at(-1)?.startsWith('@') ? steps.pop()?.slice(1) : undefined;
    const last = steps.pop() ?? '*';
    anywhere.push({ rule, last, above: steps.toReversed(), attribute });
  } else {
    for (const kind of path.startsWith('*Line')
      ? ['cac:InvoiceLine', 'cac:CreditNoteLine']
      : ['']) {
      add(rule, path.replace('*Line', kind).split('/'));
    }
  }
}

function add(rule: Rule, steps: readonly string[]): void {
  let at = root;
  for (const step of steps) {
    if (step.startsWith('@')) {
      const name = step.slice(1);
      at.attributes.set(name, [...(at.attributes.get(name) ?? []), rule]);
      return;
    }
    const next = at.children.get(step) ?? node();
    at.children.set(interned(step), next);
    at = next;
  }
  at.elements.push(rule);
}

/**
 * The elements and attributes that EN 16931 has no use for, each rule once, where it is first broken.
 * All paths are followed together in one walk: the 650 rules cost one look-up for each element.
 */
export function findUnused(document: UblDocument): Broken[] {
  const broken: Broken[] = [];
  const seen = new Set<Rule>();
  const report = (rule: Rule, at: XmlElement, attribute?: string): void => {
    if (seen.has(rule)) return;
    seen.add(rule);
    broken.push(attribute === undefined ? { rule, at } : { rule, at, attribute });
  };
  const walk = (at: XmlElement, here: Node): void => {
    for (const child of at.children) {
      const below = here.children.get(child.qualifiedName);
      if (!below) continue;
      for (const rule of below.elements) report(rule, child);
      for (const [name, rules] of below.attributes) {
        if (child.attributes.has(name)) for (const rule of rules) report(rule, child, name);
      }
      if (below.children.size > 0) walk(child, below);
    }
  };
  walk(document.root, root);
  for (const { rule, last, above, attribute } of anywhere) {
    const candidates =
      attribute === undefined ? document.named(last) : document.withAttribute(attribute);
    const found = candidates.find(
      (at) => (last === '*' || at.qualifiedName === last) && standsBelow(at, above),
    );
    if (found) report(rule, found, attribute);
  }
  return broken;
}

function standsBelow(at: XmlElement, above: readonly string[]): boolean {
  let parent = at.parent;
  for (const name of above) {
    if (parent?.qualifiedName !== name) return false;
    parent = parent.parent;
  }
  return true;
}
