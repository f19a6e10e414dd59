import type { Client } from '@temporalio/client';
import type { ReconciliationScheduleConfig } from '../config/reconciliation-schedule-config.js';
import { USUAL_AGAIN_AFTER_S } from '../domain/reconciliation/limits.js';
import { reconciliationId } from '../domain/workflow-ids.js';
import type { ReconciliationInput } from '../workflows/reconciliation/messages.js';
import { prepareSchedule } from './schedule.js';

const SCHEDULE_ID = 'reconciliation';

/** Makes the schedule of comparisons as the settings of an installation say, or takes it away where they ask for none. */
export function prepareReconciliationSchedule(
  client: Pick<Client, 'schedule'>,
  config: ReconciliationScheduleConfig | null,
): ReturnType<typeof prepareSchedule> {
  if (config === null) return prepareSchedule(client, SCHEDULE_ID, null);
  const { cron, timeZone, perMinute } = config;
  return prepareSchedule(client, SCHEDULE_ID, {
    cron,
    timeZone,
    catchUpHours: 12,
    workflowType: 'reconciliation',
    workflowId: reconciliationId('schedule'),
    input: {
      perMinute,
      againAfterSeconds: USUAL_AGAIN_AFTER_S,
      repairs: true,
      requestedBy: 'schedule',
    } satisfies ReconciliationInput,
  });
}
