import type { IsoDate } from '../../model.ts';

/** A row of a generated table: its words, and between which days it holds. */
export interface TableRow {
  readonly words: readonly string[];
  readonly period: { readonly since?: IsoDate; readonly until?: IsoDate };
}

/** The rows of a generated table, one on each line. */
export const rowsOf = (table: string): TableRow[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const words: string[] = [];
      const period: Record<string, string> = {};
      for (const word of line.split(' ')) {
        const [, edge, day] = /^(since|until)=(.*)$/.exec(word) ?? [];
        if (edge !== undefined && day !== undefined) period[edge] = day;
        else words.push(word);
      }
      return { words, period };
    });
