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

/** Runs a program to its end and prints what it returns, with how long it took, as one JSON line. */
export async function runOnce(main: (args: readonly string[]) => Promise<object>): Promise<void> {
  const began = performance.now();
  try {
    const told = await main(process.argv.slice(2));
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    console.log(JSON.stringify({ ...told, seconds }));
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
