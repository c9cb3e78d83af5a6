import type { key, madeKey } from '../../api/routes/keys.ts';
import type { Client, Output, Page } from '../client.ts';
import { exitCodes } from '../failure.ts';
import { printJson, printLine, printTable, showInstant, type Terminal } from '../terminal.ts';

type Key = Output<typeof key>;
type MadeKey = Output<typeof madeKey>;

/** Prints the company's keys, newest first; a key itself was shown once and is nowhere. */
export async function listKeys(client: Client, json: boolean, terminal: Terminal): Promise<number> {
  const { data } = await client.get<Page<Key>>('/v1/keys');
  if (json) for (const row of data) printJson(terminal, row);
  else {
    const rows = data.map((one) => [
      one.id,
      one.name,
      stateOf(one),
      one.lastUsedAt === null ? 'never' : showInstant(one.lastUsedAt),
      one.scopes.join(','),
    ]);
    printTable(terminal, ['KEY', 'NAME', 'STATE', 'LAST USED', 'SCOPES'], rows);
  }
  return exitCodes.done;
}

function stateOf({ revokedAt, expiresAt }: Key): string {
  if (revokedAt !== null) return 'revoked';
  return expiresAt === null ? 'good' : `until ${showInstant(expiresAt)}`;
}

/** Makes a key, or replaces one, and prints it: the only time that it is shown. */
export async function makeKey(
  client: Client,
  asked:
    | { readonly name: string; readonly scopes: readonly string[] | undefined }
    | { readonly replaces: string; readonly overlapSeconds: number | undefined },
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const made =
    'name' in asked
      ? await client.post<MadeKey>('/v1/keys', { json: asked })
      : await client.post<MadeKey>(`/v1/keys/${encodeURIComponent(asked.replaces)}/rotate`, {
          json: { overlapSeconds: asked.overlapSeconds },
        });
  if (json) printJson(terminal, made);
  else {
    printLine(terminal, `${made.keyId}: ${made.apiKey}`);
    printLine(terminal, 'Keep it now: it is not shown again.');
  }
  return exitCodes.done;
}

/** Revokes a key: it fails at its next request. */
export async function revokeKey(
  client: Client,
  id: string,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const revoked = await client.post<{ keyId: string }>(`/v1/keys/${encodeURIComponent(id)}/revoke`);
  if (json) printJson(terminal, revoked);
  else printLine(terminal, `${revoked.keyId} opens nothing any more.`);
  return exitCodes.done;
}
