import { readAccountNumber, readIban } from '../../invoice/norway/account-number.ts';
import { isKid } from '../../invoice/norway/kid.ts';
import type { Announced } from './assign.ts';
import { asDigits, type Findings } from './findings.ts';
import { ibanLength, looksLikeBankgiro, looksLikeBic, looksLikePlusgiro } from './identifiers.ts';
import { textOf, type Sheet } from './layout.ts';
import type { Read } from './names.ts';

export interface PaymentFound {
  readonly accounts: readonly Read[];
  readonly bic: Read | null;
  readonly remittance: Read | null;
  /** What the machine line of a payment slip or a payment code says; it is printed to be read. */
  readonly slip: Slip | null;
}

/** The line that machines read on a payment slip, or a payment code. */
export interface Slip {
  readonly remittance: string | null;
  /** With two decimals. */
  readonly amount: string | null;
  readonly account: string | null;
  readonly read: Read;
}

/** Where to pay, and with which reference. */
export function findPayment(
  sheets: readonly Sheet[],
  findings: Findings,
  announced: readonly Announced[],
): PaymentFound {
  const slip = slipOf(sheets);
  const accounts: Read[] = [];
  const add = (read: Read): void => {
    const plain = read.value.replaceAll(/[^0-9A-Za-z]/g, '');
    if (!accounts.some(({ value }) => value.replaceAll(/[^0-9A-Za-z]/g, '') === plain))
      accounts.push(read);
  };
  const references = announced
    .filter(({ field }) => field === 'remittance')
    .map(({ value }) => value.replaceAll(/\D/g, ''));
  for (const { value, page, box, confidence } of findings.accounts) {
    if (references.includes(value)) continue;
    add({ value, place: { page, box }, confidence: 0.95 * confidence });
  }
  for (const { field, value, place, score, confidence } of announced) {
    if (field !== 'account' && field !== 'giro' && field !== 'sortCode') continue;
    const account = domesticAccount(field, value, announced);
    if (account !== null)
      add({ value: account, place, confidence: Math.min(0.95, 0.5 + score / 2) * confidence });
  }
  for (const { field, value, place, score, confidence } of announced) {
    // Printed with wrong check digits it is still what the paper says; nobody pays to it unasked.
    const iban = value.replaceAll(' ', '').toUpperCase();
    if (
      field === 'iban' &&
      findings.ibans.length === 0 &&
      ibanLength(iban.slice(0, 2)) === iban.length
    )
      add({ value: iban, place, confidence: 0.5 * score * confidence });
  }
  if (slip?.account && accounts.length === 0) add({ ...slip.read, value: slip.account });
  for (const { value, page, box, confidence } of findings.ibans) {
    add({ value, place: { page, box }, confidence: 0.97 * confidence });
  }
  return {
    accounts,
    bic: bicOf(announced),
    remittance: remittanceOf(announced, slip, accounts, danishSlip(sheets)),
    slip,
  };
}

function domesticAccount(
  field: string,
  text: string,
  announced: readonly Announced[],
): string | null {
  const value = text.trim().replaceAll(/[.,;]$/g, '');
  const compact = value.replaceAll(' ', '');
  if (readIban(compact) !== null || readAccountNumber(value) !== null) return null;
  const digits = compact.replaceAll(/\D/g, '');
  if (field === 'giro')
    return looksLikeBankgiro(compact) || looksLikePlusgiro(compact) ? compact : null;
  if (field === 'sortCode') return null;
  if (looksLikeBankgiro(compact) && compact.includes('-')) return compact;
  if (!/^[\d\s-]+$/.test(value)) return null;
  const sortCode =
    announced
      .filter(({ label }) => label.fields.includes('sortCode'))
      .map((other) => other.value.replaceAll(/\D/g, ''))
      .find(({ length }) => length === 4 || length === 6) ?? '';
  // Denmark: four digits of the bank and up to ten of the account; Britain: the sort code and eight digits.
  if (sortCode.length === 4 && digits.length >= 6 && digits.length <= 10)
    return sortCode + digits.padStart(10, '0');
  if (sortCode.length === 6 && digits.length === 8) return sortCode + digits;
  if (/^\d{4}[ -]\d{6,10}$/.test(value)) return digits;
  return digits.length >= 8 && digits.length <= 14 && digits.length !== 11 ? digits : null;
}

