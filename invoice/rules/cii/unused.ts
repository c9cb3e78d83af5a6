import { interned } from '../../xml-scope.ts';
import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import type { Found } from '../found.ts';
import { context, fatal, warning, type Context, type Rule } from '../rule.ts';
import type { Broken } from '../run.ts';
import { familyContexts } from './contexts.ts';

/** What must not stand at an element, and what to look for below it. */
interface Node {
  readonly children: Map<string, Node>;
  /** Rules that an element here breaks. */
  readonly elements: Rule[];
  /** Rules that an attribute here breaks, by its name. */
  readonly attributes: Map<string, Rule[]>;
}

const node = (): Node => ({ children: new Map(), elements: [], attributes: new Map() });

/** Ids of the rules here, for the texts. */
export const unusedIds = new Set<string>();

function treeOf(rows: (typeof familyContexts)[number]['occurrences']): Node {
  const root = node();
  for (const { id, often, path, isFatal } of rows) {
    if (often !== '0') continue;
    unusedIds.add(id);
    const rule = (isFatal ? fatal : warning)(id, '', () => true);
    const steps = path.split('/');
    const attribute = steps.at(-1)?.startsWith('@') ? steps.pop()?.slice(1) : undefined;
    let at = root;
    for (const step of steps) {
      const next = at.children.get(step) ?? node();
      at.children.set(interned(step), next);
      at = next;
    }
    if (attribute === undefined) at.elements.push(rule);
    else at.attributes.set(attribute, [...(at.attributes.get(attribute) ?? []), rule]);
  }
  return root;
}

interface Place {
  readonly at: Context;
  readonly tree: Node;
}

const places: readonly Place[] = familyContexts.map(({ paths, when, occurrences }) => ({
  at: context(paths, [], when),
  tree: treeOf(occurrences),
}));

type Matches = Exclude<ReturnType<Context['restFor']>, null>;

const byName = new Map<string, readonly { readonly matches: Matches; readonly tree: Node }[]>();
/** More names than the schemas have; documents with names of their own do not fill the memory. */
const rememberedNames = 5000;

function placesOf(name: string) {
  const known = byName.get(name);
  if (known) return known;
  const found = places.flatMap(({ at, tree }) => {
    const matches = at.restFor(name);
    return matches === null ? [] : [{ matches, tree }];
  });
  if (byName.size < rememberedNames) byName.set(name, found);
  return found;
}

/** The elements and attributes that EN 16931 has no use for. All rows of a context are followed in one walk. */
export function findUnused(document: UblDocument, found: Found<Broken>): void {
  const walk = (at: XmlElement, here: Node): void => {
    for (const rule of here.elements) found.add({ rule, at });
    for (const [attribute, rules] of here.attributes) {
      if (at.attributes.has(attribute))
        for (const rule of rules) found.add({ rule, at, attribute });
    }
    if (here.children.size === 0) return;
    for (const child of at.children) {
      const below = here.children.get(child.qualifiedName);
      if (below) walk(child, below);
    }
  };
  const visit = (at: XmlElement): void => {
    for (const { matches, tree } of placesOf(at.qualifiedName)) {
      if (matches && !matches(at, document)) continue;
      walk(at, tree);
      break;
    }
    for (const child of at.children) visit(child);
  };
  visit(document.root);
}
