import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, dataFolder, installation, json, type Answer, type Company } from './installation.ts';

/** A network of the company, as the API shows it. */
export const networkOf = (key: string, name = 'peppol'): Promise<Answer> =>
  ask('GET', `/v1/networks/${name}`, key);
/** Switches a network on or off. */
export const turnNetwork = (key: string, name: string, enabled: boolean): Promise<Answer> =>
  ask('PUT', `/v1/networks/${name}`, key, json({ enabled }));

/** The network once it has this status. */
export async function untilNetworkIs(
  key: string,
  status: string,
  name = 'peppol',
  seconds = 25,
): Promise<Answer['body']> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await networkOf(key, name);
    if (body.status === status) return body;
    if (Date.now() > end) throw new Error(`${name} is not ${status}: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What our access point says to the stand-in of ELMA. */
export function elmaToken(): string {
  const secrets = readFileSync(join(dataFolder(), 'secrets.json'), 'utf8');
  return (JSON.parse(secrets) as { elmaToken: string }).elmaToken;
}

/** Has ELMA fail once for this company. */
export async function addElmaFault(company: Company, given: object): Promise<void> {
  const response = await fetch(`${installation().addresses['elma']}/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${elmaToken()}` },
    body: JSON.stringify({ organizationNumber: company.organisationNumber, ...given }),
  });
  if (response.status !== 204) throw new Error(await response.text());
}
