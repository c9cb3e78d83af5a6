import { z } from 'zod';

/** What a call is, for a fault that is to hit only some. */
export const standInCalls = [
  'token',
  'create',
  'find',
  'read',
  'add-file',
  'read-file',
  'invite',
  'cancel',
] as const;
export type StandInCall = (typeof standInCalls)[number];

export const faultKinds = [
  '401',
  '403',
  '404',
  '429',
  '429-without-retry-after',
  '500',
  /** The request is kept and nothing is answered. */
  'silence',
  /** The call is carried out, and the connection ends instead of an answer. */
  'answer-lost',
  /** A document has a status that nobody has heard of. */
  'unknown-status',
  /** A document shows no file, and has none to fetch. */
  'file-missing',
  /** The signed file is not what its Content-MD5 says. */
  'file-damaged',
  /** The signed file is a sound PDF, but another one than was given. */
  'file-other',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const given = z.object({
  kind: z.enum(faultKinds),
  /** Only these calls; left out: all of them. */
  calls: z.array(z.enum(standInCalls)).min(1).optional(),
  /** How many calls it hits; left out: until it is taken away. */
  times: z.number().int().min(1).optional(),
});

export interface Faults {
  /** False where that is no fault. */
  add(fault: unknown): boolean;
  clear(): void;
  list(): unknown;
  /** Those that hit this call; each is counted as used once. */
  take(call: StandInCall): ReadonlySet<FaultKind>;
}

/** A switch for each way in which the service may fail. Kept in memory: a restart heals. */
export function createFaults(): Faults {
  let active: z.infer<typeof given>[] = [];
  return {
    add(fault) {
      const read = given.safeParse(fault);
      if (read.success) active.push(read.data);
      return read.success;
    },
    clear() {
      active = [];
    },
    list: () => active,
    take(call) {
      const hit = active.filter(({ calls }) => calls === undefined || calls.includes(call));
      for (const fault of hit) if (fault.times !== undefined) fault.times--;
      active = active.filter(({ times }) => times !== 0);
      return new Set(hit.map(({ kind }) => kind));
    },
  };
}
