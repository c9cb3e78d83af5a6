/** What stands on a document, as the truth files have it. Real documents leave out what their source does not say. */
export interface DocumentTruth {
  readonly docType: 'invoice' | 'creditnote';
  readonly language?: string;
  readonly layout?: string;
  readonly sellerName?: string | null;
  readonly sellerOrgNo?: string | null;
  readonly sellerVatNo?: string | null;
  readonly buyerOrgNo?: string | null;
  readonly invoiceNumber?: string | null;
  readonly issueDate?: string | null;
  readonly dueDate?: string | null;
  readonly currency?: string | null;
  readonly netTotal?: string | null;
  readonly taxTotal?: string | null;
  readonly payableAmount?: string | null;
  readonly vat?: readonly {
    readonly rate: string;
    readonly base: string;
    readonly amount: string;
  }[];
  readonly paymentRef?: string | null;
  readonly bankAccount?: string | null;
  readonly iban?: string | null;
  readonly orderRef?: string | null;
  readonly buyerRef?: string | null;
  readonly originalInvoice?: string | null;
  readonly lines?: readonly {
    readonly description: string;
    readonly quantity: string;
    readonly vatRate: string;
    readonly net: string;
  }[];
  readonly lineAmountsInclVat?: boolean;
}

/** One file: an invoice, several of them, or no invoice at all. */
export type FileTruth =
  | DocumentTruth
  | { readonly docType: 'other'; readonly kind?: string; readonly language?: string }
  | {
      readonly documents: readonly (DocumentTruth & {
        readonly pages: readonly [number, number];
      })[];
    };

/** One of the documents that were found in a file, as `autoinvoice interpret` prints it. */
export interface AnsweredDocument {
  readonly pages?: readonly number[];
  readonly kind?: string;
  readonly release?: boolean;
  readonly certainty?: number;
  readonly confidence?: Readonly<Record<string, number>>;
  readonly invoice?: unknown;
}

export interface Answer {
  readonly file: string;
  readonly documents?: readonly AnsweredDocument[];
  readonly engine?: string;
  readonly milliseconds?: number;
  readonly error?: { readonly code: string; readonly detail: string };
}
