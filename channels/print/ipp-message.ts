/** Kinds of values of the Internet Printing Protocol that we write or read. Source: RFC 8010, 3.5.2. */
const valueTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mimeType: 0x49,
} as const;

const groupTags = { operation: 0x01, job: 0x02, end: 0x03 } as const;

export const operations = { printJob: 0x0002, getJobs: 0x000a } as const;

/** An attribute with its kind; several values of it are given as several texts. */
export type IppAttribute = readonly [
  name: string,
  kind: keyof typeof valueTags,
  value: string | readonly string[] | number | boolean,
];

export interface IppRequest {
  readonly operation: (typeof operations)[keyof typeof operations];
  /** Charset and language stand before them. */
  readonly attributes: readonly IppAttribute[];
  readonly job?: readonly IppAttribute[];
  readonly document?: Uint8Array;
}

export interface IppAnswer {
  /** RFC 8011, appendix B: below 0x100 it was done. */
  readonly status: number;
  /** Attributes of each job, by name: the first value of each. */
  readonly jobs: readonly ReadonlyMap<string, string | number>[];
  /** What the printer says in words; empty where it says nothing. */
  readonly message: string;
}

/** The bytes of a request (version 1.1, which every printer takes). */
export function writeIpp({ operation, attributes, job, document }: IppRequest): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x0101, 0);
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(1, 4);
  const own: readonly IppAttribute[] = [
    ['attributes-charset', 'charset', 'utf-8'],
    ['attributes-natural-language', 'language', 'en'],
  ];
  return Buffer.concat([
    head,
    Buffer.of(groupTags.operation),
    ...[...own, ...attributes].flatMap(writeAttribute),
    ...(job ? [Buffer.of(groupTags.job), ...job.flatMap(writeAttribute)] : []),
    Buffer.of(groupTags.end),
    ...(document ? [document] : []),
  ]);
}

function writeAttribute([name, kind, value]: IppAttribute): Buffer[] {
  const values = Array.isArray(value) ? (value as readonly string[]) : [value as string];
  // A second value has no name: it belongs to the one before.
  return values.flatMap((one, at) => [
    Buffer.of(valueTags[kind]),
    withLength(Buffer.from(at === 0 ? name : '')),
    withLength(valueBytes(one)),
  ]);
}

function valueBytes(value: string | number | boolean): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** What a printer has answered, or null where it is no answer of this protocol. */
export function readIpp(bytes: Uint8Array): IppAnswer | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 9 || view[0] === 0) return null;
  const status = view.readUInt16BE(2);
  const jobs: Map<string, string | number>[] = [];
  let [message, group, at] = ['', 0, 8];
  const field = (): Buffer | null => {
    if (at + 2 > view.length) return null;
    const end = at + 2 + view.readUInt16BE(at);
    if (end > view.length) return null;
    const value = view.subarray(at + 2, end);
    at = end;
    return value;
  };
  while (at < view.length) {
    const tag = view[at++] ?? 0;
    if (tag === groupTags.end) return { status, jobs, message };
    if (tag < 0x10) {
      group = tag;
      if (group === groupTags.job) jobs.push(new Map());
      continue;
    }
    const [name, value] = [field()?.toString('utf8'), field()];
    if (name === undefined || value === null) return null;
    if (name === '') continue;
    const isNumber = tag === valueTags.integer || tag === valueTags.enum;
    if (isNumber && value.length !== 4) return null;
    const read = isNumber ? value.readInt32BE() : value.toString('utf8');
    if (group === groupTags.job) jobs.at(-1)?.set(name, read);
    else if (name === 'status-message') message = String(read);
  }
  return null;
}
