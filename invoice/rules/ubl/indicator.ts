import type { XmlElement } from '../../xml.ts';
import { all, stringOf } from '../select.ts';

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** XPath's `cbc:ChargeIndicator = true()` or `= false()`; what is no boolean equals neither. */
export const isCharge = (at: XmlElement | undefined, expected: boolean): boolean =>
  at !== undefined &&
  all(at, 'cbc:ChargeIndicator').some(
    (indicator) => booleans.get(stringOf(indicator).trim()) === expected,
  );
