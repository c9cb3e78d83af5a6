import { z } from 'zod';
import { printFormats } from '../rendering/formats.ts';

/** A print format by its name, as `GET /v1/print-formats` lists them. */
export const printFormatName = z.enum(printFormats.map(({ name }) => name)).meta({
  id: 'PrintFormatName',
});
