import type { Invoice } from '../invoice/model.ts';
import type { Fact } from './fact.ts';
import { style } from './html-style.ts';
import { lineColumns } from './line-view.ts';
import type { PartyView } from './party-view.ts';
import { shown } from './shown-text.ts';
import { label, type Language } from './texts.ts';
import { viewOf, type InvoiceView } from './view-model.ts';

export interface HtmlOptions {
  readonly language: Language;
  /** PNG or JPEG. */
  readonly logo?: Uint8Array;
}

/** The policy that the page lives with: nothing but its own style and a picture inside it. */
export const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** One invoice or credit note as a whole page: no script, nothing loaded from elsewhere, all texts as text. */
export function renderHtml(invoice: Invoice, { language, logo }: HtmlOptions): string {
  const view = viewOf(invoice, language);
  const heading = `${view.title} ${view.number}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<title>${text(`${heading} – ${view.seller.name}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header class="head">
<div>
${picture(logo, view.seller.name)}${party(view.seller)}
<div class="buyer">${party(view.buyer)}</div>
</div>
<div>
<h1>${view.title} ${isolated(view.number)}</h1>
${list(view.facts, 'facts')}
</div>
</header>
${view.others.length === 0 ? '' : `<div class="others">${view.others.map((other) => `<div>${party(other)}</div>`).join('')}</div>`}
${list(view.payment.highlights, 'highlights')}
${notes(view)}
${lineTable(view)}
<div class="below">
${vatTable(view)}
${sums(view)}
</div>
${section(label('payment', language), list(view.payment.details, 'facts'))}
${section(label('terms', language), view.terms === undefined ? '' : paragraph(view.terms))}
${section(label('attachments', language), bullets(view.attachments))}
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as text: harmless between tags and inside quoted attributes. */
const text = (value: string): string =>
  shown(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** A text whose direction does not reach the texts beside it. */
const isolated = (value: string): string => `<bdi>${text(value)}</bdi>`;

const paragraph = (value: string): string => `<p class="text" dir="auto">${text(value)}</p>`;

const small = (lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<p class="small">${lines.map((line) => isolated(line)).join('<br>')}</p>`;

const bullets = (items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<ul>${items.map((item) => `<li>${isolated(item)}</li>`).join('')}</ul>`;

const section = (heading: string, content: string): string =>
  content === '' ? '' : `<section><h2>${text(heading)}</h2>${content}</section>`;

function party({ label: heading, name, address, registrations, contact }: PartyView): string {
  const lines = address.map((line) => isolated(line)).join('<br>');
  return (
    `<h2>${text(heading)}</h2><p class="name">${isolated(name)}</p>` +
    (lines === '' ? '' : `<p>${lines}</p>`) +
    small([...registrations, ...contact])
  );
}

const list = (facts: readonly Fact[], name: string): string =>
  facts.length === 0
    ? ''
    : `<dl class="${name}">${facts
        .map(({ label: term, value }) => {
          const pair = `<dt>${text(term)}</dt><dd>${isolated(value)}</dd>`;
          return name === 'highlights' ? `<div>${pair}</div>` : pair;
        })
        .join('')}</dl>`;

const notes = (view: InvoiceView): string =>
  view.notes.length === 0
    ? ''
    : `<section class="notes"><h2>${label('notes', view.language)}</h2>${view.notes.map((note) => paragraph(note)).join('')}</section>`;

function lineTable({ lines, language }: InvoiceView): string {
  const heads = lineColumns.map((column) => `<th scope="col">${label(column, language)}</th>`);
  const rows = lines.map((line) => {
    const figures = lineColumns
      .filter((column) => column !== 'description')
      .map((column) => `<td${figure(line[column])}>${isolated(line[column])}</td>`);
    return `<tr><th scope="row">${isolated(line.description)}${details(line.details)}</th>${figures.join('')}</tr>`;
  });
  return `<table class="lines"><caption class="hidden">${label('lines', language)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

const details = (lines: readonly string[]): string =>
  lines.map((line) => `<div class="small text" dir="auto">${text(line)}</div>`).join('');

/** Figures stay on one line unless they are absurd. */
const figure = (value: string): string => (value.length <= 24 ? ' class="figure"' : '');

function vatTable({ vat, language }: InvoiceView): string {
  if (vat.length === 0) return '<div></div>';
  const rows = vat.map(({ rate, taxable, tax, reason }) => {
    const why =
      reason === undefined
        ? ''
        : `<tr><td class="reason" colspan="3">${details([reason])}</td></tr>`;
    return `<tr><th scope="row">${isolated(rate)}</th><td${figure(taxable)}>${isolated(taxable)}</td><td${figure(tax)}>${isolated(tax)}</td></tr>${why}`;
  });
  return `<table class="vat"><caption class="hidden">${label('vatBreakdown', language)}</caption>
<thead><tr>${(['vat', 'taxable', 'vatAmount'] as const).map((key) => `<th scope="col">${label(key, language)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

function sums({ sums: facts, total, language }: InvoiceView): string {
  const row = ({ label: name, value }: Fact, kind: string): string =>
    `<tr${kind}><th scope="row">${isolated(name)}</th><td${figure(value)}>${isolated(value)}</td></tr>`;
  const rows = facts.map((fact, at) => row(fact, at === facts.length - 1 ? ' class="last"' : ''));
  return `<table class="sums"><caption class="hidden">${label('sums', language)}</caption>
<tbody>${rows.join('')}${row(total, ' class="total"')}</tbody></table>`;
}

/** A picture of a known kind; anything else is left out. */
function picture(logo: Uint8Array | undefined, name: string): string {
  if (logo === undefined) return '';
  const isPng = logo[0] === 0x89 && logo[1] === 0x50;
  const isJpeg = logo[0] === 0xff && logo[1] === 0xd8;
  if (!isPng && !isJpeg) return '';
  const data = Buffer.from(logo).toString('base64');
  return `<img class="logo" alt="${text(name.slice(0, 200))}" src="data:image/${isPng ? 'png' : 'jpeg'};base64,${data}">`;
}
