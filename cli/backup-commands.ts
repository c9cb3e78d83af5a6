import { resolve } from 'node:path';
import type { Command } from 'commander';

interface Context {
  /** Files named on the command line are meant from here. */
  readonly folder: () => string;
  readonly end: (exitCode: number) => void;
}

/** `admin backup`, `restore` and `retention`: programs of the service, which need its database and not its API. */
export function addBackupCommands(admin: Command, { folder, end }: Context): void {
  const run = async (program: 'backup' | 'restore', place: string): Promise<void> => {
    const { runProgram } = await import('./commands/backup.ts');
    end(await runProgram(program, [resolve(folder(), place)]));
  };
  admin
    .command('backup')
    .description(
      'Write a back-up of the running installation; prints {"at","companies","documents"}.',
    )
    .argument('<folder>', 'an empty one, or none yet')
    .action((place: string) => run('backup', place));
  admin
    .command('restore')
    .description('Fill an empty installation, which is not running, from a back-up.')
    .argument('<folder>', 'what admin backup wrote')
    .action((place: string) => run('restore', place));
  admin
    .command('retention')
    .description('Show what the law wants kept no longer; with --erase, archive it and erase it.')
    .option(
      '--erase <folder>',
      'where the archives go, one for each company and some hundred invoices',
    )
    .action(async ({ erase }: { erase?: string }) => {
      const { runProgram } = await import('./commands/backup.ts');
      end(await runProgram('retention', erase === undefined ? [] : [resolve(folder(), erase)]));
    });
}
