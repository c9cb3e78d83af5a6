import { describe, expect, it } from 'vitest';
import { invoiceOf } from '../../../bench/rules/invoice.ts';
import { businessRules } from '../../../invoice/rules/cen/pattern.ts';
import { UblDocument } from '../../../invoice/rules/document.ts';
import { explain } from '../../../invoice/rules/explain.ts';
import { billingPatterns, selfBillingPatterns } from '../../../invoice/rules/peppol/patterns.ts';
import { fatal, type Rule } from '../../../invoice/rules/rule.ts';
import { writtenByHand } from '../../../invoice/rules/tables/families.ts';
import { codePattern } from '../../../invoice/rules/ubl/codes.ts';
import { familyPattern } from '../../../invoice/rules/ubl/families.ts';
import { unusedPaths } from '../../../invoice/rules/ubl/unused.ts';
import { readXml } from '../../../invoice/xml.ts';

const xml = readXml(new TextEncoder().encode(invoiceOf(1)));
if (!xml.ok) throw new Error(xml.detail);
const document = new UblDocument(xml.root);

const rules: readonly Rule[] = [
  businessRules,
  familyPattern,
  codePattern,
  ...billingPatterns,
  ...selfBillingPatterns,
].flatMap((pattern) => pattern.flatMap((context) => context.rules));
const unused = [...unusedPaths.keys()].map((id) => fatal(id, '', () => true));

describe('the rules', () => {
  it('all have a text in Norwegian and one in English', () => {
    const without = [...rules, ...unused].flatMap((rule) => {
      const [nb, en] = (['nb', 'en'] as const).map(
        (language) => explain({ rule, at: document.root }, document, language).text,
      );
      return nb === rule.id || en === rule.id || nb === en ? [rule.id] : [];
    });
    expect([...new Set(without)]).toEqual([]);
  });

  it('give a hint, or none, at any element', () => {
    const everything = (at: typeof document.root): (typeof document.root)[] => [
      at,
      ...at.children.flatMap(everything),
    ];
    for (const at of everything(document.root)) {
      for (const rule of rules) expect(() => explain({ rule, at }, document, 'nb')).not.toThrow();
    }
  });

  it('of the official families are all there: each is a row of a table or written by hand', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(
      writtenByHand
        .trim()
        .split('\n')
        .filter((id) => !ids.has(id)),
    ).toEqual([]);
    expect(unusedPaths.size).toBeGreaterThan(650);
  });
});
