// Compares our verdicts with phive's, on the public test data and on fresh mutants.
import { readCorpusFolder } from '../runtime/config.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Expected } from './parity/compare.ts';
import { judgeMutants, verdicts } from './parity/judge-mutants.ts';
import { Report } from './parity/report.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    file: { type: 'string' },
    mutants: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    judge: { type: 'string' },
    keep: { type: 'string' },
    release: { type: 'string' },
    on: { type: 'string' },
    examples: { type: 'string', default: '3' },
    help: { type: 'boolean' },
  },
});

const usage = `Our verdict beside phive's: agreement for each layer, and each rule that differs with an example.
  --data FOLDER   the public test data (AUTOINVOICE_CORPUS)
  --only PART     cen (business rules), families (UBL-CR, -SR, -DT), codes (BR-CL), peppol (all of Peppol, national
                  ones too), structure; or the beginnings of rule ids, separated by commas: BR-S,NO-R
  --file TEXT     only files whose path has this text
  --mutants N     judge N mutants of the documents with phive and compare those too (0)
  --seed S        which mutants (1)
  --judge FILE    phive's judge.sh; without it the mutants are only judged by us
  --keep FOLDER   leave the mutants there
  --release NAME  have the judge judge all files by an older release of its own (2025.11.0) …
  --on DAY        … and compare with our verdict for that day
  --examples N    files named for each differing rule (3)`;

if (flags.help) {
  console.log(usage);
  process.exit(0);
}
const folder = flags.data ?? readCorpusFolder();
if (folder === undefined) {
  console.error('Where is the test data? Set AUTOINVOICE_CORPUS or give --data.\n\n' + usage);
  process.exit(2);
}
const data = join(folder, 'ubl');

const expectations = (name: string): Expected[] =>
  readFileSync(join(data, 'expected', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Expected)
    .filter(
      ({ ves, file }) =>
        /^(eu\.peppol\.bis3:(invoice|creditnote)(-self-billing)?|eu\.cen\.en16931:cii):/.test(
          ves ?? '',
        ) &&
        (flags.file === undefined || file.includes(flags.file)),
    );

const report = new Report(flags.only, Number(flags.examples));
if (flags.release !== undefined && flags.on !== undefined && flags.judge !== undefined) {
  await judgeAgain(flags.judge, flags.release, flags.on);
  report.print();
  process.exit(report.isGood ? 0 : 1);
}
for (const [name, what] of [
  ['docs', 'documents, structure and rules'],
  ['docs-billing-schematron', 'documents, rules'],
  ['units-schematron', 'units, rules'],
] as const) {
  const all = expectations(name);
  for (const expected of all) {
    const bytes = readFileSync(join(data, expected.file));
    compare(report, what, expected, bytes, {
      hasStructure: name === 'docs',
      isBilling: name === 'docs-billing-schematron',
    });
  }
}
if (Number(flags.mutants) > 0) {
  await judgeMutants(report, {
    sources: expectations('docs').map(({ file }) => join(data, file)),
    count: Number(flags.mutants),
    seed: Number(flags.seed),
    judge: flags.judge,
    keep: flags.keep,
  });
}
report.print();
process.exit(report.isGood ? 0 : 1);

/** All documents and units by a release that the stored verdicts are not of. */
async function judgeAgain(judge: string, release: string, on: string): Promise<void> {
  const files = [...expectations('docs'), ...expectations('units-schematron')].map(({ file }) =>
    join(data, file),
  );
  const all = await verdicts(judge, ['--release', release, '--no-xsd'], files);
  for (const [file, expected] of all) {
    compare(report, `release ${release}`, expected, readFileSync(file), { on });
  }
}
