import type { UblDocument } from './document.ts';
import { cenHints } from './hints/cen.ts';
import { nationalHints } from './hints/national.ts';
import { peppolHints } from './hints/peppol.ts';
import type { Hint, Said } from './hints/show.ts';
import { Unevaluable } from './number.ts';
import type { Broken } from './run.ts';
import { cenTexts } from './texts/cen.ts';
import { nationalRuleTexts } from './texts/national.ts';
import { peppolTexts } from './texts/peppol.ts';
import { familyWords } from './ubl/family-texts.ts';
import { misfitWords } from './ubl/structure-texts.ts';
import type { Misfit } from './ubl/structure.ts';

export type Language = 'nb' | 'en';

/** What a finding says in one language. */
export interface Explanation {
  readonly text: string;
  readonly hint: string | null;
}

const texts: ReadonlyMap<string, Said> = new Map([
  ...Object.entries(cenTexts),
  ...Object.entries(peppolTexts),
  ...Object.entries(nationalRuleTexts),
]);
const hints: ReadonlyMap<string, Hint> = new Map([
  ...Object.entries(cenHints),
  ...Object.entries(peppolHints),
  ...Object.entries(nationalHints),
]);

const inLanguage = (
  { text, hint }: { readonly text: Said; readonly hint?: Said | undefined },
  language: Language,
): Explanation => ({ text: text[language], hint: hint?.[language] ?? null });

/** The text of a broken rule, and what stands there and what should. */
export function explain(broken: Broken, document: UblDocument, language: Language): Explanation {
  const family = familyWords(broken);
  if (family) return inLanguage(family, language);
  const { id } = broken.rule;
  const text = texts.get(id) ?? { nb: id, en: id };
  return inLanguage({ text, hint: hintOf(broken, document) }, language);
}

function hintOf({ rule, at }: Broken, document: UblDocument): Said | undefined {
  try {
    return hints.get(rule.id)?.(at, document);
  } catch (error) {
    // A hint that would compute with what is no number has nothing to show.
    if (error instanceof Unevaluable) return undefined;
    throw error;
  }
}

/** The text of a structural finding, and what may stand there. */
export const explainMisfit = (misfit: Misfit, language: Language): Explanation =>
  inLanguage(misfitWords(misfit), language);
