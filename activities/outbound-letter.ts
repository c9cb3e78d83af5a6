import type { PrintConnector } from '../channels/print/connector.ts';
import type { DeliveryRow } from '../db/schema.ts';
import type { Invoice } from '../invoice/model.ts';
import { Failure } from '../policy/failure.ts';
import { isPdf, letterLimits, planLetter, type Letter } from '../policy/letter.ts';
import type { Sender } from './outbound-sender.ts';
import type { DocumentPrinter } from './ports.ts';

interface LetterParts {
  readonly invoice: Invoice;
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

/** Counts and places a letter; what of it is printed and charged for is returned. */
export async function placeLetter(
  ports: { readonly print: PrintConnector; readonly printer: DocumentPrinter },
  { delivery, messageId, sender }: { delivery: DeliveryRow; messageId: string; sender: Sender },
  { invoice, pdf, pages: invoicePages, attachments: given }: LetterParts,
): Promise<Letter> {
  const { sending } = sender;
  const attachments = sending.printAttachments ? given : [];
  const pages = await Promise.all(
    attachments.map(async ({ contentType, content }) =>
      isPdf(contentType) ? ports.printer.countPages(content) : null,
    ),
  );
  const letter = planLetter({
    invoicePages,
    attachments: attachments.map(({ filename, contentType, content }, at) => ({
      filename,
      contentType,
      sizeBytes: content.byteLength,
      pages: pages[at] ?? null,
    })),
    colour: sending.colour,
    duplex: sending.duplex,
  });
  if (letter === null) {
    const text = `The invoice has ${invoicePages} pages, and a letter at most ${letterLimits.pages}.`;
    throw new Failure('invoice-invalid', text, { code: 'letter-too-long' });
  }
  await ports.print.place({
    name: messageId,
    pdf,
    attachments: letter.printed.flatMap((at) => attachments[at] ?? []),
    sidecar: {
      delivery: delivery.id,
      number: delivery.number,
      recipient: { name: delivery.buyerName, ...invoice.buyer.address },
      sender: { name: delivery.sellerName, ...invoice.seller.address },
      letterClass: sending.letterClass,
      duplex: letter.duplex,
      colour: letter.colour,
      pages: letter.pages,
      sheets: letter.sheets,
    },
  });
  return letter;
}
