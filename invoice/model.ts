/** An amount, price, quantity or rate as exact decimal text: `'1250.00'`. Computed with in `amount.ts` only. */
export type Decimal = string;
/** A day: `'2026-03-31'`. */
export type IsoDate = string;

export interface Address {
  readonly street?: string; // BT-35, BT-50
  readonly additionalStreet?: string; // BT-36, BT-51
  readonly addressLine?: string; // BT-162, BT-163
  readonly city?: string; // BT-37, BT-52
  readonly postCode?: string; // BT-38, BT-53
  readonly subdivision?: string; // BT-39, BT-54
  readonly country?: string; // BT-40, BT-55
}

export interface Contact {
  readonly name?: string; // BT-41, BT-56
  readonly telephone?: string; // BT-42, BT-57
  readonly email?: string; // BT-43, BT-58
}

export interface Party {
  readonly name: string; // BT-27, BT-44
  readonly tradingName?: string; // BT-28, BT-45
  readonly legalRegistrationId?: string; // BT-30, BT-47
  readonly legalRegistrationScheme?: string; // BT-30-1, BT-47-1
  readonly vatId?: string; // BT-31, BT-48
  readonly taxRegistrationId?: string; // BT-32
  readonly endpointId?: { readonly scheme: string; readonly value: string }; // BT-34, BT-49
  readonly address?: Address; // BG-5, BG-8
  readonly contact?: Contact; // BG-6, BG-9
}

export interface PaymentAccount {
  readonly id: string; // BT-84
  readonly name?: string; // BT-85
  readonly bic?: string; // BT-86
}

export interface AllowanceOrCharge {
  readonly amount: Decimal; // BT-92, BT-99
  readonly reason?: string; // BT-97, BT-104
  readonly vatCategory?: string; // BT-95, BT-102
  readonly vatRate?: Decimal; // BT-96, BT-103
}

export interface Line {
  readonly id: string; // BT-126
  readonly note?: string; // BT-127
  readonly quantity: Decimal; // BT-129
  readonly unitCode?: string; // BT-130
  readonly lineNetAmount: Decimal; // BT-131
  readonly item: {
    readonly name: string; // BT-153
    readonly description?: string; // BT-154
    readonly sellerId?: string; // BT-155
  };
  readonly price: {
    readonly itemNetPrice?: Decimal; // BT-146
    readonly baseQuantity?: Decimal; // BT-149
  };
  readonly allowances: readonly AllowanceOrCharge[]; // BG-27
  readonly charges: readonly AllowanceOrCharge[]; // BG-28
  readonly vatCategory?: string; // BT-151
  readonly vatRate?: Decimal; // BT-152
}

export interface VatBreakdown {
  readonly vatCategory: string; // BT-118
  readonly vatRate?: Decimal; // BT-119
  readonly taxableAmount: Decimal; // BT-116
  readonly taxAmount: Decimal; // BT-117
  readonly exemptionReason?: string; // BT-120
}

export interface Totals {
  readonly lineNetAmount?: Decimal; // BT-106
  readonly allowances?: Decimal; // BT-107
  readonly charges?: Decimal; // BT-108
  readonly withoutVat?: Decimal; // BT-109
  readonly vat?: Decimal; // BT-110
  readonly withVat?: Decimal; // BT-112
  readonly prepaid?: Decimal; // BT-113
  readonly rounding?: Decimal; // BT-114
  readonly amountDue: Decimal; // BT-115
}

export interface Attachment {
  readonly id: string; // BT-122
  readonly description?: string; // BT-123
  readonly externalUrl?: string; // BT-124
  readonly filename?: string; // BT-125
  readonly contentType?: string; // BT-125
}

/** An invoice or credit note in the terms of EN 16931. */
export interface Invoice {
  readonly number: string; // BT-1
  readonly issueDate: IsoDate; // BT-2
  readonly typeCode: string; // BT-3
  readonly currency: string; // BT-5
  readonly dueDate?: IsoDate; // BT-9
  readonly buyerReference?: string; // BT-10
  readonly orderReference?: string; // BT-13
  readonly notes: readonly string[]; // BT-22
  readonly precedingInvoices: readonly { readonly number: string; readonly issueDate?: IsoDate }[]; // BG-3
  readonly seller: Party; // BG-4
  readonly buyer: Party; // BG-7
  readonly payee?: Pick<Party, 'name' | 'legalRegistrationId'>; // BG-10
  readonly payment: {
    readonly meansCode?: string; // BT-81
    readonly remittanceInformation?: string; // BT-83, in Norway the KID
    readonly terms?: string; // BT-20
    readonly accounts: readonly PaymentAccount[]; // BG-17
  }; // BG-16
  readonly allowances: readonly AllowanceOrCharge[]; // BG-20
  readonly charges: readonly AllowanceOrCharge[]; // BG-21
  readonly lines: readonly Line[]; // BG-25
  readonly vatBreakdown: readonly VatBreakdown[]; // BG-23
  readonly totals: Totals; // BG-22
  readonly attachments: readonly Attachment[]; // BG-24
}
