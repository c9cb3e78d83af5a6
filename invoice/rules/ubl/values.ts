import type { ValueKind } from './schema.ts';

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const zone = String.raw`(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?`;
const date = new RegExp(`^-?(\\d{4,})-(\\d\\d)-(\\d\\d)${zone}$`);
const time = new RegExp(
  `^(?:([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)${zone}$`,
);
const language = /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/;

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = date.exec(text) ?? [];
  // XML Schema 1.0: no year 0, and no leading zero in a year of more than four digits.
  if (year === '' || /^0+$/.test(year) || (year.length > 4 && year.startsWith('0'))) return false;
  const of = Number(month);
  if (of < 1 || of > 12) return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const last = of === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(of) ? 30 : 31;
  return Number(day) >= 1 && Number(day) <= last;
}

function isDateTime(text: string): boolean {
  const [day = '', clock = ''] = text.split('T');
  return isDate(day) && !/[Z:]/.test(day) && time.test(clock);
}

/** Without the unused bits of the last character, as XML Schema asks for. */
function isBase64(text: string): boolean {
  const bare = text.replace(/[ \t\r\n]+/g, '');
  if (bare.length % 4 !== 0) return false;
  return /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(bare);
}

function isUri(text: string): boolean {
  return (
    !/%(?![0-9a-fA-F]{2})/.test(text) &&
    !/#.*#/s.test(text) &&
    !/^[^:/?#]*[^A-Za-z0-9+.\-:/?#][^:/?#]*:/.test(text) &&
    !text.startsWith(':')
  );
}

const checks: Readonly<Record<ValueKind, ((text: string) => boolean) | undefined>> = {
  decimal: (text) => decimal.test(text),
  base64Binary: isBase64,
  date: isDate,
  time: (text) => time.test(text),
  dateTime: isDateTime,
  boolean: (text) => ['true', 'false', '1', '0'].includes(text),
  language: (text) => language.test(text),
  anyURI: isUri,
  normalizedString: undefined,
  string: undefined,
};

/** Tells whether a text is a value of a kind, as XML Schema 1.0 says. White space around it does not count. */
export function isValue(kind: ValueKind, text: string): boolean {
  const check = checks[kind];
  if (check === undefined || check(text)) return true;
  return check(text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, ''));
}
