/** Price of a service as a decimal text. */
export interface Price {
  readonly amount: string;
  readonly currency: string;
}

/** What a printed letter costs the sender: the operator's own price, without VAT. */
export const letterPrice: Price = { amount: '19.00', currency: 'NOK' };
