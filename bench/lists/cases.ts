/** One list with one filter. */
export interface ListCase {
  readonly list: 'deliveries' | 'received';
  readonly filter: Readonly<Record<string, string>>;
  /** The same as a condition on the table, to find the last page. */
  readonly where: string;
}

const of =
  (list: ListCase['list']) =>
  (filter: ListCase['filter'], where: string): ListCase => ({ list, filter, where });
const deliveries = of('deliveries');
const received = of('received');
const march = { from: '2025-03-01T00:00:00Z', to: '2025-04-01T00:00:00Z' };
const inMarch = (column: string): string =>
  `${column} >= '2025-03-01T00:00:00Z' and ${column} < '2025-04-01T00:00:00Z'`;

/** Every filter by itself, with values that match many rows and few, and those that people combine. */
export const listCases: readonly ListCase[] = [
  deliveries({}, 'true'),
  deliveries({ status: 'delivered' }, `status = 'delivered'`),
  deliveries({ status: 'needs-attention' }, `status = 'needs-attention'`),
  deliveries({ status: 'cancelled' }, `status = 'cancelled'`),
  deliveries({ channel: 'peppol' }, `channel = 'peppol'`),
  deliveries({ channel: 'print' }, `channel = 'print'`),
  deliveries({ code: 'outcome-unknown' }, `code = 'outcome-unknown'`),
  deliveries({ buyer: '100000001' }, `buyer_id = '100000001'`),
  deliveries({ buyer: '100004999' }, `buyer_id = '100004999'`),
  deliveries({ number: '9' }, `number like '9%'`),
  deliveries({ number: '12' }, `number like '12%'`),
  deliveries({ number: '9999' }, `number like '9999%'`),
  deliveries(march, inMarch('accepted_at')),
  deliveries({ status: 'failed', ...march }, `status = 'failed' and ${inMarch('accepted_at')}`),
  deliveries({ status: 'failed', channel: 'print' }, `status = 'failed' and channel = 'print'`),
  deliveries(
    { buyer: '100000001', status: 'failed' },
    `buyer_id = '100000001' and status = 'failed'`,
  ),
  received({}, 'true'),
  received({ status: 'booked' }, `status = 'booked'`),
  received({ status: 'unreadable' }, `status = 'unreadable'`),
  received({ network: 'visma' }, `network = 'visma'`),
  received({ seller: '100000001' }, `seller_id = '100000001'`),
  received({ seller: '100004999' }, `seller_id = '100004999'`),
  received({ number: 'F-' }, `number like 'F-%'`),
  received({ number: 'F-9999' }, `number like 'F-9999%'`),
  received(march, inMarch('received_at')),
  received({ status: 'received', ...march }, `status = 'received' and ${inMarch('received_at')}`),
];
