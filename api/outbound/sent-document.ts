import { readInvoiceJson } from '../../invoice/json.ts';
import { completeParties } from '../../invoice/norway/complete-parties.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { Problem } from '../problem.ts';
import { readJson, readUtf8, type UploadedFile } from '../upload.ts';

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** Codes of errors in the JSON that are told as such; any other is `invoice-invalid`. */
const ownCodes: readonly string[] = ['buyer-missing', 'currency-unknown', 'amount-invalid'];

/** The e-invoice of an upload: XML as it came, the JSON form completed and written as UBL. */
export function sentDocument(file: UploadedFile): Uint8Array {
  if (!/[/+]json$/.test(file.contentType)) return file.bytes;
  const read = readInvoiceJson(readJson(readUtf8(file.bytes), 'invoice'), {
    issueDate: norwegianDay.format(new Date()),
    currency: 'NOK',
  });
  if (read.ok) return new TextEncoder().encode(writeUbl(completeParties(read.invoice)));
  const [first] = read.errors;
  const code = ownCodes.find((own) => own === first?.code) ?? 'invoice-invalid';
  throw new Problem(422, code, `${first?.path}: ${first?.detail}`, {
    findings: read.errors.map(({ path, detail }) => ({ path, text: detail })),
  });
}
