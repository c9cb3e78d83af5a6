import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { z } from 'zod';
import { safeFilename } from '../policy/file-name.ts';
import { Problem } from './problem.ts';

export const jsonLimitBytes = 1_000_000;
export const uploadLimitBytes = 25_000_000;
const attachmentLimit = 20;
export const xmlTypes = ['application/xml', 'text/xml'] as const;
/** What an invoice may be sent as by itself. */
export const invoiceTypes = [...xmlTypes, 'application/json'] as const;

/** One file with attachments and options: multipart, or the invoice alone with the options in the query. */
export interface UploadBody<O extends z.ZodType = z.ZodType> {
  readonly kind: 'upload';
  readonly options: O;
}
export const uploadBody = <O extends z.ZodType>(options: O): UploadBody<O> => ({
  kind: 'upload',
  options,
});

/** The body as it came, in one of these content types. */
export interface BytesBody {
  readonly kind: 'bytes';
  readonly contentTypes: readonly string[];
}
export const bytesBody = (...contentTypes: string[]): BytesBody => ({
  kind: 'bytes',
  contentTypes,
});

export interface ReceivedBytes {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}
export interface UploadedFile extends ReceivedBytes {
  /** Safe base name, never empty. */
  readonly filename: string;
}
export interface Upload<O> {
  readonly invoice: UploadedFile;
  readonly attachments: readonly UploadedFile[];
  readonly options: O;
}

/** `application/xml` of `application/xml; charset=utf-8`, or an empty text. */
export const mediaType = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/**
 * The whole body, or a 413 problem as soon as it is known to be too large: by `Content-Length` before
 * anything is read, else by counting. What comes after is thrown away by `endWithoutReading`.
 */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new Problem(415, 'content-encoding-unsupported', 'Send the body uncompressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const stop = (settle: () => void): void => {
      request.off('data', take).off('end', end).off('close', gone).off('error', gone);
      settle();
    };
    const take = (chunk: Buffer): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) chunks.push(chunk);
      else stop(() => reject(tooLarge(limitBytes)));
    };
    const end = (): void => stop(() => resolve(Buffer.concat(chunks, sizeBytes)));
    const gone = (): void =>
      stop(() => reject(new Problem(400, 'body-incomplete', 'The connection ended in the body.')));
    request.on('data', take).on('end', end).on('close', gone).on('error', gone);
  });
}

const tooLarge = (limitBytes: number): Problem =>
  new Problem(413, 'too-large', `The body may be at most ${limitBytes / 1_000_000} MB.`, {
    title: 'Content Too Large',
  });

export const wrongType = (accepted: readonly string[]): Problem =>
  new Problem(415, 'content-type-unsupported', `Send Content-Type ${accepted.join(' or ')}.`);

/** The parts of an upload; the options are not parsed yet. */
export async function readUpload(
  request: Request,
  query: Readonly<Record<string, unknown>>,
): Promise<Upload<unknown>> {
  const contentType = mediaType(request);
  if (contentType === 'multipart/form-data') {
    return readMultipart(request, await readBytes(request, uploadLimitBytes));
  }
  if (!invoiceTypes.some((type) => type === contentType)) {
    throw wrongType([...invoiceTypes, 'multipart/form-data']);
  }
  const bytes = await readBytes(request, uploadLimitBytes);
  return {
    invoice: {
      filename: contentType === 'application/json' ? 'invoice.json' : 'invoice.xml',
      contentType,
      bytes,
    },
    attachments: [],
    options: query,
  };
}

const parser = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    files: attachmentLimit + 2,
    fields: 10,
    fieldSize: jsonLimitBytes,
    fieldNestingDepth: 2,
    headerPairs: 20,
  },
}).any();

async function readMultipart(request: Request, body: Buffer): Promise<Upload<unknown>> {
  // The size is known to be small enough, so multer gets the bytes rather than the connection.
  const headers = { ...request.headers, 'content-length': String(body.length) };
  const replay = Object.assign(Readable.from([body]), { headers }) as unknown as Request;
  await new Promise<void>((resolve, reject) => {
    parser(replay, {} as Response, (error: unknown) => {
      if (error === undefined || error === null) return resolve();
      const why = error instanceof Error ? error.message : 'unreadable';
      reject(new Problem(400, 'multipart-invalid', `The multipart body cannot be read: ${why}.`));
    });
  });
  const files = Array.isArray(replay.files) ? replay.files : [];
  const unknown = files.find((f) => !['invoice', 'attachment', 'options'].includes(f.fieldname));
  if (unknown !== undefined) throw partProblem(unknown.fieldname, 'No file is expected here.');
  const named = (name: string): UploadedFile[] =>
    files.filter((file) => file.fieldname === name).map(toFile);
  const [invoice, second] = named('invoice');
  if (invoice === undefined) throw partProblem('invoice', 'The file with the invoice is missing.');
  if (second !== undefined) throw partProblem('invoice', 'Only one invoice may be sent at a time.');
  const attachments = named('attachment');
  if (attachments.length > attachmentLimit) {
    throw partProblem('attachment', `At most ${attachmentLimit} attachments may be sent.`);
  }
  const field = (replay.body as Record<string, unknown> | undefined)?.['options'];
  const optionsFile = named('options')[0];
  const text = optionsFile === undefined ? field : readUtf8(optionsFile.bytes);
  return { invoice, attachments, options: text === undefined ? {} : readJson(text, 'options') };
}

const toFile = (file: Express.Multer.File): UploadedFile => ({
  filename: safeFilename(file.originalname),
  contentType: file.mimetype,
  bytes: file.buffer,
});

const partProblem = (path: string, text: string): Problem =>
  new Problem(400, 'multipart-invalid', text, { findings: [{ path, text }] });

/** The JSON value, or a 400 problem `not-json` that names the place. */
export function readJson(text: unknown, path: string): unknown {
  try {
    if (typeof text === 'string') return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new Problem(400, 'not-json', 'This is not JSON.', { findings: [{ path, text: why }] });
  }
  throw new Problem(400, 'not-json', 'This is not JSON.', {
    findings: [{ path, text: 'Expected one JSON text in UTF-8.' }],
  });
}

/** The text, or undefined where the bytes are not UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
