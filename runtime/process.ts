/**
 * Runs a program until SIGINT or SIGTERM, and then what `main` returned. A second signal ends it at once.
 * What `main` throws is shown as one message, and the exit code is 1.
 */
export async function runUntilSignal(
  main: (stopping: Promise<void>) => Promise<() => Promise<void>>,
): Promise<void> {
  let signals = 0;
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (++signals > 1) process.exit(130);
        resolve();
      });
    }
  });
  try {
    const stop = await main(stopping);
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
