import type { Invoice } from '../invoice/model.ts';
import { embedAttachments, type EmbeddedFile } from '../invoice/ubl-embed.ts';
import { writeUbl } from '../invoice/ubl-write.ts';
import { validate, type Finding } from '../invoice/validate.ts';
import { acceptedInvoice, type Receiver } from './scan-acceptance.ts';
import type { DraftFinding } from './scan-draft.ts';

/**
 * The e-invoice that a draft becomes, as UBL with the plain customization of EN 16931, and what its rules say about it.
 * A fatal finding holds the scan back: what is accepted is an e-invoice that any system can book.
 */
export function judgeInvoice(
  draft: Invoice,
  receiver: Receiver,
): { ubl: Uint8Array; findings: DraftFinding[] } {
  // `unplaced`: the document that was read, with no process that it does not name.
  const ubl = new TextEncoder().encode(
    writeUbl(acceptedInvoice(draft, receiver), { unplaced: [] }),
  );
  const [nb, en] = (['nb', 'en'] as const).map((language) => findingsIn(ubl, language));
  return {
    ubl,
    findings: (nb ?? []).map((finding, at) => ({
      code: 'rule-broken',
      path: finding.term,
      holds: finding.severity === 'fatal' && finding.comesInForce === undefined,
      parameters: {
        rule: finding.rule,
        nb: finding.text,
        en: en?.[at]?.text ?? finding.text,
      },
    })),
  };
}

/** Rules of EN 16931 and of UBL. Those of a network speak of documents that travel over it. */
const ownLayer = /^(BR|UBL)-/;

function findingsIn(ubl: Uint8Array, language: 'nb' | 'en'): Finding[] {
  const verdict = validate(ubl, { language });
  if (!verdict.ok) throw new Error('The invoice was not written as one.');
  return verdict.findings.filter(({ rule }) => ownLayer.test(rule));
}

/** Pictures that an e-invoice may carry. Source: EN 16931, code list of MIME types (BR-CL-24). */
export const isEmbeddable = (contentType: string): boolean =>
  ['application/pdf', 'image/png', 'image/jpeg'].includes(contentType);

/** The e-invoice with the file inside that it was read from. */
export const withPicture = (ubl: Uint8Array, picture: EmbeddedFile): Uint8Array =>
  embedAttachments(ubl, [picture]);
