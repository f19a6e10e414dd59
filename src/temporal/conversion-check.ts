import type { ExternalReference } from '../domain/transaction/external-reference.js';
import { conversionCheckId } from '../domain/workflow-ids.js';
import type {
  ConversionCheckInput,
  ConversionCheckOutcome,
} from '../workflows/conversion/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';

/** The policy system and billing are asked while the caller waits. */
const LONGEST_WAIT_MS = 45_000;

/**
 * Has a worker look for what a conversion names. Those who ask for the same at once share the answer.
 *
 * @throws NoWorkerAnswered when none answers in time
 */
export async function checkReferences(
  { client, deadlines }: Temporal,
  named: { readonly reference: ExternalReference; readonly requestDigest: string },
  input: ConversionCheckInput,
): Promise<ConversionCheckOutcome> {
  const { reference, requestDigest } = named;
  const handle = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.start<(asked: ConversionCheckInput) => Promise<ConversionCheckOutcome>>(
      'conversionCheck',
      {
        workflowId: conversionCheckId(reference, requestDigest),
        staticSummary: `Looks for what the conversion of ${reference.system} ${reference.id} names`,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      },
    ),
  );
  return answeredByWorker(() => withinDeadline(client, LONGEST_WAIT_MS, () => handle.result()));
}
