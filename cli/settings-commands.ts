import { Argument, type Command } from 'commander';
import { networkNames, type NetworkName } from '../policy/channels.ts';
import type { Client } from './client.ts';
import type { Common } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** `settings` and `networks`: what a company has chosen, and how far it has come. */
export function addSettingsCommands(
  program: Command,
  {
    withCommon,
    asCompany,
    language,
    terminal,
    end,
  }: {
    readonly withCommon: (command: Command) => Command;
    readonly asCompany: (flags: Common) => Client;
    readonly language: () => 'nb' | 'en';
    readonly terminal: Terminal;
    readonly end: (exitCode: number) => void;
  },
): void {
  const settings = program
    .command('settings')
    .description('Show and change the company’s settings.')
    .addHelpText('after', settingsHelp);
  withCommon(settings.command('get'))
    .description('Show settings: all, one section, or single ones.')
    .argument('[name...]', 'sending, sending.print, …')
    .action(async (names: string[], flags: Common) => {
      const { getSettings } = await import('./commands/settings.ts');
      end(await getSettings(asCompany(flags), names, flags.json === true, terminal));
    });
  withCommon(settings.command('set'))
    .description('Change settings of one section; says what that means now and what it costs.')
    .argument('<name=value...>', 'sending.duplicates=allow; nothing after = is none')
    .action(async (pairs: string[], flags: Common) => {
      const { setSettings } = await import('./commands/settings.ts');
      const show = { json: flags.json === true, language: language() };
      end(await setSettings(asCompany(flags), pairs, show, terminal));
    });
  withCommon(settings.command('history'))
    .description('Show who changed what, newest first.')
    .action(async (flags: Common) => {
      const { listHistory } = await import('./commands/settings.ts');
      end(await listHistory(asCompany(flags), flags.json === true, terminal));
    });

  withCommon(program.command('networks'))
    .description('Show the networks over which the company receives, or switch one.')
    .addArgument(new Argument('[act]', 'what to do').choices(['on', 'off', 'check']))
    .addArgument(new Argument('[network]', 'which one').choices(networkNames))
    .addHelpText('after', networksHelp)
    .action(
      async (
        act: 'on' | 'off' | 'check' | undefined,
        network: NetworkName | undefined,
        flags: Common,
      ) => {
        const { followNetworks } = await import('./commands/settings.ts');
        const show = { json: flags.json === true, language: language() };
        end(await followNetworks(asCompany(flags), { act, network }, show, terminal));
      },
    );
}

const settingsHelp = `
Examples:
  autoinvoice settings get sending
  autoinvoice settings set sending.print=true "sending.printPriceAccepted=19.00 NOK"
  autoinvoice settings set company.email=post@firma.no 'company.postalAddress={"lines":["Storgata 1"],"postCode":"0155","city":"Oslo"}'
  autoinvoice settings set scanning.enabled=true scanning.returnEmail=post@firma.no
  autoinvoice settings history
`;

const networksHelp = `
To stop receiving: first "networks off peppol", then "networks off visma".
After a conflict was solved at another provider: "networks check peppol".
`;
