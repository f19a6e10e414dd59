import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Bundles the workflows once, at build time, so that a worker does not when it starts. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows', import.meta.url)),
});
const target = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
await writeFile(target, code);
process.stdout.write(
  `Workflow bundle: ${target} (${String(Math.round(code.length / 1024))} KiB)\n`,
);
