import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { workflowCode } from '../../src/main/workflow-code.js';
import { residentMib } from './cpu.js';
import { startStack, type Stack, type StackOptions } from './stack.js';

/** Garbage of the work just done is collected, more or less, by then. */
const SETTLE_MS = 3_000;

/**
 * Runs over a stack whose worker gets its workflow code built beforehand, as in production: building it in the worker
 * would leave it with hundreds of MiB in use.
 */
export async function withBundledStack(
  work: (stack: Stack) => Promise<void>,
  { worker = {}, ...options }: Partial<StackOptions> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bindery-bench-'));
  const bundle = join(folder, 'workflows.js');
  await writeFile(bundle, (await bundleWorkflowCode(workflowCode())).code);
  const stack = await startStack({
    storage: 'memory',
    ...options,
    worker: { WORKFLOW_BUNDLE: bundle, ...worker },
  });
  try {
    await work(stack);
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true });
  }
}

/** Memory of a process, once it has nothing to do. MiB. */
export async function settledMib(worker: number): Promise<number> {
  await pause(SETTLE_MS);
  return residentMib(worker);
}
