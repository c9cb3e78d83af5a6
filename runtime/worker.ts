import { createJsonLog } from '../api/log.ts';
import { readServiceConfig } from './config.ts';
import { runUntilSignal } from './process.ts';
import { connect, startWorkers } from './service.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const workers = await startWorkers(config, connections, createJsonLog(process.stderr));
  await Promise.race([workers.failed, stopping]);
  return async () => {
    await workers.stop();
    await connections.close();
  };
});
