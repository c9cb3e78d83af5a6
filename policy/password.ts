const shortest = 12;
const longest = 200;
const fewestDifferent = 5;

/** Twelve characters and more that stand on lists of stolen passwords, or are near to it. */
const common = [
  'password',
  'passord',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'letmein',
  'welcome',
  'velkommen',
  'administrator',
  'iloveyou',
  'sommer',
  'vinter',
  'hemmelig',
  'autoinvoice',
  'faktura',
  '123456',
  '1234567890',
  'abcdef',
];

export type PasswordRefusal = 'too-short' | 'too-long' | 'too-simple';

/**
 * Why this password is refused, or null. Length counts, not kinds of characters; a common word with figures
 * around it or the person's own name is refused. Source: NIST SP 800-63B-4, 3.1.1.2.
 */
export function refusePassword(
  password: string,
  person: { readonly email: string; readonly name: string },
): PasswordRefusal | null {
  const length = Array.from(password).length;
  if (length < shortest) return 'too-short';
  if (length > longest) return 'too-long';
  const lower = password.toLowerCase();
  if (new Set(lower).size < fewestDifferent) return 'too-simple';
  const own = [person.email.split('@')[0] ?? '', person.email, ...person.name.split(/\s+/)];
  const words = [...common, ...own.map((word) => word.toLowerCase())];
  const rest = words
    .filter((word) => word.length >= 4)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), lower);
  return rest.length < length && rest.replaceAll(/[\d\W_]/g, '').length < 4 ? 'too-simple' : null;
}

/** What to tell the person. */
export const passwordRefusalTexts: Record<PasswordRefusal, { nb: string; en: string }> = {
  'too-short': {
    nb: `Passordet må ha minst ${shortest} tegn. Flere ord etter hverandre er lett å huske.`,
    en: `The password needs at least ${shortest} characters. Several words in a row are easy to remember.`,
  },
  'too-long': {
    nb: `Passordet kan ha høyst ${longest} tegn.`,
    en: `The password may have at most ${longest} characters.`,
  },
  'too-simple': {
    nb: 'Passordet er for lett å gjette.',
    en: 'The password is too easy to guess.',
  },
};
