import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/**
 * Runs `work` in the name of a user (`usr_…`), a key (`key_…`) or `operator`: every event that its transactions
 * write says so. What nobody asked for (a workflow's step) has no actor.
 */
export const actAs = <T>(actorId: string, work: () => T): T => current.run(actorId, work);

export const currentActor = (): string => current.getStore() ?? '';
