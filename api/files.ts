import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import { safeFilename } from '../policy/file-name.ts';
import { Problem } from './problem.ts';
import { mediaType, readBytes, wrongType, type UploadedFile } from './upload.ts';

/** Many files as multipart, all in the part `file`; or one file as the body itself. Options stand in the query. */
export interface FilesBody {
  readonly kind: 'files';
  readonly limitBytes: number;
  readonly maximumFiles: number;
  /** Of a file that is the body itself. */
  readonly contentTypes: readonly string[];
}
export const filesBody = (contract: Omit<FilesBody, 'kind'>): FilesBody => ({
  kind: 'files',
  ...contract,
});

/** The files of a request, in their order; never none. */
export async function readFiles(request: Request, contract: FilesBody): Promise<UploadedFile[]> {
  const contentType = mediaType(request);
  if (contentType === 'multipart/form-data') {
    const files = await readMultipart(request, contract);
    if (files.length > 0) return files;
    throw new Problem(400, 'multipart-invalid', 'The part "file" is missing.', {
      findings: [{ path: 'file', text: 'Send one part "file" for each file.' }],
    });
  }
  if (!contract.contentTypes.includes(contentType)) {
    throw wrongType([...contract.contentTypes, 'multipart/form-data']);
  }
  const filename = `scan.${contentType.split('/')[1] ?? 'bin'}`;
  return [{ filename, contentType, bytes: await readBytes(request, contract.limitBytes) }];
}

async function readMultipart(
  request: Request,
  { limitBytes, maximumFiles }: FilesBody,
): Promise<UploadedFile[]> {
  const body = await readBytes(request, limitBytes);
  const headers = { ...request.headers, 'content-length': String(body.length) };
  const replay = Object.assign(Readable.from([body]), { headers }) as unknown as Request;
  const parse = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: { files: maximumFiles, fields: 0, headerPairs: 20 },
  }).array('file');
  await new Promise<void>((resolve, reject) => {
    parse(replay, {} as Response, (error: unknown) => {
      if (error === undefined || error === null) return resolve();
      const why = error instanceof Error ? error.message : 'unreadable';
      reject(
        new Problem(
          400,
          'multipart-invalid',
          `The multipart body cannot be read: ${why}. At most ${maximumFiles} parts "file" are taken.`,
        ),
      );
    });
  });
  const files = Array.isArray(replay.files) ? replay.files : [];
  return files.map(({ originalname, mimetype, buffer }) => ({
    filename: safeFilename(originalname),
    contentType: mimetype,
    bytes: buffer,
  }));
}
