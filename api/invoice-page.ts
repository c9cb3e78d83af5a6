import { invoicePageTexts, objectionLength } from '../policy/invoice-link.ts';
import { escaped } from './words-page.ts';

const style = `
.link-tools { margin-top: 2.5rem; padding-top: 1.2rem; border-top: 1px solid #d5dbe1; }
.link-tools a { color: #16202b; margin-inline-end: 1.5rem; }
.link-tools textarea { display: block; width: 100%; font: inherit; margin: 0.5rem 0; padding: 0.5rem; }
.link-tools button { font: inherit; padding: 0.4rem 1.2rem; }
@media print { .link-tools { display: none; } }
`;

/** The invoice's own page with what its reader can do below it: save it, read it in another language, object. */
export function aroundInvoice(
  page: string,
  {
    token,
    language,
    attachments,
  }: {
    readonly token: string;
    readonly language: 'nb' | 'en';
    readonly attachments: readonly { readonly filename: string }[];
  },
): string {
  const text = (name: keyof typeof invoicePageTexts): string =>
    escaped(invoicePageTexts[name][language]);
  const at = `/invoice/${encodeURIComponent(token)}`;
  const other = language === 'nb' ? 'en' : 'nb';
  const files = attachments.map(
    ({ filename }, place) => `<a href="${at}/attachments/${place + 1}">${escaped(filename)}</a>`,
  );
  const tools = `<section class="link-tools">
<style>${style}</style>
<p><a href="${at}/pdf">${text('asPdf')}</a> <a href="${at}?language=${other}" lang="${other}">${text('otherLanguage')}</a></p>
${files.length === 0 ? '' : `<p>${text('attachments')}: ${files.join(' ')}</p>`}
<form method="post" action="${at}/objection?language=${language}">
<h2>${text('object')}</h2>
<label>${text('reason')}
<textarea name="reason" rows="4" maxlength="${objectionLength}" required></textarea></label>
<button>${text('send')}</button>
</form>
</section>
`;
  const end = page.lastIndexOf('</body>');
  return page.slice(0, end) + tools + page.slice(end);
}
