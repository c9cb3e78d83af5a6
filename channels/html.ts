const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML whose values are escaped, except those that are already such HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[];

/** HTML with every value in it escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const show = (value: Value): string => {
    if (value instanceof Html) return value.text;
    if (typeof value === 'object') return value.map((one) => one.text).join('');
    return String(value).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
  };
  return new Html(parts.reduce((all, part, i) => all + show(values[i - 1] ?? '') + part));
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1f24; background: #fff }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d6dae0; vertical-align: top }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f6f8; padding: 1rem }
a { color: #0b57a4 } .quiet { color: #5a6572; white-space: nowrap }
@media (prefers-color-scheme: dark) {
  body { color: #e4e7eb; background: #16191d } pre { background: #22272e } a { color: #8ab8ec }
  th, td { border-color: #3a424d } .quiet { color: #9aa5b1 } }`;

/** A whole page of a stand-in: no script, nothing from elsewhere. */
export const frame = (title: string, body: Html, language = 'en'): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
