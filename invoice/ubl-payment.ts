import type { DirectDebit, Payment, PaymentAccount, PaymentCard } from './model.ts';
import {
  inside,
  isDraft,
  rows,
  rowsOf,
  type Draft,
  type Rearranged,
  type Schema,
} from './ubl-rows.ts';

/** One PaymentMeans: it has room for one account, so an invoice with several accounts has several of them. */
interface Means extends Pick<Payment, 'meansCode' | 'meansText' | 'remittanceInformation'> {
  readonly dueDate?: string;
  readonly card?: PaymentCard;
  readonly account?: PaymentAccount;
  readonly directDebit?: DirectDebit;
}

const means = rowsOf<Means>();

export const paymentMeansRows = rows(
  means.value('cbc:PaymentMeansCode', 'meansCode', 'text', { attributes: { name: 'meansText' } }),
  means.value('cbc:PaymentDueDate', 'dueDate', 'date'),
  means.value('cbc:PaymentID', 'remittanceInformation'),
  inside('cac:CardAccount', [
    means.value('cbc:PrimaryAccountNumberID', 'card.number', 'text', { isRequired: true }),
    // UBL requires a network.
    means.value('cbc:NetworkID', 'card.network', 'text', { otherwise: 'NA' }),
    means.value('cbc:HolderName', 'card.holder'),
  ]),
  inside('cac:PayeeFinancialAccount', [
    means.value('cbc:ID', 'account.id', 'text', { isRequired: true }),
    means.value('cbc:Name', 'account.name'),
    inside('cac:FinancialInstitutionBranch', [means.value('cbc:ID', 'account.bic')]),
  ]),
  inside('cac:PaymentMandate', [
    means.value('cbc:ID', 'directDebit.mandateReference'),
    inside('cac:PayerFinancialAccount', [means.value('cbc:ID', 'directDebit.debitedAccount')]),
  ]),
);

const instruction = ['meansCode', 'meansText', 'remittanceInformation'] as const;
/** UNCL4461: UBL requires a code, and this one says as little as none. */
const notDefined = '1';

const asDraft = (value: unknown): Draft => (isDraft(value) ? value : {});

/** The payment means of the document as one payment: its own instruction is the first one's. */
export const payment: Rearranged = {
  take(items, target) {
    const first = items[0] ?? {};
    const { terms } = asDraft(target.payment);
    const draft: Draft = { ...pick(first), ...(terms !== undefined && { terms }) };
    const accounts: Draft[] = [];
    for (const item of items) {
      const own: Draft = {};
      for (const name of instruction) {
        if (item[name] !== undefined && item[name] !== first[name]) own[name] = item[name];
      }
      const account = asDraft(item.account);
      if (account.id !== undefined) accounts.push({ ...account, ...own });
      for (const name of ['card', 'directDebit']) {
        if (isDraft(item[name]) && draft[name] === undefined) {
          draft[name] = { ...item[name], ...own };
        }
      }
    }
    if (isDraft(draft.card) && draft.card.number === undefined) delete draft.card;
    target.payment = { ...draft, accounts };
    if (first.dueDate !== undefined) target.dueDate ??= first.dueDate;
  },

  give(source) {
    const draft = asDraft(source.payment);
    const hasOwn = (item: unknown): boolean =>
      instruction.some((name) => asDraft(item)[name] !== undefined);
    const accounts = Array.isArray(draft.accounts) ? draft.accounts.filter(isDraft) : [];
    const [account] = accounts;
    const isShared = account !== undefined && !hasOwn(account);
    const first: Draft = { ...pick(draft), ...(isShared && { account }) };
    const others = accounts.slice(isShared ? 1 : 0).map((item) => {
      // EN 16931 has one text for all means (UBL-SR-46): the first one says it.
      const { meansText: _, ...shared } = pick(draft);
      return { ...shared, ...pick(item), account: item };
    });
    const apart: Draft[] = [];
    for (const name of ['card', 'directDebit']) {
      const item = draft[name];
      if (!isDraft(item)) continue;
      if (hasOwn(item)) apart.push({ ...pick(draft), ...pick(item), [name]: item });
      else first[name] = item;
    }
    // A credit note has no due date of its own: its first means carries it.
    if (source.isCreditNote === true && source.dueDate !== undefined)
      first.dueDate = source.dueDate;
    const all = [...(Object.keys(first).length > 0 ? [first] : []), ...others, ...apart];
    return all.map((item) => ({ meansCode: notDefined, ...item }));
  },

  schema({ properties = {} }) {
    const { account, card, directDebit, dueDate: _, ...own } = properties;
    const withOwn = (group: Schema = {}): Schema => ({
      ...group,
      properties: { ...group.properties, ...own },
    });
    return {
      type: 'object',
      properties: {
        ...own,
        accounts: { type: 'array', items: withOwn(account) },
        card: withOwn(card),
        directDebit: withOwn(directDebit),
      },
    };
  },
};

function pick(draft: Draft): Draft {
  const picked: Draft = {};
  for (const name of instruction) if (draft[name] !== undefined) picked[name] = draft[name];
  return picked;
}
