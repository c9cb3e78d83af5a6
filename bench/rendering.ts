import { readFileSync } from 'node:fs';
import type { Invoice } from '../invoice/model.ts';
import { readInvoice } from '../invoice/ubl-read.ts';
import type { PrintFormatName } from '../rendering/formats.ts';
import { renderHtml } from '../rendering/html.ts';
import { printInvoice } from '../rendering/pdf.ts';

/** What a reader would call one page, a few pages, and a lot. */
const cases: readonly { name: string; lines: number; format: PrintFormatName; runs: number }[] = [
  { name: 'one page, 10 lines', lines: 10, format: 'plain', runs: 200 },
  { name: 'one page with slip, 4 lines', lines: 4, format: 'giro', runs: 200 },
  { name: '30 lines', lines: 30, format: 'plain', runs: 100 },
  { name: '500 lines', lines: 500, format: 'plain', runs: 20 },
  { name: '500 lines, compact', lines: 500, format: 'compact', runs: 20 },
  { name: '5000 lines', lines: 5000, format: 'plain', runs: 5 },
];

/** CPU of one document, warm: the median of many runs, as the machine has other work too. */
export async function rendering(): Promise<void> {
  const source = readFileSync('runtime/demo/samples/visma-network.xml');
  const result = readInvoice(source);
  if (!result.ok) throw new Error(result.detail);
  const { invoice } = result;
  await measure('first document of a process', 1, () =>
    printInvoice(invoice, { language: 'nb', source }),
  );
  for (const { name, lines, format, runs } of cases) {
    const long = withLines(invoice, lines);
    await measure(name, runs, () => printInvoice(long, { language: 'nb', format, source }));
  }
  const short = withLines(invoice, 10);
  await measure('HTML, 10 lines', 200, async () => {
    const bytes = Buffer.from(renderHtml(short, { language: 'nb' }));
    return Promise.resolve({ bytes, pages: 1 });
  });
}

const withLines = (invoice: Invoice, count: number): Invoice => ({
  ...invoice,
  lines: Array.from({ length: count }, (_, at) => ({
    ...(invoice.lines[at % invoice.lines.length] ?? raise()),
    id: String(at + 1),
  })),
});

function raise(): never {
  throw new Error('The sample has no lines.');
}

async function measure(
  name: string,
  runs: number,
  render: () => Promise<{ readonly bytes: Uint8Array; readonly pages: number }>,
): Promise<void> {
  if (runs > 1) for (let run = 0; run < Math.ceil(runs / 4); run++) await render();
  const times: number[] = [];
  let [bytes, pages] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    const document = await render();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    [bytes, pages] = [document.bytes.length, document.pages];
  }
  times.sort((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const figures = { cpu_ms: Math.round(median * 100) / 100, pages, bytes };
  console.log(JSON.stringify({ bench: 'rendering', case: name, ...figures }));
}
