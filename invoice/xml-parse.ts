import { wrongReference } from './xml-characters.ts';
import { isSpace, readAttributes, wrongPrefix } from './xml-attributes.ts';
import { noAttributes, noChildren, XmlElement } from './xml-element.ts';
import { isName, isQualifiedName } from './xml-names.ts';
import { type ParseCaps, type Refusal, Refused } from './xml-refusal.ts';
import { XmlScope, XmlSource, xmlNamespace } from './xml-scope.ts';

// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

const [exclamation, slash, greater, question] = [33, 47, 62, 63];

/** How many different start tags' attributes are remembered: those of invoices repeat themselves. */
const rememberedAttributes = 5000;

/** Scopes that differ: documents that declare their namespaces on every element have few. */
const mostScopes = 10_000;

/** Names that differ; UBL has some two thousand. */
const mostNames = 20_000;

/**
 * The root element of a document's text, or why it is none: XML 1.0 with namespaces, strictly, without any DOCTYPE.
 * Texts are cut from the source only when they are asked for; attributes that repeat are read once.
 */
export function parseXml(text: string, caps: ParseCaps): XmlElement | Refusal {
  const parser = new Parser(text, caps);
  try {
    return parser.parse();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const at = parser.open;
    parser.settle();
    return { code: error.code, detail: error.message, offset: error.offset, at };
  }
}

class Parser {
  readonly #text: string;
  readonly #caps: ParseCaps;
  #remembered = 0;
  #scopes = 0;
  /** The next of what must not stand in a text unnoticed; the text's length where there is none. */
  readonly #forbiddenAt: number;
  readonly #hasCarriageReturn: boolean;
  #referenceAt: number;
  #sectionEndAt: number;
  #at = 0;
  #depth = 0;
  #elements = 0;
  #root: XmlElement | undefined;
  /** Elements that are read and whose parent is not; for each open element where its children begin. */
  readonly #read: XmlElement[] = [];
  /** How many of those count; the array is not made shorter, for that takes time. */
  #count = 0;
  readonly #begun: number[] = [];
  /** The element that is being read. */
  open: XmlElement | undefined;
  #scope: XmlScope;

  constructor(text: string, caps: ParseCaps) {
    this.#text = text;
    this.#caps = caps;
    const bad = text.search(forbidden);
    this.#forbiddenAt = bad === -1 ? text.length : bad;
    this.#hasCarriageReturn = text.includes('\r');
    this.#referenceAt = this.#find('&', 0);
    this.#sectionEndAt = this.#find(']]>', 0);
    this.#scope = new XmlScope(new XmlSource(text), new Map([['xml', xmlNamespace]]));
  }

