import type { Request } from 'express';
import { z } from 'zod';
import { readFiles } from './files.ts';
import { Problem, type Finding } from './problem.ts';
import type { Route } from './route.ts';
import {
  invoiceTypes,
  jsonLimitBytes,
  mediaType,
  readBytes,
  readJson,
  readUpload,
  readUtf8,
  uploadLimitBytes,
  wrongType,
} from './upload.ts';

/** What the schema makes of the value, or a 400 problem whose findings name the places. */
function parse(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return {};
  const result = schema.safeParse(value);
  const refused = result.success ? pathsOfNul(result.data) : result.error.issues;
  if (result.success && refused.length === 0) return result.data;
  const findings: Finding[] = refused.map(({ path, message }) => ({
    path: [place, ...path.map(String)].join('.'),
    text: message,
  }));
  const places = [...new Set(findings.map((finding) => finding.path))].join(', ');
  throw new Problem(400, 'request-invalid', `The request is not as documented: ${places}.`, {
    findings,
  });
}

/** Where a text holds U+0000, which PostgreSQL cannot keep and nobody means. */
function pathsOfNul(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { path: readonly PropertyKey[]; message: string }[] {
  if (typeof value === 'string') {
    return value.includes('\0') ? [{ path, message: 'The character U+0000 is no text.' }] : [];
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...pathsOfNul(key, path),
    ...pathsOfNul(item, [...path, key]),
  ]);
}

/** Query parameters by name; one that is repeated is a list. */
function readQuery(request: Request): Record<string, unknown> {
  const { searchParams } = new URL(request.originalUrl, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

export interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/** Everything that the contract promises, in the order in which it costs least to refuse. */
export async function parseRequest(route: Route, request: Request): Promise<Parsed> {
  const query = readQuery(request);
  return {
    params: parse(route.params, { ...request.params }, 'path'),
    query: parse(route.query, query, 'query'),
    headers: parse(route.headers, request.headers, 'headers'),
    idempotencyKey: route.idempotent === true ? readIdempotencyKey(request) : undefined,
    body: await parseBody(route, request, query),
  };
}

function readIdempotencyKey(request: Request): string {
  const key = request.get('idempotency-key');
  if (key === undefined || key === '') {
    throw new Problem(
      400,
      'idempotency-key-missing',
      'Send Idempotency-Key with a text of your own for this request, and the same one if you repeat it.',
    );
  }
  const path = 'headers.idempotency-key';
  return String(parse(z.string().regex(/^[\x21-\x7e]{1,200}$/), key, path));
}

async function parseBody(
  { body: contract }: Route,
  request: Request,
  query: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  if (contract === undefined || contract instanceof z.ZodUndefined) return undefined;
  if ('kind' in contract) {
    if (contract.kind === 'bytes') {
      const contentType = mediaType(request);
      if (!contract.contentTypes.includes(contentType)) throw wrongType(contract.contentTypes);
      return { contentType, bytes: await readBytes(request, uploadLimitBytes) };
    }
    if (contract.kind === 'files') return readFiles(request, contract);
    const isRaw = invoiceTypes.some((type) => type === mediaType(request));
    const upload = await readUpload(request, splitLists(contract.options, query));
    const place = isRaw ? 'query' : 'options';
    return { ...upload, options: parse(contract.options, upload.options, place) };
  }
  if (!/^application\/([\w.-]+\+)?json$/.test(mediaType(request))) {
    throw wrongType(['application/json']);
  }
  const text = readUtf8(await readBytes(request, jsonLimitBytes));
  return parse(contract, readJson(text, 'body'), 'body');
}

/** Names of the options that are lists, by schema: made once, not for each request. */
const listNames = new WeakMap<z.ZodType, ReadonlySet<string>>();

function listsOf(options: z.ZodType): ReadonlySet<string> {
  const known = listNames.get(options);
  if (known !== undefined) return known;
  const shape: Record<string, z.ZodType> = options instanceof z.ZodObject ? options.shape : {};
  const isList = (schema: z.ZodType): boolean =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).type === 'array';
  const names = new Set(Object.keys(shape).filter((name) => shape[name] && isList(shape[name])));
  listNames.set(options, names);
  return names;
}

/** In a query, a list is written with commas. */
function splitLists(
  options: z.ZodType,
  query: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const lists = listsOf(options);
  const split = (value: string): string[] =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      lists.has(name) && typeof value === 'string' ? split(value) : value,
    ]),
  );
}
