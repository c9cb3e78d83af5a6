import { interned } from '../xml-scope.ts';
import type { XmlElement } from '../xml.ts';

interface Path {
  readonly isRooted: boolean;
  /** From the last step to the first. */
  readonly steps: readonly string[];
}

/**
 * Where some paths, separated by `|`, lead. `*` is any element, as a step in the middle or as the last one;
 * `*Amount` as the last one is any whose name ends so.
 */
export interface Matcher {
  /** The last steps of the paths. */
  readonly names: readonly string[];
  readonly matches: (at: XmlElement) => boolean;
  /** What is left to ask of an element of this name: a question, nothing (undefined), or null where none matches. */
  readonly restFor: (name: string) => ((at: XmlElement) => boolean) | undefined | null;
}

/** Tells whether an element stands at one of the paths. */
export function matcher(paths: string): Matcher {
  const parsed = paths.split('|').map(parse);
  return {
    names: [
      ...new Set(parsed.map(({ steps: [last = ''] }) => (last.startsWith('*') ? '*' : last))),
    ],
    matches: (at) => parsed.some((path) => matches(path, at)),
    restFor: (name) => {
      const fitting = parsed.filter(({ steps: [last = ''] }) => isStep(last, name));
      if (fitting.length === 0) return null;
      if (fitting.some(({ isRooted, steps }) => !isRooted && steps.length === 1)) return undefined;
      const [only] = fitting;
      return only && fitting.length === 1
        ? (at) => matches(only, at)
        : (at) => fitting.some((path) => matches(path, at));
    },
  };
}

function parse(path: string): Path {
  const trimmed = path.trim();
  return {
    isRooted: trimmed.startsWith('/') && !trimmed.startsWith('//'),
    steps: trimmed
      .replace(/^\/\/?/, '')
      .split('/')
      .map(interned)
      .toReversed(),
  };
}

function matches(path: Path, element: XmlElement): boolean {
  let at: XmlElement | undefined = element;
  for (const step of path.steps) {
    if (!at || (at.qualifiedName !== step && !isStep(step, at.qualifiedName))) return false;
    at = at.parent;
  }
  return !path.isRooted || at === undefined;
}

const isStep = (step: string, name: string): boolean =>
  step === name || (step.startsWith('*') && name.endsWith(step.slice(1)));
