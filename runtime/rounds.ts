/** Something that goes on until it is stopped. */
export interface Rounds {
  /** Waits for the round under way. */
  stop(): Promise<void>;
}

/**
 * Runs `round` again and again, at once while it says that there is more to do, else after a pause.
 * A round that fails is told and comes again; stopping waits for the one under way.
 */
export function startRounds(
  intervalMs: number,
  round: () => Promise<boolean>,
  tell: (error: unknown) => void,
): Rounds {
  let isStopped = false;
  let wake: () => void = () => undefined;
  const rounds = (async () => {
    while (!isStopped) {
      const isMore = await round().catch((error: unknown) => {
        tell(error);
        return false;
      });
      if (isMore || isStopped) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, intervalMs).unref();
      });
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await rounds;
    },
  };
}
