import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with the public test data (`AUTOINVOICE_CORPUS`), which is no part of this repository. */
const data = process.env.AUTOINVOICE_CORPUS;
const corpus = data === undefined ? undefined : join(data, 'ubl');

export interface CorpusFile {
  readonly name: string;
  readonly read: () => Uint8Array;
}

/** The XML files in these folders of the corpus; none, with a word about it, where there is no corpus. */
export function corpusFiles(...folders: readonly string[]): CorpusFile[] {
  if (corpus === undefined) {
    console.warn(
      `skipped: ${folders.join(', ')} (set AUTOINVOICE_CORPUS to the folder with the public test data)`,
    );
    return [];
  }
  return folders.flatMap((folder) =>
    readdirSync(join(corpus, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml'))
      .sort()
      .map((name) => ({
        name: `${folder}/${name}`,
        read: () => readFileSync(join(corpus, folder, name)),
      })),
  );
}
