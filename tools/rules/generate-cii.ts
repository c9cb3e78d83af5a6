// Writes invoice/rules/cii/tables/ from the D16B schemas and the CEN rules for CII.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ciiFamilyModule } from './cii-families.ts';
import { ciiStructureModule } from './cii-structure.ts';

const { values: flags } = parseArgs({
  options: {
    xsd: { type: 'string' },
    rules: { type: 'string' },
    out: { type: 'string', default: '.' },
    help: { type: 'boolean' },
  },
});

const usage = `Writes the generated tables of the rules for CII.
  --xsd FOLDER       the UN/CEFACT D16B schemas of CrossIndustryInvoice (data/standard)
  --rules NAME=FILE  the CEN rules as compiled Schematron (EN16931-CII-validation.xslt) and their release
  --out FOLDER       the repository (.)`;

if (flags.help || (!flags.xsd && !flags.rules)) {
  console.log(usage);
} else {
  const write = (name: string, text: string): void => {
    const at = join(flags.out, 'invoice/rules/cii/tables', name);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
    console.log(`${at}: ${text.length} characters`);
  };
  if (flags.xsd) write('structure.ts', ciiStructureModule(flags.xsd));
  const [, release = '', file = ''] = /^([^=]+)=(.+)$/.exec(flags.rules ?? '') ?? [];
  if (flags.rules && !file) throw new Error(`--rules wants NAME=FILE, not "${flags.rules}"`);
  if (file) write('families.ts', ciiFamilyModule(release, file));
}
