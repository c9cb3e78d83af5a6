import { label, type Language, type TextKey } from './texts.ts';

/** A label and what stands behind it. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Labelled values in their order, without those that the invoice does not give. */
export const factsOf = (
  language: Language,
  rows: readonly (readonly [TextKey, string | undefined])[],
): Fact[] =>
  rows.flatMap(([key, value]) => (value ? [{ label: label(key, language), value }] : []));