  #find(what: string, from: number): number {
    const found = this.#text.indexOf(what, from);
    return found === -1 ? this.#text.length : found;
  }

  #fail(detail: string, offset = this.#at): never {
    throw new Refused('not-xml', `The document is not well-formed XML: ${detail}`, offset);
  }

  #tooMuch(what: string, offset: number): never {
    throw new Refused('too-large', `The document has ${what}.`, offset);
  }

  parse(): XmlElement {
    const text = this.#text;
    if (/^<\?xml[ \t\r\n]/.test(text)) {
      const [written] = declaration.exec(text) ?? [];
      if (written === undefined) this.#fail('the XML declaration is not correct.');
      this.#at = written.length;
    }
    for (;;) {
      const tag = this.#find('<', this.#at);
      if (tag > this.#at) this.#characters(this.#at, tag);
      this.#at = tag;
      if (tag === text.length) break;
      const next = text.charCodeAt(tag + 1);
      if (next === slash) this.#endTag();
      else if (next === exclamation) this.#declared();
      else if (next === question) this.#instruction();
      else this.#startTag();
    }
    if (this.open) this.#fail(`the element "${this.open.rawName}" is not closed.`);
    if (!this.#root) this.#fail('it has no element.');
    return this.#root;
  }

  /** Checks a piece of text. It is kept in the source alone. */
  #characters(from: number, to: number): void {
    const text = this.#text;
    if (this.#forbiddenAt < to)
      this.#fail('a character that XML does not allow.', this.#forbiddenAt);
    let isBlank = true;
    for (let at = from; at < to; at++) {
      if (!isSpace(text.charCodeAt(at))) {
        isBlank = false;
        break;
      }
    }
    if (!this.open) {
      if (!isBlank) this.#fail('there is text outside the root element.');
      return;
    }
    if (this.#hasCarriageReturn && text.slice(from, to).includes('\r')) this.open.mark();
    if (isBlank) return;
    this.open.fill();
    if (this.#sectionEndAt < from) this.#sectionEndAt = this.#find(']]>', from);
    if (this.#sectionEndAt < to) this.#fail('"]]>" stands in a text.', this.#sectionEndAt);
    if (this.#referenceAt < from) this.#referenceAt = this.#find('&', from);
    if (this.#referenceAt < to) {
      this.open.mark();
      const wrong = wrongReference(text.slice(from, to));
      if (wrong !== undefined) this.#fail(wrong, this.#referenceAt);
    }
  }

  #endTag(): void {
    const { open } = this;
    const text = this.#text;
    const start = this.#at;
    if (!open) this.#fail('an end tag has no start tag.');
    const name = open.rawName;
    let at = start + 2 + name.length;
    if (!text.startsWith(name, start + 2)) this.#fail(`the end tag of "${name}" is missing.`);
    while (isSpace(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) !== greater) this.#fail(`the end tag of "${name}" is missing.`);
    this.#at = at + 1;
    this.#close(open);
  }

  /** Ends an element; what was read since it began are its children. */
  #close(element: XmlElement): void {
    const from = this.#begun.pop() ?? 0;
    if (this.#count > from) {
      element.close(this.#read.slice(from, this.#count), this.#at);
      this.#count = from;
    } else element.close(noChildren, this.#at);
    this.#leave(element);
  }

  /** After a mistake: what is still open gets the children that it has so far, so that paths can be told. */
  settle(): void {
    while (this.open) this.#close(this.open);
  }

  #leave(element: XmlElement): void {
    this.#depth--;
    this.open = element.parent;
    if (element.parent) {
      this.#scope = element.parent.scope;
      this.#read[this.#count++] = element;
    } else this.#root = element;
  }

  /** A comment or a CDATA section. */
  #declared(): void {
    const text = this.#text;
    const start = this.#at;
    if (text.startsWith('<!--', start)) {
      const end = text.indexOf('--', start + 4);
      if (end === -1 || text.charCodeAt(end + 2) !== greater) this.#fail('a comment does not end.');
      this.#skipTo(end + 3);
    } else if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start);
      if (!this.open || end === -1)
        this.#fail('a CDATA section does not end, or stands outside the root element.');
      if (/[^ \t\r\n]/.test(text.slice(start + 9, end))) this.open.fill();
      this.#skipTo(end + 3);
    } else if (text.startsWith('<!DOCTYPE', start)) {
      throw new Refused(
        'doctype-refused',
        'The document has a DOCTYPE. Remove it: invoices have none, and it can be used for attacks.',
        start,
      );
    } else this.#fail('"<!" begins neither a comment nor a CDATA section.');
  }

  #instruction(): void {
    const end = this.#text.indexOf('?>', this.#at + 2);
    if (end === -1) this.#fail('a processing instruction does not end.');
    const target = /^[^ \t\r\n]*/.exec(this.#text.slice(this.#at + 2, end))?.[0] ?? '';
    if (!isName(target) || target.toLowerCase() === 'xml')
      this.#fail(`"${target.slice(0, 20)}" is no name of a processing instruction.`);
    this.#skipTo(end + 2);
  }

  #skipTo(end: number): void {
    if (this.#forbiddenAt < end)
      this.#fail('a character that XML does not allow.', this.#forbiddenAt);
    this.open?.mark();
    this.#at = end;
  }

  #startTag(): void {
    const text = this.#text;
    const start = this.#at;
    if (this.#root) this.#fail('there is a second root element.');
    if (this.#depth >= this.#caps.depth)
      throw new Refused(
        'too-deep',
        `Elements are nested more than ${this.#caps.depth} deep.`,
        start,
      );
    if (++this.#elements > this.#caps.elements)
      this.#tooMuch(`more than ${this.#caps.elements} elements`, start);
    let at = start + 1;
    let code = text.charCodeAt(at);
    while (code !== greater && code !== slash && !isSpace(code) && at < text.length)
      code = text.charCodeAt(++at);
    const raw = text.slice(start + 1, at);
    let attributes = noAttributes;
    if (code !== greater) {
      const close = this.#find('>', at);
      const end = text.charCodeAt(close - 1) === slash ? close - 1 : close;
      this.#at = end;
      if (end > at) attributes = this.#attributesOf(text.slice(at, end), at);
      at = this.#at;
    }
    const isEmpty = text.charCodeAt(at) === slash;
    if (isEmpty) at++;
    if (text.charCodeAt(at) !== greater)
      this.#fail(`the start tag of "${raw.slice(0, 40)}" does not end.`, at);
    if (this.#forbiddenAt < at)
      this.#fail('a character that XML does not allow.', this.#forbiddenAt);
    const name = this.#scope.nameOf(raw);
    if (!name)
      this.#fail(
        isQualifiedName(raw)
          ? `the prefix of "${raw.slice(0, 40)}" is not declared.`
          : `"${raw.slice(0, 40)}" is no name.`,
        start,
      );
    if (this.#scope.source.names > mostNames) this.#tooMuch(`more than ${mostNames} names`, start);
    const element = new XmlElement(name, this.open, attributes, start, at + 1);
    this.#at = at + 1;
    this.open = element;
    this.#depth++;
    this.#begun.push(this.#count);
    if (isEmpty) this.#close(element);
  }

  /** The attributes that are written so: remembered, or read; opens the scope where some declare namespaces. */
  #attributesOf(written: string, from: number): ReadonlyMap<string, string> {
    const outer = this.#scope;
    const known = outer.remembered.get(written);
    if (known) {
      this.#scope = known.scope;
      return known.attributes;
    }
    const read = readAttributes(this.#text, from, this.#caps.attributes);
    if (typeof read === 'string') this.#fail(read, from);
    this.#at = read.end;
    if (this.#forbiddenAt < read.end)
      this.#fail('a character that XML does not allow.', this.#forbiddenAt);
    if (read.declared.size > 0) this.#scope = this.#inner(read.declared);
    const wrong = read.hasPrefixes ? wrongPrefix(read.attributes, this.#scope) : undefined;
    if (wrong !== undefined) this.#fail(wrong, from);
    if (from + written.length === read.end && written.length < 200) {
      if (this.#remembered++ < rememberedAttributes)
        outer.remembered.set(written, { attributes: read.attributes, scope: this.#scope });
    }
    return read.attributes;
  }

  #inner(declared: ReadonlyMap<string, string>): XmlScope {
    if (++this.#scopes > mostScopes)
      this.#tooMuch(`more than ${mostScopes} sets of namespace declarations`, this.#at);
    return new XmlScope(this.#scope.source, declared, this.#scope);
  }
}
