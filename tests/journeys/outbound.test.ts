import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import {
  ask,
  deliver,
  json,
  mails,
  newCompany,
  sampleInvoice,
  send,
  until,
} from '../support/installation.ts';

const email = 'kunde@example.com';
const noVisma = { disabledChannels: 'visma-network' };
const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
const last = (delivery: { runs: { attempts: { messageId: string }[] }[] }): string =>
  delivery.runs.at(-1)?.attempts.at(-1)?.messageId ?? '';

describe('an outbound invoice', () => {
  it('reaches a company of the installation over the Visma network with equal bytes', async () => {
    const [sender, buyer] = [await newCompany(), await newCompany()];
    const xml = sampleInvoice();
    const delivery = await deliver(
      sender.key,
      { recipient: `0192:${buyer.organisationNumber}` },
      xml,
    );
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'visma-network' });
    const { body } = await ask('GET', '/v1/received', buyer.key);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({ network: 'visma', instanceId: last(delivery) });
    expect(
      (await ask('GET', `/v1/received/${body.data[0].id}/document`, buyer.key)).bytes.toString(),
    ).toBe(xml);
  });

  it('reaches it over Peppol with an equal root element', async () => {
    const [sender, buyer] = [await newCompany(), await newCompany()];
    const xml = sampleInvoice();
    const delivery = await deliver(
      sender.key,
      { recipient: `0192:${buyer.organisationNumber}`, ...noVisma },
      xml,
    );
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'peppol' });
    const { body } = await ask('GET', '/v1/received', buyer.key);
    const document = await ask('GET', `/v1/received/${body.data[0].id}/document`, buyer.key);
    expect(document.bytes.toString().trim()).toBe(xml.slice(xml.indexOf('<Invoice')).trim());
  });

  it('goes by e-mail with its XML byte by byte and a PDF', async () => {
    const { key } = await newCompany();
    const xml = sampleInvoice();
    const delivery = await deliver(key, { method: 'email', email }, xml);
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'email' });
    const [mail, ...more] = await mails(last(delivery));
    expect(more).toEqual([]);
    expect(mail?.attachments.map(({ filename }) => filename.split('.').at(-1))).toEqual([
      'pdf',
      'xml',
    ]);
    expect(mail?.attachments.at(1)?.sha256).toBe(sha256(xml));
  });

  it('is a letter only when the print house has posted it', async () => {
    const { key } = await newCompany();
    const delivery = await deliver(key, { method: 'print' });
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'print' });
    expect(delivery.timeline.map(({ code }: { code: string }) => code)).toEqual([
      'delivery.accepted',
      'delivery.attempt-started',
      'delivery.attempt-accepted',
      'delivery.delivered',
    ]);
  });

  it.each([
    ['accepts', 'automatic', 'delivered', 'peppol', null],
    ['unknown', 'automatic', 'delivered', 'email', null],
    ['refuses', 'automatic', 'delivered', 'email', null],
    ['down', 'automatic', 'delivered', 'email', null],
    ['flaky', 'automatic', 'delivered', 'peppol', null],
    ['answerLost', 'automatic', 'needs-attention', 'peppol', 'outcome-unknown'],
    ['unknown', 'einvoice', 'failed', 'peppol', 'participant-unknown'],
    ['down', 'einvoice', 'failed', 'peppol', 'access-point-503'],
  ] as const)(
    'to the stand-in "%s" by %s ends as %s over %s',
    async (name, method, status, channel, code) => {
      const { key } = await newCompany();
      const delivery = await deliver(key, { recipient: standInParticipants[name], method, email });
      expect(delivery).toMatchObject({ status, channel, code });
      const ids = delivery.runs[0].attempts.map(
        ({ messageId }: { messageId: string }) => messageId,
      );
      expect(new Set(ids).size).toBe(ids.length);
      for (const { text } of delivery.timeline)
        expect(`${text.nb} ${text.en}`).not.toMatch(/undefined|delivery\./);
    },
  );

  it('tells each fallback with its reason', async () => {
    const { key } = await newCompany();
    const { timeline } = await deliver(key, { recipient: standInParticipants.unknown, email });
    const fallback = timeline.find(({ code }: { code: string }) => code === 'delivery.fell-back');
    expect(fallback.text.en).toBe(
      'Changes from Peppol to e-mail: the recipient is not registered.',
    );
    expect(fallback.text.nb).toBe('Går over fra Peppol til e-post: mottakeren er ikke registrert.');
  });

  it('that falls back to print shows what the letter costs', async () => {
    const { key } = await newCompany();
    const delivery = await deliver(key, {
      recipient: standInParticipants.unknown,
      disabledChannels: 'email,visma-network',
    });
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'print' });
    const fallback = delivery.timeline.find(
      ({ code }: { code: string }) => code === 'delivery.fell-back',
    );
    expect(fallback.price).toEqual({ amount: '19.00', currency: 'NOK' });
  });
});

