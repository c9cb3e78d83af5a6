import { elementTypes } from '../../invoice/rules/ubl/schema.ts';
import { escapeXml } from '../../invoice/xml-text.ts';
import { readXml, type XmlElement } from '../../invoice/xml.ts';
import { addAllowed, prefixed, type Edit, type Source } from './add-allowed.ts';
import * as values from './mutant-values.ts';
import type { Chance } from './random.ts';

type Mutation = (source: Source) => Edit | null;

const everything = (at: XmlElement): XmlElement[] => [at, ...at.children.flatMap(everything)];
const inner = ({ elements, chance }: Source): XmlElement =>
  chance.of(elements.length > 1 ? elements.slice(1) : elements);
const leaf = ({ elements, chance }: Source, pattern: RegExp): XmlElement | null => {
  const found = elements.filter((at) => at.children.length === 0 && pattern.test(at.name));
  return found.length > 0 ? chance.of(found) : null;
};

const cut = (text: string, at: XmlElement): string => text.slice(at.start, at.end);
const replaceText = (at: XmlElement | null, value: string): Edit | null =>
  at && at.contentEnd > at.contentStart
    ? { from: at.contentStart, to: at.contentEnd, text: escapeXml(value) }
    : null;

const replaceStartTag = (
  { text }: Source,
  at: XmlElement,
  change: (tag: string) => string,
): Edit | null => {
  const tag = text.slice(at.start, at.contentStart);
  const changed = change(tag);
  return changed === tag ? null : { from: at.start, to: at.contentStart, text: changed };
};

const rename = ({ text }: Source, at: XmlElement, name: string): Edit => {
  const old = (at.prefix === '' ? '' : `${at.prefix}:`) + at.name;
  const whole = cut(text, at);
  const end = `</${old}`;
  const opened = `<${name}${whole.slice(old.length + 1)}`;
  const last = opened.lastIndexOf(end);
  return {
    from: at.start,
    to: at.end,
    text: last < 0 ? opened : `${opened.slice(0, last)}</${name}${opened.slice(last + end.length)}`,
  };
};

