import { Command, InvalidArgumentError, Option } from 'commander';
import { memberRoles } from '../policy/access.ts';
import { answers } from '../policy/actions.ts';
import { channelNames, deliveryMethods, networkNames } from '../policy/channels.ts';
import { deliveryStatuses } from '../policy/delivery.ts';
import { addActivationCommand } from './activation-commands.ts';
import { addBackupCommands } from './backup-commands.ts';
import { createClient, type Client } from './client.ts';
import { readConfig } from './config.ts';
import type { Common } from './flags.ts';
import { addDocumentCommands } from './document-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { addRerunCommand, addScanCommand } from './scan-commands.ts';
import { addSettingsCommands } from './settings-commands.ts';
import type { LookUpBy } from './commands/follow.ts';
import { adminHelp, deliveriesHelp, generalHelp, sendHelp } from './help.ts';
import type { Terminal } from './terminal.ts';

interface SendFlags extends Common {
  readonly method?: (typeof deliveryMethods)[number];
  readonly recipient?: string;
  readonly email?: string;
  readonly disable?: (typeof channelNames)[number][];
  readonly notBefore?: string;
  readonly customer?: string;
  readonly attach?: string[];
  readonly wait?: true;
  readonly timeout: number;
}
interface ListFlags extends Common {
  readonly status?: string;
  readonly channel?: string;
  readonly number?: string;
  readonly limit: number;
  readonly watch?: true;
}
interface CompanyFlags {
  readonly name: string;
  readonly organisationNumber: string;
  readonly authenticated?: true;
  readonly set?: string[];
}

