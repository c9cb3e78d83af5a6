import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../rendering/html.ts';
import { corpusFiles } from '../support/corpus.ts';
import { fullInvoice, fullTexts, invoiceOf, sample, withLines } from './printed.ts';

/** What a reader sees: no style, no tags, entities as their characters. */
const seen = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

/** Names of the elements, with every start and end matched. */
function elementsOf(page: string): Set<string> {
  const names = new Set<string>();
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => names.add(name));
  const body = page.replace('<!doctype html>', '').replaceAll(/<(meta|img|br)([^>]*)>/g, '<$1$2/>');
  parser.write(body).close();
  return names;
}

describe('an invoice as a web page', () => {
  it('shows everything that an invoice can say', () => {
    const text = seen(renderHtml(fullInvoice(), { language: 'nb' }));
    for (const part of fullTexts) expect(text).toContain(part);
  });

  it('is in the language asked for and says so', () => {
    const invoice = sample('visma-network.xml');
    const nn = renderHtml(invoice, { language: 'nn' });
    expect(nn).toContain('<html lang="nn">');
    expect(seen(nn)).toContain('Sum utan mva 17 081,00');
    const en = renderHtml(invoice, { language: 'en' });
    expect(en).toContain('<html lang="en">');
    expect(seen(en)).toContain('Amount due NOK 21,235.25');
  });

  it('can be heard: one main heading, heads of tables with their scope, captions', () => {
    const page = renderHtml(fullInvoice(), { language: 'nb' });
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page.match(/<th scope="col">/g)).toHaveLength(8);
    expect(page).not.toMatch(/<th(?! scope="(col|row)"|ead)/);
    expect(page.match(/<table/g)).toHaveLength(3);
    expect(page.match(/<caption/g)).toHaveLength(3);
  });

  it('loads and runs nothing', () => {
    const page = renderHtml(fullInvoice(), { language: 'nb' });
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    const names = elementsOf(page);
    for (const name of ['script', 'iframe', 'object', 'link', 'a', 'form', 'base']) {
      expect(names.has(name), name).toBe(false);
    }
    expect(page.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/ (style|on\w+)=|url\(/);
  });

  it('shows hostile texts as text', () => {
    const name = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\u202eevil\u0000`;
    const invoice = {
      ...withLines(fullInvoice(), 1, () => name),
      number: name,
      notes: [name],
      buyer: { ...fullInvoice().buyer, name: name.repeat(100) },
      payment: {
        accounts: [{ id: name, bic: name, name }],
        terms: name,
        remittanceInformation: name,
      },
      attachments: [{ id: name, externalUrl: `javascript:${name}` }],
    };
    const page = renderHtml(invoice, { language: 'nb' });
    const names = elementsOf(page);
    expect(names.has('script')).toBe(false);
    expect(names.has('img')).toBe(false);
    expect(page).not.toContain('\u202e');
    expect(seen(page)).toContain(
      `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;evil`,
    );
  });

  it('has the logo inside, and takes nothing else for one', () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
    const page = renderHtml(sample('visma-network.xml'), { language: 'nb', logo: png });
    expect(page).toContain('alt="Fjordbygg Demo AS" src="data:image/png;base64,iVBORw=="');
    const seller = { ...sample('visma-network.xml').seller, name: '" onload="alert(1)' };
    const hostile = renderHtml({ ...fullInvoice(), seller }, { language: 'nb', logo: png });
    expect(hostile).toContain('alt="&quot; onload=&quot;alert(1)"');
    const svg = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect(renderHtml(sample('visma-network.xml'), { language: 'nb', logo: svg })).not.toContain(
      '<img',
    );
  });

  it('of each public example is well-formed', () => {
    for (const { name, read } of corpusFiles('docs/peppol-2026.5/billing')) {
      const page = renderHtml(invoiceOf(read()), { language: 'en' });
      expect(elementsOf(page).has('main'), name).toBe(true);
    }
  });
});
