import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '../../policy/failure.ts';
import { writeDurably } from '../files.ts';

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
}

const printStates = ['received', 'printed', 'posted', 'returned', 'refused'] as const;

/** `refused` = the print house could not read the order; `absent` = it has never seen the name. */
export type PrintState = 'absent' | (typeof printStates)[number];

export interface PrintConnector {
  /** Lays an order into the print house's folder, once: a name that is there is left alone. */
  place(order: PrintOrder): Promise<void>;
  state(name: string): Promise<PrintState>;
  /** Names of all letters that came back. */
  returned(): Promise<string[]>;
}

/** `status/<name>.json`, written by the print house. */
export const printStatus = z.object({ state: z.enum(printStates), at: z.iso.datetime() });

const mountErrors = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function folderFailure(error: unknown): Failure {
  const code = codeOf(error);
  const kind = mountErrors.includes(code) ? 'misconfigured' : 'service-unavailable';
  const text = `Print folder: ${error instanceof Error ? error.message : String(error)}`;
  return new Failure(kind, text, { code: 'print-folder-unusable', cause: error });
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** A child of the mounted folder; where the mount itself is missing, nothing is created in its place. */
async function ensureChild(folder: string, child: string): Promise<void> {
  await mkdir(path.join(folder, child)).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `name` as it stands in a path. Names are ours, so another one is a bug. */
function safeName(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) throw new Error(`${name} cannot be a file name`);
  return name;
}

/**
 * A print house that takes PDF and JSON from a folder (local, mounted, or synchronised by SFTP):
 * `in/` is ours to write, `done/` and `status/` are theirs. The JSON is written last and makes
 * the order complete; what a crash left half-way is written again under the same names.
 */
export function createPrintConnector(options: { folder: string }): PrintConnector {
  const { folder } = options;
  /** State files already read, by their time of change: a state may still become another. */
  const seen = new Map<string, { changedAt: number; returned: boolean }>();

  async function readStatus(name: string): Promise<PrintState | null> {
    let text: string;
    try {
      text = await readFile(path.join(folder, 'status', `${name}.json`), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
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

  async function stateOf(name: string): Promise<PrintState> {
    // in/ is looked at first: the order only moves from there to done/, never back.
    if (await isThere(path.join(folder, 'in', `${name}.json`))) {
      return (await readStatus(name)) ?? 'received';
    }
    const status = await readStatus(name);
    if (status) return status;
    return (await isThere(path.join(folder, 'done', `${name}.json`))) ? 'received' : 'absent';
  }

  async function write(order: PrintOrder): Promise<void> {
    await ensureChild(folder, 'in');
    const file = (name: string): string => path.join(folder, 'in', name);
    const attachments = order.attachments.map((attachment, index) => ({
      file: `${order.name}.attachment-${index + 1}${path.extname(attachment.filename).replace(/[^.A-Za-z0-9]/g, '')}`,
      filename: attachment.filename,
      contentType: attachment.contentType,
      sizeBytes: attachment.content.byteLength,
      sha256: sha256(attachment.content),
    }));
    for (const [index, { content }] of order.attachments.entries()) {
      await writeDurably(file(attachments[index]?.file ?? ''), content);
    }
    await writeDurably(file(`${order.name}.pdf`), order.pdf);
    const sidecar = {
      ...order.sidecar,
      name: order.name,
      document: {
        file: `${order.name}.pdf`,
        sizeBytes: order.pdf.byteLength,
        sha256: sha256(order.pdf),
      },
      attachments,
    };
    await writeDurably(file(`${order.name}.json`), `${JSON.stringify(sidecar, null, 2)}\n`);
  }

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof Failure || codeOf(error) === '' ? error : folderFailure(error);
    }
  };

  return {
    place: (order) =>
      guarded(async () => {
        if ((await stateOf(safeName(order.name))) === 'absent') await write(order);
      }),

    state: (name) => guarded(() => stateOf(safeName(name))),

    returned: () =>
      guarded(async () => {
        await ensureChild(folder, 'status');
        const names: string[] = [];
        for (const file of await readdir(path.join(folder, 'status'))) {
          if (!file.endsWith('.json')) continue;
          const name = file.slice(0, -'.json'.length);
          const changedAt = (await stat(path.join(folder, 'status', file))).mtimeMs;
          let known = seen.get(name);
          if (known?.changedAt !== changedAt) {
            known = { changedAt, returned: (await readStatus(name)) === 'returned' };
            seen.set(name, known);
          }
          if (known.returned) names.push(name);
        }
        return names;
      }),
  };
}
