import { like, type Column, type SQL } from 'drizzle-orm';

/** The condition, where the caller asked for it. */
export const when = <T>(value: T | undefined, condition: (value: T) => SQL): SQL | undefined =>
  value === undefined ? undefined : condition(value);

/** Begins with `prefix`, taken literally; served by a text_pattern_ops index. */
export const startsWith = (column: Column, prefix: string): SQL =>
  like(column, `${prefix.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
