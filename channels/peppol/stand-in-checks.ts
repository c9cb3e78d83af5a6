import type { SbdParts } from '../../invoice/sbdh.ts';
import { readXml } from '../../invoice/xml.ts';
import { readJson } from '../http.ts';
import type { PhossAnswer } from './phoss-ap.ts';

export type Outcome = Omit<PhossAnswer, 'sbdhInstanceID'>;

/** How a receiver's door answered, in the words of an access point; null = ask again later. */
export function outcomeOf(status: number, text: string): Outcome | null {
  if (status === 200) return { status: 'sent' };
  const problem = readJson(text);
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null;
  if (status === 404 && code === 'recipient-unknown') {
    const errorDetails = 'The receiving side does not know this participant';
    return { status: 'permanently_failed', errorCode: '1360', errorDetails };
  }
  if (status === 422) {
    const errorDetails = 'The receiving side could not read the message';
    return { status: 'permanently_failed', errorCode: '501', errorDetails };
  }
  return null;
}

/** What the header says and the document is not, or null where they fit. */
export function misfit({ documentTypeId, countryC1, document, payload }: SbdParts): string | null {
  if (!/^[A-Z]{2}$/.test(countryC1)) return 'COUNTRY_C1 is mandatory';
  if (payload === 'binary') return null;
  const xml = readXml(document);
  if (!xml.ok) return xml.detail;
  const { namespace, name } = xml.root;
  return documentTypeId.startsWith(`${namespace}::${name}##`)
    ? null
    : `The document is ${name}, and the header says ${documentTypeId}`;
}
