/** What Norwegian companies are called behind their name; registers and papers leave it out at will. */
const legalForm = /\s(AS|ASA|ANS|DA|ENK|SA|BA|KF|IKS|NUF|STI|BRL|BBL)$/i;

const bare = (name: string): string =>
  name
    .trim()
    .replace(/[.,]+$/, '')
    .replace(legalForm, '')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * True where two writings name one company: case, accents, spaces, punctuation and the legal form do not matter, and
 * in a name of eight letters or more one may be misread. `Fjellheim Eiendom` and `Fjellheim Eiendom Drift` are two.
 */
export function namesSameCompany(left: string, right: string): boolean {
  const [a, b] = [bare(left), bare(right)];
  if (a === '' || b === '') return false;
  if (a === b) return true;
  return Math.min(a.length, b.length) >= 8 && differsInOneLetter(a, b);
}

function differsInOneLetter(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back++;
  return Math.max(a.length, b.length) - from - back <= 1;
}
