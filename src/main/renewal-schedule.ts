import type { Client } from '@temporalio/client';
import type { RenewalScheduleConfig } from '../config/renewal-schedule-config.js';
import type { DueRenewalsInput } from '../workflows/renewal-batch/messages.js';
import { prepareSchedule } from './schedule.js';

const SCHEDULE_ID = 'due-renewals';

/** Makes the schedule of renewals as the settings of an installation say, or takes it away where they ask for none. */
export function prepareRenewalSchedule(
  client: Pick<Client, 'schedule'>,
  config: RenewalScheduleConfig | null,
): ReturnType<typeof prepareSchedule> {
  if (config === null) return prepareSchedule(client, SCHEDULE_ID, null);
  const { cron, timeZone, perMinute, mostOpen } = config;
  return prepareSchedule(client, SCHEDULE_ID, {
    cron,
    timeZone,
    catchUpHours: 24,
    workflowType: 'dueRenewals',
    workflowId: SCHEDULE_ID,
    input: { perMinute, mostOpen } satisfies DueRenewalsInput,
  });
}
