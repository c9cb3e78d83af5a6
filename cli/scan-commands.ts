import { Option, type Command } from 'commander';
import { scanEngines } from '../policy/scan.ts';
import type { Client } from './client.ts';
import { usageError } from './failure.ts';
import type { Common } from './flags.ts';
import type { Terminal } from './terminal.ts';

interface Parts {
  readonly asCompany: (flags: Common) => Client;
  readonly folder: () => string;
  readonly terminal: Terminal;
  readonly end: (exitCode: number) => void;
}

const engine = (): Option =>
  new Option('--engine <engine>', 'what reads them').choices(scanEngines).default('auto');

interface ScanFlags extends Common {
  readonly engine: string;
  readonly wait?: true;
  readonly separatorSheet?: string;
}

/** `scan`: files become scans of the company. */
export function addScanCommand(scan: Command, { asCompany, folder, terminal, end }: Parts): void {
  scan
    .description('Scan PDFs and pictures of invoices.')
    .argument('[file...]', 'PDF, PNG, JPEG or TIFF')
    .addOption(engine())
    .option('--wait', 'wait until each is read')
    .option(
      '--separator-sheet <pdf>',
      'write the sheet to lay between documents of a batch, and no more',
    )
    .action(async (files: string[], flags: ScanFlags) => {
      if (flags.separatorSheet !== undefined) {
        const { writeSeparatorSheet } = await import('./commands/separator-sheet.ts');
        return end(await writeSeparatorSheet(flags.separatorSheet, terminal));
      }
      if (files.length === 0) throw usageError('Which files? Name at least one.');
      const { scanFiles } = await import('./commands/scan.ts');
      const request = {
        files,
        folder: folder(),
        engine: flags.engine,
        wait: flags.wait === true,
        json: flags.json === true,
      };
      end(await scanFiles(asCompany(flags), request, terminal));
    });
}

/** `rerun`: scans are read again, as a batch. */
export function addRerunCommand(rerun: Command, { asCompany, terminal, end }: Parts): void {
  rerun
    .description('Read scans again, as a batch. What a person has corrected is left alone.')
    .argument('[id...]', 'these scans; without any, all that fit')
    .option('--failed', 'those that could not be read (default)')
    .option('--review', 'those that wait for a person')
    .addOption(engine())
    .option('--watch', 'show how far it has come, until it is done')
    .action(
      async (
        ids: string[],
        flags: Common & { failed?: true; review?: true; engine: string; watch?: true },
      ) => {
        const { rerun: run } = await import('./commands/rerun.ts');
        const request = {
          ids,
          status: [
            ...(flags.failed === true || flags.review !== true ? ['failed'] : []),
            ...(flags.review === true ? ['review'] : []),
          ],
          engine: flags.engine,
          watch: flags.watch === true,
          json: flags.json === true,
        };
        end(await run(asCompany(flags), request, terminal));
      },
    );
}
