import type { XmlElement } from '../../xml.ts';
import { add, change, remove, stands, standsWith, type Said } from '../hints/show.ts';
import { normalized } from '../select.ts';
import { nearest } from './nearest.ts';
import { elementTypes, type ElementType, type ValueKind } from './schema.ts';
import { structureRules, type Misfit } from './structure.ts';

interface Words {
  readonly text: Said;
  readonly hint?: Said | undefined;
}

/** Roots are mostly written without a prefix. */
const shown = (name: string): string => name.replace(/^(?:ubl:|cn:|\{[^}]*\})/, '');

/** Names that are shown at most, when many are possible. */
const shownNames = 8;

const list = (names: readonly string[]): string =>
  names.length > shownNames ? `${names.slice(0, shownNames).join(', ')} …` : names.join(', ');

const kinds: Readonly<Partial<Record<ValueKind, Said & { readonly example: string }>>> = {
  decimal: {
    nb: 'et tall med punktum som desimaltegn, uten mellomrom, tusenskille eller e',
    en: 'a number with a point for the decimals, without spaces, thousands separators or e',
    example: '1250.00',
  },
  date: { nb: 'en dato som finnes', en: 'a day that exists', example: '2026-08-31' },
  time: { nb: 'et klokkeslett', en: 'a time of day', example: '12:30:00' },
  dateTime: { nb: 'dato og klokkeslett', en: 'a day and time', example: '2026-08-31T12:30:00' },
  boolean: { nb: 'true eller false', en: 'true or false', example: 'true' },
  base64Binary: { nb: 'base64', en: 'base64', example: 'JVBERi0xLjcK' },
  language: { nb: 'en språkkode', en: 'a language code', example: 'nb' },
  anyURI: { nb: 'en nettadresse', en: 'a URI', example: 'https://example.com/' },
};

/** Examples that say more than that of the kind of value. */
const examples: Readonly<Record<string, string>> = { Percent: '25', Quantity: '1', Numeric: '1' };

/** The text of a structural finding, and what should stand there. */
export function misfitWords(misfit: Misfit): Words {
  const { rule, at, type, attribute = '', other = '' } = misfit;
  const here = shown(at.qualifiedName);
  const parent = shown(at.parent?.qualifiedName ?? '');
  switch (rule) {
    case structureRules.unknown:
      return unknown(at, type, here, parent);
    case structureRules.order:
      return {
        text: {
          nb: `${here} står for langt bak i ${parent}: det skal stå før ${other}.`,
          en: `${here} stands too far back in ${parent}: it belongs before ${other}.`,
        },
        hint: {
          nb: `Flytt ${stands(at)} foran det første <${other}>.`,
          en: `Move ${stands(at)} in front of the first <${other}>.`,
        },
      };
    case structureRules.tooMany:
      return {
        text: {
          nb: `${here} kan stå høyst én gang i ${parent}.`,
          en: `${here} may stand at most once in ${parent}.`,
        },
        hint: remove(stands(at), { nb: 'det står der fra før', en: 'there is one already' }),
      };
    case structureRules.missing:
      return missing(at, type, here, other);
    case structureRules.text:
      return {
        text: {
          nb: `Det står tekst rett i ${here}; der kan det bare stå elementer.`,
          en: `There is text directly in ${here}, where only elements may stand.`,
        },
        hint: remove(JSON.stringify(normalized(at.text).slice(0, 40))),
      };
    case structureRules.attributeUnknown:
    case structureRules.attributeMissing:
    case structureRules.attributeValue:
      return attributeWords(misfit, here, attribute);
    default:
      return wrongValue(at, type, here);
  }
}

function unknown(
  at: XmlElement,
  type: ElementType | undefined,
  here: string,
  parent: string,
): Words {
  if (type?.is === 'value') {
    return {
      text: {
        nb: `${parent} har en verdi og kan ikke ha elementer i seg.`,
        en: `${parent} has a value and can hold no elements.`,
      },
      hint: remove(stands(at)),
    };
  }
  const text = {
    nb: `${here} er ikke et element som kan stå i ${parent}.`,
    en: `${here} is no element that may stand in ${parent}.`,
  };
  const allowed = type?.is === 'aggregate' ? [...type.children.keys()] : [];
  const meant =
    allowed.find((name) => name.endsWith(`:${at.name}`)) ??
    nearest(
      at.name,
      allowed.map((name) => name.replace(/^\w+:/, '')),
    );
  if (meant !== undefined) {
    const name = allowed.find((full) => full === meant || full.endsWith(`:${meant}`)) ?? meant;
    const isNamespace = name.endsWith(`:${at.name}`);
    return {
      text,
      hint: change(
        `<${here}>`,
        `<${name}>`,
        isNamespace
          ? { nb: 'navnet hører til et annet navnerom', en: 'the name is of another namespace' }
          : undefined,
      ),
    };
  }
  const next = nextOf(at, type);
  return {
    text,
    hint: remove(
      stands(at),
      next.length > 0
        ? { nb: `her kan det stå ${list(next)}`, en: `here may stand ${list(next)}` }
        : undefined,
    ),
  };
}

