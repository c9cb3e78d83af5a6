import { z } from 'zod';

/** Headers of a request that changes a draft which the caller has seen. */
export const ifMatch = z.object({
  'if-match': z.string().max(50).optional().describe('Version of the draft: `"3"`.'),
});

/** The version that `If-Match` names, or null. */
export function versionOf({ 'if-match': given }: z.output<typeof ifMatch>): number | null {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given ?? '')?.[1];
  return version === undefined ? null : Number(version);
}
