import { describe, expect, it } from 'vitest';
import { ask, json, newCompany } from '../support/installation.ts';
import { addElmaFault, turnNetwork, untilNetworkIs } from '../support/networks.ts';
import {
  activate,
  activationWhen,
  documentsOf,
  mailsTo,
  playSigner,
  signingLink,
} from '../support/signing.ts';
import { loseTemporal } from '../support/temporal-server.ts';

/** Runs `look` until its answer is as wanted, for as long as Temporal and the sweeper may need to be back. */
async function until<T>(look: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 60_000; ;) {
    const answer = await look();
    if (isSo(answer)) return answer;
    if (Date.now() > end) throw new Error(`Not so in time: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('when Temporal loses all that it knew', () => {
  it('what waits goes on: a signature, a registration in ELMA, a scan account that closes', async () => {
    const [applicant, registrant, scanner] = await Promise.all([
      newCompany({ status: 'none' }),
      newCompany({ settings: { networks: { peppol: false } } }),
      newCompany(),
    ]);
    const address = `${applicant.tenantId}@example.com`;
    const { body: activation } = await activate(applicant);
    const link = await signingLink(address);
    await activationWhen(applicant.key, ({ activation: { status } }) => status === 'waiting');
    const scanning = async (): Promise<string> =>
      (await ask('GET', '/v1/scanning', scanner.key)).body.status;
    const turnScanning = (body: object): Promise<unknown> =>
      ask('PUT', '/v1/scanning', scanner.key, json(body));
    await turnScanning({ enabled: true, returnEmail: 'retur@firma.no' });
    await until(scanning, (status) => status === 'open');
    await addElmaFault(registrant, { kind: 'status', status: 500 });

    await turnScanning({ enabled: false });
    await turnNetwork(registrant.key, 'peppol', true);
    loseTemporal();
    await playSigner(link, 'sign');

    await activationWhen(applicant.key, ({ company }) => company.status === 'authenticated', 90);
    expect(documentsOf(activation.id)).toHaveLength(1);
    const subjects = (await mailsTo(address)).map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
    await untilNetworkIs(registrant.key, 'active', 'peppol', 60);
    const { body: events } = await ask('GET', '/v1/events?type=network.active', registrant.key);
    const ofPeppol = events.data.filter((event: object) =>
      JSON.stringify(event).includes('peppol'),
    );
    expect(ofPeppol).toHaveLength(1);
    await until(scanning, (status) => status === 'off');
  }, 180_000);
});
