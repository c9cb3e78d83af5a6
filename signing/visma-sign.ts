import { z } from 'zod';
import { Failure } from '../policy/failure.ts';
import { authorizationOf, type SigningCredentials } from './authorization.ts';
import { call, readJson, type HttpAnswer } from './http.ts';
import { refusal } from './refusal.ts';
import { contentMd5 } from './request-signature.ts';
import type { SigningDocument, SigningService, SigningStatus } from './signing.ts';

const invitationAnswer = z.object({
  status: z.string(),
  email: z.string().nullish(),
  signed_by: z.string().nullish(),
  signed_at: z.string().nullish(),
});

const documentAnswer = z.object({
  uuid: z.string().min(1),
  name: z.string(),
  status: z.string(),
  files: z.array(z.object({ filename: z.string() })).default([]),
  invitations: z.array(invitationAnswer).default([]),
});

const listAnswer = z.object({
  total: z.number(),
  documents: z.array(z.object({ uuid: z.string().min(1), name: z.string(), status: z.string() })),
});

const statuses: readonly SigningStatus[] = ['new', 'pending', 'signed', 'cancelled', 'deleted'];

const readStatus = (word: string): SigningStatus =>
  statuses.find((status) => status === word) ?? 'unknown';

function toDocument(answer: z.output<typeof documentAnswer>): SigningDocument {
  return {
    id: answer.uuid,
    name: answer.name,
    status: readStatus(answer.status),
    rawStatus: answer.status,
    hasFile: answer.files.length > 0,
    invitations: answer.invitations.map(({ status, email, signed_by, signed_at }) => ({
      status,
      email: email ?? null,
      ...(typeof signed_by === 'string' && { signedBy: signed_by }),
      ...(typeof signed_at === 'string' && { signedAt: signed_at }),
    })),
  };
}

function parse<T>(schema: z.ZodType<T>, what: string, answer: HttpAnswer): T {
  const read = schema.safeParse(readJson(answer.body));
  if (read.success) return read.data;
  throw new Failure('service-unavailable', `Visma Sign's answer to ${what} cannot be read`, {
    code: 'signing-answer-unreadable',
  });
}

/** Pages of a list that are looked through; a name is searched for, so that few documents come. */
const pageLimit = 50;
/** What is still to be signed comes before what has ended, and what was deleted is as if it were not. */
const preference = ['signed', 'pending', 'new', 'unknown', 'cancelled'];

export interface VismaSignOptions {
  /** With its path: `https://sign.visma.net/api/v1`. */
  readonly url: string;
  readonly credentials: SigningCredentials;
  /** The longest that an answer may take. */
  readonly timeoutSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Visma Sign's API v1, for an organisation of its own or through a partner's access. */
export function createVismaSign(options: VismaSignOptions): SigningService {
  const baseUrl = options.url.replace(/\/+$/, '');
  const timeoutSeconds = options.timeoutSeconds ?? 60;
  const authorization = authorizationOf(options.credentials, {
    baseUrl,
    now: options.now ?? Date.now,
    timeoutSeconds,
  });

  async function send(
    method: 'GET' | 'POST',
    path: string,
    content?: { type: string; bytes: Uint8Array; mayBeRepeated?: boolean },
  ): Promise<HttpAnswer> {
    const body = content?.bytes ?? new Uint8Array();
    const contentType = content?.type ?? 'application/json';
    for (;;) {
      const url = new URL(baseUrl + path);
      const outgoing = await authorization.authorize({ method, url, contentType, body });
      const answer = await call({
        method,
        ...outgoing,
        ...(method === 'POST' && { body }),
        timeoutSeconds,
        mayBeRepeated: method === 'GET' || content?.mayBeRepeated === true,
      });
      if (answer.status !== 401 || !authorization.forget()) return answer;
    }
  }

  const json = (value: unknown) => ({
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify(value)),
  });
  const document = (id: string): string => `/document/${encodeURIComponent(id)}`;

