import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';

const HOUR_MS = 3_600_000;

/** What a schedule starts, and when. */
interface WantedSchedule {
  /** Five fields, as cron has them. */
  readonly cron: string;
  /** In which `cron` is read. */
  readonly timeZone: string;
  /** What should have begun while Temporal was away begins when it is back, where that is not longer ago. */
  readonly catchUpHours: number;
  readonly workflowType: string;
  /** Temporal adds the moment of the start. */
  readonly workflowId: string;
  readonly input: object;
}

/**
 * Makes a schedule as it is wanted, or takes it away where none is. One that a person has paused stays so.
 *
 * @returns what was done
 */
export async function prepareSchedule(
  { schedule }: Pick<Client, 'schedule'>,
  scheduleId: string,
  wanted: WantedSchedule | null,
): Promise<'made' | 'kept' | 'removed' | 'none'> {
  const handle = schedule.getHandle(scheduleId);
  if (wanted === null) {
    try {
      await handle.delete();
      return 'removed';
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return 'none';
      throw error;
    }
  }
  const options = optionsOf(wanted);
  try {
    await schedule.create({ scheduleId, ...options });
    return 'made';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await handle.update(({ state }) => ({ ...options, state }));
  return 'kept';
}

function optionsOf({
  cron,
  timeZone,
  catchUpHours,
  workflowType,
  workflowId,
  input,
}: WantedSchedule) {
  return {
    spec: { cronExpressions: [cron], timezone: timeZone },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchUpHours * HOUR_MS },
    action: {
      type: 'startWorkflow' as const,
      workflowType,
      workflowId,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    },
  };
}
