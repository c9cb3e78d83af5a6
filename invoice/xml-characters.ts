/** What stands between the children and is more than plain text. */
const markup = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|&([^;]*);|\r\n?/g;

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The character that a reference names, or undefined where there is no such one in XML 1.0. */
export function characterOf(reference: string): string | undefined {
  if (!reference.startsWith('#')) return entities.get(reference);
  const [, hex, decimal] = /^#(?:x([\da-fA-F]{1,8})|(\d{1,10}))$/.exec(reference) ?? [];
  const code = hex === undefined ? Number(decimal ?? NaN) : Number.parseInt(hex, 16);
  const isCharacter =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

/** Text of an element as it is meant: without comments, with references and CDATA sections resolved. */
export function plain(written: string): string {
  if (!/[<\r]|&#/.test(written)) {
    // Named references alone: `&amp;` last, for what it stands for is no reference.
    return written
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  }
  return written.replace(
    markup,
    (whole, cdata: string | undefined, reference: string | undefined) => {
      if (cdata !== undefined) return cdata.replace(/\r\n?/g, '\n');
      if (reference !== undefined) return characterOf(reference) ?? whole;
      return whole.startsWith('\r') ? '\n' : '';
    },
  );
}

/** What is wrong with the references in a text, if anything is. */
export function wrongReference(written: string): string | undefined {
  for (let at = written.indexOf('&'); at !== -1; at = written.indexOf('&', at + 1)) {
    if (written.startsWith('&amp;', at)) continue;
    const name = /^[^;]{0,40}/.exec(written.slice(at + 1, at + 42))?.[0] ?? '';
    const end = written[at + 1 + name.length] === ';' ? at : -1;
    if (end === -1 || characterOf(name) === undefined)
      return `"&${name.slice(0, 20)}" is no character reference.`;
  }
  return undefined;
}
