import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowBundleOption } from '@temporalio/worker';

/** The bundle that the build made; without one (tests from source) the workflows are bundled at start. */
export function workflowSource():
  { workflowBundle: WorkflowBundleOption } | { workflowsPath: string } {
  for (const place of ['./workflow-bundle.js', '../dist/workflow-bundle.js']) {
    const codePath = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(codePath)) return { workflowBundle: { codePath } };
  }
  return { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}
