import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() })),
  responses: z.record(z.string(), z.unknown()),
});
const description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
export type Description = z.output<typeof description>;

const invoiceSchema = '/schemas/invoice.json';
const invoiceFile = 'invoice.json';

/** It never ends, by design: an event stream is waited on, not answered. */
const endless = new Set(['streamEvents']);

/**
 * The description of this installation, made strict for a test: no `default` answer that would document anything,
 * and paths that are half the time asked with an id that exists.
 * `folder`: where the schema of an invoice is put beside it. `ids`: by the beginning of a path, e.g. `/v1/scans/`.
 */
export async function readDescription(
  url: string,
  folder: string,
  ids: Readonly<Record<string, string>>,
): Promise<Description> {
  const textOf = async (path: string): Promise<string> => (await fetch(url + path)).text();
  const whole = await textOf('/openapi.json');
  const read = description.parse(
    JSON.parse(whole.replaceAll(`"${invoiceSchema}"}`, `"${invoiceFile}"}`)),
  );
  // Python's patterns know no classes of Unicode.
  const schema = (await textOf(invoiceSchema)).replaceAll('\\\\p{Cs}', '\\\\ud800-\\\\udfff');
  writeFileSync(join(folder, invoiceFile), schema);
  for (const [path, operations] of Object.entries(read.paths)) {
    const id = Object.entries(ids).find(([beginning]) => path.startsWith(beginning))?.[1];
    for (const [method, { operationId, parameters, responses }] of Object.entries(operations)) {
      if (endless.has(operationId)) delete operations[method];
      delete responses['default'];
      if (id === undefined) continue;
      for (const parameter of parameters) {
        if (parameter.in === 'path') {
          parameter.schema = { anyOf: [{ const: id }, parameter.schema] };
        }
      }
    }
  }
  return read;
}

/** Only the operations that a key of this kind opens. */
export function onlyFor(scheme: string, whole: Description): Description {
  const paths = Object.entries(whole.paths).map(([path, operations]) => {
    const open = Object.entries(operations).filter(([, { security }]) =>
      security.some((one) => scheme in one),
    );
    return [path, Object.fromEntries(open)] as const;
  });
  return { ...whole, paths: Object.fromEntries(paths) };
}

/** How many operations it has. */
export const countOperations = ({ paths }: Description): number =>
  Object.values(paths).reduce((sum, operations) => sum + Object.keys(operations).length, 0);