/** All commands. What they do is loaded when one is run, so that `--help` is quick. */
export function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const config = () => readConfig(terminal.environment, terminal.workingFolder);
  const asCompany = ({ company }: Common): Client => {
    const found = config();
    return createClient({ url: found.url(), key: found.apiKey(company) }, terminal.signal);
  };
  const program = new Command('autoinvoice')
    .description('Sends, receives and follows invoices.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      getOutHasColors: () => terminal.hasColour,
      getErrHasColors: () => terminal.hasColour,
    })
    .showHelpAfterError('(autoinvoice help shows what there is)')
    .addHelpText('after', generalHelp);

  withCommon(program.command('send'))
    .description('Send UBL invoices or credit notes, one delivery per file.')
    .argument('<file...>', 'UBL files')
    .addOption(new Option('--method <method>', 'how to deliver').choices(deliveryMethods))
    .option('--recipient <participant>', 'participant id, e.g. 0192:987654325')
    .option('--email <address>', 'one address, for the channel e-mail')
    .option('--disable <channels>', `channels not to use: ${channelNames.join(',')}`, readChannels)
    .option('--not-before <time>', 'send nothing before, e.g. 2026-03-31T08:00', readTime)
    .option('--attach <file...>', 'files that go along with each invoice')
    .option('--customer <number>', 'the customer’s number in your own system')
    .option('--wait', 'wait until each is delivered or rests')
    .option('--timeout <seconds>', 'how long to wait', readNumber, 300)
    .addHelpText('after', sendHelp)
    .action(async (files: string[], flags: SendFlags) => {
      const { send } = await import('./commands/send.ts');
      const { method, recipient, email, disable, notBefore, customer } = flags;
      const options = {
        ...(method && { method }),
        ...(recipient && { recipient }),
        ...(email && { email }),
        ...(disable && { disabledChannels: disable }),
        ...(notBefore && { notBefore }),
        ...(customer && { customerNumber: customer }),
      };
      const request = {
        files,
        attachments: flags.attach ?? [],
        options,
        folder: config().folder,
        wait: flags.wait === true,
        timeoutSeconds: flags.timeout,
        json: flags.json === true,
      };
      end(await send(asCompany(flags), request, terminal));
    });

  withCommon(program.command('deliveries'))
    .description('List deliveries, newest first.')
    .addOption(new Option('--status <status>', 'only in this status').choices(deliveryStatuses))
    .addOption(new Option('--channel <channel>', 'only over this channel').choices(channelNames))
    .option('--number <text>', 'only invoice numbers that begin so')
    .option('--limit <rows>', 'how many', readNumber, 50)
    .option('--watch', 'go on and show each change, until Ctrl-C')
    .addHelpText('after', deliveriesHelp)
    .action(async (flags: ListFlags) => {
      const { listDeliveries, watchDeliveries } = await import('./commands/follow.ts');
      const { status, channel, number, limit } = flags;
      const list = { json: flags.json === true, limit, query: { status, channel, number } };
      const show = flags.watch === true ? watchDeliveries : listDeliveries;
      end(await show(asCompany(flags), list, terminal));
    });

  withCommon(program.command('delivery'))
    .description('Show one delivery and all that happened to it.')
    .argument('<id>', 'dlv_…')
    .action(async (id: string, flags: Common) => {
      const { showDelivery } = await import('./commands/follow.ts');
      end(await showDelivery(asCompany(flags), id, showAs(flags), terminal));
    });

  const showAs = (flags: Common) => ({
    json: flags.json === true,
    language: config().language,
  });
  const act = async (
    action: { id: string; name: 'cancel' | 'retry' | 'reroute' | 'answer'; body?: object },
    flags: Common,
  ): Promise<void> => {
    const follow = await import('./commands/follow.ts');
    end(await follow.act(asCompany(flags), action, showAs(flags), terminal));
  };
  const simple = { cancel: 'Stop a delivery that is not sent yet.', retry: 'Try again now.' };
  for (const name of ['cancel', 'retry'] as const) {
    withCommon(program.command(name))
      .description(simple[name])
      .argument('<id>', 'dlv_…')
      .action((id: string, flags: Common) => act({ id, name }, flags));
  }
  withCommon(program.command('reroute'))
    .description('Send a delivery over another channel.')
    .argument('<id>', 'dlv_…')
    .addArgument(program.createArgument('<channel>').choices(channelNames))
    .action((id: string, channel: string, flags: Common) =>
      act({ id, name: 'reroute', body: { channel } }, flags),
    );
  withCommon(program.command('answer'))
    .description('Answer what a delivery needs a person for.')
    .argument('<id>', 'dlv_…')
    .addArgument(program.createArgument('<answer>').choices(answers))
    .action((id: string, answer: string, flags: Common) =>
      act({ id, name: 'answer', body: { answer } }, flags),
    );

  withCommon(program.command('received'))
    .description('List what this company has received, newest first.')
    .option('--limit <rows>', 'how many', readNumber, 50)
    .action(async (flags: ListFlags) => {
      const { listReceived } = await import('./commands/follow.ts');
      const list = { json: flags.json === true, limit: flags.limit, query: {} };
      end(await listReceived(asCompany(flags), list, terminal));
    });

  withCommon(program.command('lookup'))
    .description('Show which channels can reach a buyer, and why the others cannot.')
    .argument('[organisation-number]', 'nine digits; left out: a consumer, by telephone or e-mail')
    .option('--phone <number>', 'the consumer’s mobile number')
    .option('--email <address>', 'the consumer’s e-mail address')
    .action(async (organisationNumber: string | undefined, flags: Common & LookUpBy) => {
      const { lookUp } = await import('./commands/follow.ts');
      const by = { ...flags, organisationNumber };
      end(await lookUp(asCompany(flags), by, flags.json === true, terminal));
    });

  const language = (): 'nb' | 'en' => config().language;
  addSettingsCommands(program, { withCommon, asCompany, language, terminal, end });
  addKeyCommands(program, { withCommon, asCompany, readList, readNumber, terminal, end });
  addActivationCommand(withCommon(program.command('activate')), {
    asCompany,
    language,
    readNumber,
    terminal,
    end,
  });
  const scanning = { asCompany, folder: () => config().folder, terminal, end };
  addScanCommand(withCommon(program.command('scan')), scanning);
  addRerunCommand(withCommon(program.command('rerun')), scanning);
  addDocumentCommands(program, terminal, end);
  const admin = addAdmin(program, async (path, body) => {
    const { administer } = await import('./commands/admin.ts');
    const found = config();
    const credentials = { url: found.url(), key: found.operatorKey() };
    const client = createClient(credentials, terminal.signal);
    end(await administer(client, path, body, terminal));
  });
  addBackupCommands(admin, { folder: () => config().folder, end });
  return program;
}

