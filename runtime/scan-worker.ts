import { readServiceConfig } from './config.ts';
import { runUntilSignal } from './process.ts';
import { startScanWorker } from './scan.ts';
import { connect } from './service.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const worker = await startScanWorker(config, connections);
  await Promise.race([worker.failed, stopping]);
  return async () => {
    await worker.stop();
    await connections.close();
  };
});
