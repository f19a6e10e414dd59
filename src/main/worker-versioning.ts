import type { WorkerOptions } from '@temporalio/worker';
import type { WorkerVersion } from '../config/config.js';

/**
 * Of a worker whose version Temporal knows: it gets the work that its own version began, and new work once its version is
 * the current one. A transaction ends with the code that began it; a term moves on when it continues as new.
 */
export function versioning(
  version: WorkerVersion | null,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (version === null) return {};
  return {
    workerDeploymentOptions: {
      version,
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
