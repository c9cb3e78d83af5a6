/** A postal address as settings and the customer register give it. */
export interface PostalAddress {
  readonly lines: readonly string[];
  readonly postCode?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
}
