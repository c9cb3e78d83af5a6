import { z } from 'zod';

/**
 * What goes wrong at ELMA and the SMP. `status`: it answers that and does nothing. `dropped`: the connection
 * ends before anything is done; `answer-lost`: after it was done. `unpublished`: registered, but the SMP does not show it.
 */
const fault = z.object({
  kind: z.enum(['status', 'dropped', 'answer-lost', 'unpublished']),
  status: z.int().min(400).max(599).default(500),
  /** Of whom; left out: of everybody. */
  organizationNumber: z.string().optional(),
  /** How many calls it hits. */
  times: z.int().positive().default(1),
});
type Fault = z.output<typeof fault>;

export interface RegisterFaults {
  /** False where that is no fault. */
  add(given: unknown): boolean;
  /** The fault that hits a call about this participant now, if one does; each hit is counted. */
  take(kinds: readonly Fault['kind'][], about: string): Fault | null;
}

/** Faults that are waiting to happen. */
export function createRegisterFaults(): RegisterFaults {
  let waiting: Fault[] = [];
  return {
    add(given) {
      const read = fault.safeParse(given);
      if (read.success) waiting.push(read.data);
      return read.success;
    },
    take(kinds, about) {
      const hit = waiting.find(
        ({ kind, organizationNumber }) =>
          kinds.includes(kind) &&
          (organizationNumber === undefined || about.includes(organizationNumber)),
      );
      if (!hit) return null;
      hit.times--;
      waiting = waiting.filter(({ times }) => times > 0);
      return hit;
    },
  };
}
