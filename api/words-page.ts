/** Headers of our own pages: they show themselves and send their own form, and no search engine keeps them. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

/** A text as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0) ?? 0)};`);

/** A page with one sentence, and a button below it that posts to `action`. */
export function wordsPage(
  words: string,
  language: 'nb' | 'en',
  form?: { readonly action: string; readonly button: string },
): string {
  const button = form
    ? `<form method="post" action="${escaped(form.action)}"><button style="font: inherit">${escaped(form.button)}</button></form>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>AutoInvoice</title></head>
<body style="font: 1rem/1.5 Arial, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem"><p>${escaped(words)}</p>${button}</body>
</html>
`;
}
