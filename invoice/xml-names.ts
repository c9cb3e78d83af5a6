const first = String.raw`A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const later = String.raw`${first}\-.0-9\u00B7\u0300-\u036F\u203F\u2040`;
const name = `[${first}][${later}]*`;
const withoutColon = new RegExp(`^${name}$`, 'u');
const qualified = new RegExp(`^${name}(?::${name})?$`, 'u');

/** Whether a text is a name without colon, as XML 1.0 and its namespaces define it. */
export const isName = (text: string): boolean => withoutColon.test(text);

/** Whether a text is a name with at most one prefix. */
export const isQualifiedName = (text: string): boolean => qualified.test(text);
