import type { XmlElement } from '../../xml.ts';
import { known } from '../cen/known.ts';
import type { UblDocument } from '../document.ts';
import { decimalOf, type Number as Decimal } from '../number.ts';
import { all, first, normalizedText, stringOf } from '../select.ts';
import { add, change, element, group, stands, standsWith, type Hint, type Said } from './show.ts';

type Attributes = Readonly<Record<string, string>>;

/**
 * Gives the element at a path below `at` a value: changes it where it stands,
 * else adds it, with what is missing on the way to it, in the last element that is there.
 */
export function provide(
  at: XmlElement,
  path: string,
  value: string,
  attributes: Attributes = {},
  why?: Said,
): Said {
  const found = first(at, path);
  if (found) {
    const shouldBe = element(found.qualifiedName, value, {
      ...attributes,
      ...Object.fromEntries(found.attributes),
    });
    return change(stands(found), shouldBe, why);
  }
  const steps = path.split('/');
  let into = at;
  let next = steps[0] === undefined ? undefined : first(into, steps[0]);
  while (next) {
    into = next;
    steps.shift();
    next = steps[0] === undefined ? undefined : first(into, steps[0]);
  }
  const leaf = element(steps.pop() ?? '', value, attributes);
  return add(
    steps.reduceRight((inner, step) => group(step, inner), leaf),
    into.qualifiedName,
    why,
  );
}

/** A hint that gives the element at a path a value that is the same for all. */
export const providing =
  (path: string, value: string, attributes?: Attributes): Hint =>
  (at) =>
    provide(at, path, value, attributes);

/** A hint that gives the element at a path the amount that is computed for it, or shows where one belongs. */
export const providingAmount =
  (path: string, amount: (at: XmlElement, document: UblDocument) => Decimal | undefined): Hint =>
  (at, document) =>
    provide(at, path, money(known(() => amount(at, document))), currencyOf(document));

/** An amount with two decimals, or dots for one that cannot be computed. */
export const money = (amount: Decimal | undefined): string => amount?.toFixed(2) ?? '…';

/** The document's currency as an attribute. */
export const currencyOf = (document: UblDocument): Attributes => ({
  currencyID: normalizedText(document.root, 'cbc:DocumentCurrencyCode') || 'NOK',
});

/** The number at a path, or undefined where there is none or it cannot be read. */
export const numberAt = (at: XmlElement, path: string): Decimal | undefined => {
  const found = all(at, path)[0];
  return found && known(() => decimalOf(stringOf(found)));
};

/** A hint that puts an attribute on the element itself. */
export const providingAttribute =
  (name: string, value: string): Hint =>
  (at) =>
    change(
      stands(at),
      element(at.qualifiedName, stringOf(at), {
        ...Object.fromEntries(at.attributes),
        [name]: value,
      }),
    );

/** A hint that rounds the amount at a path to two decimals. */
export const rounding =
  (path: string): Hint =>
  (at) => {
    const found = first(at, path);
    if (!found) return { nb: 'Bruk høyst to desimaler.', en: 'Use at most two decimals.' };
    return change(stands(found), standsWith(found, money(known(() => decimalOf(stringOf(found))))));
  };
