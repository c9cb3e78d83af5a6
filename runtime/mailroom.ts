import { promises as dns } from 'node:dns';
import { describeError, type Log } from '../api/log.ts';
import { createReturnPaths } from '../channels/email/return-path.ts';
import { startMailroom } from '../mailroom/server.ts';
import type { ServiceConfig } from './config.ts';
import { documentStoreOf } from './document-store.ts';
import { mailDomain } from './outgoing-mail.ts';
import type { Connections, Running } from './service.ts';
import { createWorkflowStarter } from './workflows.ts';

/** A supplier's server that sends more than this in a minute waits its turn. */
const mailsPerMinute = 120;

/** The mail server of the scan accounts and the return paths, listening. */
export async function openMailroom(
  config: ServiceConfig,
  { database, client }: Connections,
  log: Log,
): Promise<Running & { readonly port: number }> {
  const resolver = new dns.Resolver({ timeout: 2000, tries: 1 });
  return startMailroom(
    {
      database,
      documents: documentStoreOf(config),
      workflows: createWorkflowStarter(client, false),
      resolver: (name, type) => resolver.resolve(name, type),
      readReturnPath: createReturnPaths({ domain: config.bounceDomain, key: config.mailKey }).read,
      graceSeconds: config.graceSeconds,
      messageIdDomain: mailDomain(config),
      tellError: (message, error) => log.error(message, { error: describeError(error) }),
    },
    { host: config.host, port: config.scanSmtpPort, mailsPerMinute },
  );
}