/** What may stand behind the last known element before this one. */
function nextOf(at: XmlElement, type: ElementType | undefined): string[] {
  if (type?.is !== 'aggregate') return [];
  const siblings = at.parent?.children ?? [];
  const before = siblings
    .slice(0, siblings.indexOf(at))
    .findLast(({ qualifiedName }) => type.children.has(qualifiedName));
  const from = before ? type.children.get(before.qualifiedName)?.position : -1;
  return [...type.children.values()]
    .filter(({ position, isRepeatable }) =>
      isRepeatable ? position >= (from ?? 0) : position > (from ?? 0),
    )
    .map(({ name }) => name);
}

function missing(at: XmlElement, type: ElementType | undefined, here: string, name: string): Words {
  if (name === '') {
    return {
      text: {
        nb: `${here} er tomt; det skal ha ett element fra et annet navnerom.`,
        en: `${here} is empty; it must hold one element of another namespace.`,
      },
    };
  }
  const text = { nb: `${here} mangler ${name}.`, en: `${here} lacks ${name}.` };
  const wanted = elementTypes().get(name);
  const sample = wanted?.is === 'value' ? `<${name}>…</${name}>` : `<${name}>`;
  const position = type?.is === 'aggregate' ? (type.children.get(name)?.position ?? 0) : 0;
  const before = at.children.findLast(
    (child) =>
      type?.is === 'aggregate' &&
      (type.children.get(child.qualifiedName)?.position ?? position) < position,
  );
  return {
    text,
    hint: add(
      sample,
      at.qualifiedName,
      before
        ? { nb: `etter <${before.qualifiedName}>`, en: `behind <${before.qualifiedName}>` }
        : { nb: 'først', en: 'as the first element' },
    ),
  };
}

function attributeWords({ rule, at, type }: Misfit, here: string, attribute: string): Words {
  const value = at.attributes.get(attribute) ?? '';
  if (rule === structureRules.attributeMissing) {
    const example = { currencyID: 'NOK', mimeCode: 'application/pdf', unitCode: 'KGM' }[attribute];
    return {
      text: {
        nb: `${here} mangler attributtet ${attribute}.`,
        en: `${here} lacks the attribute ${attribute}.`,
      },
      hint: change(
        stands(at),
        stands(at).replace(/^<[^\s>]+/, (tag) => `${tag} ${attribute}="${example ?? '…'}"`),
      ),
    };
  }
  if (rule === structureRules.attributeValue) {
    const kind = type?.is === 'value' ? type.attributes.get(attribute)?.kind : undefined;
    const wanted = kind && kinds[kind];
    return {
      text: {
        nb: `${attribute} i ${here} skal være ${wanted?.nb ?? 'en gyldig verdi'}.`,
        en: `${attribute} of ${here} must be ${wanted?.en ?? 'a valid value'}.`,
      },
      hint: change(
        `${attribute}="${value.slice(0, 40)}"`,
        `${attribute}="${wanted?.example ?? ''}"`,
      ),
    };
  }
  const allowed = type?.is === 'value' ? [...type.attributes.keys()] : [];
  const meant = nearest(attribute, allowed);
  return {
    text: {
      nb: `${here} har ikke noe attributt som heter ${attribute}.`,
      en: `${here} has no attribute named ${attribute}.`,
    },
    hint:
      meant === undefined
        ? remove(`${attribute}="${value.slice(0, 40)}"`)
        : change(`${attribute}="${value.slice(0, 40)}"`, `${meant}="${value.slice(0, 40)}"`),
  };
}

function wrongValue(at: XmlElement, type: ElementType | undefined, here: string): Words {
  const kind = type?.is === 'value' ? kinds[type.kind] : undefined;
  const mended = type?.is === 'value' ? mend(type.kind, at.text) : undefined;
  const example = type?.is === 'value' ? examples[type.datatype] : undefined;
  return {
    text: {
      nb: `Verdien i ${here} skal være ${kind?.nb ?? 'gyldig'}.`,
      en: `The value of ${here} must be ${kind?.en ?? 'valid'}.`,
    },
    hint: change(
      stands(at),
      standsWith(at, mended ?? example ?? kind?.example ?? '…'),
      mended === undefined ? { nb: 'for eksempel', en: 'for example' } : undefined,
    ),
  };
}

/** The value that was certainly meant, where only its form is wrong. */
function mend(kind: ValueKind, text: string): string | undefined {
  const bare = text.trim();
  if (kind === 'decimal') {
    const grouped = bare.replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, '');
    const [, whole, decimals] = /^([+-]?\d+)(?:,(\d{1,2}))?$/.exec(grouped) ?? [];
    return whole === undefined ? undefined : whole + (decimals === undefined ? '' : `.${decimals}`);
  }
  if (kind === 'date') {
    const [, day = '', month = '', year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(bare) ?? [];
    return year === undefined
      ? bare.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').match(/^\d{4}-\d\d-\d\d/)?.[0]
      : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  if (kind === 'boolean') return /^(true|false)$/i.test(bare) ? bare.toLowerCase() : undefined;
  return undefined;
}
