import { type Client, ScheduleOverlapPolicy } from '@temporalio/client';
import type { ReconciliationScheduleConfig } from '../config/reconciliation-schedule-config.js';
import { USUAL_AGAIN_AFTER_S } from '../domain/reconciliation/limits.js';
import { reconciliationId } from '../domain/workflow-ids.js';
import type { ReconciliationInput } from '../workflows/reconciliation/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { prepareSchedule, type WorkflowSchedule } from './schedule.js';

const SCHEDULE_ID = 'reconciliation';

/** What should have begun while Temporal was away begins when it is back, where that is not longer ago. */
const CATCH_UP = '12 hours';

/** Makes the schedule of comparisons as the settings of an installation say, or takes it away where they ask for none. */
export function prepareReconciliationSchedule(
  client: Pick<Client, 'schedule'>,
  config: ReconciliationScheduleConfig | null,
): Promise<'made' | 'kept' | 'removed' | 'none'> {
  return prepareSchedule(client, SCHEDULE_ID, config && optionsOf(config));
}

function optionsOf({ cron, timeZone, perMinute }: ReconciliationScheduleConfig): WorkflowSchedule {
  const input: ReconciliationInput = {
    perMinute,
    againAfterSeconds: USUAL_AGAIN_AFTER_S,
    repairs: true,
    requestedBy: 'schedule',
  };
  return {
    scheduleId: SCHEDULE_ID,
    spec: { cronExpressions: [cron], timezone: timeZone },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconciliation',
      // Temporal adds the moment of the start.
      workflowId: reconciliationId('schedule'),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    },
  };
}
