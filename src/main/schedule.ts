import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client';

/** A schedule that starts a workflow by the name of its type. */
export type WorkflowSchedule = ScheduleOptions & {
  readonly action: { readonly workflowType: string };
};

/**
 * Makes a schedule as it is wanted, or takes it away where none is. One that a person has paused stays so.
 *
 * @returns what was done
 */
export async function prepareSchedule(
  { schedule }: Pick<Client, 'schedule'>,
  scheduleId: string,
  options: WorkflowSchedule | null,
): Promise<'made' | 'kept' | 'removed' | 'none'> {
  const handle = schedule.getHandle(scheduleId);
  if (options === null) {
    try {
      await handle.delete();
      return 'removed';
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return 'none';
      throw error;
    }
  }
  try {
    await schedule.create(options);
    return 'made';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  await handle.update(({ state }) => ({ ...options, state }));
  return 'kept';
}
