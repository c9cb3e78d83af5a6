import { sql } from 'drizzle-orm';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { withTenant } from '../../db/tenant.ts';
import { databaseUrl } from '../support/postgres.ts';

it('a connection that ends in a transaction is an error of that transaction, and the next one works', async () => {
  const url = new URL(databaseUrl());
  const port = Number(url.port);
  const sockets: Socket[] = [];
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    sockets.push(client);
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url.port = String((proxy.address() as { port: number }).port);
  const database = openDatabase(url.href, 2);
  const lost = withTenant(database, 't_none', async (transaction) => {
    await transaction.execute(sql`select 1`);
    setTimeout(() => sockets.at(-1)?.destroy(), 50);
    await transaction.execute(sql`select pg_sleep(5)`);
  });
  await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  // What postgres.js writes to a connection that is gone, it writes in the next turn.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const rows = await withTenant(database, 't_none', (transaction) =>
    transaction.execute<{ one: number }>(sql`select 1 as one`),
  );
  expect(rows[0]?.one).toBe(1);
  await database.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
});
