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

interface LetterOrder {
  readonly delivery: DeliveryRow;
  readonly messageId: string;
  /** An earlier call may have given it to the print house. */
  readonly mayBeThere: boolean;
  readonly sender: Sender;
}

interface LetterPorts {
  readonly print: PrintConnector;
  readonly printer: DocumentPrinter;
}

/** Counts and places a letter; what of it is printed and charged for is returned. */
export async function placeLetter(
  ports: LetterPorts,
  { delivery, messageId, mayBeThere, sender }: LetterOrder,
  parts: LetterParts,
): Promise<Letter> {
  const { sending } = sender;
  const { invoice } = parts;
  const { letter, pdf, attachments } = await compose(ports, parts, sending);
  await ports.print.place({
    name: messageId,
    mayBeThere,
    pdf,
    attachments,
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

interface ComposedLetter {
  readonly letter: Letter;
  readonly pdf: Uint8Array;
  readonly attachments: LetterParts['attachments'];
}

/** The letter within its limits, as files or as one PDF, as the print house takes it. */
async function compose(
  { print, printer }: LetterPorts,
  { pdf, pages: invoicePages, attachments: given }: LetterParts,
  { colour, duplex, printAttachments }: Sender['sending'],
): Promise<ComposedLetter> {
  const attachments = printAttachments ? given : [];
  const pages = await Promise.all(
    attachments.map(async ({ contentType, content }) =>
      isPdf(contentType) ? printer.countPages(content) : null,
    ),
  );
  for (;;) {
    const letter = planLetter({
      invoicePages,
      attachments: attachments.map(({ filename, contentType, content }, at) => ({
        filename,
        contentType,
        sizeBytes: content.byteLength,
        pages: pages[at] ?? null,
      })),
      colour,
      duplex,
    });
    if (letter === null) {
      const text = `The invoice has ${invoicePages} pages, and a letter at most ${letterLimits.pages}.`;
      throw new Failure('invoice-invalid', text, { code: 'letter-too-long' });
    }
    const printed = letter.printed.flatMap((at) => attachments[at] ?? []);
    if (!print.takesOneFile || printed.length === 0) return { letter, pdf, attachments: printed };
    const merged = await printer.merge(
      pdf,
      printed.map(({ content }) => content),
      { paper: { duplex } },
    );
    // One whose pages can be counted and not copied is left out as well: the letter is planned without it.
    const broken = letter.printed.filter((_, at) => merged?.notMerged[at] !== null);
    if (merged && broken.length === 0) return { letter, pdf: merged.bytes, attachments: [] };
    for (const at of broken) pages[at] = null;
  }
}
