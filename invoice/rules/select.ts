import { interned } from '../xml-scope.ts';
import type { XmlElement } from '../xml.ts';

/** One step for a path of one, else all steps. Rules name the same paths again and again. */
const paths = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const known = paths.get(path);
  if (known) return known;
  const steps = path.split('/').map(interned);
  paths.set(path, steps);
  return steps;
}

/** All elements at a path of child steps, in document order: `all(root, 'cac:TaxTotal/cac:TaxSubtotal')`. */
export function all(at: XmlElement, path: string): readonly XmlElement[] {
  const steps = stepsOf(path);
  let found = at.childrenNamed(steps[0] ?? '');
  for (let step = 1; step < steps.length && found.length > 0; step++) {
    const name = steps[step] ?? '';
    found =
      found.length === 1 && found[0]
        ? found[0].childrenNamed(name)
        : found.flatMap((element) => element.childrenNamed(name));
  }
  return found;
}

/** The first element at a path, as XPath's `[1]` over the whole path. */
export const first = (at: XmlElement, path: string): XmlElement | undefined =>
  firstBelow(at, stepsOf(path), 0);

function firstBelow(
  at: XmlElement,
  steps: readonly string[],
  step: number,
): XmlElement | undefined {
  const name = steps[step] ?? '';
  if (step === steps.length - 1) return at.firstNamed(name);
  const only = at.firstNamed(name);
  if (!only) return undefined;
  const found = firstBelow(only, steps, step + 1);
  if (found) return found;
  for (const element of at.childrenNamed(name)) {
    const next = element === only ? undefined : firstBelow(element, steps, step + 1);
    if (next) return next;
  }
  return undefined;
}

/** XPath's `exists`. */
export const has = (at: XmlElement, path: string): boolean => first(at, path) !== undefined;

/** XPath's string value: the text of the element and of everything in it. */
export const stringOf = (at: XmlElement): string => at.stringValue;

/** The text of the first element at a path, or `''`. */
export const text = (at: XmlElement, path: string): string => first(at, path)?.stringValue ?? '';

/** XPath's `normalize-space`. */
export function normalized(value: string): string {
  // Most values are as they should be; looking is cheaper than replacing.
  let before = 32;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code <= 32 && (code !== 32 || before === 32)) return replaced(value);
    before = code;
  }
  return before === 32 ? replaced(value) : value;
}

const replaced = (value: string): string => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');

/** The normalized text of the first element at a path, or `''`. */
export const normalizedText = (at: XmlElement, path: string): string => normalized(text(at, path));

export const attribute = (at: XmlElement, name: string): string | undefined =>
  at.attributes.get(name);
