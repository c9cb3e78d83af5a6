import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { InstallationFile } from '../installation.ts';
import { writeWhole } from '../secrets.ts';
import { askDemo } from './ask.ts';

type Tenant = NonNullable<InstallationFile['tenants']>[number];

const companies = [
  { name: 'Fjordbygg Demo AS', organisationNumber: '987654325' },
  { name: 'Nordlys Demo AS', organisationNumber: '810418052' },
];
const patienceSeconds = 90;

const current = z.object({
  company: z.object({ status: z.string() }),
  activation: z.object({ status: z.string(), email: z.string() }).nullable(),
});
const prices = z.object({
  prices: z.array(z.object({ service: z.string(), amount: z.string(), currency: z.string() })),
});

/**
 * The two demo companies, made once, and brought on board by the journey that every company goes: wizard, terms,
 * price of letters, signature at Visma Sign (whose stand-in signs by itself). Their keys are kept in the data folder,
 * so that an interrupted demo goes on where it was.
 */
export async function demoCompanies(
  folder: string,
  api: string,
  operatorKey: string,
): Promise<Tenant[]> {
  const file = join(folder, 'demo.json');
  if (!existsSync(file)) {
    const made = await Promise.all(companies.map((company) => create(api, operatorKey, company)));
    writeWhole(file, made);
  }
  const tenants = JSON.parse(readFileSync(file, 'utf8')) as Tenant[];
  await Promise.all(tenants.map((tenant) => bringOnBoard(api, tenant)));
  return tenants;
}

async function create(
  api: string,
  operatorKey: string,
  company: Omit<Tenant, 'apiKey'>,
): Promise<Tenant> {
  const settings = { sending: { maySendForOthers: true } };
  const made = await askDemo(api, operatorKey, 'POST', '/v1/admin/companies', {
    ...company,
    settings,
  });
  return { ...company, apiKey: z.object({ apiKey: z.string() }).parse(made).apiKey };
}

async function bringOnBoard(api: string, { name, organisationNumber, apiKey }: Tenant) {
  const end = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const state = current.parse(await askDemo(api, apiKey, 'GET', '/v1/activations/current'));
    if (state.company.status === 'authenticated') return acceptLetters(api, apiKey);
    if (state.company.status === 'none') {
      await activate(api, apiKey, organisationNumber);
      continue;
    }
    if (Date.now() > end) {
      const where = state.activation ? ` The invitation went to ${state.activation.email}.` : '';
      throw new Error(`${name} is not authenticated yet: nobody has signed.${where}`);
    }
    await pause(200);
  }
}

async function activate(api: string, apiKey: string, organisationNumber: string): Promise<void> {
  const terms = z
    .object({ version: z.string() })
    .parse(await askDemo(api, apiKey, 'GET', '/v1/terms'));
  await askDemo(api, apiKey, 'POST', '/v1/activations', {
    organisationNumber,
    email: `kari.nordmann@${organisationNumber}.example`,
    termsVersion: terms.version,
    termsAccepted: true,
    erp: { name: 'Mamut', version: '24.0.1034' },
  });
}

/** Letters cost: they are off until their price of the day is accepted. */
async function acceptLetters(api: string, apiKey: string): Promise<void> {
  const list = prices.parse(await askDemo(api, apiKey, 'GET', '/v1/prices')).prices;
  const letter = list.find(({ service }) => service === 'print-letter');
  const printPriceAccepted = `${letter?.amount} ${letter?.currency}`;
  await askDemo(api, apiKey, 'PATCH', '/v1/settings', {
    sending: { print: true, printPriceAccepted },
  });
}
