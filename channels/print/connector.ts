import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '../../policy/failure.ts';

export interface PrintOrder {
  /** The attempt's message id; the print house prints a name once. */
  readonly name: string;
  readonly pdf: Uint8Array;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
  /** What the print house must know: recipient, return address, colour, letter class. */
  readonly sidecar: Record<string, unknown>;
  /** An earlier call may have given it already. */
  readonly mayBeThere: boolean;
}

const printStates = ['received', 'printed', 'posted', 'returned', 'refused'] as const;

/** `refused` = the print house could not read the order; `absent` = it has never seen the name. */
export type PrintState = 'absent' | (typeof printStates)[number];

export interface PrintConnector {
  /** A letter is one PDF there, without files beside it. */
  readonly takesOneFile: boolean;
  /** Gives an order to the print house, once: a name that it has is left alone. */
  place(order: PrintOrder): Promise<void>;
  state(name: string): Promise<PrintState>;
  /** Names of all letters that came back. */
  returned(): Promise<string[]>;
  close(): Promise<void>;
}

/** `status/<name>.json`, written by the print house. */
export const printStatus = z.object({ state: z.enum(printStates), at: z.iso.datetime() });

/** Files that a print house and we leave for each other. Paths are relative, with `/`; all methods throw `Failure`. */
export interface DropBox {
  /** The file's text, or null where there is none. */
  read(file: string): Promise<string | null>;
  /** Writes a whole file or none; `outcome-unknown` where it may be there after all. */
  write(file: string, content: Uint8Array | string): Promise<void>;
  /** Files in a folder; `version` is another one once the file has changed. */
  list(folder: string): Promise<{ readonly name: string; readonly version: string }[]>;
  /** Makes a folder in the box; the box itself is never made. */
  ensureFolder(folder: string): Promise<void>;
}

/** Opens a drop box for one piece of work. */
export interface DropBoxes {
  use<T>(work: (box: DropBox) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `name` as it stands in a path. Names are ours, so another one is a bug. */
function safeName(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) throw new Error(`${name} cannot be a file name`);
  return name;
}

/**
 * A print house that takes PDF and JSON from a drop box: `in/` is ours to write, `done/` and
 * `status/` are theirs. The JSON is written last and makes the order complete; what a crash
 * left half-way is written again under the same names.
 */
export function createPrintConnector(boxes: DropBoxes): PrintConnector {
  /** State files already read, by their version: a state may still become another. */
  const seen = new Map<string, { version: string; returned: boolean }>();

  return {
    takesOneFile: false,
    place: (order) =>
      boxes.use(async (box) => {
        if ((await stateOf(box, safeName(order.name))) === 'absent') await write(box, order);
      }),

    state: (name) => boxes.use((box) => stateOf(box, safeName(name))),

    returned: () =>
      boxes.use(async (box) => {
        await box.ensureFolder('status');
        const names: string[] = [];
        for (const { name: file, version } of await box.list('status')) {
          if (!file.endsWith('.json')) continue;
          const name = file.slice(0, -'.json'.length);
          let known = seen.get(name);
          if (known?.version !== version) {
            known = { version, returned: (await readStatus(box, name)) === 'returned' };
            seen.set(name, known);
          }
          if (known.returned) names.push(name);
        }
        return names;
      }),

    close: () => boxes.close(),
  };
}

async function readStatus(box: DropBox, name: string): Promise<PrintState | null> {
  const text = await box.read(`status/${name}.json`);
  if (text === null) return null;
  try {
    return printStatus.parse(JSON.parse(text)).state;
  } catch (error) {
    const message = `The print house's status of ${name} cannot be read`;
    throw new Failure('service-unavailable', message, {
      code: 'print-status-unreadable',
      cause: error,
    });
  }
}

async function stateOf(box: DropBox, name: string): Promise<PrintState> {
  // in/ is looked at first: the order only moves from there to done/, never back.
  if ((await box.read(`in/${name}.json`)) !== null) {
    return (await readStatus(box, name)) ?? 'received';
  }
  const status = await readStatus(box, name);
  if (status) return status;
  return (await box.read(`done/${name}.json`)) === null ? 'absent' : 'received';
}

async function write(box: DropBox, order: PrintOrder): Promise<void> {
  await box.ensureFolder('in');
  const attachments = order.attachments.map((attachment, index) => ({
    file: `${order.name}.attachment-${index + 1}${path.extname(attachment.filename).replace(/[^.A-Za-z0-9]/g, '')}`,
    filename: attachment.filename,
    contentType: attachment.contentType,
    sizeBytes: attachment.content.byteLength,
    sha256: sha256(attachment.content),
  }));
  const document = {
    file: `${order.name}.pdf`,
    sizeBytes: order.pdf.byteLength,
    sha256: sha256(order.pdf),
  };
  for (const [index, { content }] of order.attachments.entries()) {
    await writePart(box, `in/${attachments[index]?.file ?? ''}`, content);
  }
  await writePart(box, `in/${document.file}`, order.pdf);
  const sidecar = { ...order.sidecar, name: order.name, document, attachments };
  await box.write(`in/${order.name}.json`, `${JSON.stringify(sidecar, null, 2)}\n`);
}

/** A part of an order that is not complete yet: wherever it has got to, nothing is printed of it. */
async function writePart(box: DropBox, file: string, content: Uint8Array): Promise<void> {
  try {
    await box.write(file, content);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'outcome-unknown') throw error;
    const { message, code } = error;
    throw new Failure('service-unavailable', message, { code, cause: error });
  }
}
