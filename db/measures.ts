import { sql } from 'drizzle-orm';
import type { Database } from './client.ts';

/** A number of the whole installation, and what it is a number of. */
export interface Measure {
  readonly name: string;
  /** In the order of the measure's labels. */
  readonly labels: readonly string[];
  readonly value: number;
}

/** How much there is of everything just now, over all companies; counted anew. */
export async function readMeasures(database: Database): Promise<Measure[]> {
  const rows = await database.orm.execute<{
    name: string;
    first: string | null;
    second: string | null;
    value: number;
  }>(sql`select * from door_measures()`);
  return rows.map(({ name, first, second, value }) => ({
    name,
    labels: [first, second].filter((label) => label !== null),
    value: Number(value),
  }));
}
