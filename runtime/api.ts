import { createJsonLog } from '../api/log.ts';
import { readServiceConfig } from './config.ts';
import { watchDropFolder } from './drop-folder.ts';
import { openMailroom } from './mailroom.ts';
import { runUntilSignal } from './process.ts';
import { connect, startApi } from './service.ts';
import { openWatch } from './watch/activities.ts';

await runUntilSignal(async (stopping) => {
  const config = readServiceConfig();
  const connections = await connect(config);
  const log = createJsonLog(process.stderr);
  const api = await startApi(config, connections, openWatch(log), false);
  const mailroom = await openMailroom(config, connections, log);
  const folder = watchDropFolder(config, connections, log);
  await stopping;
  return async () => {
    await Promise.all([folder.stop(), mailroom.stop(), api.stop()]);
    await connections.close();
  };
});
