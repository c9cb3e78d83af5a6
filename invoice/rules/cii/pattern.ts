import type { Pattern } from '../rule.ts';
import { documentAllowances, documentCharges, lineAllowances, lineCharges } from './allowances.ts';
import { deliveries, documents, precedingInvoices, supportingDocuments } from './document.ts';
import {
  invoicingPeriods,
  itemAttributes,
  itemClassifications,
  linePeriods,
  lines,
} from './lines.ts';
import {
  cards,
  creditorAccounts,
  payees,
  paymentMeans,
  representatives,
  sellers,
  vatIds,
} from './parties.ts';
import { totals, vatTotals } from './totals.ts';
import { breakdowns } from './vat-breakdown.ts';
import { vatFamilies } from './vat-families.ts';

/** The business rules of EN 16931 for CII, in the official order: of an element only the first that matches is asked. */
export const ciiBusinessRules: Pattern = [
  itemClassifications,
  supportingDocuments,
  cards,
  creditorAccounts,
  deliveries,
  documentAllowances,
  documentCharges,
  totals,
  documents,
  lines,
  lineAllowances,
  lineCharges,
  linePeriods,
  invoicingPeriods,
  itemAttributes,
  payees,
  paymentMeans,
  precedingInvoices,
  sellers,
  representatives,
  vatTotals,
  vatIds,
  ...vatFamilies,
  breakdowns,
];
