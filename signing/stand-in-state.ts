import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const invitation = z.object({
  uuid: z.string(),
  passphrase: z.string(),
  /** `declined` and `expired` are words of the stand-in: how the real service calls them is not known. */
  status: z.enum(['sending', 'new', 'opened', 'signed', 'declined', 'expired', 'cancelled']),
  email: z.string(),
  name: z.string().nullable(),
  language: z.string(),
  message: z.string(),
  asOrganisation: z.boolean(),
  invitedAt: z.string(),
  signedBy: z.string().nullable(),
  signedAt: z.string().nullable(),
});
export type KeptInvitation = z.infer<typeof invitation>;

const document = z.object({
  uuid: z.string(),
  name: z.string(),
  status: z.enum(['new', 'pending', 'signed', 'cancelled', 'deleted']),
  createdAt: z.string(),
  /** The last day on which an invitation can be signed. */
  validUntil: z.string().nullable(),
  filename: z.string().nullable(),
  invitations: z.array(invitation),
});
export type KeptDocument = z.infer<typeof document>;

export interface SigningState {
  readonly documents: Map<string, KeptDocument>;
  /** Returns when the present state is on disk. */
  save(): Promise<void>;
  writeFile(uuid: string, kind: FileKind, bytes: Uint8Array): Promise<void>;
  readFile(uuid: string, kind: FileKind): Promise<Buffer>;
  /** When everything that was begun is on disk. */
  settled(): Promise<void>;
}

export type FileKind = 'given' | 'signed';

async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(`${file}.tmp`, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}

/** Documents and invitations in one JSON file, which is replaced as a whole, and their PDFs in a folder beside it. */
export async function openSigningState(file: string): Promise<SigningState> {
  const folder = file.replace(/(\.json)?$/, '-files');
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir(folder, { recursive: true });
  const saved = await readFile(file, 'utf8').catch(() => '[]');
  const documents = new Map(
    z
      .array(document)
      .parse(JSON.parse(saved))
      .map((one) => [one.uuid, one]),
  );
  const fileOf = (uuid: string, kind: FileKind): string => path.join(folder, `${uuid}.${kind}.pdf`);

  let writing = Promise.resolve();
  let waiting: Promise<void> | null = null;
  /** Changes that come while one is written share the next write. */
  function save(): Promise<void> {
    waiting ??= writing = writing
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        return writeDurably(file, `${JSON.stringify([...documents.values()], null, 1)}\n`);
      });
    return waiting;
  }

  return {
    documents,
    save,
    writeFile: (uuid, kind, bytes) => writeDurably(fileOf(uuid, kind), bytes),
    readFile: (uuid, kind) => readFile(fileOf(uuid, kind)),
    settled: () => writing.catch(() => undefined),
  };
}
