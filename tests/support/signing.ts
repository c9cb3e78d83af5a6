import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, dataFolder, installation, json, type Answer, type Company } from './installation.ts';

/** A mail in the catcher. */
interface Mail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** All mails to this address, oldest first. */
export async function mailsTo(address: string): Promise<readonly Mail[]> {
  const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
  const { data } = (await response.json()) as { data: Mail[] };
  return data.filter(({ to }) => to.some((one) => one.includes(address))).toReversed();
}

export async function textOf({ id }: Mail): Promise<string> {
  const { addresses } = installation();
  return (await fetch(`${addresses['mail']}/api/messages/${id}`)).text();
}

/** The link of the newest invitation to this address, once its mail is there. */
export async function signingLink(address: string, count = 1): Promise<URL> {
  for (const end = Date.now() + 15_000; ;) {
    const invitations = (await mailsTo(address)).filter(({ subject }) =>
      /^(Signer dokumentet|Sign the document)/.test(subject),
    );
    const newest = invitations.at(-1);
    if (newest && invitations.length >= count) {
      const link = /http:\/\/[^\s"\\]+\/sign\/[^\s"\\]+/.exec(await textOf(newest))?.[0];
      if (link !== undefined) return new URL(link);
    }
    if (Date.now() > end) throw new Error(`${address} has ${invitations.length} invitations.`);
    await pause();
  }
}

/** Plays the person who signs, on the page that the mail leads to. */
export async function playSigner(
  link: URL,
  action: 'sign' | 'decline' | 'expire',
  name = 'Kari Nordmann',
): Promise<number> {
  const passphrase = link.searchParams.get('passphrase') ?? '';
  const body = new URLSearchParams({ passphrase, action, name });
  return (await fetch(link.origin + link.pathname, { method: 'POST', body })).status;
}

/** What the wizard sends, right in every field. */
export const wizard = async (company: Company, change: object = {}): Promise<object> => ({
  organisationNumber: company.organisationNumber,
  email: `${company.tenantId}@example.com`,
  termsVersion: (await ask('GET', '/v1/terms', null)).body.version,
  termsAccepted: true,
  erp: { name: 'Mamut', version: '24.0.1034' },
  ...change,
});

/** Opens an activation and returns the API's answer. */
export const activate = async (
  company: Company,
  change: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const { body, headers: type } = json(await wizard(company, change));
  return ask('POST', '/v1/activations', company.key, { body, headers: { ...type, ...headers } });
};

/** The company's present activation once it is as asked. */
export async function activationWhen(
  key: string,
  isSo: (current: Answer['body']) => boolean,
  seconds = 25,
): Promise<Answer['body']> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const { body } = await ask('GET', '/v1/activations/current', key).catch(() => ({ body: null }));
    if (body?.activation && isSo(body)) return body;
    if (Date.now() > end) throw new Error(`Not so after ${seconds} s: ${JSON.stringify(body)}`);
    await pause();
  }
}

/** The whole journey: activates, signs, and gives the company as it is then. */
export async function comeOnBoard(company: Company): Promise<Answer['body']> {
  const { status, bytes } = await activate(company);
  if (status !== 202) throw new Error(bytes.toString());
  await playSigner(await signingLink(`${company.tenantId}@example.com`), 'sign');
  return activationWhen(company.key, (current) => current.company.status === 'authenticated');
}

const faultsUrl = (): string => `${installation().addresses['signing']}/faults`;
const faultsKey = (): string => {
  const secrets = readFileSync(join(dataFolder(), 'secrets.json'), 'utf8');
  return (JSON.parse(secrets) as { signingFaultsKey: string }).signingFaultsKey;
};

/** Switches a fault of the signing service on. */
export async function addFault(fault: {
  kind: string;
  calls?: readonly string[];
  times?: number;
}): Promise<void> {
  const authorization = `Bearer ${faultsKey()}`;
  const { headers, body } = json(fault);
  const response = await fetch(faultsUrl(), {
    method: 'POST',
    headers: { ...headers, authorization },
    body,
  });
  if (!response.ok) throw new Error(await response.text());
}

export async function clearFaults(): Promise<void> {
  await fetch(faultsUrl(), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${faultsKey()}` },
  });
}

/** Documents that the signing service has of this activation. */
export function documentsOf(activationId: string): readonly { name: string; status: string }[] {
  const file = join(dataFolder(), 'stand-ins', 'signing.json');
  const all = JSON.parse(readFileSync(file, 'utf8')) as { name: string; status: string }[];
  return all.filter(({ name }) => name.includes(activationId));
}
