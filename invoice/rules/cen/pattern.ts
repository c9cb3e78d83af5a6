import type { Pattern } from '../rule.ts';
import { documentAllowances, documentCharges, lineAllowances, lineCharges } from './allowances.ts';
import { documents } from './document.ts';
import { itemAttributes, itemClassifications, itemStandardIds, lines } from './lines.ts';
import {
  buyerAddress,
  buyerEndpoint,
  deliveryAddress,
  payee,
  sellerAddress,
  sellerEndpoint,
  sellers,
  taxRepresentative,
  taxRepresentativeAddress,
  vatIds,
} from './parties.ts';
import { cards, creditTransferAccounts, paymentMeans } from './payment.ts';
import { linePeriods, periods } from './periods.ts';
import { notes, precedingInvoices, supportingDocuments } from './references.ts';
import { amountDue, totals } from './totals.ts';
import { breakdowns, vatTotals } from './vat-breakdown.ts';
import { categoryContexts } from './vat-categories.ts';

/** The business rules of EN 16931, in the official order: `BR-…`, `BR-CO-…`, `BR-DEC-…` and those of each VAT category. */
export const businessRules: Pattern = [
  amountDue,
  supportingDocuments,
  buyerEndpoint,
  buyerAddress,
  cards,
  deliveryAddress,
  documentAllowances,
  documentCharges,
  totals,
  documents,
  lines,
  lineAllowances,
  lineCharges,
  linePeriods,
  periods,
  itemAttributes,
  itemClassifications,
  itemStandardIds,
  notes,
  payee,
  creditTransferAccounts,
  paymentMeans,
  precedingInvoices,
  sellers,
  sellerEndpoint,
  sellerAddress,
  taxRepresentative,
  taxRepresentativeAddress,
  vatTotals,
  breakdowns,
  vatIds,
  ...categoryContexts,
];
