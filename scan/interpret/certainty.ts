import type { Doubt } from '../draft.ts';
import type { Reading } from './document.ts';
import type { Draft } from './draft-of.ts';

/** How sure it is that every field of the head is right, and what speaks against it. */
export function certaintyOf(
  reading: Reading,
  draft: Draft,
): { certainty: number; doubts: Doubt[] } {
  const doubts: Doubt[] = [];
  const { invoice, confidence } = draft;
  const need = (code: string, path: string | null, isMissing: boolean): void => {
    if (isMissing) doubts.push({ code, path });
  };
  need('number-missing', 'number', invoice.number === '');
  need('issue-date-missing', 'issueDate', invoice.issueDate === '');
  need(
    'seller-number-missing',
    'seller.legalRegistrationId',
    !invoice.seller.legalRegistrationId && !invoice.seller.vatId,
  );
  need('amount-due-missing', 'totals.amountDue', invoice.totals.amountDue === '');
  need('totals-do-not-add', 'totals', !reading.totals?.adds);
  need('kind-uncertain', 'kind', reading.kind.weight < 0.4);
  const paths = [
    'kind',
    'number',
    'issueDate',
    'dueDate',
    'currency',
    'totals.withoutVat',
    'totals.vat',
    'totals.amountDue',
    'payment.remittanceInformation',
    'payment.accounts[0].id',
  ];
  const seller = confidence['seller.legalRegistrationId'] ?? confidence['seller.vatId'] ?? 0.3;
  const certainty =
    paths.reduce((all, path) => all * (confidence[path] ?? 0.97), seller) * 0.8 ** doubts.length;
  return { certainty: Math.round(certainty * 1000) / 1000, doubts };
}
