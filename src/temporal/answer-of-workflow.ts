import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';

/** Policy system and billing are asked while the caller waits, and a term may be told. */
const LONGEST_WAIT_MS = 45_000;

interface Named {
  readonly workflowId: string;
  readonly staticSummary: string;
}

/**
 * Has a workflow find an answer that only a worker can. Those who ask for the same at once share it.
 *
 * @param type of the workflow
 * @throws NoWorkerAnswered when none answers in time
 */
export async function answerOf<Outcome>(
  temporal: Temporal,
  type: string,
  input: object,
  named: Named,
): Promise<Outcome> {
  const { client, deadlines } = temporal;
  const handle = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.start<(asked: object) => Promise<Outcome>>(type, {
      ...named,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
  return answeredByWorker(temporal, named.workflowId, () =>
    withinDeadline(client, LONGEST_WAIT_MS, () => handle.result()),
  );
}