function addAdmin(program: Command, ask: (path: string, body?: unknown) => Promise<void>): Command {
  const admin = program
    .command('admin')
    .description('What the operator does: companies and keys. Prints one JSON line.')
    .addHelpText('after', adminHelp);
  admin
    .command('create-company')
    .description('Create a company; prints {"tenantId","apiKey"}. The key is shown only here.')
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--organisation-number <number>', 'nine digits')
    .option('--authenticated', 'may send and receive at once')
    .option('--set <key=value...>', 'settings, e.g. sending.duplicates=allow')
    .action(async ({ name, organisationNumber, authenticated, set = [] }: CompanyFlags) => {
      const { readSettings } = await import('./setting-pairs.ts');
      const status = authenticated === true ? 'authenticated' : 'none';
      await ask('companies', { name, organisationNumber, status, settings: readSettings(set) });
    });
  admin
    .command('create-key')
    .description('Create a further key of a company; prints {"keyId","apiKey"}.')
    .requiredOption('--tenant <id>', 'the company’s tenantId')
    .option('--name <name>', 'what it is for')
    .option('--scopes <scopes>', 'e.g. deliveries:read,received:read; default: all', readList)
    .action(({ tenant, ...more }: { tenant: string; name?: string; scopes?: string[] }) =>
      ask('keys', { tenantId: tenant, ...more }),
    );
  admin
    .command('revoke-key')
    .description('Revoke a key of a company or an access point.')
    .argument('<id>', 'key_…')
    .action((id: string) => ask(`keys/${encodeURIComponent(id)}/revoke`));
  admin
    .command('activation')
    .description(
      'Answer what an activation needs a person for: GET /v1/admin/activations lists them.',
    )
    .addArgument(admin.createArgument('<answer>').choices(['accept', 'reject']))
    .argument('<id>', 'act_…')
    .action((answer: string, id: string) => ask(`activations/${encodeURIComponent(id)}/${answer}`));
  admin
    .command('create-access-point-key')
    .description('Create a key for the inbound door; prints {"keyId","key"}.')
    .requiredOption('--networks <networks>', networkNames.join(','), readList)
    .action(({ networks }: { networks: string[] }) => ask('access-point-keys', { networks }));
  admin
    .command('create-vendor-key')
    .description(
      'Create a key for an ERP vendor, who makes companies with it; prints {"keyId","key"}.',
    )
    .requiredOption('--name <name>', 'the vendor')
    .action(({ name }: { name: string }) => ask('vendor-keys', { name }));
  admin
    .command('invite')
    .description('Invite somebody into a company by e-mail; prints {"invitationId"}.')
    .argument('<email>', 'where the invitation goes')
    .requiredOption('--tenant <id>', 'the company’s tenantId')
    .addOption(
      new Option('--role <role>', 'what the person may do')
        .choices(memberRoles)
        .default('superuser'),
    )
    .addOption(
      new Option('--language <language>', 'of the mail').choices(['nb', 'en']).default('nb'),
    )
    .action(
      (email: string, { tenant, ...more }: { tenant: string; role: string; language: string }) =>
        ask('invitations', { tenantId: tenant, email, ...more }),
    );
  return admin;
}

const withCommon = (command: Command): Command =>
  command
    .option('--json', 'JSON lines on stdout and nothing else')
    .option('--company <number>', 'organisation number, where this installation has several');

const readList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function readChannels(text: string): string[] {
  const names = readList(text);
  const unknown = names.find((name) => !channelNames.some((channel) => channel === name));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`${unknown} is not one of ${channelNames.join(', ')}.`);
}

function readTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('This is no date or time.');
  return time.toISOString();
}

function readNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('This is no whole number above zero.');
}
