/** Why a document could not be read. */
export type UnreadableCode =
  | 'encrypted'
  | 'damaged'
  | 'not-a-document'
  | 'no-pages'
  | 'no-such-page'
  | 'too-many-pages'
  | 'too-many-pixels'
  | 'too-much-text'
  | 'too-large'
  | 'took-too-long'
  | 'used-too-much-memory'
  | 'no-engine';

export interface Unreadable {
  readonly error: { readonly code: UnreadableCode; readonly detail: string };
}

export const unreadable = (code: UnreadableCode, detail: string): Unreadable => ({
  error: { code, detail },
});
