import { PDFiumModule } from '@hyzyla/pdfium';
import type { BoundFile } from './picture-pdf.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** What is used of PDFium beyond drawing: addresses and handles are numbers, 0 for none. */
interface Pdfium {
  readonly malloc: (sizeBytes: number) => number;
  readonly free: (address: number) => void;
  readonly FPDF_InitLibrary: () => void;
  readonly FPDF_LoadMemDocument: (address: number, sizeBytes: number, password: number) => number;
  readonly FPDF_CreateNewDocument: () => number;
  readonly FPDF_ImportPagesByIndex: (
    into: number,
    from: number,
    indices: number,
    count: number,
    at: number,
  ) => number;
  readonly FPDF_SaveAsCopy: (document: number, writer: number, flags: number) => number;
  readonly FPDF_CloseDocument: (document: number) => void;
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly __indirect_function_table: {
    set(place: number, callable: (() => unknown) | null): void;
  };
}

let pdfium: Promise<Pdfium> | null = null;

async function open(): Promise<Pdfium> {
  const { wasmExports } = await PDFiumModule({});
  const library = wasmExports as unknown as Pdfium;
  library.FPDF_InitLibrary();
  return library;
}

/** These pages of a PDF as a PDF of their own, with nothing of the others. */
export async function takePages(
  bytes: Uint8Array,
  pages: readonly number[],
): Promise<BoundFile | Unreadable> {
  const library = await (pdfium ??= open());
  const file = library.malloc(bytes.length);
  const indices = library.malloc(4 * pages.length);
  new Uint8Array(library.memory.buffer).set(bytes, file);
  const view = new DataView(library.memory.buffer);
  pages.forEach((page, index) => view.setInt32(indices + 4 * index, page - 1, true));
  const document = library.FPDF_LoadMemDocument(file, bytes.length, 0);
  const part = library.FPDF_CreateNewDocument();
  try {
    const isTaken =
      document !== 0 &&
      library.FPDF_ImportPagesByIndex(part, document, indices, pages.length, 0) !== 0;
    const pdf = isTaken ? saved(library, part) : null;
    return pdf ? { pdf } : unreadable('damaged', `Pages ${pages.join(', ')} cannot be taken out.`);
  } finally {
    library.FPDF_CloseDocument(part);
    if (document !== 0) library.FPDF_CloseDocument(document);
    library.free(indices);
    library.free(file);
  }
}

/** The bytes of a document, which PDFium hands over piece by piece. */
function saved(library: Pdfium, document: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  const take = (_writer: number, address: number, sizeBytes: number): number => {
    pieces.push(new Uint8Array(library.memory.buffer, address, sizeBytes).slice());
    return 1;
  };
  // The table of functions cannot grow. Its first place is left free by compilers, so that null points to nothing.
  const place = 0;
  library.__indirect_function_table.set(place, callable(take));
  // FPDF_FILEWRITE: its version, which is 1, and the function that takes the pieces.
  const writer = library.malloc(8);
  const view = new DataView(library.memory.buffer);
  view.setInt32(writer, 1, true);
  view.setInt32(writer + 4, place, true);
  try {
    return library.FPDF_SaveAsCopy(document, writer, 0) === 0 ? null : Buffer.concat(pieces);
  } finally {
    library.__indirect_function_table.set(place, null);
    library.free(writer);
  }
}

/**
 * A function of JavaScript as WebAssembly may call it. Its tables take functions of WebAssembly alone: this is the
 * smallest module that lets one of three numbers in and out again.
 */
function callable(take: (a: number, b: number, c: number) => number): () => unknown {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const number = 0x7f;
  const types = [1, 8, 1, 0x60, 3, number, number, number, 1, number];
  const imports = [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0];
  const exported = [7, 5, 1, 1, 0x66, 0, 0];
  const code = Uint8Array.from([...header, ...types, ...imports, ...exported]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { e: { f: take } });
  return exports['f'] as () => unknown;
}
