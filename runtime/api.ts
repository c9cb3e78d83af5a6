import { createJsonLog } from '../api/log.ts';
import { readServiceConfig } from './config.ts';
import { runUntilSignal } from './process.ts';
import { connect, startApi } from './service.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const api = await startApi(config, connections, createJsonLog(process.stderr), false);
  await stopping;
  return async () => {
    await api.stop();
    await connections.close();
  };
});
