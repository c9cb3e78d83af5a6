import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMailDomains, type MailDomains } from '../../channels/email/mail-domain.ts';

/** Numbers of kinds of records and of answers. Sources: RFC 1035, RFC 3596. */
const [A, MX, AAAA] = [1, 15, 28];
const [noError, serverFailure, noSuchName] = [0, 2, 3];

const domainName = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
const exchange = (name: string): Buffer => Buffer.concat([Buffer.from([0, 10]), domainName(name)]);

type Zone = Readonly<Record<string, Readonly<Record<number, readonly Buffer[]>> | number>>;

/** What the server knows: records by kind; a number is what it answers instead. */
const zone: Zone = {
  'firma.no': { [MX]: [exchange('post.firma.no')] },
  'uten-mx.no': { [A]: [Buffer.from([192, 0, 2, 1])] },
  'bare-ipv6.no': { [AAAA]: [Buffer.alloc(16, 1)] },
  'tar-ikke-imot.no': { [MX]: [exchange('')], [A]: [Buffer.from([192, 0, 2, 1])] },
  'tom.no': {},
  'xn--brdbryn-r1ab.no': { [MX]: [exchange('post.firma.no')] },
  'nede.no': serverFailure,
};

/** A DNS server on this machine; it never answers for `taus.no`. */
function answer(question: Buffer): Buffer | null {
  const labels: string[] = [];
  let at = 12;
  for (; question[at]; at += (question[at] ?? 0) + 1) {
    labels.push(question.toString('ascii', at + 1, at + 1 + (question[at] ?? 0)));
  }
  const kind = question.readUInt16BE(at + 1);
  const name = labels.join('.');
  if (name === 'taus.no') return null;
  const known = zone[name] ?? noSuchName;
  const records = typeof known === 'number' ? [] : (known[kind] ?? []);
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | (typeof known === 'number' ? known : noError), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt16BE(0, 10);
  const written = records.map((data) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(kind, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, question.subarray(12, at + 5), ...written]);
}

let server: Socket;
let domains: MailDomains;
beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (question, from) => {
    const said = answer(question);
    if (said) server.send(said, from.port, from.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  domains = createMailDomains({ servers: [`127.0.0.1:${port}`], limitMs: 300 });
});
afterAll(() => server.close());

it.each([
  ['firma.no', true, 'has a mail server'],
  ['uten-mx.no', true, 'has an address, which takes its mail'],
  ['bare-ipv6.no', true, 'the same by IPv6'],
  ['brødøbryn.no', true, 'is asked for as it stands in DNS'],
  ['tar-ikke-imot.no', false, 'says that it takes no mail'],
  ['tom.no', false, 'has neither'],
  ['finnes-ikke.no', false, 'is no domain'],
  ['nede.no', true, 'cannot be asked about just now'],
  ['taus.no', true, 'is not answered for'],
])('mail to %s: %s, because it %s', async (domain, takesMail) => {
  expect(await domains.takesMail(domain)).toBe(takesMail);
});

it('without DNS every domain is let through', async () => {
  const away = createMailDomains({ servers: ['127.0.0.1:9'], limitMs: 300 });
  expect(await away.takesMail('finnes-ikke.no')).toBe(true);
});
