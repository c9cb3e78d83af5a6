import { createHash } from 'node:crypto';

export interface SignatureFacts {
  readonly signer: string;
  /** ISO text. */
  readonly at: string;
  readonly document: string;
  readonly asOrganisation: boolean;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A text for a page in WinAnsi; what that does not have is shown as a question mark. */
function pageText(text: string): string {
  const shown = text.replaceAll(/\s/g, ' ').replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?');
  return `(${shown.replaceAll(/[\\()]/g, String.raw`\$&`)})`;
}

interface Structure {
  readonly start: number;
  readonly size: number;
  readonly root: number;
  readonly hasTableStream: boolean;
  readonly info: string;
}

/** Where the file's own table is and what it says, read as far as an update needs it. */
function readStructure(text: string): Structure | null {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) return null;
  const table = text.slice(start);
  const size = Number(/\/Size (\d+)/.exec(table)?.[1] ?? Number.NaN);
  const root = Number(/\/Root (\d+) 0 R/.exec(table)?.[1] ?? Number.NaN);
  if (Number.isNaN(size) || Number.isNaN(root)) return null;
  const info = /\/Info \d+ 0 R/.exec(table)?.[0] ?? '';
  return { start, size, root, hasTableStream: !table.startsWith('xref'), info };
}

/** The dictionary of an object that is written out plainly, without its outermost brackets. */
function readDictionary(text: string, number: number): string | null {
  const at = text.lastIndexOf(`\n${number} 0 obj`);
  const end = text.indexOf('endobj', at);
  return at < 0 ? null : (/<<([\s\S]*)>>/.exec(text.slice(at, end))?.[1] ?? null);
}

/**
 * The PDF with a page more that says who signed, as an update behind its bytes: what was given
 * stays at its beginning, byte for byte. A PDF whose page tree cannot be read gets a mark instead.
 */
export function signPdf(pdf: Uint8Array, facts: SignatureFacts): Uint8Array {
  const given = Buffer.from(pdf);
  const text = given.toString('latin1');
  const structure = readStructure(text);
  const catalog = structure && readDictionary(text, structure.root);
  const tree = Number(/\/Pages (\d+) 0 R/.exec(catalog ?? '')?.[1] ?? Number.NaN);
  const pages = Number.isNaN(tree) ? null : readDictionary(text, tree);
  const count = Number(/\/Count (\d+)/.exec(pages ?? '')?.[1] ?? Number.NaN);
  if (!structure || pages === null || Number.isNaN(count) || !/\/Kids \[[^\]]*\]/.test(pages)) {
    const mark = `\n% Signed by ${facts.signer.replaceAll(/[\r\n]/g, ' ')} at ${facts.at}\n`;
    return Buffer.concat([given, Buffer.from(mark, 'utf8')]);
  }

  const [page, content, font] = [structure.size, structure.size + 1, structure.size + 2];
  const lines = signatureLines(facts, given);
  const drawn = latin1(
    `BT /S 18 Tf 57 770 Td ${pageText(lines[0] ?? '')} Tj ET\n` +
      lines
        .slice(1)
        .map((line, at) => `BT /S 10 Tf 57 ${735 - at * 18} Td ${pageText(line)} Tj ET`)
        .join('\n'),
  );
  const objects = new Map<number, string>([
    [
      tree,
      `<<${pages
        .replace(/\/Count \d+/, `/Count ${count + 1}`)
        .replace(/\/Kids \[([^\]]*)\]/, `/Kids [$1 ${page} 0 R]`)}>>`,
    ],
    [
      page,
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595.28 841.89] ` +
        `/Resources << /Font << /S ${font} 0 R >> >> /Contents ${content} 0 R >>`,
    ],
    [content, `<< /Length ${drawn.length} >>\nstream\n${drawn.toString('latin1')}\nendstream`],
    [font, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
  ]);
  return Buffer.concat([given, update(given.length, structure, objects)]);
}

function signatureLines(facts: SignatureFacts, given: Buffer): string[] {
  return [
    'Signatur',
    `Dokument: ${facts.document}`,
    `Signert av: ${facts.signer}`,
    `Tidspunkt: ${facts.at}`,
    facts.asOrganisation ? 'Signert på vegne av virksomheten.' : 'Signert som privatperson.',
    'Elektronisk ID: spilt av stedfortrederen for Visma Sign, uten rettsvirkning.',
    `SHA-256 av dokumentet: ${createHash('sha256').update(given).digest('hex')}`,
  ];
}

/** Objects behind the end of a file, with a table of the kind that the file has. */
function update(
  offset: number,
  { start, size, root, info, hasTableStream }: Structure,
  objects: ReadonlyMap<number, string>,
): Buffer {
  let body = '\n';
  const places = [...objects].map(([number, object]) => {
    const place = { number, at: offset + body.length };
    body += `${number} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const [first] = places;
  if (!first) return latin1(body);
  const tableAt = offset + body.length;
  const next = size + objects.size - 1;
  const links = `/Prev ${start} /Root ${root} 0 R ${info}`;
  const runs = [[first], places.slice(1)];
  if (!hasTableStream) {
    const entries = runs.map(
      (run) =>
        `${run[0]?.number ?? 0} ${run.length}\n` +
        run.map(({ at }) => `${String(at).padStart(10, '0')} 00000 n \n`).join(''),
    );
    body += `xref\n${entries.join('')}trailer\n<< /Size ${next} ${links} >>\n`;
    return latin1(`${body}startxref\n${tableAt}\n%%EOF\n`);
  }
  // The table stream is an object itself and stands in its own table.
  const rows = [...places, { number: next, at: tableAt }];
  const table = Buffer.alloc(rows.length * 7);
  rows.forEach(({ at }, row) => {
    table[row * 7] = 1;
    table.writeUInt32BE(at, row * 7 + 1);
  });
  const index = `[${first.number} 1 ${size} ${rows.length - 1}]`;
  const entries = `/Type /XRef /Size ${next + 1} /W [1 4 2] /Index ${index} ${links}`;
  body += `${next} 0 obj\n<< ${entries} /Length ${table.length} >>\nstream\n`;
  return Buffer.concat([
    latin1(body),
    table,
    latin1(`\nendstream\nendobj\nstartxref\n${tableAt}\n%%EOF\n`),
  ]);
}
