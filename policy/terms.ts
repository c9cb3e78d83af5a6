import type { IsoDate } from '../invoice/model.ts';
import type { EventText } from './events/event.ts';

/** One version of the terms. A version never changes: new words are a new version. */
export interface Terms {
  readonly version: string;
  readonly validFrom: IsoDate;
  /** Paragraphs are parted by an empty line. */
  readonly text: EventText;
}

export interface TermsInForce extends Terms {
  readonly isExample: boolean;
}

/** An example that stands in until the operator has terms of its own: `POST /v1/admin/terms`. */
const exampleTerms: Terms = {
  version: 'eksempel-1',
  validFrom: '2026-01-01',
  text: {
    nb: `Dette er et eksempel på vilkår. Den som driver denne installasjonen må sette inn egne vilkår før virksomheter tar tjenesten i bruk.

Tjenesten sender og mottar fakturaer og kreditnotaer elektronisk på vegne av virksomheten, og som e-post eller brev der virksomheten har slått det på.

Tjenester som koster noe, prises etter leverandørens prisliste som gjelder den dagen tjenesten brukes. Endringer varsles før de gjelder.

Virksomheten svarer for innholdet i fakturaene. Leverandøren svarer for å levere dem uendret, og for å ta vare på det som er mottatt.

Opplysninger om virksomheten og dens kunder brukes bare til å levere tjenesten. Virksomheten kan hente ut sine data, og få dem slettet når avtalen er slutt.`,
    en: `This is an example of terms. Whoever runs this installation must put their own in its place before companies use the service.

The service sends and receives invoices and credit notes electronically on behalf of the company, and by e-mail or letter where the company has switched that on.

Services that cost something are charged by the provider’s price list on the day of use. Changes are announced before they hold.

The company answers for what its invoices say. The provider answers for delivering them unchanged, and for keeping what has been received.

Facts about the company and its customers are used to provide the service and for nothing else. The company may take out its data, and have them erased when the agreement has ended.`,
  },
};

/** The terms that hold on a day: the operator's latest, else the example. */
export function termsOn(all: readonly Terms[], on: IsoDate): TermsInForce {
  const [latest] = all
    .filter(({ validFrom }) => validFrom <= on)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  return latest ? { ...latest, isExample: false } : { ...exampleTerms, isExample: true };
}

/** These terms by their version, or null. */
export function termsOfVersion(all: readonly Terms[], version: string): Terms | null {
  const found = all.find((terms) => terms.version === version);
  return found ?? (version === exampleTerms.version ? exampleTerms : null);
}
