import { z } from 'zod';
import type { Security } from './auth.ts';
import type { FilesBody } from './files.ts';
import { finding } from './finding.ts';
import type { AnswerContract, Route } from './route.ts';
import { uploadLimitBytes, xmlTypes } from './upload.ts';

type Json = Record<string, unknown>;

const prefix = '#/components/schemas/';

export interface OpenApiOptions {
  readonly version: string;
  readonly eventCodes?: readonly string[];
}

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable, kebab-case.'),
    findings: z.array(finding),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

interface Scheme {
  readonly name: string;
  readonly description: string;
}
const schemes: Record<Exclude<Security, 'public' | 'person'>, Scheme> = {
  company: { name: 'companyKey', description: 'Key of a company: `ai_live_…`.' },
  vendor: { name: 'vendorKey', description: 'Key of an ERP vendor: `ai_vendor_…`.' },
  'access-point': { name: 'accessPointKey', description: 'Key of an access point: `ai_ap_…`.' },
  operator: { name: 'operatorKey', description: 'Credential of the operator: `ai_op_…`.' },
};
const session: Scheme = {
  name: 'session',
  description:
    'Cookie of a person who is logged in. The scopes are what the person’s role must cover.',
};

function securityOf({ security, scopes = [] }: Route): Json[] {
  if (security === 'public') return [];
  const bySession = { [session.name]: scopes };
  if (security === 'person') return [bySession];
  const byKey = { [schemes[security].name]: scopes };
  return security === 'company' ? [byKey, bySession] : [byKey];
}

const problemTexts: Readonly<Record<number, string>> = {
  400: 'The request cannot be read, or is not as documented.',
  401: 'No key, or an unknown, revoked or wrong one.',
  403: 'The role or the key does not reach to this, or the company may not do it yet.',
  404: 'There is no such thing, or it is another company’s.',
  409: 'Not possible in the present state.',
  412: 'It was changed since you read it.',
  413: 'The body is too large.',
  415: 'The content type is not supported.',
  422: 'Readable, but invalid; the findings say where.',
  428: 'If-Match is missing.',
  431: 'Address and headers are over 16 kB in all.',
  503: 'A part is away just now; send the same request again after `Retry-After` seconds.',
};

/** The document for these routes. It is made once; the routes' schemas are its only source. */
export function makeOpenApi(routes: readonly Route[], options: OpenApiOptions): Json {
  const schemas: Json = {};
  if (options.eventCodes !== undefined) {
    schemas['EventCode'] = {
      type: 'string',
      enum: [...options.eventCodes],
      description: 'What happened; new codes may be added.',
    };
  }
  const convert: Convert = (schema, io, where) => {
    const converted = convertTo(schemas, schema, io);
    const reference = converted['$ref'];
    if (where !== 'in place' || typeof reference !== 'string') return converted;
    return (schemas[reference.replace(prefix, '')] as Json | undefined) ?? converted;
  };
  convert(problem, 'output');
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = operation(route, convert);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'AutoInvoice',
      version: options.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Sends, receives and follows invoices. Errors are `application/problem+json` with a stable ' +
        '`code`; lists are `{data, nextCursor}`; amounts are decimal texts.',
    },
    servers: [{ url: '/', description: 'This installation.' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        ...Object.fromEntries(
          Object.values(schemes).map(({ name, description }) => [
            name,
            { type: 'http', scheme: 'bearer', description },
          ]),
        ),
        [session.name]: {
          type: 'apiKey',
          in: 'cookie',
          name: 'autoinvoice',
          description: session.description,
        },
      },
    },
  };
}

/** A schema with an id becomes a reference, unless it is wanted in place. */
type Convert = (schema: z.ZodType, io: 'input' | 'output', where?: 'in place') => Json;

function convertTo(schemas: Json, schema: z.ZodType, io: 'input' | 'output'): Json {
  // Inside an object, a schema with an id of its own becomes a reference too.
  const { $defs = {}, properties = {} } = moveReferences(
    z.toJSONSchema(z.object({ schema }), { io, unrepresentable: 'any' }),
  ) as { $defs?: Record<string, Json>; properties?: Record<string, Json> };
  for (const [id, { id: _, ...definition }] of Object.entries($defs)) {
    const known = schemas[id];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`OpenAPI: two schemas are called ${id}; give one of them another id.`);
    }
    schemas[id] = definition;
  }
  return properties['schema'] ?? {};
}

/** Points `$ref` at the components, and keeps answers open for fields to come. */
function moveReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moveReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(key === 'additionalProperties' && item === false))
      .map(([key, item]) => [
        key,
        key === '$ref' && typeof item === 'string'
          ? item.replace('#/$defs/', prefix)
          : moveReferences(item),
      ]),
  );
}

const tagOf = (route: Route): string =>
  route.tag ?? /^\/v1\/([^/]+)/.exec(route.path)?.[1] ?? 'operations';

