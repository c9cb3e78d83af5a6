// Writes invoice/rules/tables/ and invoice/code-lists/ from the official files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Source } from './source.ts';
import { codeListModules } from './code-lists.ts';
import { familyModule } from './family-module.ts';
import { structureModule, structureOf } from './structure.ts';

const { values: flags } = parseArgs({
  options: {
    xsd: { type: 'string' },
    rules: { type: 'string', multiple: true },
    out: { type: 'string', default: '.' },
    help: { type: 'boolean' },
  },
});

const usage = `Writes the generated tables of the rules.
  --xsd FOLDER            the OASIS UBL 2.1 schemas (with maindoc/ and common/)
  --rules NAME@DAY=FOLDER a Peppol release, the first day on which it is in force, and the folder with its compiled
                          Schematron (CEN-EN16931-UBL.xslt, PEPPOL-EN16931-UBL.xslt); oldest first
  --out FOLDER            the repository (.)`;

function sourceOf(text: string): Source {
  const [, name = '', day = '', folder = ''] = /^([^@]+)@(\d{4}-\d\d-\d\d)=(.+)$/.exec(text) ?? [];
  if (!folder) throw new Error(`--rules wants NAME@DAY=FOLDER, not "${text}"`);
  return { name, day, folder };
}

if (flags.help || (!flags.xsd && !flags.rules)) {
  console.log(usage);
} else {
  const write = (file: string, text: string): void => {
    const at = join(flags.out, file);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
    console.log(`${at}: ${text.length} characters`);
  };
  if (flags.xsd)
    write('invoice/rules/tables/structure.ts', structureModule(structureOf(flags.xsd)));
  if (flags.rules) {
    const sources = flags.rules.map(sourceOf);
    write('invoice/rules/tables/families.ts', familyModule(sources));
    for (const [file, text] of codeListModules(sources)) write(file, text);
  }
}
