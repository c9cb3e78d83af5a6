import { createJsonLog } from '../api/log.ts';
import { readServiceConfig } from './config.ts';
import { runUntilSignal } from './process.ts';
import { connect, startWorkers } from './service.ts';
import { openWatch } from './watch/activities.ts';
import { serveHealth } from './watch/server.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const watch = openWatch(createJsonLog(process.stderr));
  const workers = await startWorkers(config, connections, watch);
  const health = await serveHealth(
    { host: config.host, port: config.metricsPort },
    watch.metrics,
    async () => workers.isWorking() && (await connections.answer()),
  );
  await Promise.race([workers.failed, stopping]);
  return async () => {
    await Promise.all([health.stop(), workers.stop()]);
    await connections.close();
  };
});
