import { plain } from './xml-characters.ts';
import type { XmlName, XmlScope } from './xml-scope.ts';

export const noAttributes: ReadonlyMap<string, string> = new Map();
export const noChildren: readonly XmlElement[] = [];

/** From how many children on an element gets an index of them: look-ups at the root stay independent of the lines. */
const indexedFrom = 12;

const lessThan = 60;

/** There is more inside than plain text: comments, references, CDATA sections, carriage returns. */
const marked = 1;
/** There is more inside than white space. */
const filled = 2;

/** What is only worked out for elements that are asked for it. */
interface Index {
  text?: string;
  byName?: Map<string, XmlElement[]>;
  /** Of each child its position among those of the same name. */
  positions?: Map<XmlElement, number>;
}

/**
 * An element with its place in the document. Only the reader makes them.
 * A large document has hundreds of thousands: the fields are few, and declared only, for a class field costs more.
 */
export class XmlElement {
  declare readonly parent: XmlElement | undefined;
  declare readonly attributes: ReadonlyMap<string, string>;
  declare readonly children: readonly XmlElement[];
  /** Offsets in the decoded text: of `<`, behind the start tag, behind the end tag. */
  declare readonly start: number;
  declare readonly contentStart: number;
  declare readonly end: number;
  declare private readonly named: XmlName;
  declare private flags: number;
  declare private index: Index | undefined;

  constructor(
    name: XmlName,
    parent: XmlElement | undefined,
    attributes: ReadonlyMap<string, string>,
    start: number,
    contentStart: number,
  ) {
    this.parent = parent;
    this.attributes = attributes;
    this.children = noChildren;
    this.start = start;
    this.contentStart = contentStart;
    this.end = contentStart;
    this.named = name;
    this.flags = 0;
    this.index = undefined;
  }

  /** For the reader: something stands inside that is no plain text. */
  mark(): void {
    this.flags |= marked;
  }

  /** For the reader: more than white space stands inside. */
  fill(): void {
    this.flags |= filled;
  }

  /** For the reader: what was inside, and the end tag. */
  close(children: readonly XmlElement[], end: number): void {
    if (children.length > 0) (this as { children: readonly XmlElement[] }).children = children;
    (this as { end: number }).end = end;
  }

  /** The children of a qualified name, in document order. */
  childrenNamed(name: string): readonly XmlElement[] {
    if (this.children.length >= indexedFrom) return this.childrenIndex().get(name) ?? noChildren;
    let found: XmlElement[] | undefined;
    for (const child of this.children) {
      if (child.named.qualified !== name) continue;
      if (found) found.push(child);
      else found = [child];
    }
    return found ?? noChildren;
  }

  /** The first child of a qualified name. */
  firstNamed(name: string): XmlElement | undefined {
    if (this.children.length >= indexedFrom) return this.childrenIndex().get(name)?.[0];
    for (const child of this.children) if (child.named.qualified === name) return child;
    return undefined;
  }

  private childrenIndex(): Map<string, XmlElement[]> {
    this.index ??= {};
    if (this.index.byName) return this.index.byName;
    const byName = new Map<string, XmlElement[]>();
    for (const child of this.children) {
      const same = byName.get(child.named.qualified);
      if (same) same.push(child);
      else byName.set(child.named.qualified, [child]);
    }
    this.index.byName = byName;
    return byName;
  }

  /** Whether there is more than white space directly inside. */
  get hasText(): boolean {
    return (this.flags & filled) !== 0;
  }

  /** Without prefix. */
  get name(): string {
    return this.named.local;
  }

  /** With the prefix that the standards use, whatever the document's own is: `cbc:ID`. Foreign ones: `{namespace}ID`. */
  get qualifiedName(): string {
    return this.named.qualified;
  }

  /** With the document's own prefix. */
  get rawName(): string {
    return this.named.raw;
  }

  get prefix(): string {
    return this.named.prefix;
  }

  get namespace(): string {
    return this.named.namespace;
  }

  get scope(): XmlScope {
    return this.named.scope;
  }

  /** The offset of the end tag's `<`; the end of an element without end tag. */
  get contentEnd(): number {
    if (this.contentStart === this.end) return this.end;
    const { text } = this.scope.source;
    // As a rule the end tag has no white space; searching for its start is dearer than looking.
    const usual = this.end - this.named.raw.length - 3;
    return text.charCodeAt(usual) === lessThan ? usual : text.lastIndexOf('<', this.end - 1);
  }

  /** Namespace declarations in force, by prefix. */
  get namespaces(): Readonly<Record<string, string>> {
    return this.scope.namespaces;
  }

  /** All text directly inside, unchanged. */
  get text(): string {
    // A plain text is not kept: what is cut anew dies young, and a large document stays small.
    if (this.children.length === 0 && (this.flags & marked) === 0)
      return this.scope.source.text.slice(this.contentStart, this.contentEnd);
    this.index ??= {};
    this.index.text ??= this.pieces().join('');
    return this.index.text;
  }

  /** XPath's string value: all text in the element and in its children, in the order of the document. */
  get stringValue(): string {
    if (this.children.length === 0) return this.text;
    return this.pieces()
      .map((piece, index) => piece + (this.children[index]?.stringValue ?? ''))
      .join('');
  }

  /** The text before, between and behind the children. */
  private pieces(): string[] {
    const { text } = this.scope.source;
    const pieces: string[] = [];
    let from = this.contentStart;
    for (const child of this.children) {
      pieces.push(text.slice(from, child.start));
      from = child.end;
    }
    pieces.push(text.slice(from, this.contentEnd));
    return (this.flags & marked) === 0 ? pieces : pieces.map(plain);
  }

  /** XPath with positions, without prefixes. */
  get path(): string {
    return `${this.parent?.path ?? ''}/${this.name}[${this.position}]`;
  }

  /** The position among the siblings of the same name. */
  private get position(): number {
    return this.parent?.positions().get(this) ?? 1;
  }

  /** Found for all children at once: a path for each of them stays linear. */
  private positions(): Map<XmlElement, number> {
    this.index ??= {};
    if (this.index.positions) return this.index.positions;
    const positions = new Map<XmlElement, number>();
    const counts = new Map<string, number>();
    for (const child of this.children) {
      const count = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, count);
      positions.set(child, count);
    }
    this.index.positions = positions;
    return positions;
  }

  /** Of its `<`, counted from 1. */
  get line(): number {
    return this.scope.source.placeOf(this.start).line;
  }

  get column(): number {
    return this.scope.source.placeOf(this.start).column;
  }
}
