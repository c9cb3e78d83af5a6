import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import * as workflows from '../../workflows/index.ts';
import { installation, newCompany } from '../support/installation.ts';
import { quietTemporal } from '../support/temporal.ts';
import { stories } from './history-stories.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const names = Object.keys(stories).toSorted();

interface History {
  readonly events: readonly {
    readonly eventType: string;
    readonly workflowExecutionStartedEventAttributes?: {
      readonly workflowType: { readonly name: string };
    };
  }[];
}

const recorded = (name: string): History =>
  JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as History;
const workflowOf = (name: string): string | undefined =>
  recorded(name).events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name;

/** Machine and build of the recording are nobody's business and change nothing of a replay. */
const scrub = (text: string): string =>
  text
    .replaceAll(/"\d+@[^"]*"/g, '"worker"')
    .replaceAll(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');

async function record(): Promise<void> {
  const address = installation().addresses['temporal'] ?? '';
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace: 'autoinvoice' });
  await Promise.all(
    Object.entries(stories).map(async ([name, story]) => {
      const status = 'status' in story ? story.status : 'authenticated';
      const handle = client.workflow.getHandle(
        await story.play(await newCompany({ status }), client),
      );
      if (!('isOpen' in story)) await handle.result();
      const text = JSON.stringify(JSON.parse(historyToJSON(await handle.fetchHistory())), null, 1);
      writeFileSync(`${folder}${name}.json`, `${scrub(text)}\n`);
    }),
  );
  await connection.close();
}

describe('the recorded histories', () => {
  beforeAll(quietTemporal);

  it.runIf(process.env.UPDATE === '1')(
    'are recorded anew (UPDATE=1)',
    async () => {
      await record();
      expect(readdirSync(folder)).toHaveLength(names.length);
    },
    120_000,
  );

  it('are those of the stories', () => {
    expect(readdirSync(folder).toSorted()).toEqual(names.map((name) => `${name}.json`));
  });

  it.each(Object.keys(workflows))(
    'have one of %s: a workflow without can be broken for those who wait in it',
    (workflow) => {
      const found = names.some((name) => workflowOf(name) === workflow);
      expect(found, `${workflow} has no recorded history: tell a story in history-stories.ts`).toBe(
        true,
      );
    },
  );

  it('have one of an activation in the middle of its waiting', () => {
    const { events } = recorded('activation-waiting');
    const types = events.map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''));
    expect(types).toContain('WORKFLOW_EXECUTION_SIGNALED');
    expect(types.at(-1)).not.toMatch(/^WORKFLOW_EXECUTION_(COMPLETED|FAILED)$/);
  });

  it('all replay with the workflows as they are now', async () => {
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    const histories = names.map((name) => ({ workflowId: name, history: recorded(name) }));
    const replayed: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories(
      { workflowsPath },
      histories,
    )) {
      expect([workflowId, error?.message]).toEqual([workflowId, undefined]);
      replayed.push(workflowId);
    }
    expect(replayed.toSorted()).toEqual(names);
  });
});
