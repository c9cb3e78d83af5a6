import { createJsonLog } from '../api/log.ts';
import { readServiceConfig } from './config.ts';
import { runUntilSignal } from './process.ts';
import { startScanWorker } from './scan.ts';
import { connect } from './service.ts';
import { openWatch } from './watch/activities.ts';
import { serveHealth } from './watch/server.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const watch = openWatch(createJsonLog(process.stderr));
  const worker = await startScanWorker(config, connections, watch);
  const health = await serveHealth(
    { host: config.host, port: config.metricsPort },
    watch.metrics,
    async () => worker.isWorking() && (await connections.answer()),
  );
  await Promise.race([worker.failed, stopping]);
  return async () => {
    await Promise.all([health.stop(), worker.stop()]);
    await connections.close();
  };
});