describe('a delivery', () => {
  it('is one delivery for one idempotency key, also when two requests come at once', async () => {
    const { key } = await newCompany();
    const xml = sampleInvoice();
    const [a, b] = await Promise.all([
      send(key, xml, { method: 'email', email }, 'same'),
      send(key, xml, { method: 'email', email }, 'same'),
    ]);
    const c = await send(key, xml, { method: 'email', email }, 'same');
    expect([a.status, b.status, c.status]).toEqual([202, 202, 202]);
    expect(new Set([a.body.id, b.body.id, c.body.id]).size).toBe(1);
    expect(c.headers.get('idempotent-replayed')).toBe('true');
    expect((await ask('GET', '/v1/deliveries', key)).body.data).toHaveLength(1);
    const other = await send(key, sampleInvoice(), { method: 'email', email }, 'same');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
    const without = await ask('POST', '/v1/deliveries', key, {
      headers: { 'content-type': 'application/xml' },
      body: xml,
    });
    expect([without.status, without.body.code]).toEqual([400, 'idempotency-key-missing']);
  });

  it('with a number that is accepted already is refused, unless the company allows it', async () => {
    const { key } = await newCompany();
    const xml = sampleInvoice();
    const first = await send(key, xml, { method: 'email', email });
    const second = await send(key, xml, { method: 'email', email });
    expect([second.status, second.body.code]).toEqual([409, 'duplicate-number']);
    expect(second.body.detail).toContain(first.body.id);
    await ask('PATCH', '/v1/settings', key, json({ sending: { duplicates: 'allow' } }));
    expect((await send(key, xml, { method: 'email', email })).status).toBe(202);
  });

  it('waits until notBefore, and is sent at once by a retry', async () => {
    const { key } = await newCompany();
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await send(key, sampleInvoice(), { method: 'email', email, notBefore });
    await until(key, body.id, ['waiting']);
    expect((await ask('POST', `/v1/deliveries/${body.id}/retry`, key)).status).toBe(200);
    expect(await until(key, body.id)).toMatchObject({ status: 'delivered' });
  });

  it('that waits can be cancelled or rerouted; a delivered one cannot', async () => {
    const { key } = await newCompany();
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    const [a, b] = await Promise.all(
      [1, 2].map(() => send(key, sampleInvoice(), { method: 'email', email, notBefore })),
    );
    await until(key, a?.body.id, ['waiting']);
    await until(key, b?.body.id, ['waiting']);
    expect((await ask('POST', `/v1/deliveries/${a?.body.id}/cancel`, key)).body.status).toBe(
      'cancelled',
    );
    expect(
      (await ask('POST', `/v1/deliveries/${b?.body.id}/reroute`, key, json({ channel: 'print' })))
        .status,
    ).toBe(200);
    const rerouted = await until(key, b?.body.id, ['delivered', 'failed', 'waiting']);
    expect(rerouted.runs.map(({ openedBy }: { openedBy: string }) => openedBy)).toEqual([
      'send',
      'reroute',
    ]);
    const delivered = await deliver(key, { method: 'email', email });
    for (const action of ['cancel', 'retry']) {
      const refused = await ask('POST', `/v1/deliveries/${delivered.id}/${action}`, key);
      expect([refused.status, refused.body.code]).toEqual([409, 'wrong-state']);
    }
  });

  it('whose outcome is unknown is settled by a person, and only then goes on', async () => {
    const { key } = await newCompany();
    const options = { recipient: standInParticipants.answerLost, email, ...noVisma };
    const [a, b] = await Promise.all([deliver(key, options), deliver(key, options)]);
    const reroute = await ask(
      'POST',
      `/v1/deliveries/${a.id}/reroute`,
      key,
      json({ channel: 'email' }),
    );
    expect([reroute.status, reroute.body.code]).toEqual([409, 'outcome-unknown']);
    await ask('POST', `/v1/deliveries/${a.id}/answer`, key, json({ answer: 'arrived' }));
    expect(await until(key, a.id, ['delivered'])).toMatchObject({ channel: 'peppol' });
    const all = await ask(
      'POST',
      '/v1/deliveries/answer',
      key,
      json({ code: 'outcome-unknown', answer: 'not-arrived' }),
    );
    expect(all.body).toEqual({ answered: 1 });
    expect(await until(key, b.id, ['delivered'])).toMatchObject({ channel: 'email' });
  });

  it('that failed is tried anew by a retry', async () => {
    const { key } = await newCompany();
    const failed = await deliver(key, {
      recipient: standInParticipants.unknown,
      method: 'einvoice',
    });
    expect(failed.status).toBe('failed');
    await ask('POST', `/v1/deliveries/${failed.id}/retry`, key);
    const again = await until(key, failed.id, ['failed']);
    expect(again.runs.length).toBeGreaterThan(1);
    const rerouted = await ask(
      'POST',
      `/v1/deliveries/${failed.id}/reroute`,
      key,
      json({ channel: 'email' }),
    );
    expect(rerouted.status).toBe(200);
    expect(await until(key, failed.id, ['delivered'])).toMatchObject({ channel: 'email' });
  });

  it('carries its attachments inside an e-invoice and beside it in a mail', async () => {
    const [sender, buyer] = [await newCompany(), await newCompany()];
    const form = (options: object): FormData => {
      const data = new FormData();
      data.set('invoice', new Blob([sampleInvoice()], { type: 'application/xml' }), 'invoice.xml');
      data.append('attachment', new Blob(['timer'], { type: 'text/csv' }), 'timeliste å.csv');
      data.set('options', JSON.stringify(options));
      return data;
    };
    const post = (options: object, key: string) =>
      ask('POST', '/v1/deliveries', sender.key, {
        headers: { 'idempotency-key': key },
        body: form(options),
      });
    const network = await post({ recipient: `0192:${buyer.organisationNumber}` }, 'a1');
    const delivery = await until(sender.key, network.body.id);
    expect(delivery.sentDocument.sha256).not.toBe(delivery.document.sha256);
    const { body } = await ask('GET', '/v1/received', buyer.key);
    const document = (
      await ask('GET', `/v1/received/${body.data[0].id}/document`, buyer.key)
    ).bytes.toString();
    expect(document).toContain('filename="timeliste å.csv"');
    expect(document).toContain(Buffer.from('timer').toString('base64'));
    const mailed = await until(sender.key, (await post({ method: 'email', email }, 'a2')).body.id);
    const [mail] = await mails(last(mailed));
    expect(mail?.attachments.at(2)).toMatchObject({
      filename: 'timeliste å.csv',
      sha256: sha256('timer'),
    });
  });

  it('is refused while its company is not authenticated, or its channel is off', async () => {
    const { key } = await newCompany({ status: 'none' });
    const none = await send(key, sampleInvoice());
    expect([none.status, none.body.code]).toEqual([403, 'company-not-authenticated']);
    const off = await newCompany({
      settings: { sending: { email: false, maySendForOthers: true } },
    });
    const disabled = await send(off.key, sampleInvoice(), { method: 'email', email });
    expect([disabled.status, disabled.body.code]).toEqual([422, 'channel-disabled']);
    const strict = await newCompany({ settings: {} });
    const mismatch = await send(strict.key, sampleInvoice());
    expect([mismatch.status, mismatch.body.code]).toEqual([422, 'seller-mismatch']);
  });

  it('finds its method and address in the customer register', async () => {
    const { key } = await newCompany();
    await ask(
      'PUT',
      '/v1/customers/C-1',
      key,
      json({
        name: 'Kunde',
        organisationNumber: '810418052',
        method: 'email',
        email: 'register@example.com',
      }),
    );
    const delivery = await deliver(key, {});
    expect(delivery).toMatchObject({
      status: 'delivered',
      channel: 'email',
      email: 'register@example.com',
    });
    const { body } = await ask('GET', '/v1/lookup/receivers?organisationNumber=810418052', key);
    expect(body.channels.find(({ channel }: { channel: string }) => channel === 'email')).toEqual({
      channel: 'email',
      reachable: true,
      code: null,
    });
  });
});
