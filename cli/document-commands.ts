import { type Command, InvalidArgumentError, Option } from 'commander';
import { readDate } from '../invoice/date.ts';
import { printFormats, readPrintFormat } from '../rendering/formats.ts';
import type { Language } from '../rendering/texts.ts';
import type { EngineChoice } from './commands/interpret.ts';
import type { Terminal } from './terminal.ts';

interface ValidateFlags {
  readonly on?: string;
  readonly language: 'nb' | 'en';
  readonly html?: true;
}
interface RenderFlags {
  readonly to: 'pdf' | 'html';
  readonly out: string;
  readonly language: Language;
  readonly format: string;
}

/** The commands that need no service: what they read is a file, what they print one JSON line per file. */
export function addDocumentCommands(
  program: Command,
  terminal: Terminal,
  end: (exitCode: number) => void,
): void {
  program
    .command('validate')
    .description('Judge invoices by the rules in force, without a service.')
    .argument('<file...>', 'UBL invoices or credit notes, or the JSON form')
    .option('--on <day>', 'by the rules in force on that day, e.g. 2026-08-16', readDay)
    .addOption(language(['nb', 'en']))
    .option('--html', 'one report for people instead of JSON lines')
    .addHelpText('after', validateHelp)
    .action(async (files: string[], { on, language, html }: ValidateFlags) => {
      const { validateFiles } = await import('./commands/documents.ts');
      const options = { ...(on !== undefined && { on }), language, html: html === true };
      end(await validateFiles(files, options, terminal));
    });
  program
    .command('convert')
    .description('Print invoices as JSON or UBL, without a service.')
    .argument('<file...>', 'any invoice that can be read')
    .addOption(
      new Option('--to <form>', 'which form').choices(['json', 'ubl']).makeOptionMandatory(),
    )
    .action(async (files: string[], { to }: { to: 'json' | 'ubl' }) => {
      const { convertFiles } = await import('./commands/documents.ts');
      end(await convertFiles(files, to, terminal));
    });
  program
    .command('interpret')
    .description('Read invoices from PDFs and pictures, without a service.')
    .argument('<file...>', 'PDF, TIFF, PNG or JPEG')
    .addOption(
      new Option('--engine <name>', 'what reads: the best there is, or only this one')
        .choices(['auto', 'text', 'tesseract', 'ppocr'])
        .default('auto'),
    )
    .addHelpText('after', interpretHelp)
    .action(async (files: string[], { engine }: { engine: EngineChoice }) => {
      const { interpretFiles } = await import('./commands/interpret.ts');
      end(await interpretFiles(files, engine, terminal));
    });
  program
    .command('render')
    .description('Write invoices as PDF or HTML, without a service.')
    .argument('<file...>', 'any invoice that can be read')
    .addOption(
      new Option('--to <form>', 'which form').choices(['pdf', 'html']).makeOptionMandatory(),
    )
    .requiredOption('--out <folder>', 'where the files go')
    .addOption(language(['nb', 'nn', 'en']))
    .addOption(
      new Option('--format <name>', 'print format of a PDF')
        .choices(printFormats.map(({ name }) => name))
        .default('plain'),
    )
    .action(async (files: string[], { to, out, language, format }: RenderFlags) => {
      const { renderFiles } = await import('./commands/documents.ts');
      const work = { to, out, language, format: readPrintFormat(format) ?? 'plain' };
      end(await renderFiles(files, work, terminal));
    });
}

const language = (choices: readonly Language[]): Option =>
  new Option('--language <language>', 'of the texts').choices(choices).default('nb');

function readDay(text: string): string {
  const day = readDate(text);
  if (day === null) throw new InvalidArgumentError('Write a day, e.g. 2026-08-16.');
  return day;
}

const validateHelp = `
Each line: {"file","valid","findings":[{"rule","severity","term","path","line","column","text","hint"}]},
or {"file","error":{"code","detail"}} where a file is no invoice that can be judged.

Exit codes: 0 every file was looked at, whatever the verdicts · 1 a file could not be opened · 2 wrong use

Examples:
  autoinvoice validate march/*.xml | jq -r 'select(.valid | not) | .file'
  autoinvoice validate invoice.xml --on 2026-08-16 --language en
  autoinvoice validate march/*.xml --html > report.html
`;

const interpretHelp = `
Each line: {"file","documents":[{"pages","kind","release","invoice","confidence","boxes",…}],"engine","milliseconds"},
or {"file","error":{"code","detail"}} where a file cannot be read. "notes" says what did not go as asked, such as that
another engine had to read. Only auto takes the e-invoice inside a PDF, and only auto and text its text.

Exit codes: 0 every file was looked at · 1 a file could not be opened · 2 wrong use

Examples:
  autoinvoice interpret scans/*.pdf | jq -r '.documents[]? | [.kind, .invoice.number, .invoice.totals.amountDue] | @tsv'
  autoinvoice interpret receipt.jpg --engine tesseract
`;
