import type { Box } from '../words.ts';

export interface Edges {
  readonly left: number;
  readonly right: number;
}

/** Where the table of lines stands: its rows, and how far they reach. What stands beside it is not in it. */
export class TableArea {
  private readonly rows = new Map<string, Edges>();

  add(sheet: number, row: number, edges: Edges): void {
    this.rows.set(`${sheet}:${row}`, edges);
  }

  /** True for what stands in the table, heads included. */
  has(sheet: number, row: number, box: Box): boolean {
    const edges = this.rows.get(`${sheet}:${row}`);
    return edges !== undefined && box[2] > edges.left && box[0] < edges.right;
  }
}
