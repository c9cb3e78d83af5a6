import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readDate } from '../invoice/date.ts';
import { readJson } from './http.ts';
import type { FaultKind } from './stand-in-faults.ts';
import type { KeptDocument, KeptInvitation, SigningState } from './stand-in-state.ts';
import { contentMd5 } from './request-signature.ts';

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const fileLimitBytes = 10_000_000;
const pageLength = 20;

const newDocument = z.object({
  document: z.object({
    name: z.string().min(1).max(100),
    invitations_valid_until: z
      .string()
      .refine((day) => readDate(day) !== null)
      .optional(),
  }),
});

const newInvitations = z
  .array(
    z.object({
      email: z.email(),
      name: z.string().min(1).optional(),
      signature_type: z.enum(['strong', 'hand']).default('strong'),
      sign_as_organization: z.boolean().default(false),
      language: z.enum(['fi', 'sv', 'en', 'nb', 'da']).default('en'),
      messages: z
        .object({
          send_invitation_email: z.boolean().default(false),
          invitation_email_message: z.string().max(3000).default(''),
        })
        .default({ send_invitation_email: false, invitation_email_message: '' }),
    }),
  )
  .min(1);

export const problem = (status: number, code: string, message: string): Reply => ({
  status,
  json: { code, message },
});
const missing = problem(404, 'not_found', 'No such document');
const badRequest = (message: string): Reply => problem(400, 'validation_error', message);

/** The documents as the API changes and shows them. */
export interface DocumentDesk {
  create(body: Uint8Array, base: string): Promise<Reply>;
  list(query: URLSearchParams): Reply;
  read(uuid: string, faults: ReadonlySet<FaultKind>): Reply;
  addFile(uuid: string, filename: string | null, body: Uint8Array): Promise<Reply>;
  readFile(uuid: string, index: string, faults: ReadonlySet<FaultKind>): Promise<Reply>;
  invite(uuid: string, body: Uint8Array): Promise<Reply>;
  cancel(uuid: string): Promise<Reply>;
  remove(uuid: string): Promise<Reply>;
  readInvitation(uuid: string): Reply;
}

