import type { XmlElement } from '../../xml.ts';
import { context, fatal, type Context } from '../rule.ts';
import { stringOf } from '../select.ts';
import { filled, lengthOf, present } from './conditions.ts';
import { noteSubjects } from './note-subjects.ts';

export const supportingDocuments: Context = context('cac:AdditionalDocumentReference', [
  fatal('BR-52', 'BT-122', filled('cbc:ID')),
]);

export const precedingInvoices: Context = context('cac:BillingReference', [
  fatal('BR-55', 'BT-25', present('cac:InvoiceDocumentReference/cbc:ID')),
]);

/** The subject between the first two `#`, if it has the length of one. */
function subjectOf(note: string): string | undefined {
  const [, subject, ...rest] = note.split('#');
  return subject !== undefined && rest.length > 0 && lengthOf(subject) === 3 ? subject : undefined;
}

function hasKnownSubject(at: XmlElement): boolean {
  const subject = subjectOf(stringOf(at));
  return subject === undefined || noteSubjects.includes(subject);
}

export const notes: Context = context('/ubl:Invoice/cbc:Note | /cn:CreditNote/cbc:Note', [
  fatal('BR-CL-08', 'BT-21', hasKnownSubject),
]);
