import { setTimeout as pause } from 'node:timers/promises';
import type { activationView, companyView } from '../../api/activation/view.ts';
import type { price, terms } from '../../api/routes/terms-and-prices.ts';
import type { Client, Output } from '../client.ts';
import { exitCodes, usageError } from '../failure.ts';
import { paint, printJson, printLine, showInstant, type Terminal } from '../terminal.ts';

type Activation = Output<typeof activationView>;
interface Current {
  readonly company: Output<typeof companyView>;
  readonly activation: Activation | null;
}

export interface Show {
  readonly json: boolean;
  readonly language: 'nb' | 'en';
}

/** What the wizard asks for. */
export interface Wizard {
  readonly email: string;
  readonly name?: string;
  /** Of the mails and the agreement. */
  readonly mailLanguage: 'nb' | 'en';
  readonly erp: { readonly name: string; readonly version: string };
  /** The version of the terms that is accepted. */
  readonly acceptTerms?: string;
  readonly wait: boolean;
  readonly timeoutSeconds: number;
}

const read = (client: Client): Promise<Current> => client.get('/v1/activations/current');

/** Prints how far the company has come. */
export async function showActivation(
  client: Client,
  show: Show,
  terminal: Terminal,
): Promise<number> {
  print(await read(client), show, terminal);
  return exitCodes.done;
}

/** Goes through the wizard; without the terms accepted it prints them, with the prices, and stops. */
export async function activate(
  client: Client,
  wizard: Wizard,
  show: Show,
  terminal: Terminal,
): Promise<number> {
  const { company } = await read(client);
  if (wizard.acceptTerms === undefined) {
    await printTerms(client, show, terminal);
    return exitCodes.notAll;
  }
  await client.post('/v1/activations', {
    json: {
      organisationNumber: company.organisationNumber,
      ...(wizard.name !== undefined && { companyName: wizard.name }),
      email: wizard.email,
      language: wizard.mailLanguage,
      termsVersion: wizard.acceptTerms,
      termsAccepted: true,
      erp: wizard.erp,
    },
    headers: { 'accept-language': show.language },
  });
  const after = wizard.wait ? await waitForSignature(client, wizard, terminal) : await read(client);
  print(after, show, terminal);
  if (!wizard.wait) return exitCodes.done;
  return after.company.status === 'authenticated' ? exitCodes.done : exitCodes.notAll;
}

/** Cancels the present activation, has a new invitation sent, or sends it to another address. */
export async function changeActivation(
  client: Client,
  change: { kind: 'cancel' | 'restart' } | { kind: 'email'; email: string },
  show: Show,
  terminal: Terminal,
): Promise<number> {
  const { activation } = await read(client);
  if (!activation) throw usageError('This company has no activation yet.');
  const path = `/v1/activations/${activation.id}`;
  const headers = { 'accept-language': show.language };
  if (change.kind === 'email') {
    await client.put(`${path}/email`, { json: { email: change.email }, headers });
  } else await client.post(`${path}/${change.kind}`, { headers });
  print(await read(client), show, terminal);
  return exitCodes.done;
}

async function waitForSignature(
  client: Client,
  { timeoutSeconds }: Wizard,
  { signal }: Terminal,
): Promise<Current> {
  const end = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const now = await read(client);
    const isOver = now.activation === null || now.activation.endedAt !== null;
    if (isOver || now.activation?.status === 'needs-attention' || Date.now() > end) return now;
    await pause(1000, undefined, { signal });
  }
}

async function printTerms(client: Client, show: Show, terminal: Terminal): Promise<void> {
  const { version, text } = await client.get<Output<typeof terms>>('/v1/terms');
  const { notice, prices } = await client.get<{
    notice: { nb: string; en: string };
    prices: Output<typeof price>[];
  }>('/v1/prices');
  if (show.json) {
    printJson(terminal, { terms: { version, text }, notice, prices });
    return;
  }
  for (const paragraph of text[show.language].split('\n')) printLine(terminal, paragraph);
  printLine(terminal, '');
  for (const one of prices) {
    printLine(terminal, `${one.amount} ${one.currency}  ${one.text[show.language]}`);
  }
  printLine(terminal, notice[show.language]);
  printLine(terminal, '');
  printLine(
    terminal,
    show.language === 'nb'
      ? `Les vilkårene. Godta dem slik: --accept-terms ${version}`
      : `Read the terms. Accept them so: --accept-terms ${version}`,
  );
}

function print({ company, activation }: Current, show: Show, terminal: Terminal): void {
  if (show.json) {
    printJson(terminal, { company, activation });
    return;
  }
  const colour = company.status === 'authenticated' ? 'green' : 'yellow';
  printLine(terminal, `${company.name} (${company.organisationNumber})`);
  terminal.stdout.write(`${paint(terminal, colour, company.status)}\n`);
  if (!activation) return;
  printLine(terminal, `${activation.id}  ${activation.status}  ${activation.email}`);
  for (const { at, text } of activation.timeline) {
    printLine(terminal, `  ${showInstant(at)}  ${text[show.language]}`);
  }
  if (activation.reason) printLine(terminal, `  ${activation.reason[show.language]}`);
  if (activation.delay) {
    printLine(terminal, `  ${activation.delay.text[show.language]}: ${activation.delay.detail}`);
  }
}
