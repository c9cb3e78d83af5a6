import type { Box } from '../words.ts';
import { around, type Sheet, type Token } from './layout.ts';
import type { LabelField } from './lexicon/language.ts';
import { labelPhrases } from './lexicon/lexicon.ts';
import type { TableArea } from './table-area.ts';
import { phraseFinder } from './phrases.ts';

/** A label on the paper. It may announce one of several fields. */
export interface Label {
  readonly sheet: number;
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  readonly text: string;
  readonly fields: readonly LabelField[];
  /** 0–1: less for general words and for letters that OCR may have misread. */
  readonly weight: number;
  readonly hasColon: boolean;
}

const finder = phraseFinder(labelPhrases);

/** All labels outside the table of lines, by row. */
export function findLabels(sheets: readonly Sheet[], table: TableArea): Label[] {
  return sheets.flatMap((sheet, sheetIndex) =>
    sheet.rows.flatMap((row, rowIndex) =>
      finder
        .find(row.tokens, sheet.page.engine !== 'text')
        .map((hit): Label => {
          const tokens = row.tokens.slice(hit.from, hit.to);
          return {
            sheet: sheetIndex,
            row: rowIndex,
            from: hit.from,
            to: hit.to,
            box: around(tokens),
            text: hit.text,
            fields: hit.meanings.map(({ field }) => field),
            weight: (hit.meanings.every(({ isWeak }) => isWeak) ? 0.7 : 1) * hit.closeness,
            hasColon: endsWithColon(tokens, row.tokens[hit.to]),
          };
        })
        .filter(({ box }) => !table.has(sheetIndex, rowIndex, box)),
    ),
  );
}

const endsWithColon = (tokens: readonly Token[], next: Token | undefined): boolean =>
  /[:.#]$/.test(tokens.at(-1)?.text ?? '') || next?.text === ':';
