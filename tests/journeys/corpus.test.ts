import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { corpusFiles } from '../support/corpus.ts';
import { ask, deliver, mails, newCompany } from '../support/installation.ts';

const rootOf = (xml: Buffer): string => {
  const text = xml.toString('utf8');
  return text.slice(text.search(/<(?![?!])/)).trim();
};

const files = corpusFiles('docs/peppol-2026.5/billing');

it.each(files.map((file) => [file.name, file] as const))(
  'the public example %s arrives as it was sent, over every electronic channel',
  async (_name, file) => {
    const bytes = Buffer.from(file.read());
    const settings = { sending: { maySendForOthers: true, duplicates: 'allow' } };
    const [sender, buyer] = [await newCompany({ settings }), await newCompany()];
    const recipient = `0192:${buyer.organisationNumber}`;
    const visma = await deliver(sender.key, { recipient }, bytes);
    const peppol = await deliver(
      sender.key,
      { recipient, disabledChannels: 'visma-network' },
      bytes,
    );
    const mailed = await deliver(
      sender.key,
      { method: 'email', email: 'kunde@example.com' },
      bytes,
    );
    expect([visma.channel, peppol.channel, mailed.channel]).toEqual([
      'visma-network',
      'peppol',
      'email',
    ]);
    const { body } = await ask('GET', '/v1/received', buyer.key);
    for (const { id, network } of body.data) {
      const document = (await ask('GET', `/v1/received/${id}/document`, buyer.key)).bytes;
      if (network === 'visma') expect(document.equals(bytes)).toBe(true);
      else expect(rootOf(document)).toBe(rootOf(bytes));
    }
    expect(body.data).toHaveLength(2);
    const [mail] = await mails(mailed.runs[0].attempts[0].messageId);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(mail?.attachments.map((attachment) => attachment.sha256)).toContain(sha256);
  },
);

it.runIf(files.length === 0)('public examples are skipped without AUTOINVOICE_CORPUS', () => {
  expect(files).toEqual([]);
});
