import { type Command, Option } from 'commander';
import type { Client } from './client.ts';
import { usageError } from './failure.ts';
import type { Common } from './flags.ts';
import type { Terminal } from './terminal.ts';

interface ActivateFlags extends Common {
  readonly email?: string;
  readonly name?: string;
  readonly language: 'nb' | 'en';
  readonly erp: string;
  readonly erpVersion?: string;
  readonly acceptTerms?: string;
  readonly wait?: true;
  readonly timeout: number;
  readonly changeEmail?: string;
  readonly restart?: true;
  readonly cancel?: true;
}

/** `activate`: the wizard, and what may be done while the signature is waited for. */
export function addActivationCommand(
  activate: Command,
  parts: {
    readonly asCompany: (flags: Common) => Client;
    readonly language: () => 'nb' | 'en';
    readonly readNumber: (text: string) => number;
    readonly terminal: Terminal;
    readonly end: (exitCode: number) => void;
  },
): void {
  const { terminal, end } = parts;
  activate
    .description('Bring the company on board: terms, invitation to sign, authentication.')
    .option(
      '--email <address>',
      'where the invitation to sign goes; without it the status is shown',
    )
    .option('--name <name>', 'what the company is called here; default: as it is registered')
    .addOption(
      new Option('--language <language>', 'of mails and agreement')
        .choices(['nb', 'en'])
        .default('nb'),
    )
    .option('--erp <name>', 'the accounting system', 'autoinvoice')
    .option('--erp-version <version>', 'its version, e.g. 24.0.1034')
    .option(
      '--accept-terms <version>',
      'accept this version; without it terms and prices are shown',
    )
    .option('--wait', 'wait until the agreement is signed')
    .option('--timeout <seconds>', 'how long to wait', parts.readNumber, 3600)
    .option('--change-email <address>', 'send the invitation to another address')
    .option('--restart', 'have a new invitation sent')
    .option('--cancel', 'call the activation off')
    .addHelpText('after', help)
    .action(async (flags: ActivateFlags) => {
      const commands = await import('./commands/activate.ts');
      const client = parts.asCompany(flags);
      const show = { json: flags.json === true, language: parts.language() };
      const { email, changeEmail, acceptTerms, name } = flags;
      const chosen = [email, changeEmail, flags.restart, flags.cancel].filter(
        (flag) => flag !== undefined,
      );
      if (chosen.length > 1) {
        throw usageError('Use one of --email, --change-email, --restart and --cancel.');
      }
      if (changeEmail !== undefined) {
        const change = { kind: 'email', email: changeEmail } as const;
        end(await commands.changeActivation(client, change, show, terminal));
      } else if (flags.restart === true || flags.cancel === true) {
        const kind = flags.cancel === true ? 'cancel' : 'restart';
        end(await commands.changeActivation(client, { kind }, show, terminal));
      } else if (email === undefined) {
        end(await commands.showActivation(client, show, terminal));
      } else {
        const wizard = {
          email,
          ...(name !== undefined && { name }),
          mailLanguage: flags.language,
          erp: { name: flags.erp, version: flags.erpVersion ?? '' },
          ...(acceptTerms !== undefined && { acceptTerms }),
          wait: flags.wait === true,
          timeoutSeconds: flags.timeout,
        };
        end(await commands.activate(client, wizard, show, terminal));
      }
    });
}

const help = `
Exit codes: 0 done (with --wait: authenticated) · 1 not done: terms not accepted, not signed, refused
            2 wrong use · 3 no service, or it refuses the key

Examples:
  autoinvoice activate --email kari@example.com                             # shows terms and prices
  autoinvoice activate --email kari@example.com --accept-terms eksempel-1 \\
    --erp Mamut --erp-version 24.0.1034 --wait
  autoinvoice activate                                                      # how far it has come
  autoinvoice activate --change-email ola@example.com
`;
