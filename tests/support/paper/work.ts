import type { Chance } from './chance.ts';
import type { Paper } from './model.ts';
import type { Sheet } from './sheet.ts';
import type { Voice } from './voice.ts';

/** Values that stand on some papers only: what is printed is what the truth has. */
export type Printed =
  | 'dueDate'
  | 'terms'
  | 'deliveryDate'
  | 'orderReference'
  | 'buyerReference'
  | 'customerNumber'
  | 'originalInvoice'
  | 'buyerNumber'
  | 'account'
  | 'iban'
  | 'reference'
  | 'currency'
  | 'sellerOrganisation'
  | 'sellerVat'
  | 'epc'
  | 'uqr';

/** One paper being drawn. */
export interface Work {
  readonly paper: Paper;
  readonly voice: Voice;
  readonly sheet: Sheet;
  readonly chance: Chance;
  readonly printed: Set<Printed>;
  /** -1 on a credit note whose amounts are printed as negative. */
  readonly sign: 1 | -1;
}
