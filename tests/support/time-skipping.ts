import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { searchAttributeTypes } from '../../runtime/backing.ts';
import { readBinaryConfig } from '../../runtime/config.ts';
import { defaultCacheFolder, ensureTestServer } from '../../runtime/embedded/temporal-binary.ts';
import { quietTemporal } from './temporal.ts';

/** A server in which days pass at once, with our search attributes, and the workflows for its workers. */
export async function startTimeSkipping(): Promise<{
  readonly environment: TestWorkflowEnvironment;
  readonly workflowBundle: { readonly code: string };
}> {
  quietTemporal();
  const { cacheFolder, testServer } = readBinaryConfig();
  const { path } = await ensureTestServer({
    cacheFolder: defaultCacheFolder(cacheFolder),
    path: testServer,
  });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const types = { Keyword: 2, Int: 3, Bool: 5, Datetime: 6 } as const;
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(searchAttributeTypes).map(([name, type]) => [name, types[type]]),
    ),
  });
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  return { environment, workflowBundle: { code } };
}
