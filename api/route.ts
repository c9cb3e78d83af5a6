import { z } from 'zod';
import type { Scope } from '../policy/access.ts';
import type { Callers, Security } from './auth.ts';
import type { FilesBody } from './files.ts';
import type { BytesBody, ReceivedBytes, Upload, UploadBody, UploadedFile } from './upload.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type BodyContract = z.ZodType | UploadBody | BytesBody | FilesBody;

/** JSON by `schema`, bytes by `contentType`, or no body. */
export type AnswerContract =
  | { readonly description: string; readonly schema: z.ZodType }
  | { readonly description: string; readonly contentType: string | readonly string[] }
  | { readonly description: string };
export type Answers = Readonly<Record<number, AnswerContract>>;

type Frozen<T> = T extends (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

type Headers = Readonly<Record<string, string>>;
interface BytesAnswer<Status> {
  readonly status: Status;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Given: the browser saves it under this name. */
  readonly filename?: string;
  readonly headers?: Headers;
}
/** Text or bytes, written as they come, until the client leaves (then `signal` is aborted) or they end. */
interface StreamAnswer<Status> {
  readonly status: Status;
  readonly contentType: string;
  readonly stream: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>;
  readonly headers?: Headers;
}
type AnswerTo<Contract, Status> = Contract extends { schema: infer S extends z.ZodType }
  ? { readonly status: Status; readonly body: Frozen<z.output<S>>; readonly headers?: Headers }
  : Contract extends { contentType: unknown }
    ? BytesAnswer<Status> | StreamAnswer<Status>
    : { readonly status: Status; readonly headers?: Headers };

/** What `handle` may return: one of the contract's statuses, with its body. */
export type AnswerOf<A extends Answers> = {
  [Status in keyof A]: AnswerTo<A[Status], Status>;
}[keyof A];

type BodyOf<B> =
  B extends UploadBody<infer O>
    ? Upload<z.output<O>>
    : B extends BytesBody
      ? ReceivedBytes
      : B extends FilesBody
        ? readonly UploadedFile[]
        : B extends z.ZodType
          ? z.output<B>
          : undefined;

/** A request that has passed the contract. */
export interface RouteRequest<
  S extends Security,
  P extends z.ZodType,
  Q extends z.ZodType,
  H extends z.ZodType,
  B,
  I,
> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly headers: z.output<H>;
  /** JSON as the schema gives it, an `Upload`, `ReceivedBytes`, or the files. */
  readonly body: BodyOf<B>;
  readonly caller: Callers[S];
  readonly requestId: string;
  /** Of routes with `idempotent: true`. */
  readonly idempotencyKey: I extends true ? string : undefined;
  /** True for a request from this machine that came through no proxy. */
  readonly isLocal: boolean;
  /** Of the client, as a proxy on this machine tells it. */
  readonly clientAddress: string;
}

/** What a route promises: it parses the request and makes the OpenAPI document. */
export interface RouteContract<
  S extends Security,
  P extends z.ZodType,
  Q extends z.ZodType,
  H extends z.ZodType,
  B extends BodyContract,
  I extends boolean,
  A extends Answers,
> {
  readonly method: Method;
  /** As in OpenAPI: `/v1/deliveries/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** Heading in the documentation; default: the first word of the path after `/v1`. */
  readonly tag?: string;
  readonly security: S;
  /** What the caller must be allowed to do, from `resources` in policy/access.ts. Routes of a company name it. */
  readonly scopes?: readonly Scope[];
  readonly params?: P;
  readonly query?: Q;
  /** Names in lower case. */
  readonly headers?: H;
  readonly body?: B;
  /** Requires `Idempotency-Key`; keeping the answer is up to `handle`. */
  readonly idempotent?: I;
  readonly answers: A;
  /** Statuses of `handle`'s own problems; those of parsing and keys are added. */
  readonly problems: readonly number[];
  handle(request: RouteRequest<S, P, Q, H, B, I>): Promise<AnswerOf<A>> | AnswerOf<A>;
}

/** A route whose types have done their work. */
export interface Route extends Omit<
  RouteContract<Security, z.ZodType, z.ZodType, z.ZodType, BodyContract, boolean, Answers>,
  'handle'
> {
  handle(request: AnyRequest): Promise<AnyAnswer> | AnyAnswer;
}
export interface AnyRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly caller: Callers[Security];
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly isLocal: boolean;
  readonly clientAddress: string;
}
export type AnyAnswer =
  | BytesAnswer<number>
  | StreamAnswer<number>
  | { readonly status: number; readonly body?: unknown; readonly headers?: Headers };

type Nothing = z.ZodObject<Record<never, never>>;

/** Checks the handler against its contract, and forgets the types. */
export function route<
  S extends Security,
  const A extends Answers,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  H extends z.ZodType = Nothing,
  B extends BodyContract = z.ZodUndefined,
  I extends boolean = false,
>(
  contract: RouteContract<S, P, Q, H, B, I, A> &
    (S extends 'company' ? { readonly scopes: readonly Scope[] } : unknown),
): Route {
  return contract as unknown as Route;
}

/** Query of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows in one page.'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before.'),
});

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Query of the lists of documents. */
export const documentPageQuery = pageQuery.extend({
  number: z
    .string()
    .max(200)
    .optional()
    .describe('Beginning of the invoice number. The highest number comes first then.'),
  from: instant.optional(),
  to: instant.optional(),
});

/** The body of every list. */
export const page = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ data: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString> }> =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** The body of a list, from one row more than the page holds: that row says that there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): { data: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(show), nextCursor: last === undefined ? null : cursorOf(last) };
}
