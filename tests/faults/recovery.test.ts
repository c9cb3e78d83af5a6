import { Client, Connection } from '@temporalio/client';
import Long from 'long';
import { describe, expect, it } from 'vitest';
import { standInParticipants } from '../../channels/peppol/stand-in-participants.ts';
import {
  ask,
  deliver,
  installation,
  mails,
  newCompany,
  sampleInvoice,
  send,
  until,
  type Answer,
} from '../support/installation.ts';
import { postgresServer } from '../support/postgres.ts';
import { killTemporal, loseTemporal } from '../support/temporal-server.ts';

const email = 'kunde@example.com';

const inbox = async (): Promise<{ instanceId: string }[]> =>
  (await fetch(`${installation().addresses['accessPoint']}/inbox?limit=1000`)).json() as Promise<
    { instanceId: string }[]
  >;

describe('a delivery', () => {
  it('is accepted while Temporal is away, and delivered when it is back', async () => {
    const { key } = await newCompany();
    killTemporal();
    const { status, body } = await send(key, sampleInvoice(), { method: 'email', email });
    expect(status).toBe(202);
    expect(await until(key, body.id)).toMatchObject({ status: 'delivered' });
  });

  it('is sent once when Temporal’s database is deleted while it is under way', async () => {
    const { key } = await newCompany();
    const ids: string[] = [];
    const notBefore = new Date(Date.now() + 6000).toISOString();
    const routes = [
      { method: 'print' },
      { recipient: standInParticipants.accepts },
      { method: 'email', email },
    ];
    for (let n = 0; n < 50; n++) {
      const { body } = await send(key, sampleInvoice(), {
        ...routes[n % routes.length],
        notBefore,
      });
      ids.push(body.id);
    }
    loseTemporal();
    const deliveries = await Promise.all(ids.map((id) => until(key, id, undefined, 100)));
    for (const delivery of deliveries) {
      expect(delivery.status).toBe('delivered');
      const accepted = delivery.runs
        .flatMap(({ attempts }: { attempts: { status: string }[] }) => attempts)
        .filter(({ status }: { status: string }) => status === 'accepted');
      expect(accepted).toHaveLength(1);
    }
    const kept = (await inbox()).map(({ instanceId }) => instanceId);
    expect(new Set(kept).size).toBe(kept.length);
  }, 120_000);

  it('is not sent again when an operator resets its workflow', async () => {
    const { key } = await newCompany();
    const delivery = await deliver(key, { method: 'email', email });
    const [{ messageId }] = delivery.runs[0].attempts;
    const connection = await Connection.connect({
      address: installation().addresses['temporal'] ?? '',
    });
    const client = new Client({ connection, namespace: 'autoinvoice' });
    const workflowId = `outbound/${delivery.id}/1`;
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    const reset: unknown = await connection.workflowService.resetWorkflowExecution({
      namespace: 'autoinvoice',
      workflowExecution: { workflowId, runId },
      reason: 'test',
      // The first workflow task: everything after it is done again.
      workflowTaskFinishEventId: Long.fromNumber(4),
      requestId: `reset-${Date.now()}`,
    });
    const { runId: newRunId } = reset as { runId: string };
    await client.workflow.getHandle(workflowId, newRunId).result();
    await connection.close();
    expect(await mails(messageId)).toHaveLength(1);
    expect((await ask('GET', `/v1/deliveries/${delivery.id}`, key)).body.status).toBe('delivered');
  });

  it('gets 503 with Retry-After while Postgres is away, and is accepted under the same key when it is back', async () => {
    const { key } = await newCompany();
    const xml = sampleInvoice();
    const refused: Answer[] = [];
    const list = (): Promise<Answer> => ask('GET', '/v1/deliveries', key);
    process.kill(postgresServer().pid, 'SIGKILL');
    for (let answer = await list(); answer.status !== 503; answer = await list())
      expect(answer.status).toBe(200);
    let answer = await send(key, xml, { method: 'email', email }, 'postgres-away');
    for (; answer.status !== 202;) {
      refused.push(answer);
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer = await send(key, xml, { method: 'email', email }, 'postgres-away');
    }
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([503, 'database-unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await until(key, answer.body.id)).toMatchObject({ status: 'delivered' });
    expect((await list()).body.data).toHaveLength(1);
  });
});
