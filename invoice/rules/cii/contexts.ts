import type { XmlElement } from '../../xml.ts';
import { occurrences } from './tables/families.ts';

/** How often something may stand at a context: `0`, `0..1` or `1`. */
interface Occurrence {
  readonly id: string;
  readonly often: string;
  readonly path: string;
  readonly isFatal: boolean;
}

/** A context of the families CII-SR and CII-DT with the rules that are rows of the table. */
export interface FamilyContext {
  readonly paths: string;
  readonly when: ((at: XmlElement) => boolean) | undefined;
  readonly occurrences: readonly Occurrence[];
}

const isReusable = (at: XmlElement): boolean => at.qualifiedName.startsWith('ram:');

/** What the official contexts ask beside the path. */
const conditions: Readonly<Record<string, (at: XmlElement) => boolean>> = {
  '*ID': isReusable,
  '*ReferencedDocument': isReusable,
  '*Amount': (at) => isReusable(at) && at.name !== 'TaxTotalAmount',
  '*Quantity': isReusable,
  '*TradeTax': isReusable,
  'udt:DateTimeString': (at) => at.attributes.get('format') === '102',
};

function read(): FamilyContext[] {
  const contexts: (FamilyContext & { occurrences: Occurrence[] })[] = [];
  for (const line of occurrences.trim().split('\n')) {
    if (line.startsWith('@ ')) {
      const paths = line.slice(2);
      contexts.push({ paths, when: conditions[paths], occurrences: [] });
    } else {
      const [id = '', often = '', path = '', severity] = line.split(' ');
      contexts.at(-1)?.occurrences.push({ id, often, path, isFatal: severity === 'fatal' });
    }
  }
  return contexts;
}

/** In the official order: of an element only the first that matches is asked. */
export const familyContexts: readonly FamilyContext[] = read();
