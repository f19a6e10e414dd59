import type { Client, WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** One workflow of a transaction: the transaction itself, or a child. */
export interface KeptHistory {
  readonly workflowId: string;
  readonly events: readonly HistoryEvent[];
  /** As the server counts them. */
  readonly bytes: number;
}

/** Histories of a closed transaction and of all workflows below it. */
export async function historiesOf(client: Client, workflowId: string): Promise<KeptHistory[]> {
  const handle = client.workflow.getHandle(workflowId);
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const events = history.events ?? [];
  const found: KeptHistory[] = [
    { workflowId, events, bytes: description.historySize ?? Number.NaN },
  ];
  for (const event of events) {
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
    if (child) found.push(...(await historiesOf(client, child)));
  }
  return found;
}

/** How many steps a transaction had, its children's among them. */
export function countSteps(histories: readonly KeptHistory[]): number {
  const events = histories.flatMap((history) => history.events);
  return events.filter((event) => event.activityTaskScheduledEventAttributes).length;
}

/**
 * What Temporal Cloud bills for them: starts of workflows, steps, timers and upserts. Nothing here is retried or heartbeats. The log
 * of events, which all of them share, is not among them.
 */
export function countActions(histories: readonly KeptHistory[]): number {
  const events = histories.flatMap((history) => history.events);
  return events.filter(
    (event) =>
      event.workflowExecutionStartedEventAttributes ??
      event.activityTaskScheduledEventAttributes ??
      event.timerStartedEventAttributes ??
      event.upsertWorkflowSearchAttributesEventAttributes,
  ).length;
}

/** Where the time of a transaction went, summed over its events, in milliseconds. */
export interface EventTimes {
  readonly workflowTasks: number;
  readonly workflowTasksWaited: number;
  readonly workflowTasksRan: number;
  readonly activities: number;
  readonly activitiesWaited: number;
  readonly activitiesRan: number;
  /** From a child's start being asked for to its first task, and from its end to its parent's next task. */
  readonly childrenStarted: number;
}

export function eventTimes(histories: readonly KeptHistory[]): EventTimes {
  const sums = {
    workflowTasks: 0,
    workflowTasksWaited: 0,
    workflowTasksRan: 0,
    activities: 0,
    activitiesWaited: 0,
    activitiesRan: 0,
    childrenStarted: 0,
  };
  for (const { events } of histories) {
    const timeOf = new Map(events.map((event) => [String(event.eventId), timeMs(event)]));
    const since = (event: HistoryEvent, earlier: unknown): number =>
      timeMs(event) - (timeOf.get(String(earlier)) ?? Number.NaN);
    for (const event of events) {
      const taskStarted = event.workflowTaskStartedEventAttributes;
      const taskCompleted = event.workflowTaskCompletedEventAttributes;
      const activityStarted = event.activityTaskStartedEventAttributes;
      const activityCompleted = event.activityTaskCompletedEventAttributes;
      const childStarted = event.childWorkflowExecutionStartedEventAttributes;
      if (taskStarted) {
        sums.workflowTasks += 1;
        sums.workflowTasksWaited += since(event, taskStarted.scheduledEventId);
      } else if (taskCompleted) {
        sums.workflowTasksRan += since(event, taskCompleted.startedEventId);
      } else if (activityStarted) {
        sums.activities += 1;
        sums.activitiesWaited += since(event, activityStarted.scheduledEventId);
      } else if (activityCompleted) {
        sums.activitiesRan += since(event, activityCompleted.startedEventId);
      } else if (childStarted) {
        sums.childrenStarted += since(event, childStarted.initiatedEventId);
      }
    }
  }
  return sums;
}

function timeMs(event: HistoryEvent): number {
  const { seconds, nanos } = event.eventTime ?? {};
  return Number(seconds ?? 0) * 1000 + (nanos ?? 0) / 1_000_000;
}
