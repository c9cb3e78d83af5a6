import { words, type Wording } from './words.ts';

/** English, of British sellers and of Norwegian ones that write English. */
export const en: Wording = {
  invoiceTitle: words(
    'Invoice|INVOICE|Tax Invoice',
    'Sales Invoice|VAT Invoice|Commercial Invoice',
    'Bill|Customer Invoice|Final Invoice',
  ),
  creditTitle: words('Credit Note|CREDIT NOTE', 'Credit Memo', 'Credit Invoice|Sales Credit'),
  number: words(
    'Invoice No.|Invoice Number|Invoice #',
    'Inv. No|Our Invoice|Document No.|Doc. No.|Inv #|Invoice Ref',
    'Bill No.|Invoice ID|Invoice Reference|Reference No.|Tax Invoice No.|Serial No. of invoice',
  ),
  issueDate: words(
    'Invoice Date|Date',
    'Date of Issue|Issued|Tax Point|Billing Date|Inv. Date',
    'Issued on|Document Date|Tax Date|Bill Date|Dated',
  ),
  dueDate: words(
    'Due Date|Payment Due|Due',
    'Please pay by|Pay by|Payment due by|Due on',
    'To be paid by|Latest payment date|Settlement date|Remit by|Falls due',
  ),
  customerNumber: words(
    'Customer No.|Account No.|Customer ID',
    'Cust. No|Client No.',
    'Client ID|A/C Ref',
  ),
  orderReference: words(
    'PO Number|Your Order No.|Order No.',
    'Purchase Order|Cust. PO|Your PO',
    'P.O. Ref|Order Reference|Customer Order',
  ),
  buyerReference: words(
    'Your Ref|Your Reference|Attention',
    'FAO|Contact',
    'Attn|Ordered by|Requested by',
  ),
  ourReference: words('Our Ref|Our Reference', 'Salesperson', 'Account Manager|Handled by'),
  deliveryDate: words('Delivery Date|Delivered', 'Despatch Date', 'Date of Supply|Ship Date'),
  orderDate: words('Order Date', 'Date ordered', 'Ordered on'),
  project: words('Project|Job No.', 'Contract', 'Site|Matter'),
  terms: words('Payment Terms|Terms', 'Terms of payment', 'Settlement terms'),
  originalInvoice: words(
    'Credits Invoice|Original Invoice',
    'Against Invoice',
    'Ref. Invoice|Relating to invoice',
  ),
  organisationNumber: words(
    'Company No.|Company Reg. No.',
    'Registered in England No.',
    'Reg. No.',
  ),
  vatNumber: words('VAT No.|VAT Reg No.|VAT Number', 'VAT Registration', 'GB VAT|Tax ID'),
  account: words('Account No.|Bank Account', 'A/C No.', 'Account'),
  bankgiro: words('Bankgiro'),
  plusgiro: words('Plusgiro'),
  iban: words('IBAN', 'IBAN No.', 'IBAN code'),
  bic: words('BIC|SWIFT', 'SWIFT/BIC', 'Swift code'),
  remittance: words('Payment Reference|KID', 'Quote reference', 'Remittance ref|Please quote'),
  phone: words('Tel|Phone', 'T', 'Telephone'),
  email: words('Email|E-mail', 'E', 'Accounts'),
  item: words('Item|Item No.|SKU', 'Code|Part No.', 'Product Code|Stock code'),
  description: words(
    'Description|Item description',
    'Details|Product',
    'Particulars|Service|Goods',
  ),
  quantity: words('Qty|Quantity', 'Qty.|Units', 'No.|Hrs/Qty'),
  unit: words('Unit|UOM', 'U/M', 'Per'),
  price: words('Unit Price|Price|Rate', 'Unit cost', 'Price each|Each'),
  discount: words('Discount %|Disc. %', 'Disc', 'Less %'),
  vatRate: words('VAT %|VAT|VAT Rate', 'Tax', 'V%'),
  lineAmount: words('Amount|Line Total|Total', 'Net|Net Amount', 'Value|Extended'),
  lineSum: words('Goods total|Subtotal', 'Total lines', 'Goods value'),
  net: words(
    'Subtotal|Net Total|Total excl. VAT|Total net',
    'Total ex VAT|Net amount|Taxable amount|Amount before VAT',
    'Net value|Goods & services net|Sum exclusive of VAT|Taxable supply',
  ),
  vat: words(
    'VAT {rate}%|VAT|Total VAT',
    'VAT @ {rate}%|VAT amount|Value added tax',
    'Tax ({rate}%)|VAT charged|Output VAT',
  ),
  gross: words('Total incl. VAT|Gross total', 'Total inc VAT', 'Gross amount|Invoice value'),
  rounding: words('Rounding', 'Rounding adj.', 'Round-off'),
  amountDue: words(
    'Total Due|Amount Due|Balance Due|Total',
    'Invoice Total|Total payable|Please pay|Total to pay',
    'Grand Total|Now due|Amount payable|Payable|Sum due',
  ),
  amountCredited: words('Total Credit|Amount Credited', 'Credit total', 'Refund due|Credit value'),
  vatTable: words('VAT Summary|VAT analysis', 'VAT breakdown', 'Tax summary'),
  vatBase: words('Net|Taxable', 'Goods', 'Taxable value'),
  buyer: words('Bill To|Invoice To', 'Sold to|Customer', 'Billed to|Client'),
  page: words('Page'),
  of: words('of|/'),
  carriedForward: words('Carried forward', 'c/f', 'Continued – total so far'),
  broughtForward: words('Brought forward', 'b/f', 'From previous page'),
  termsText: words(
    'Net {days} days|{days} days net|Payment within {days} days',
    '{days} days|Due in {days} days',
    '{days} days from date of invoice|Strictly {days} days',
  ),
  cashTerms: words('Due on receipt|Payable on receipt', 'Immediate payment', 'Cash on receipt'),
  dueSentence: words(
    'Please pay {amount} to account {account} by {date}.',
    'Kindly remit {amount} to {account} no later than {date}.',
    'Payment of {amount} should reach {account} on or before {date}.',
  ),
  totalSentence: words(
    'Total due: {amount}',
    'This invoice amounts to {amount}',
    'The sum of {amount} is now payable',
  ),
  registered: words('Registered in England and Wales', 'Member of the FTA', 'Established 1987'),
  lateInterest: words(
    'Interest of 8% above base rate is charged on late payments.',
    'Title passes on payment in full.',
    'Queries within 7 days please. Late fee 40.00.',
  ),
  thanks: words(
    'Thank you for your business!',
    'We appreciate your custom.',
    'Questions? Call 020 7946 0123',
  ),
  withVat: words('All prices include VAT', 'Prices are VAT inclusive', 'Amounts shown include VAT'),
  untaxed: {
    'reverse-charge': words(
      'Reverse charge',
      'VAT reverse charged to customer',
      'Customer to account for VAT',
    ),
    'not-registered': words(
      'Not VAT registered',
      'No VAT charged',
      'Supplier not registered for VAT',
    ),
    exempt: words('VAT exempt|Zero rated', 'Zero-rated export', 'Outside the scope of VAT'),
  },
  months:
    'January February March April May June July August September October November December'.split(
      ' ',
    ),
  shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  dateFormats: [
    'dd/mm/yyyy',
    'd mon yyyy',
    'd month yyyy',
    'mon d, yyyy',
    'month d, yyyy',
    'yyyy-mm-dd',
    'dd-mon-yyyy',
    'dd-mon-yy',
  ],
  numberFormats: [',.', ',.', ',.', ' .', '..'],
  others: {
    reminder: {
      title: words('Payment Reminder|Reminder', 'Overdue notice', 'Final Reminder|Past due'),
      number: words('Invoice No.'),
      text: words(
        'Our records show that the invoice below is overdue. Please pay now to avoid further charges.',
      ),
    },
    orderconfirmation: {
      title: words('Order Confirmation', 'Order Acknowledgement', 'Sales order'),
      number: words('Order No.'),
      text: words('Thank you for your order, which we confirm as follows.'),
    },
    deliverynote: {
      title: words('Delivery Note', 'Packing Slip', 'Despatch Note'),
      number: words('Delivery No.'),
      text: words('Please check the goods on receipt.'),
    },
    quote: {
      title: words('Quotation|Quote', 'Estimate', 'Proposal|Pro forma quotation'),
      number: words('Quote No.'),
      text: words('We are pleased to quote as follows. Valid for 30 days.'),
    },
    statement: {
      title: words('Statement of Account|Statement', 'Account statement', 'Open items'),
      number: words('Account No.'),
      text: words('Items open on your account. This is not an invoice.'),
    },
    letter: {
      title: words('Change of prices', 'New opening hours', 'Important information'),
      number: words('Our Ref'),
      text: words(
        'Our prices rise by 4.5% from January. Please contact us if you have any questions.',
      ),
    },
    receipt: {
      title: words('Receipt|RECEIPT', 'Sales Receipt', 'Till receipt'),
      number: words('Receipt No.'),
      text: words('Paid by card. Thank you for your visit!'),
    },
    timesheet: {
      title: words('Timesheet', 'Hours worked', 'Appendix: hours'),
      number: words('Project'),
      text: words('Hours worked in the period'),
    },
    terms: {
      title: words('Terms and Conditions', 'Conditions of Sale', 'General terms'),
      number: words('Version'),
      text: words(
        'Claims must be made within 8 days. Interest is charged on late payments. Goods remain our property until paid for.',
      ),
    },
  },
};
