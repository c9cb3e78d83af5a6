import { characterOf, wrongReference } from './xml-characters.ts';
import { isQualifiedName } from './xml-names.ts';
import { xmlNamespace, type XmlScope } from './xml-scope.ts';

const namespacesNamespace = 'http://www.w3.org/2000/xmlns/';
const [tab, newline, carriageReturn, space] = [9, 10, 13, 32];
const [slash, equals, greater] = [47, 61, 62];

export const isSpace = (code: number): boolean =>
  code === space || code === newline || code === carriageReturn || code === tab;

interface Attributes {
  readonly attributes: ReadonlyMap<string, string>;
  /** Namespaces that are declared here, by prefix. */
  readonly declared: ReadonlyMap<string, string>;
  /** Whether some attribute, other than a declaration, has a prefix. */
  readonly hasPrefixes: boolean;
  /** Where the start tag ends: at its `/` or `>`. */
  readonly end: number;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The attributes of a start tag from a place behind its name, or what is wrong with them. */
export function readAttributes(text: string, from: number, most: number): Attributes | string {
  const attributes = new Map<string, string>();
  const declared = new Map<string, string>();
  let hasPrefixes = false;
  let end = from;
  for (;;) {
    const at = skipSpace(text, end);
    const code = text.charCodeAt(at);
    if (code === greater || code === slash) {
      return { attributes, declared, hasPrefixes, end: at };
    }
    if (at >= text.length) return 'a start tag does not end.';
    if (at === end) return 'white space is missing between attributes.';
    if (attributes.size >= most) return `an element has more than ${most} attributes.`;
    const name = nameAt(text, at);
    if (!isQualifiedName(name)) return `"${name.slice(0, 40)}" is no name of an attribute.`;
    if (attributes.has(name)) return `the attribute "${name}" stands twice.`;
    const value = valueAt(text, at + name.length);
    if ('wrong' in value) return `the value of "${name}" ${value.wrong}`;
    end = value.end;
    attributes.set(name, value.value);
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      const wrong = wrongDeclaration(name.slice(6), value.value);
      if (wrong !== undefined) return wrong;
      declared.set(name.slice(6), value.value);
    } else if (name.includes(':')) hasPrefixes = true;
  }
}

function nameAt(text: string, from: number): string {
  let at = from;
  let code = text.charCodeAt(at);
  while (
    code !== equals &&
    code !== greater &&
    code !== slash &&
    !isSpace(code) &&
    at < text.length
  ) {
    code = text.charCodeAt(++at);
  }
  return text.slice(from, at);
}

function valueAt(
  text: string,
  from: number,
): { readonly value: string; readonly end: number } | { readonly wrong: string } {
  let at = skipSpace(text, from);
  if (text.charCodeAt(at) !== equals) return { wrong: 'is missing.' };
  at = skipSpace(text, at + 1);
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return { wrong: 'has no quotes.' };
  const end = text.indexOf(quote, at + 1);
  if (end === -1) return { wrong: 'does not end.' };
  const written = text.slice(at + 1, end);
  if (written.includes('<')) return { wrong: 'holds "<".' };
  if (!/[&\t\r\n]/.test(written)) return { value: written, end: end + 1 };
  if (wrongReference(written) !== undefined) return { wrong: 'holds no proper reference.' };
  const value = written
    .replace(/\r\n|[\t\r\n]/g, ' ')
    .replace(/&([^;]*);/g, (whole, reference: string) => characterOf(reference) ?? whole);
  return { value, end: end + 1 };
}

function wrongDeclaration(prefix: string, namespace: string): string | undefined {
  const isWrong =
    prefix === 'xmlns' ||
    namespace === namespacesNamespace ||
    (prefix === 'xml') !== (namespace === xmlNamespace) ||
    (namespace === '' && prefix !== '');
  return isWrong ? `the prefix "${prefix}" cannot stand for "${namespace}".` : undefined;
}

/** What is wrong with the prefixes of attributes: every one is declared, and no two attributes mean the same. */
export function wrongPrefix(
  attributes: ReadonlyMap<string, string>,
  scope: XmlScope,
): string | undefined {
  const seen = new Set<string>();
  for (const name of attributes.keys()) {
    const [prefix = '', local] = name.split(':');
    if (local === undefined || prefix === 'xmlns') continue;
    const namespace = scope.namespaceOf(prefix);
    if (namespace === undefined) return `the prefix of "${name}" is not declared.`;
    const meant = `{${namespace}}${local}`;
    if (seen.has(meant)) return `the attribute "${name}" stands twice.`;
    seen.add(meant);
  }
  return undefined;
}