function bicOf(announced: readonly Announced[]): Read | null {
  const found = announced.find(
    ({ field, value }) => field === 'bic' && looksLikeBic(value.replaceAll(' ', '')),
  );
  return found
    ? {
        value: found.value.replaceAll(' ', ''),
        place: found.place,
        confidence: 0.9 * found.confidence,
      }
    : null;
}

function remittanceOf(
  announced: readonly Announced[],
  slip: Slip | null,
  accounts: readonly Read[],
  fik: Read | null,
): Read | null {
  const reads = announced
    .filter(({ field, score }) => field === 'remittance' && score > 0.35)
    .map(({ value, place, score, confidence }) => ({
      value: plainReference(value),
      place,
      score,
      confidence,
    }))
    .filter(
      ({ value }) =>
        value.length >= 2 &&
        !accounts.some((account) => account.value.endsWith(value) && value.length === 11),
    )
    .sort((a, b) => b.score - a.score);
  const [best] = reads;
  if (!best && fik) return fik;
  if (!best) return slip?.remittance ? { ...slip.read, value: slip.remittance } : null;
  const agreed =
    slip?.remittance === best.value || reads.filter(({ value }) => value === best.value).length > 1;
  const checks = /^\d+$/.test(best.value) && isKid(best.value);
  if (!checks && slip?.remittance && isKid(slip.remittance))
    return { ...slip.read, value: slip.remittance };
  return {
    value: best.value,
    place: best.place,
    confidence: Math.min(0.98, (checks ? 0.9 : 0.72) + (agreed ? 0.06 : 0)) * best.confidence,
  };
}

/** Denmark's payment line wherever it stands: `+71<971119218044843+81234567<`, the reference after the kind of card. */
function danishSlip(sheets: readonly Sheet[]): Read | null {
  for (const { rows } of sheets) {
    for (const row of rows) {
      const match = /\+\s?(?:71|75|04|15)\s?<\s?([\d ]{14,20})/.exec(textOf(row.tokens));
      const value = match?.[1]?.replaceAll(' ', '');
      if (value !== undefined)
        return { value, place: { page: row.page, box: row.box }, confidence: 0.85 };
    }
  }
  return null;
}

/** Digits without their groups, anything else as printed. */
const plainReference = (text: string): string => {
  const compact = text.replaceAll(/\s/g, '');
  return /^[\d.-]+$/.test(compact) ? compact.replaceAll(/[.-]$/g, '') : text;
};

/** Norway's and Sweden's machine lines: `H 49731310 22745 94 < 7 > 97106560610 #`, `# 45375682510 # 1520 00 6 > 74830704#41#`. */
export function slipOf(sheets: readonly Sheet[]): Slip | null {
  for (const sheet of sheets) {
    for (let at = sheet.rows.length - 1; at >= 0; at--) {
      const row = sheet.rows[at];
      if (!row || !row.tokens.some(({ text }) => /[<>]/.test(text))) continue;
      const text = textOf(row.tokens);
      const slip = norwegianSlip(text) ?? swedishSlip(text);
      if (slip)
        return {
          ...slip,
          read: {
            value: '',
            place: { page: row.page, box: row.box },
            confidence: 0.9 * Math.min(...row.tokens.map(({ confidence }) => confidence)),
          },
        };
    }
  }
  return null;
}

type Machine = Omit<Slip, 'read'>;

function norwegianSlip(text: string): Machine | null {
  const match =
    /^H?\s*#?\s*([\dOIlSB ]*?)\s*#?\s+(\d{1,9})\s+(\d{2})\s*<\s*\d?\s*>\s*([\d ]{11,14})/.exec(
      text,
    );
  if (!match) return null;
  const remittance = asDigits(match[1] ?? '').replaceAll(/\D/g, '');
  return {
    remittance: remittance !== '' && isKid(remittance) ? remittance : null,
    amount: `${match[2] ?? '0'}.${match[3] ?? '00'}`,
    account: readAccountNumber(match[4] ?? ''),
  };
}

function swedishSlip(text: string): Machine | null {
  const match =
    /^#?\s*([\d ]*?)\s*#\s*(?:(\d{1,9})\s+(\d{2})\s+\d\s*>)?\s*(\d{7,8})\s*#\s*\d\d\s*#/.exec(text);
  if (!match) return null;
  const remittance = (match[1] ?? '').replaceAll(/\D/g, '');
  return {
    remittance: remittance === '' ? null : remittance,
    amount: match[2] && match[3] ? `${match[2]}.${match[3]}` : null,
    account: match[4] ? `${match[4].slice(0, -4)}-${match[4].slice(-4)}` : null,
  };
}
