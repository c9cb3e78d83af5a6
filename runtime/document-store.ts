import { createS3Store, type S3Options, type S3Store } from '../documents/s3.ts';
import { createFileStore, type DocumentStore } from '../documents/store.ts';
import type { ServiceConfig } from './config.ts';

/** Which settings say where documents are kept. */
export type DocumentSettings = Pick<
  ServiceConfig,
  'documents' | 's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey'
>;

/** The store of documents as it is set: a bucket, or a folder. */
export const documentStoreOf = (settings: DocumentSettings): DocumentStore =>
  bucketOf(settings) ?? createFileStore(settings.documents);

/** The bucket, where documents are kept in one; throws where its settings are missing. */
export function bucketOf(settings: DocumentSettings): S3Store | null {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(settings.documents) ?? [];
  if (bucket === undefined) return null;
  const { s3Endpoint, s3Region: region, s3AccessKeyId, s3SecretAccessKey } = settings;
  if (s3AccessKeyId === null || s3SecretAccessKey === null) {
    throw new Error(
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed where AUTOINVOICE_DOCUMENTS is a bucket.',
    );
  }
  const options: S3Options = {
    endpoint: s3Endpoint ?? `https://s3.${region}.amazonaws.com`,
    region,
    bucket,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    accessKeyId: s3AccessKeyId,
    secretAccessKey: s3SecretAccessKey,
  };
  return createS3Store(options);
}
