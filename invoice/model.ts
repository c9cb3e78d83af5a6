/** An amount, price, quantity or rate as exact decimal text: `'1250.00'`. Computed with in `amount.ts` only. */
export type Decimal = string;
/** A day: `'2026-03-31'`. */
export type IsoDate = string;

/** An identifier with the list that it is from: `{scheme: '0088', value: '7300010000001'}`. */
export interface Identifier {
  readonly scheme?: string;
  readonly value: string;
}

export interface Period {
  readonly startDate?: IsoDate; // BT-73, BT-134
  readonly endDate?: IsoDate; // BT-74, BT-135
}

export interface Address {
  readonly street?: string; // BT-35, BT-50, BT-64, BT-75
  readonly additionalStreet?: string; // BT-36, BT-51, BT-65, BT-76
  readonly addressLine?: string; // BT-162, BT-163, BT-164, BT-165
  readonly city?: string; // BT-37, BT-52, BT-66, BT-77
  readonly postCode?: string; // BT-38, BT-53, BT-67, BT-78
  readonly subdivision?: string; // BT-39, BT-54, BT-68, BT-79
  readonly country?: string; // BT-40, BT-55, BT-69, BT-80
}

export interface Contact {
  readonly name?: string; // BT-41, BT-56
  readonly telephone?: string; // BT-42, BT-57
  readonly email?: string; // BT-43, BT-58
}

export interface Party {
  readonly name: string; // BT-27, BT-44
  readonly tradingName?: string; // BT-28, BT-45
  readonly identifiers?: readonly Identifier[]; // BT-29, BT-46; scheme SEPA: BT-90
  readonly legalRegistrationId?: string; // BT-30, BT-47
  readonly legalRegistrationScheme?: string; // BT-30-1, BT-47-1
  readonly legalForm?: string; // BT-33
  readonly vatId?: string; // BT-31, BT-48
  /** In Norway `Foretaksregisteret`. */
  readonly taxRegistrationId?: string; // BT-32
  /** Only where it is another than `TAX`. */
  readonly taxRegistrationScheme?: string; // BT-32
  readonly endpointId?: { readonly scheme: string; readonly value: string }; // BT-34, BT-49
  readonly address?: Address; // BG-5, BG-8
  readonly contact?: Contact; // BG-6, BG-9
}

export interface Payee {
  readonly name: string; // BT-59
  readonly identifiers?: readonly Identifier[]; // BT-60; scheme SEPA: BT-90
  readonly legalRegistrationId?: string; // BT-61
  readonly legalRegistrationScheme?: string; // BT-61-1
}

export interface TaxRepresentative {
  readonly name: string; // BT-62
  readonly vatId?: string; // BT-63
  readonly address?: Address; // BG-12
}

export interface Delivery {
  readonly date?: IsoDate; // BT-72
  readonly locationId?: Identifier; // BT-71
  readonly address?: Address; // BG-15
  readonly partyName?: string; // BT-70
}

/** How to pay. On an account, card or mandate only what differs from the invoice's own. */
export interface PaymentInstruction {
  readonly meansCode?: string; // BT-81
  readonly meansText?: string; // BT-82
  readonly remittanceInformation?: string; // BT-83, in Norway the KID
}

export interface PaymentAccount extends PaymentInstruction {
  readonly id: string; // BT-84
  readonly name?: string; // BT-85
  readonly bic?: string; // BT-86
}

export interface PaymentCard extends PaymentInstruction {
  readonly number: string; // BT-87
  readonly network?: string;
  readonly holder?: string; // BT-88
}

export interface DirectDebit extends PaymentInstruction {
  readonly mandateReference?: string; // BT-89
  readonly debitedAccount?: string; // BT-91
}

export interface Payment extends PaymentInstruction {
  readonly terms?: string; // BT-20
  readonly accounts: readonly PaymentAccount[]; // BG-17
  readonly card?: PaymentCard; // BG-18
  readonly directDebit?: DirectDebit; // BG-19
}

export interface AllowanceOrCharge {
  readonly amount: Decimal; // BT-92, BT-99, BT-136, BT-141
  readonly baseAmount?: Decimal; // BT-93, BT-100, BT-137, BT-142
  readonly percentage?: Decimal; // BT-94, BT-101, BT-138, BT-143
  readonly reason?: string; // BT-97, BT-104, BT-139, BT-144
  readonly reasonCode?: string; // BT-98, BT-105, BT-140, BT-145
  /** On the document only: those of a line have the line's. */
  readonly vatCategory?: string; // BT-95, BT-102
  readonly vatRate?: Decimal; // BT-96, BT-103
}

