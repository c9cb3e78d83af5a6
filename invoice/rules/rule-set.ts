import type { XmlElement } from '../xml.ts';
import { businessRules } from './cen/pattern.ts';
import { billingPatterns, selfBillingPatterns } from './peppol/patterns.ts';
import { compile, type Compiled } from './run.ts';
import { normalizedText } from './select.ts';
import { codePattern } from './ubl/codes.ts';
import { familyPattern } from './ubl/families.ts';

const cen = [businessRules, familyPattern, codePattern];

/** Whose rules a document is judged by, besides those of CEN. */
export type RuleSet = 'billing' | 'self-billing';

const patterns = {
  billing: [...cen, ...billingPatterns],
  'self-billing': [...cen, ...selfBillingPatterns],
};
const compiled = new Map<RuleSet, Compiled>();

/**
 * The rules for a UBL document by what it says it is.
 * A document that names neither Peppol process is judged by Peppol Billing too: that is where it will be sent.
 */
export function ruleSetOf(root: XmlElement): RuleSet {
  const says = ['cbc:CustomizationID', 'cbc:ProfileID'].map((name) => normalizedText(root, name));
  return says.some((id) => id.includes('selfbilling')) ? 'self-billing' : 'billing';
}

/** All patterns of a rule set, ready to run. */
export function compiledRules(set: RuleSet): Compiled {
  let ready = compiled.get(set);
  if (!ready) {
    ready = compile(patterns[set]);
    compiled.set(set, ready);
  }
  return ready;
}
