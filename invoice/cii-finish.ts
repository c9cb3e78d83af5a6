import { payment } from './ubl-payment.ts';
import { fill, isDraft, type Draft } from './ubl-rows.ts';

const drafts = (value: unknown): Draft[] => (Array.isArray(value) ? value.filter(isDraft) : []);

/** Gives what CII says in its own shape the shape of the model. */
export function finishCii(draft: Draft): void {
  finishNotes(draft);
  finishTaxPoint(draft);
  finishPayment(draft);
}

/** A subject stands before its text, as UBL has it. */
function finishNotes(draft: Draft): void {
  draft.notes = drafts(draft.subjects).map(({ text = '', subject }) =>
    typeof subject === 'string' && typeof text === 'string' ? `#${subject}#${text}` : text,
  );
  delete draft.subjects;
}

function finishTaxPoint(draft: Draft): void {
  for (const tax of drafts(draft.vatBreakdown)) {
    for (const key of ['taxPointDate', 'taxPointDateCode']) {
      if (tax[key] !== undefined) draft[key] ??= tax[key];
      delete tax[key];
    }
  }
}

/** The creditor identifier of direct debit (BT-90) is one of the payee's, or else of the seller's. */
function finishPayment(draft: Draft): void {
  const { creditorId, mandateReference, sharedRemittance } = draft;
  const means = drafts(draft.means).map(({ proprietaryId, ...one }) => ({
    ...one,
    // An account has an IBAN or else the number that its bank gives it.
    ...(proprietaryId !== undefined && {
      account: { id: proprietaryId, ...(isDraft(one.account) ? one.account : {}) },
    }),
    ...(sharedRemittance !== undefined && { remittanceInformation: sharedRemittance }),
  }));
  for (const key of ['means', 'creditorId', 'mandateReference', 'sharedRemittance'])
    delete draft[key];
  const [first = {}] = means;
  if (mandateReference !== undefined) {
    const holder: Draft = means.find((one) => 'directDebit' in one) ?? first;
    holder.directDebit = {
      mandateReference,
      ...(isDraft(holder.directDebit) ? holder.directDebit : {}),
    };
  }
  const all = means.length > 0 ? means : [first].filter((one) => Object.keys(one).length > 0);
  payment.take(all, draft);
  if (sharedRemittance !== undefined && isDraft(draft.payment))
    fill(draft.payment, { remittanceInformation: sharedRemittance });
  if (creditorId !== undefined) {
    const owner = isDraft(draft.payee) ? draft.payee : draft.seller;
    if (isDraft(owner)) {
      const known = Array.isArray(owner.identifiers) ? (owner.identifiers as unknown[]) : [];
      owner.identifiers = [...known, { scheme: 'SEPA', value: creditorId }];
    }
  }
}
