import { type Client, ScheduleOverlapPolicy } from '@temporalio/client';
import type { RenewalScheduleConfig } from '../config/renewal-schedule-config.js';
import type { DueRenewalsInput } from '../workflows/renewal-batch/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { prepareSchedule, type WorkflowSchedule } from './schedule.js';

const SCHEDULE_ID = 'due-renewals';

/** What should have begun while Temporal was away begins when it is back, where that is not longer ago. */
const CATCH_UP = '1 day';

/**
 * Makes the schedule of an installation as its settings say, or takes it away where they ask for none. One that a person has paused stays so.
 *
 * @returns what was done
 */
export function prepareRenewalSchedule(
  client: Pick<Client, 'schedule'>,
  config: RenewalScheduleConfig | null,
): Promise<'made' | 'kept' | 'removed' | 'none'> {
  return prepareSchedule(client, SCHEDULE_ID, config && optionsOf(config));
}

function optionsOf({
  cron,
  timeZone,
  perMinute,
  mostOpen,
}: RenewalScheduleConfig): WorkflowSchedule {
  const input: DueRenewalsInput = { perMinute, mostOpen };
  return {
    scheduleId: SCHEDULE_ID,
    spec: { cronExpressions: [cron], timezone: timeZone },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
    action: {
      type: 'startWorkflow',
      workflowType: 'dueRenewals',
      workflowId: SCHEDULE_ID,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    },
  };
}
