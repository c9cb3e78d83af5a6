import { and, desc, gte, lt, sql, type Column, type SQL } from 'drizzle-orm';
import { firstIdOf, type IdPrefix } from './id.ts';
import type { TenantTransaction } from './tenant.ts';

/** The condition, where the caller asked for it. */
export const when = <T>(
  value: T | undefined,
  condition: (value: T) => SQL | undefined,
): SQL | undefined => (value === undefined ? undefined : condition(value));

/** Sorts, byte by byte, behind all texts that begin with this one; null where there is none. */
function behindBeginning(beginning: string): string | null {
  const characters = Array.from(beginning);
  const last = characters.pop()?.codePointAt(0);
  if (last === undefined || last === 0x10_ff_ff) return null;
  // Behind U+D7FF come code points that are no characters.
  return characters.join('') + String.fromCodePoint(last === 0xd7_ff ? 0xe0_00 : last + 1);
}

/** Clocks of our processes and of Postgres may differ by so much. */
const skewMs = 3_600_000;

/** Between two instants, the later one left out. Ids sort by time, so that an index by id reads little else. */
export const during = (
  prefix: IdPrefix,
  { id, at }: { id: Column; at: Column },
  { from, to }: { from?: Date | undefined; to?: Date | undefined },
): SQL | undefined =>
  and(
    from && and(gte(at, from), gte(id, firstIdOf(prefix, from.getTime() - skewMs))),
    to && and(lt(at, to), lt(id, firstIdOf(prefix, to.getTime() + skewMs))),
  );

/**
 * How a list goes on after a row: newest first, or where the beginning of a number is searched, the highest number
 * first, so that any beginning is read from the index in order. `cursor` is the id of the last row that was shown.
 */
export function paged(
  { id, number }: { id: Column; number: Column },
  cursor: string | null,
  beginning: string | undefined,
): { where: SQL | undefined; order: SQL[] } {
  if (beginning === undefined)
    return { where: cursor === null ? undefined : lt(id, cursor), order: [desc(id)] };
  const inByteOrder = sql`${number} collate "C"`;
  const behind = behindBeginning(beginning);
  const isBefore =
    cursor === null
      ? behind === null
        ? undefined
        : sql`${inByteOrder} < ${behind}`
      : // The one upper bound: of two, Postgres might begin to read at the higher one.
        sql`(${inByteOrder}, ${id}) < ((select ${inByteOrder} from ${number.table} where ${id} = ${cursor}), ${cursor})`;
  return {
    where: and(sql`${inByteOrder} >= ${beginning}`, isBefore),
    order: [desc(inByteOrder), desc(id)],
  };
}

/**
 * Has the rest of the transaction planned for the values that are asked for. A plan for any value would read a whole
 * table for a rare status, and a large company's rows for a small one.
 */
export async function planForValues(transaction: TenantTransaction): Promise<void> {
  await transaction.execute(sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`);
}