export interface ItemClassification {
  readonly code: string; // BT-158
  readonly list?: string; // BT-158-1
  readonly listVersion?: string; // BT-158-2
}

export interface ItemAttribute {
  readonly name: string; // BT-160
  readonly value: string; // BT-161
}

export interface Item {
  readonly name: string; // BT-153
  readonly description?: string; // BT-154
  readonly sellerId?: string; // BT-155
  readonly buyerId?: string; // BT-156
  readonly standardId?: Identifier; // BT-157
  readonly classifications?: readonly ItemClassification[];
  readonly countryOfOrigin?: string; // BT-159
  readonly attributes?: readonly ItemAttribute[]; // BG-32
}

export interface Price {
  readonly itemNetPrice?: Decimal; // BT-146
  readonly discount?: Decimal; // BT-147
  readonly grossPrice?: Decimal; // BT-148
  readonly baseQuantity?: Decimal; // BT-149
  readonly baseQuantityUnitCode?: string; // BT-150
}

export interface Line {
  readonly id: string; // BT-126
  readonly note?: string; // BT-127
  readonly invoicedObject?: Identifier; // BT-128
  readonly quantity: Decimal; // BT-129
  readonly unitCode?: string; // BT-130
  readonly lineNetAmount: Decimal; // BT-131
  readonly orderLineReference?: string; // BT-132
  readonly buyerAccountingReference?: string; // BT-133
  readonly period?: Period; // BG-26
  readonly item: Item; // BG-31
  readonly price: Price; // BG-29
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
  readonly exemptionReasonCode?: string; // BT-121
}

export interface Totals {
  readonly lineNetAmount?: Decimal; // BT-106
  readonly allowances?: Decimal; // BT-107
  readonly charges?: Decimal; // BT-108
  readonly withoutVat?: Decimal; // BT-109
  readonly vat?: Decimal; // BT-110
  readonly vatInTaxCurrency?: Decimal; // BT-111
  readonly withVat?: Decimal; // BT-112
  readonly prepaid?: Decimal; // BT-113
  readonly rounding?: Decimal; // BT-114
  readonly amountDue: Decimal; // BT-115
}

export interface Attachment {
  readonly id: string; // BT-122
  readonly description?: string; // BT-123
  readonly externalUrl?: string; // BT-124
  /** Base64, as it stands in the document. */
  readonly content?: string; // BT-125
  readonly filename?: string; // BT-125-2
  readonly contentType?: string; // BT-125-1
}

/** An invoice or credit note in the terms of EN 16931. */
export interface Invoice {
  readonly specificationId?: string; // BT-24
  readonly businessProcessType?: string; // BT-23
  readonly number: string; // BT-1
  readonly issueDate: IsoDate; // BT-2
  readonly typeCode: string; // BT-3
  readonly currency: string; // BT-5
  readonly taxCurrency?: string; // BT-6
  readonly taxPointDate?: IsoDate; // BT-7
  readonly taxPointDateCode?: string; // BT-8
  readonly dueDate?: IsoDate; // BT-9
  readonly buyerReference?: string; // BT-10
  readonly projectReference?: string; // BT-11
  readonly contractReference?: string; // BT-12
  readonly orderReference?: string; // BT-13
  readonly salesOrderReference?: string; // BT-14
  readonly receivingAdviceReference?: string; // BT-15
  readonly despatchAdviceReference?: string; // BT-16
  readonly tenderReference?: string; // BT-17
  readonly invoicedObject?: Identifier; // BT-18
  readonly buyerAccountingReference?: string; // BT-19
  /** A subject code stands before its text, as UBL has it: `#AAI#Text`. */
  readonly notes: readonly string[]; // BG-1: BT-21, BT-22
  readonly precedingInvoices: readonly { readonly number: string; readonly issueDate?: IsoDate }[]; // BG-3: BT-25, BT-26
  readonly seller: Party; // BG-4
  readonly buyer: Party; // BG-7
  readonly payee?: Payee; // BG-10
  readonly taxRepresentative?: TaxRepresentative; // BG-11
  readonly delivery?: Delivery; // BG-13
  readonly invoicingPeriod?: Period; // BG-14
  readonly payment: Payment; // BG-16
  readonly allowances: readonly AllowanceOrCharge[]; // BG-20
  readonly charges: readonly AllowanceOrCharge[]; // BG-21
  readonly lines: readonly Line[]; // BG-25
  readonly vatBreakdown: readonly VatBreakdown[]; // BG-23
  readonly totals: Totals; // BG-22
  readonly attachments: readonly Attachment[]; // BG-24
}
