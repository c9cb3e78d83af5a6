/** Whether Postgres refused a row because of this unique index; drizzle wraps the driver's error. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (
      'code' in at &&
      at.code === '23505' &&
      'constraint_name' in at &&
      at.constraint_name === index
    )
      return true;
  }
  return false;
}
