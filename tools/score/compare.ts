import { alike, words } from './alike.ts';
import type { Field, Texts, VatRow, View } from './fields.ts';
import type { DocumentTruth } from './truth.ts';

/** Whole cents without sign, or null. */
const amount = (value: string | null | undefined): number | null =>
  value !== null && value !== undefined && /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)
    ? Math.round(Math.abs(Number(value)) * 100)
    : null;

export const plain = (value: string | null): string =>
  (value ?? '').replaceAll(/[^0-9A-Za-zÀ-ÿ]/g, '').toUpperCase();

const near = (a: number | null, b: number | null, by = 1): boolean =>
  a !== null && b !== null && Math.abs(a - b) <= by;

/** The national number alone: no country, no MVA, no Swedish suffix. */
function partyId(value: string | null): string {
  const id = plain(value).replace(/MVA$/, '');
  const [, country, rest = ''] = /^(NO|SE|DK|DE|GB|ATU|FR|NL)(.*)$/.exec(id) ?? [];
  if (country === undefined) return id;
  return country === 'SE' && rest.length === 12 ? rest.slice(0, 10) : rest;
}

/** An account as printed, and what may fairly be given instead: the domestic part of its IBAN. */
function accountForms(values: Texts, language: string | undefined): Set<string> {
  const forms = values.map(plain).filter((form) => form !== '');
  forms.push(...forms.filter((form) => form.startsWith('GB')).map((form) => form.slice(6)));
  if (language === 'en') {
    forms.push(...forms.filter((form) => /^\d+$/.test(form)).map((form) => form.slice(-8)));
  }
  if (language === 'no') {
    forms.push(...forms.filter((form) => form.startsWith('NO')).map((form) => form.slice(4)));
  }
  return new Set(forms);
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].some((item) => b.has(item));
const filled = (values: Texts, by: (value: string | null) => string): Set<string> =>
  new Set(values.map(by).filter((value) => value !== ''));

export const isPrinted = (field: Field, truth: View): boolean =>
  field === 'vatBreakdown'
    ? truth.vatBreakdown.length > 0
    : truth.texts[field].some((value) => value !== null && value !== '');

/** Whether what was given is right; null where the paper has nothing and nothing was given. */
export function isRight(
  field: Field,
  truth: View,
  given: View,
  language: string | undefined,
): boolean | null {
  if (field === 'vatBreakdown') return sameBreakdown(truth.vatBreakdown, given.vatBreakdown);
  const [wanted, got] = [truth.texts[field], given.texts[field]];
  const [want = null] = wanted;
  const [first = null] = got;
  if (field === 'kind') return want === first;
  if (field === 'sellerId' || field === 'buyerId') {
    const [w, g] = [filled(wanted, partyId), filled(got, partyId)];
    if (w.size > 0) return meet(w, g);
    return field === 'buyerId' || g.size === 0 ? null : false;
  }
  if (field === 'account') {
    const [w, g] = [accountForms(wanted, language), filled(got, plain)];
    return w.size > 0 ? meet(w, g) : g.size === 0 ? null : false;
  }
  if (want === null || want === '') return first === null || first === '' ? null : false;
  switch (field) {
    case 'withoutVat':
    case 'vat':
    case 'amountDue':
      return near(amount(want), amount(first));
    case 'sellerName':
      return alike(want, first) >= 0.9;
    case 'remittance':
      return (
        plain(want) === plain(first) ||
        (language === 'da' && plain(first).startsWith(`71${plain(want)}`))
      );
    case 'buyerReference':
      return words(want) === words(first);
    case 'number':
    case 'issueDate':
    case 'dueDate':
    case 'currency':
    case 'orderReference':
    case 'precedingInvoice':
      return plain(want) === plain(first);
  }
}

function sameBreakdown(wanted: readonly VatRow[], given: readonly VatRow[]): boolean | null {
  if (wanted.length === 0) return null;
  const rows = (list: readonly VatRow[]): [string, number, number][] =>
    list
      .map(({ rate, base, tax }): [string, number, number] => [
        String(Math.trunc(Number(rate ?? '0'))),
        amount(base) ?? 0,
        amount(tax) ?? 0,
      ])
      .toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1] || a[2] - b[2]));
  const [w, g] = [rows(wanted), rows(given)];
  return (
    w.length === g.length &&
    w.every(([rate, base, tax], i) => {
      const row = g[i];
      return row !== undefined && row[0] === rate && near(row[1], base, 2) && near(row[2], tax, 2);
    })
  );
}

/** How many lines are right by amount, quantity and text, and how many by amount alone. */
export function countLines(truth: DocumentTruth, given: View): { right: number; byAmount: number } {
  const used = new Set<number>();
  let right = 0;
  let byAmount = 0;
  for (const line of truth.lines ?? []) {
    const amounts = [amount(line.net)];
    if (truth.lineAmountsInclVat)
      amounts.push(Math.round(Math.abs(Number(line.net)) * (100 + Number(line.vatRate))));
    let best: { index: number; isRight: boolean; ratio: number } | undefined;
    given.lines.forEach((other, index) => {
      if (used.has(index) || !amounts.some((wanted) => near(amount(other.amount), wanted, 2)))
        return;
      const ratio = alike(line.description, other.name);
      const quantity = Number(other.quantity ?? Number.NaN);
      const isSame =
        ratio >= 0.7 && Math.abs(Math.abs(quantity) - Number(line.quantity)) <= 0.001 + 1e-9;
      if (
        !best ||
        Number(isSame) > Number(best.isRight) ||
        (isSame === best.isRight && ratio > best.ratio)
      ) {
        best = { index, isRight: isSame, ratio };
      }
    });
    if (!best) continue;
    used.add(best.index);
    byAmount++;
    if (best.isRight) right++;
  }
  return { right, byAmount };
}
