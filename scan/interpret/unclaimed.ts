import { isKid } from '../../invoice/norway/kid.ts';
import type { Box } from '../words.ts';
import type { Reading } from './document.ts';
import { around, gapBetween, type Token } from './layout.ts';

/**
 * True where the paper has a number that may be a payment reference and that no label explains: digits that check as a
 * KID and are no date, amount, account or company. Then the absence of a reference is not to be relied on.
 */
export function hasUnclaimedReference({
  sheets,
  announced,
  findings,
  table,
  totals,
}: Reading): boolean {
  // On a payment slip the amount stands without its mark, crowns and øre apart.
  const due = (totals?.amountDue?.amount ?? '').replaceAll(/\D/g, '');
  const crowns = due.slice(0, -2);
  const claimed = [
    ...announced.map(({ place }) => place),
    ...findings.dates,
    ...findings.companies,
    ...findings.ibans,
    ...findings.accounts,
  ];
  const byPage = new Map<number, Box[]>();
  for (const { page, box } of claimed) byPage.set(page, [...(byPage.get(page) ?? []), box]);
  return sheets.some(({ rows, page }, sheet) =>
    rows.some(
      (row, at) =>
        !row.tokens.some(({ text }) => /[<>]/.test(text)) &&
        digitRuns(row.tokens).some((run) => {
          const box = around(run);
          const digits = run.map(({ text }) => text).join('');
          return (
            digits.length >= 6 &&
            digits.length !== 8 &&
            digits !== due &&
            digits !== crowns &&
            isKid(digits) &&
            !table.has(sheet, at, box) &&
            !(byPage.get(page.number) ?? []).some((other) => overlaps(box, other))
          );
        }),
    ),
  );
}

const overlaps = (a: Box, b: Box): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function digitRuns(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    if (!/^\d+$/.test(token.text)) {
      last = undefined;
      continue;
    }
    if (last && gapBetween(last, token) < 0.9) runs.at(-1)?.push(token);
    else runs.push([token]);
    last = token;
  }
  return runs;
}
