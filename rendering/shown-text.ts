/**
 * What a reader may see of a text from outside: line ends as `\n`, no control characters, no marks that turn the
 * direction of the text around them, nothing without width that could hide between letters.
 */
export const shown = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g, ' ')
    .replaceAll(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]/g, '')
    .replaceAll(/\p{Variation_Selector}/gu, '')
    .replaceAll(/[\u{e0000}-\u{e0fff}]/gu, '')
    .replaceAll(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd');

/** On one line. */
export const shownOnOneLine = (text: string): string => shown(text).replaceAll('\n', ' ');