function operation(route: Route, convert: Convert): Json {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [tagOf(route)],
    security: securityOf(route),
    parameters: parametersOf(route, convert),
    ...(hasBody(route) && { requestBody: requestBody(route.body, convert) }),
    responses: responsesOf(route, convert),
  };
}

/** `z.undefined()` says the same as no body. */
const hasBody = (route: Route): route is Route & { body: NonNullable<Route['body']> } =>
  route.body !== undefined && !(route.body instanceof z.ZodUndefined);

function parametersOf(route: Route, convert: Convert): Json[] {
  const parameters = [
    ...parametersIn('path', route.params, convert),
    ...parametersIn('query', route.query, convert),
    ...parametersIn('header', route.headers, convert),
  ];
  const { body } = route;
  if (body !== undefined && 'kind' in body && body.kind === 'upload') {
    for (const parameter of parametersIn('query', body.options, convert)) {
      const note = 'For a raw XML body; in multipart it stands in `options`.';
      const own = parameter['description'];
      const description = typeof own === 'string' ? `${own} ${note}` : note;
      parameters.push({ ...parameter, required: false, description, explode: false });
    }
  }
  if (route.idempotent === true) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'A text of your own for this request: sent again, it gives the same answer.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    });
  }
  const declared = new Set(parameters.filter((p) => p['in'] === 'path').map((p) => p['name']));
  for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) {
    if (declared.has(name)) continue;
    parameters.push({ name, in: 'path', required: true, schema: { type: 'string' } });
  }
  return parameters;
}

function parametersIn(place: string, schema: z.ZodType | undefined, convert: Convert): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = convert(schema, 'input', 'in place') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

function requestBody(body: NonNullable<Route['body']>, convert: Convert): Json {
  if (!('kind' in body)) {
    return { required: true, content: { 'application/json': { schema: convert(body, 'input') } } };
  }
  const xml = { schema: { type: 'string' } };
  if (body.kind === 'bytes') {
    return {
      required: true,
      content: Object.fromEntries(body.contentTypes.map((type) => [type, xml])),
    };
  }
  if (body.kind === 'files') return filesRequest(body);
  const multipart = {
    type: 'object',
    required: ['invoice'],
    properties: {
      invoice: { ...file, description: 'One invoice or credit note: UBL, or the JSON form.' },
      attachment: { type: 'array', items: file, maxItems: 20 },
      options: convert(body.options, 'input'),
    },
  };
  return {
    required: true,
    description: `At most ${uploadLimitBytes / 1_000_000} MB in all.`,
    content: {
      ...Object.fromEntries(xmlTypes.map((type) => [type, xml])),
      'application/json': { schema: { $ref: '/schemas/invoice.json' } },
      'multipart/form-data': {
        schema: multipart,
        encoding: { options: { contentType: 'application/json' } },
      },
    },
  };
}

const file = { type: 'string', contentMediaType: 'application/octet-stream' };

const filesRequest = (body: FilesBody): Json => ({
  required: true,
  description: `At most ${body.maximumFiles} files, ${body.limitBytes / 1_000_000} MB in all.`,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'array', items: file, maxItems: body.maximumFiles } },
      },
    },
    ...Object.fromEntries(body.contentTypes.map((type) => [type, { schema: file }])),
  },
});

/** The route's own problems and those that the framework makes of its contract. */
function problemsOf(route: Route): number[] {
  const isClosed = route.security !== 'public';
  const isParsed = route.params ?? route.query ?? route.headers ?? route.body;
  return [
    ...new Set([
      ...route.problems,
      431,
      ...(isParsed === undefined ? [] : [400]),
      ...(isClosed ? [401, 503] : []),
      ...(route.scopes === undefined ? [] : [403]),
      ...(hasBody(route) ? [413, 415] : []),
    ]),
  ].sort((a, b) => a - b);
}

function responsesOf(route: Route, convert: Convert): Json {
  const reference = { $ref: `${prefix}Problem` };
  const content = { 'application/problem+json': { schema: reference } };
  const responses: Json = {};
  for (const status of problemsOf(route)) {
    const description = problemTexts[status] ?? 'Refused.';
    const headers = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } };
    responses[status] = { description, content, ...(status === 503 && { headers }) };
  }
  for (const [status, answer] of Object.entries(route.answers)) {
    responses[status] = { description: answer.description, ...contentOf(answer, convert) };
  }
  responses['default'] = { description: 'Any other problem.', content };
  return responses;
}

function contentOf(answer: AnswerContract, convert: Convert): Json {
  if ('schema' in answer) {
    return { content: { 'application/json': { schema: convert(answer.schema, 'output') } } };
  }
  if (!('contentType' in answer)) return {};
  const types = [answer.contentType].flat();
  return {
    content: Object.fromEntries(
      types.map((type) => [type, { schema: /[/+]json$/.test(type) ? {} : { type: 'string' } }]),
    ),
  };
}
