import { formatDate } from '../../invoice/date.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { frame, html, type Html } from '../html.ts';
import { standInConsumers } from './stand-in-consumers.ts';
import type { KeptInvoice } from './stand-in-state.ts';

/** What the bank or Vipps shows of an invoice. */
export interface ShownInvoice {
  readonly uuid: string;
  readonly efakturaId: string;
  readonly route: KeptInvoice['route'];
  readonly seller: string;
  readonly number: string;
  readonly dueDate: string | null;
  readonly amountDue: string;
  readonly currency: string;
  readonly kid: string | null;
  readonly isDrawn: boolean;
}

/** A kept invoice as it is shown; the stand-in keeps readable ones only. */
export function shownInvoice(kept: KeptInvoice): ShownInvoice {
  const read = readInvoice(Buffer.from(kept.file, 'base64'));
  if (!read.ok) throw new Error(`The invoice ${kept.uuid} cannot be read: ${read.detail}`);
  const { seller, number, dueDate, totals, currency, payment } = read.invoice;
  return {
    uuid: kept.uuid,
    efakturaId: kept.recipient_efaktura_id,
    route: kept.route,
    seller: seller.name,
    number,
    dueDate: dueDate ?? null,
    amountDue: totals.amountDue,
    currency,
    kid: kept.avtalegiro_kid ?? payment?.remittanceInformation ?? null,
    isDrawn: kept.avtalegiro_kid !== null,
  };
}

const places = { efaktura: 'Nettbank', vipps: 'Vipps' } as const;

/** The stand-in's "netbank": every consumer with the invoices that have come to them. */
export function netbankPage(invoices: readonly ShownInvoice[]): string {
  const consumers = Object.values(standInConsumers);
  const section = (one: (typeof consumers)[number]): Html => {
    const own = invoices.filter(({ efakturaId }) => efakturaId === one.efakturaId);
    return html`<h2>${one.name}</h2>
      <p class="quiet">${one.phone}, ${one.email}</p>
      ${own.length === 0 ? html`<p>Ingen fakturaer.</p>` : table(own)}`;
  };
  return frame(
    'Nettbank (stedfortreder)',
    html`<h1>Nettbank</h1>
      <p>
        Stedfortreder for nettbank og Vipps. ${invoices.length} fakturaer er kommet hit. Ingen av
        dem har forlatt denne maskinen.
      </p>
      ${consumers.map(section)}`,
    'nb',
  );
}

const table = (invoices: readonly ShownInvoice[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th>Fra</th>
        <th>Faktura</th>
        <th>Forfall</th>
        <th>Beløp</th>
        <th>KID</th>
        <th>Betaling</th>
        <th>Sted</th>
      </tr>
    </thead>
    <tbody>
      ${invoices.map(
        (one) =>
          html`<tr>
            <td>${one.seller}</td>
            <td>${one.number}</td>
            <td>${one.dueDate === null ? '' : formatDate(one.dueDate, 'nb')}</td>
            <td>${one.amountDue} ${one.currency}</td>
            <td>${one.kid ?? ''}</td>
            <td>${one.isDrawn ? 'AvtaleGiro' : 'Må godkjennes'}</td>
            <td>${places[one.route]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