/** The text with an amount off by so much, or null where it is no number of two decimals at most. */
function offBy(text: string, hundredths: number): string | null {
  const [, sign = '', whole = '', part = ''] = /^\s*(-?)(\d+)(?:\.(\d{1,2}))?\s*$/.exec(text) ?? [];
  if (whole === '') return null;
  const value = Number(`${sign}${whole}${part.padEnd(2, '0')}`) + hundredths;
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const mutations: readonly Mutation[] = [
  // Removed, twice, moved.
  (source) => {
    const at = inner(source);
    return { from: at.start, to: at.end, text: '' };
  },
  (source) => {
    const at = inner(source);
    return { from: at.end, to: at.end, text: cut(source.text, at) };
  },
  (source) => {
    const at = source.chance.of(source.elements.filter(({ children }) => children.length > 1));
    const index = source.chance.below(at.children.length - 1);
    const [one, other] = [at.children[index], at.children[index + 1]];
    if (!one || !other) return null;
    return {
      from: one.start,
      to: other.end,
      text:
        cut(source.text, other) + source.text.slice(one.end, other.start) + cut(source.text, one),
    };
  },
  (source) => {
    const at = inner(source);
    const goal = source.chance.of(source.elements.filter(({ children }) => children.length > 0));
    if (goal.start >= at.start && goal.end <= at.end) return null;
    const where = goal.contentStart;
    return where <= at.start
      ? {
          from: where,
          to: at.end,
          text: cut(source.text, at) + source.text.slice(where, at.start),
        }
      : where >= at.end
        ? {
            from: at.start,
            to: where,
            text: source.text.slice(at.end, where) + cut(source.text, at),
          }
        : null;
  },
  // Named otherwise.
  (source) => {
    const at = inner(source);
    return rename(source, at, (at.prefix === '' ? '' : `${at.prefix}:`) + `${at.name}X`);
  },
  (source) => {
    const at = inner(source);
    const known = [...elementTypes().keys()].filter((name) => name.startsWith('c'));
    return rename(source, at, prefixed(source, source.chance.of(known)) ?? at.name);
  },
  (source) => {
    const at = inner(source);
    const other = source.chance.of(source.elements);
    return other.prefix === at.prefix || at.prefix === ''
      ? null
      : rename(source, at, (other.prefix === '' ? '' : `${other.prefix}:`) + at.name);
  },
  (source) => {
    const at = inner(source);
    return replaceStartTag(source, at, (tag) =>
      at.prefix === '' ? tag : tag.replace(/\/?>$/, (end) => ` xmlns:${at.prefix}="urn:x"${end}`),
    );
  },
  // Values.
  (source) =>
    replaceText(
      leaf(source, /(Amount|Quantity|Percent|Numeric)$/),
      source.chance.of(values.badNumbers),
    ),
  (source) => replaceText(leaf(source, /Date$/), source.chance.of(values.badDates)),
  (source) => replaceText(leaf(source, /./), source.chance.of(values.texts)),
  (source) => replaceText(leaf(source, /Code$/), source.chance.of(values.codes)),
  (source) => replaceText(leaf(source, /^IdentificationCode$/), source.chance.of(values.countries)),
  (source) =>
    replaceText(
      leaf(source, /Indicator$/),
      source.chance.of(['true', 'false', '1', '0', 'yes', ' true ']),
    ),
  (source) => {
    const at = leaf(source, /^ID$/);
    return at?.parent?.name.endsWith('TaxCategory')
      ? replaceText(at, source.chance.of(values.vatCategories))
      : null;
  },
  (source) => {
    const at = leaf(source, /Amount$/);
    const value = at && offBy(at.text, source.chance.of([1, -1, 2, -2, 50, 100, -10_000]));
    return value ? replaceText(at, value) : null;
  },
  (source) =>
    replaceText(leaf(source, /Percent$/), source.chance.of(['0', '25', '15.00', '24.9999', ''])),
  (source) => {
    const at = leaf(source, /(ID|Name|Code)$/);
    return at
      ? replaceText(
          at,
          source.chance.of([
            ` ${at.text}`,
            `${at.text} `,
            `${at.text}1`,
            at.text.slice(1),
            at.text.toLowerCase(),
            at.text.replace(/\d/, '9'),
          ]),
        )
      : null;
  },
  (source) => {
    const at = inner(source);
    return at.children.length > 0
      ? {
          from: at.contentStart,
          to: at.contentStart,
          text: source.chance.of(['x', '\n', '<!-- x -->', '&#160;']),
        }
      : replaceText(at, at.text + source.chance.of(['\n', ' ', '.']));
  },
  // Attributes.
  (source) => {
    const found = source.elements.filter(({ attributes }) =>
      [...attributes.keys()].some((name) => !name.startsWith('xmlns')),
    );
    if (found.length === 0) return null;
    return replaceStartTag(source, source.chance.of(found), (tag) =>
      tag.replace(/\s(?!xmlns)[\w:]+\s*=\s*("[^"]*"|'[^']*')/, ''),
    );
  },
  (source) => {
    const found = source.elements.filter(({ attributes }) =>
      [...attributes.keys()].some((name) => !name.startsWith('xmlns')),
    );
    if (found.length === 0) return null;
    return replaceStartTag(source, source.chance.of(found), (tag) =>
      tag.replace(
        /(\s(?!xmlns)[\w:]+\s*=\s*)("[^"]*"|'[^']*')/,
        (_, name: string) => `${name}"${source.chance.of(values.attributeValues)}"`,
      ),
    );
  },
  (source) => {
    const at = inner(source);
    const name = source.chance.of(values.extraAttributes);
    return at.attributes.has(name)
      ? null
      : replaceStartTag(source, at, (tag) =>
          tag.replace(
            /\/?>$/,
            (end) => ` ${name}="${source.chance.of(values.attributeValues)}"${end}`,
          ),
        );
  },
  // Something that UBL allows and EN 16931 may not.
  addAllowed,
  addAllowed,
  addAllowed,
];

/** A document with one to three changes, or null where the choice cannot be made in it. */
export function mutate(bytes: Uint8Array, chance: Chance): string | null {
  let xml = readXml(bytes);
  if (!xml.ok) return null;
  let text = xml.text;
  for (let changes = chance.next() < 0.7 ? 1 : 2 + chance.below(2); changes > 0; changes--) {
    const edit = chance.of(mutations)({ text, elements: everything(xml.root), chance });
    if (!edit) return null;
    text = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
    text = text.replace(/^(<\?xml[^>]*?)\sencoding=("[^"]*"|'[^']*')/, '$1');
    xml = readXml(new TextEncoder().encode(text));
    if (!xml.ok) return null;
  }
  return text;
}
