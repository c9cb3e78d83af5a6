import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { XmlElement } from '../../invoice/xml-element.ts';
import { parseXml } from '../../invoice/xml-parse.ts';

interface Tree {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly (readonly [string, string])[];
  text: string;
  readonly children: Tree[];
}

const caps = { depth: 64, attributes: 256, elements: 10_000 };

const treeOf = (at: XmlElement): Tree => ({
  name: at.rawName,
  namespace: at.namespace,
  attributes: [...at.attributes],
  text: at.text,
  children: at.children.map(treeOf),
});

function ours(text: string): Tree | null {
  const parsed = parseXml(text, caps);
  return 'code' in parsed ? null : treeOf(parsed);
}

/** An XML reader by other hands. */
function theirs(text: string): Tree | null {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: Tree[] = [];
  let root: Tree | null = null;
  const refuse = (): never => {
    throw new Error('refused');
  };
  parser.on('doctype', refuse);
  parser.on('error', refuse);
  parser.on('opentag', (tag) => {
    const tree: Tree = {
      name: tag.name,
      namespace: tag.uri,
      attributes: Object.values(tag.attributes).map(({ name, value }) => [name, value] as const),
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(tree);
    open.push(tree);
  });
  const add = (piece: string): void => {
    const at = open.at(-1);
    if (at) at.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (open.length === 0) root = closed ?? null;
  });
  try {
    parser.write(text).close();
    return root;
  } catch {
    return null;
  }
}

const base =
  '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns:c="urn:c" xmlns="urn:d"><b x="1" y=\'2\'>t</b><c:c a="1"/> <d><e>1</e><e b="1">2</e></d></a>';
const pieces = [
  ...Array.from('<>&"\'/= \n\r\t:-1æ·'),
  '\r\n',
  '<a>',
  '</a>',
  '<a/>',
  '&amp;',
  '&#10;',
  '&#x9;',
  '&#0;',
  '&#xD800;',
  '&bad;',
  ']]>',
  '<![CDATA[x]]>',
  '<![CDATA[',
  '<!--x-->',
  '<!--',
  '-->',
  '--',
  '<?pi x?>',
  '<?xml?>',
  '?>',
  '<!DOCTYPE a>',
  ' xmlns:z="urn:z"',
  ' xmlns=""',
  ' xmlns:z=""',
  ' a="1"',
  ' a="1" a="2"',
  'z:',
  ' xml:lang="en"',
  '\u0001',
  '\ufffe',
  '\u{1F600}',
  '<x:y/>',
  '<q xmlns:a="u" xmlns:b="u" a:q="1" b:q="2"/>',
];

/** Where the other reader does not do as the standards say: names that begin with a digit behind a prefix, spaces round a namespace. */
const isKnown = (text: string): boolean =>
  /:[-.\d·]/u.test(text.replace(/xmlns(:\w+)?=("[^"]*"|'[^']*')/g, '')) ||
  /xmlns(:\w+)?\s*=\s*(["'])(?:\s|&#)|xmlns(:\w+)?\s*=\s*(["'])[^"']*(?:\s|&#\w+;)\4/.test(text);

describe('reading XML', () => {
  it('accepts, refuses and understands what another reader does', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(base.length), fc.nat(3), fc.constantFrom('', ...pieces)), {
          minLength: 1,
          maxLength: 3,
        }),
        (edits) => {
          let text = base;
          for (const [at, cut, piece] of edits) {
            text = text.slice(0, at) + piece + text.slice(at + cut);
          }
          fc.pre(!isKnown(text));
          const tree = ours(text);
          if (tree) read++;
          expect(tree).toEqual(theirs(text));
        },
      ),
      { numRuns: 4000, seed: 17 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it.each([
    ['a comment', '<a>1<!-- 2 -->3</a>', '13'],
    ['a processing instruction', '<a>1<?x 2?>3</a>', '13'],
    ['references', '<a>&lt;&#65;&#x1F600;&amp;lt;</a>', '<A\u{1F600}&lt;'],
    ['line ends of Windows', '<a>1\r\n2\r3</a>', '1\n2\n3'],
    ['children in between', '<a>1<b>x</b>2</a>', '12'],
  ])('gives the text with %s', (_, xml, text) => {
    expect(ours(xml)?.text).toBe(text);
  });

  it('gives the string value in the order of the document', () => {
    const parsed = parseXml('<a>1<b>2<c>3</c></b>4</a>', caps);
    expect('code' in parsed || parsed.stringValue).toBe('1234');
  });

  it('resolves names where each element declares its own namespace', () => {
    const parsed = parseXml(
      '<p:a xmlns:p="u"><p:b xmlns:p="v"/><p:b/><p:b xmlns:p="v"/></p:a>',
      caps,
    );
    expect('code' in parsed || parsed.children.map(({ qualifiedName }) => qualifiedName)).toEqual([
      '{v}b',
      '{u}b',
      '{v}b',
    ]);
  });

  it.each([
    ['elements', `<a>${'<b/>'.repeat(10_001)}</a>`],
    ['names', `<a>${Array.from({ length: 20_001 }, (_, n) => `<b${n}/>`).join('')}</a>`, 30_000],
    [
      'declarations',
      `<a>${Array.from({ length: 10_001 }, (_, n) => `<b xmlns:x="u${n}"/>`).join('')}</a>`,
      30_000,
    ],
  ])('refuses a flood of %s', (_, text, elements = caps.elements) => {
    expect(parseXml(text, { ...caps, elements })).toMatchObject({ code: 'too-large' });
  });
});
