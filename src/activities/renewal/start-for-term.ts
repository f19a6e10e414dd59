import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { renewalId } from '../../domain/workflow-ids.js';
import { withinDeadline } from '../../temporal/deadlines.js';
import { WORKFLOW_TASK_QUEUE } from '../../workflows/task-queues.js';
import type { RenewalSteps } from '../policy-term/renewal-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** The step by which a term starts its renewal. One that somebody began before it is the same renewal. */
export function createRenewalStarts(): Pick<RenewalSteps, 'startRenewal'> {
  return translated({
    startRenewal: ({ policyNumber, termNumber, by }) =>
      told(`${policyNumber}-${termNumber}`, async () => {
        const { client, deadlines } = temporal(CALL_LIMIT_MS);
        try {
          await withinDeadline(client, deadlines.serverMs, () =>
            client.workflow.start('renewal', {
              workflowId: renewalId({ policyNumber, termNumber }),
              taskQueue: WORKFLOW_TASK_QUEUE,
              args: [{ policyNumber, termNumber, requestedBy: by }],
              workflowIdReusePolicy: 'ALLOW_DUPLICATE',
              workflowIdConflictPolicy: 'FAIL',
            }),
          );
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        }
        return null;
      }),
  } satisfies Pick<RenewalSteps, 'startRenewal'>);
}
