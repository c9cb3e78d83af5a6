import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { findSeparators } from '../../scan/read/separators.ts';

const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-sheet-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await run(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    environment: {},
    workingFolder: folder,
    hasColour: false,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

describe('autoinvoice scan --separator-sheet', () => {
  it('writes a sheet that is known again, without a service', async () => {
    const { code, out } = await cli('scan', '--separator-sheet', 'sheet.pdf');
    const file = join(folder, 'sheet.pdf');
    expect([code, JSON.parse(out)]).toEqual([0, { out: file }]);
    expect(await findSeparators(readFileSync(file))).toEqual({ pageCount: 1, separators: [1] });
  });

  it('says what is wrong where it cannot, and where no file is named', async () => {
    expect(await cli('scan', '--separator-sheet', 'none/sheet.pdf')).toMatchObject({
      code: 1,
      err: expect.stringContaining('file-unwritable'),
    });
    expect(await cli('scan')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Which files'),
    });
  });
});