  async function readDocument(id: string): Promise<SigningDocument | null> {
    const answer = await send('GET', document(id));
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refusal('a look at a document', answer);
    return toDocument(parse(documentAnswer, 'a look at a document', answer));
  }

  return {
    async findDocument(name) {
      const what = 'a search for a document';
      const found: { uuid: string; status: string }[] = [];
      let seen = 0;
      for (let page = 0; page < pageLimit; page++) {
        const path = `/document/?name=${encodeURIComponent(name)}&offset=${seen}`;
        const answer = await send('GET', path);
        if (answer.status !== 200) throw refusal(what, answer);
        const { total, documents } = parse(listAnswer, what, answer);
        found.push(...documents.filter((one) => one.name === name && one.status !== 'deleted'));
        seen += documents.length;
        if (seen >= total || documents.length === 0) break;
      }
      const rank = ({ status }: { status: string }): number =>
        preference.indexOf(readStatus(status));
      const [best] = found.toSorted((a, b) => rank(a) - rank(b));
      return best ? readDocument(best.uuid) : null;
    },

    async createDocument({ name, validUntil }) {
      const body = { document: { name, invitations_valid_until: validUntil } };
      const answer = await send('POST', '/document/', json(body));
      if (answer.status !== 201) throw refusal('a new document', answer);
      const id = /\/document\/([^/?#]+)\/?$/.exec(answer.headers.get('location') ?? '')?.[1];
      if (id !== undefined) return { id: decodeURIComponent(id) };
      throw new Failure('outcome-unknown', 'Visma Sign made a document and did not say which', {
        code: 'signing-answer-unreadable',
      });
    },

    async addFile(id, { filename, bytes }) {
      const path = `${document(id)}/files?filename=${encodeURIComponent(filename)}`;
      const answer = await send('POST', path, { type: 'application/pdf', bytes });
      if (answer.status !== 201) throw refusal('a file', answer);
    },

    async invite(id, { email, name, language, message }) {
      const invitation = {
        email,
        ...(name !== undefined && { name }),
        signature_type: 'strong',
        sign_as_organization: true,
        language,
        messages: { send_invitation_email: true, invitation_email_message: message },
      };
      const answer = await send('POST', `${document(id)}/invitations`, json([invitation]));
      if (answer.status !== 201) throw refusal('an invitation', answer);
    },

    readDocument,

    async readFile(id) {
      const answer = await send('GET', `${document(id)}/files/0`);
      if (answer.status === 404) {
        const text = `Visma Sign has no file of document ${id}`;
        throw new Failure('misconfigured', text, { code: 'file-missing' });
      }
      if (answer.status !== 200) throw refusal('a request for the signed file', answer);
      const { body, headers } = answer;
      const md5 = headers.get('content-md5');
      if (md5 !== null && md5 !== contentMd5(body)) {
        const text = `The signed file of document ${id} has another hash than its header says`;
        throw new Failure('service-unavailable', text, { code: 'file-damaged' });
      }
      if (!body.subarray(0, 1024).includes('%PDF-')) {
        const text = `The signed file of document ${id} is no PDF`;
        throw new Failure('service-unavailable', text, { code: 'file-damaged' });
      }
      return body;
    },

    async cancel(id) {
      const content = { ...json({}), mayBeRepeated: true };
      const answer = await send('POST', `${document(id)}/cancel`, content);
      if (answer.status < 300 || answer.status === 404) return;
      if (answer.status === 400 || answer.status === 409) {
        const present = await readDocument(id);
        if (!present || ['cancelled', 'deleted'].includes(present.status)) return;
        if (present.status === 'signed') {
          const text = `Document ${id} is signed and cannot be cancelled`;
          throw new Failure('not-permitted', text, { code: 'document-signed' });
        }
      }
      throw refusal('a cancellation', answer);
    },
  };
}
