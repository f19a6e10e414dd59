import { proxyActivities } from '@temporalio/workflow';

export interface BareActivities {
  noop(): Promise<void>;
}

/** The least that so many activities one after the other can cost. */
export async function bare({ activities }: { activities: number }): Promise<void> {
  const { noop } = proxyActivities<BareActivities>({
    taskQueue: 'bare-activities',
    startToCloseTimeout: '1 minute',
  });
  for (let done = 0; done < activities; done++) await noop();
}