export function createDocumentDesk(options: {
  readonly state: SigningState;
  readonly now: () => number;
  /** Called when an invitation is on disk. */
  readonly onInvited: (document: KeptDocument, invitation: KeptInvitation) => void;
}): DocumentDesk {
  const { state, now } = options;
  const instant = (): string => new Date(now()).toISOString();
  const find = (uuid: string): KeptDocument | null => {
    const found = state.documents.get(uuid);
    return found && found.status !== 'deleted' ? found : null;
  };

  return {
    async create(body, base) {
      const read = newDocument.safeParse(readJson(body));
      if (!read.success) return badRequest('document.name has 1 to 100 characters');
      const uuid = randomUUID();
      state.documents.set(uuid, {
        uuid,
        name: read.data.document.name,
        status: 'new',
        createdAt: instant(),
        validUntil: read.data.document.invitations_valid_until ?? null,
        filename: null,
        invitations: [],
      });
      await state.save();
      return { status: 201, headers: { location: `${base}/document/${uuid}` } };
    },

    list(query) {
      const [name, status, uuid] = ['name', 'status', 'uuid'].map(
        (key) => query.get(key) ?? undefined,
      );
      const found = [...state.documents.values()].filter(
        (one) =>
          (name === undefined || one.name.toLowerCase().includes(name.toLowerCase())) &&
          (status === undefined ? one.status !== 'deleted' : one.status === status) &&
          (uuid === undefined || one.uuid === uuid),
      );
      const offset = Math.max(0, Number(query.get('offset') ?? 0) || 0);
      const page = found.slice(offset, offset + pageLength);
      const documents = page.map((one) => ({ uuid: one.uuid, name: one.name, status: one.status }));
      return { status: 200, json: { total: found.length, offset, length: page.length, documents } };
    },

    read(uuid, faults) {
      const found = find(uuid);
      if (!found) return missing;
      const hasFile = found.filename !== null && !faults.has('file-missing');
      const json = {
        uuid,
        name: found.name,
        status: faults.has('unknown-status') ? 'awaiting_seal' : found.status,
        files: hasFile ? [{ filename: found.filename }] : [],
        invitations: found.invitations.map((one) => ({
          uuid: one.uuid,
          status: one.status,
          passphrase: one.passphrase,
          email: one.email,
          sms: null,
          ...(one.signedBy !== null && { signed_by: one.signedBy, signed_at: one.signedAt }),
        })),
      };
      return { status: 200, json };
    },

    async addFile(uuid, filename, body) {
      const found = find(uuid);
      if (!found) return missing;
      if (filename === null || filename === '') return badRequest('filename is missing');
      if (body.byteLength >= fileLimitBytes) return badRequest('The file is 10 MB or more');
      if (!Buffer.from(body).subarray(0, 1024).includes('%PDF-')) return badRequest('Not a PDF');
      if (found.status !== 'new') return badRequest('The document takes no files any more');
      if (found.filename !== null) return badRequest('The document has its file');
      await state.writeFile(uuid, 'given', body);
      found.filename = filename;
      await state.save();
      return { status: 201, json: { uuid: randomUUID() } };
    },

    async readFile(uuid, index, faults) {
      const found = find(uuid);
      if (!found || found.filename === null || index !== '0' || faults.has('file-missing')) {
        return problem(404, 'not_found', 'No such file');
      }
      const whole = await state.readFile(uuid, found.status === 'signed' ? 'signed' : 'given');
      const bytes = faults.has('file-other') ? otherPdf : Buffer.from(whole);
      const md5 = contentMd5(bytes);
      if (faults.has('file-damaged')) {
        const middle = Math.floor(bytes.length / 2);
        bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
      }
      const headers = { 'content-type': 'application/pdf', 'content-md5': md5 };
      return { status: 200, bytes, headers };
    },

    async invite(uuid, body) {
      const found = find(uuid);
      if (!found) return missing;
      const read = newInvitations.safeParse(readJson(body));
      if (!read.success) return badRequest(z.prettifyError(read.error));
      if (found.filename === null) return badRequest('The document has no file yet');
      if (found.status !== 'new' && found.status !== 'pending') {
        return badRequest('The document takes no invitations any more');
      }
      const invited = read.data.map((one): KeptInvitation => ({
        uuid: randomUUID(),
        passphrase: randomBytes(6).toString('base64url'),
        status: one.messages.send_invitation_email ? 'sending' : 'new',
        email: one.email,
        name: one.name ?? null,
        language: one.language,
        message: one.messages.invitation_email_message,
        asOrganisation: one.sign_as_organization,
        invitedAt: instant(),
        signedBy: null,
        signedAt: null,
      }));
      found.invitations.push(...invited);
      found.status = 'pending';
      await state.save();
      for (const one of invited) options.onInvited(found, one);
      const json = invited.map(({ uuid: id, status, passphrase }) => ({
        uuid: id,
        status,
        passphrase,
      }));
      return { status: 201, json };
    },

    async cancel(uuid) {
      const found = find(uuid);
      if (!found) return missing;
      if (found.status !== 'new' && found.status !== 'pending') {
        return badRequest(`The document is ${found.status}`);
      }
      found.status = 'cancelled';
      for (const one of found.invitations) if (one.status !== 'signed') one.status = 'cancelled';
      await state.save();
      return { status: 200, json: {} };
    },

    async remove(uuid) {
      const found = find(uuid);
      if (!found) return missing;
      if (found.status === 'pending') return badRequest('Cancel the document first');
      found.status = 'deleted';
      await state.save();
      return { status: 204 };
    },

    readInvitation(uuid) {
      for (const one of state.documents.values()) {
        const found = one.invitations.find((invitation) => invitation.uuid === uuid);
        if (found && one.status !== 'deleted') {
          const json = {
            uuid,
            status: found.status,
            document: { uuid: one.uuid, name: one.name },
          };
          return { status: 200, json };
        }
      }
      return missing;
    },
  };
}

/** A sound PDF that is not the one that was given. */
const otherPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n' +
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n' +
    'xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n0000000115 00000 n \n' +
    'trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n186\n%%EOF\n',
);
