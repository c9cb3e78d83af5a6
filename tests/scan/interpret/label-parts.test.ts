import { describe, expect, it } from 'vitest';
import { withParts } from '../../../scan/interpret/label-parts.ts';
import { findLabels } from '../../../scan/interpret/labels.ts';
import { layOut } from '../../../scan/interpret/layout.ts';
import { TableArea } from '../../../scan/interpret/table-area.ts';
import { page } from './words.ts';

/** What the words of one line announce. */
const announcedBy = (line: string): string[] =>
  findLabels([layOut(page([line]))], new TableArea()).flatMap(({ fields }) => fields);

describe('a label that no list has', () => {
  it.each([
    ['Rechnungskennung:  4711', 'number'],
    ['Unsere Rechnungskennziffer:  4711', 'number'],
    ['Reference No.:  4711', 'number'],
    ['Fakturaens løpenummer:  4711', 'number'],
    ['Fakturan utfärdad:  2026-03-01', 'issueDate'],
    ['Rechnung erstellt am:  01.03.2026', 'issueDate'],
    ['Zahlungstermin:  01.03.2026', 'dueDate'],
    ['Fälligkeitstermin:  01.03.2026', 'dueDate'],
    ['Beställarens inköpsnummer:  4711', 'orderReference'],
    ['Krediterad fakturas nummer:  4711', 'precedingInvoice'],
    ['Ange referens vid betalning:  4711', 'remittance'],
    ['Kundens identitetsnummer:  4711', 'customerNumber'],
  ])('is read by its parts: %s', (line, field) => {
    expect(announcedBy(line)).toEqual([field]);
  });

  it.each([
    'Wir danken für die Rechnung und den Auftrag vom Januar',
    'Hver ordre og hver faktura er fra en kunde',
    'NO  923 609 016',
  ])('is none within a sentence or before a number of its own: %s', (line) => {
    const [row] = layOut(page([line])).rows;
    expect(withParts(row?.tokens ?? [], [], false)).toEqual([]);
  });
});
