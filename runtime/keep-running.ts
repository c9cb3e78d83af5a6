/** A server of ours that may end at any time. */
interface Server {
  readonly pid: number;
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface KeptRunning {
  /** Of the process that runs now. */
  pid(): number;
  stop(): Promise<void>;
}

export interface KeepOptions {
  readonly name: string;
  readonly notice: (text: string) => void;
  /** Runs while the server is down. */
  readonly beforeRestart?: () => void;
}

const pauseMs = 300;

/** Starts a server and starts it again whenever it has ended by itself, until `stop`. */
export async function keepRunning<S extends Server>(
  start: () => Promise<S>,
  { name, notice, beforeRestart }: KeepOptions,
): Promise<KeptRunning & { readonly first: S }> {
  const first = await start();
  let current: S = first;
  let isStopped = false;
  const watch = (async () => {
    for (;;) {
      await current.exited;
      if (isStopped) return;
      notice(`${name} has ended by itself and is started again.`);
      beforeRestart?.();
      await pause();
      if (isStopped) return;
      current = await startAgain();
    }
  })();
  async function startAgain(): Promise<S> {
    for (;;) {
      try {
        return await start();
      } catch (error) {
        notice(`${name} does not start: ${String(error)}`);
        await pause();
        if (isStopped) return current;
      }
    }
  }
  return {
    first,
    pid: () => current.pid,
    stop: async () => {
      isStopped = true;
      await current.stop();
      await watch;
      await current.stop();
    },
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));
