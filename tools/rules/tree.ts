import { readFileSync } from 'node:fs';
import { readXml, type XmlElement } from '../../invoice/xml.ts';

/** The root of an XML file that is known to be good. */
export function rootOf(file: string): XmlElement {
  const xml = readXml(readFileSync(file), { sizeBytes: 50_000_000 });
  if (!xml.ok) throw new Error(`${file}: ${xml.detail}`);
  return xml.root;
}

/** All elements of a local name, in document order. */
export function descendants(at: XmlElement, name: string): XmlElement[] {
  return at.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}

/** A value that must be there. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Not found: ${what}`);
  return value;
}
