import type { Command } from 'commander';
import type { Client } from './client.ts';
import type { Common } from './flags.ts';
import type { Terminal } from './terminal.ts';

interface Parts {
  readonly withCommon: (command: Command) => Command;
  readonly asCompany: (flags: Common) => Client;
  readonly readList: (text: string) => string[];
  readonly readNumber: (text: string) => number;
  readonly terminal: Terminal;
  readonly end: (exitCode: number) => void;
}

/** `keys`: what the company's accounting systems show to be let in. */
export function addKeyCommands(
  program: Command,
  { withCommon, asCompany, readList, readNumber, terminal, end }: Parts,
): void {
  const keys = program
    .command('keys')
    .description('Show, make, replace and revoke the company’s keys.');
  withCommon(keys.command('list', { isDefault: true }))
    .description('List the keys, newest first.')
    .action(async (flags: Common) => {
      const { listKeys } = await import('./commands/keys.ts');
      end(await listKeys(asCompany(flags), flags.json === true, terminal));
    });
  withCommon(keys.command('create'))
    .description('Make a key; it is shown here and never again.')
    .argument('<name>', 'what it is for')
    .option('--scopes <scopes>', 'e.g. deliveries:read,received:read; default: all', readList)
    .action(async (name: string, flags: Common & { scopes?: string[] }) => {
      const { makeKey } = await import('./commands/keys.ts');
      const asked = { name, scopes: flags.scopes };
      end(await makeKey(asCompany(flags), asked, flags.json === true, terminal));
    });
  withCommon(keys.command('rotate'))
    .description('Replace a key by one of the same name and scopes; both work for a while.')
    .argument('<id>', 'key_…')
    .option('--overlap <seconds>', 'how long the old one still works; default: a day', readNumber)
    .action(async (id: string, flags: Common & { overlap?: number }) => {
      const { makeKey } = await import('./commands/keys.ts');
      const asked = { replaces: id, overlapSeconds: flags.overlap };
      end(await makeKey(asCompany(flags), asked, flags.json === true, terminal));
    });
  withCommon(keys.command('revoke'))
    .description('Revoke a key at once.')
    .argument('<id>', 'key_…')
    .action(async (id: string, flags: Common) => {
      const { revokeKey } = await import('./commands/keys.ts');
      end(await revokeKey(asCompany(flags), id, flags.json === true, terminal));
    });
}
