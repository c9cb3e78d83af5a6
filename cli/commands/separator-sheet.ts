import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { separatorSheet } from '../documents/separator-sheet.ts';
import { CliError, exitCodes } from '../failure.ts';
import { printJson, type Terminal } from '../terminal.ts';

/** Writes the sheet that parts the documents of a batch of paper. */
export async function writeSeparatorSheet(file: string, terminal: Terminal): Promise<number> {
  const out = resolve(terminal.workingFolder, file);
  await writeFile(out, await separatorSheet()).catch(() => {
    throw new CliError('file-unwritable', `${file} cannot be written.`);
  });
  printJson(terminal, { out });
  return exitCodes.done;
}
