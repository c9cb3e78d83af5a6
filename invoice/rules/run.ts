import type { IsoDate } from '../model.ts';
import type { XmlElement } from '../xml.ts';
import type { UblDocument } from './document.ts';
import { Found } from './found.ts';
import { Unevaluable } from './number.ts';
import type { Context, Pattern, Rule } from './rule.ts';

/** A rule that does not hold, and where. */
export interface Broken {
  readonly rule: Rule;
  readonly at: XmlElement;
  /** The attribute that it is about, if it is about one. */
  readonly attribute?: string;
}

/** A context as it is asked for elements of one name. */
interface Prepared {
  readonly matches: Exclude<ReturnType<Context['restFor']>, null>;
  readonly rules: readonly Rule[];
}

/** Patterns, found by the name of the element at which they ask. */
export interface Compiled {
  /** For each pattern its contexts that may match an element of this name, in the official order. */
  readonly contextsOf: (name: string) => readonly (readonly Prepared[])[];
}

/** More names than UBL has; documents with names of their own do not fill the memory. */
const rememberedNames = 5000;

/** Sorts the contexts of all patterns by the names of the elements that they are for. */
export function compile(patterns: readonly Pattern[]): Compiled {
  const prepare = (name: string): readonly (readonly Prepared[])[] =>
    patterns
      .map((pattern) =>
        pattern
          .filter(({ names }) => names.includes(name) || names.includes('*'))
          .flatMap(({ restFor, rules }) => {
            const matches = restFor(name);
            return matches === null ? [] : [{ matches, rules }];
          }),
      )
      .filter((contexts) => contexts.length > 0);
  const byName = new Map<string, readonly (readonly Prepared[])[]>();
  return {
    contextsOf: (name) => {
      const known = byName.get(name);
      if (known) return known;
      const contexts = prepare(name);
      if (byName.size < rememberedNames) byName.set(name, contexts);
      return contexts;
    },
  };
}

/**
 * Every rule that does not hold on a day, in document order. One rule never hides another.
 * With `coming`, rules that a later release brings are asked too. A rule that is broken very often is not kept each time.
 * `beside` is other work on each child of the root: done in the same walk, an element is fetched from memory once.
 */
export function run(
  document: UblDocument,
  compiled: Compiled,
  on: IsoDate,
  coming = false,
  found = new Found<Broken>(),
  beside?: (part: XmlElement) => void,
): Broken[] {
  const ask = (at: XmlElement): void => {
    for (const contexts of compiled.contextsOf(at.qualifiedName)) {
      for (const { matches, rules } of contexts) {
        if (matches && !matches(at, document)) continue;
        for (const rule of rules) {
          if (isAsked(rule, on, coming) && !holds(rule, at, document)) found.add({ rule, at });
        }
        break;
      }
    }
  };
  const visit = (at: XmlElement): void => {
    ask(at);
    for (const child of at.children) visit(child);
  };
  ask(document.root);
  for (const part of document.root.children) {
    beside?.(part);
    visit(part);
  }
  return found.kept;
}

/** Whether a rule is in force on a day, or comes into force later. */
export const isAsked = ({ since, until }: Rule, on: IsoDate, coming: boolean): boolean =>
  (since === undefined || coming || on >= since) && (until === undefined || on < until);

function holds(rule: Rule, at: XmlElement, document: UblDocument): boolean {
  try {
    return rule.holds(at, document);
  } catch (error) {
    if (error instanceof Unevaluable) return true;
    throw error;
  }
}
