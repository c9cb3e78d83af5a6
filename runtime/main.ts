import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createJsonLog } from '../api/log.ts';
import { readEmbeddedConfig } from './config.ts';
import { startInstallation } from './installation.ts';
import { runUntilSignal } from './process.ts';

await runUntilSignal(async (stopping) => {
  const config = readEmbeddedConfig();
  mkdirSync(join(config.AUTOINVOICE_DATA, 'logs'), { recursive: true });
  const logFile = join(config.AUTOINVOICE_DATA, 'logs', 'service.log');
  const log = createJsonLog(createWriteStream(logFile, { flags: 'a' }));
  const installation = await startInstallation(config, log, (text) => console.error(text));
  const { addresses } = installation.backing;
  console.error(`
AutoInvoice is running.
  API          ${addresses['api']}   (documentation: ${addresses['api']}/docs)
  People       ${addresses['api']}/sign-up
  Temporal UI  ${addresses['temporalUi'] ?? 'of your own Temporal'}
  Mail         ${addresses['mail'] ?? 'sent by your own SMTP server'}
  Print        ${addresses['print']}
  Log          ${logFile}
First company: npm run -s autoinvoice -- admin create-company --name "Demo AS" --organisation-number 987654325 --authenticated
Ctrl-C stops everything.`);
  await Promise.race([installation.failed, stopping]);
  return () => installation.stop();
});
