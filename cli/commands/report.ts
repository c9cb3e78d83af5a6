import type { Finding } from '../../invoice/validate.ts';

/** What the report tells of one file. */
export type ReportedFile = { readonly file: string } & (
  | { readonly valid: boolean; readonly findings: readonly Finding[]; readonly omitted?: number }
  | { readonly error: { readonly code: string; readonly detail: string } }
);

const words = {
  nb: {
    title: 'Kontroll av fakturaer',
    valid: 'Gyldig',
    invalid: 'Ikke gyldig',
    unread: 'Kan ikke leses',
    fatal: 'Feil',
    warning: 'Advarsel',
    coming: (day: string) => `Blir feil fra ${day}`,
    rule: 'Regel',
    place: 'Sted',
    what: 'Hva og hvordan rette',
    line: 'linje',
    omitted: (count: number) => `${count} funn til av de samme reglene er utelatt.`,
    summary: (files: number, valid: number) => `${valid} av ${files} er gyldige.`,
  },
  en: {
    title: 'Check of invoices',
    valid: 'Valid',
    invalid: 'Not valid',
    unread: 'Cannot be read',
    fatal: 'Error',
    warning: 'Warning',
    coming: (day: string) => `An error from ${day}`,
    rule: 'Rule',
    place: 'Place',
    what: 'What, and how to mend it',
    line: 'line',
    omitted: (count: number) => `${count} more findings of the same rules are left out.`,
    summary: (files: number, valid: number) => `${valid} of ${files} are valid.`,
  },
};

/** One page for people: what is wrong with each file, where, and what to do. No script; everything is escaped. */
export function writeReport(files: readonly ReportedFile[], language: 'nb' | 'en'): string {
  const w = words[language];
  const valid = files.filter((file) => 'valid' in file && file.valid).length;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${w.title}</title>
<style>${style}</style>
</head>
<body>
<h1>${w.title}</h1>
<p class="summary">${w.summary(files.length, valid)}</p>
${files.map((file) => section(file, language)).join('\n')}
</body>
</html>
`;
}

function section(file: ReportedFile, language: 'nb' | 'en'): string {
  const w = words[language];
  if ('error' in file) {
    const { code, detail } = file.error;
    return `<section class="invalid"><h2>${escape(file.file)} <span>${w.unread}</span></h2>
<p><code>${escape(code)}</code> ${escape(detail)}</p></section>`;
  }
  const { valid, findings, omitted } = file;
  const state = `<span>${valid ? w.valid : w.invalid}</span>`;
  const table =
    findings.length === 0
      ? ''
      : `<table><thead><tr><th scope="col">${w.rule}</th><th scope="col">${w.place}</th><th scope="col">${w.what}</th></tr></thead>
<tbody>${findings.map((finding) => row(finding, language)).join('')}</tbody></table>`;
  const rest = omitted === undefined ? '' : `<p>${w.omitted(omitted)}</p>`;
  return `<section class="${valid ? 'valid' : 'invalid'}"><h2>${escape(file.file)} ${state}</h2>
${table}${rest}</section>`;
}

function row(finding: Finding, language: 'nb' | 'en'): string {
  const w = words[language];
  const { rule, severity, term, path, line, text, hint, comesInForce } = finding;
  const kind = comesInForce === undefined ? w[severity] : w.coming(comesInForce);
  return `<tr class="${comesInForce === undefined ? severity : 'warning'}"><th scope="row">${escape(rule)}<br><small>${escape(kind)}</small></th>
<td>${w.line} ${line}${term === null ? '' : `, ${escape(term)}`}<br><code>${escape(path)}</code></td>
<td>${escape(text)}${hint === null ? '' : `<p class="hint">${escape(hint)}</p>`}</td></tr>`;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const style = `
body{font:15px/1.5 system-ui,sans-serif;color:#1c2733;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem;overflow-wrap:anywhere}
h2 span{font-weight:400;border-radius:1rem;padding:.1rem .6rem;margin-left:.4rem;font-size:.9rem}
section{border-left:4px solid;padding:.5rem 0 .5rem 1rem;margin:1.5rem 0}
.valid{border-color:#2b7a4b}.valid h2 span{background:#e0f2e7}.invalid{border-color:#b3261e}.invalid h2 span{background:#fbe4e2}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #d5dce3}
td,th{overflow-wrap:anywhere;unicode-bidi:isolate}tbody th{width:13rem;font-weight:600}td:nth-child(2){width:17rem}
small{font-weight:400}.fatal small{color:#b3261e}.warning small{color:#8a5a00}
code{font-size:.85em;color:#44525f}.hint{margin:.3rem 0 0;white-space:pre-wrap;color:#26343f;background:#f3f6f8;padding:.3rem .5rem}
@media print{body{margin:0;max-width:none}section{break-inside:avoid-page}}
`;
