import {
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  makeContinueAsNewFunc,
  ParentClosePolicy,
  setHandler,
  sleep,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { eventSegmentId } from '../../domain/workflow-ids.js';
import {
  eventsHappenedSignal,
  eventsQuery,
  moreEventsSignal,
  nextInputQuery,
  wakeMeSignal,
  type EventLogInput,
} from './messages.js';
import { OpenLog } from './open-log.js';
import { readEvents, readWakeAsked } from './inbox.js';
import type { eventSegment } from './segment.js';

/**
 * All events in one order, each once. There is one log, which lives for ever.
 *
 * Trigger: the first event. Signals: `eventsHappened` from the steps of all workflows, `wakeMe` from whoever has read all of it and
 * is then told `moreEvents`, once. Queries: `events`, `nextInput`. No timers but for a moment of quiet before it continues as new, which it does
 * with each segment that is full: that is left to a workflow that has ended, and found there. A request to cancel the workflow ends nothing.
 */
export async function eventLog(input: EventLogInput): Promise<never> {
  const log = new OpenLog(input);
  setHandler(eventsHappenedSignal, (events: unknown) => {
    log.append(readEvents(events));
  });
  setHandler(wakeMeSignal, (asked: unknown) => {
    const read = readWakeAsked(asked);
    if (read !== null) log.wake(read);
  });
  setHandler(eventsQuery, (asked) => log.find(asked));
  setHandler(nextInputQuery, () => log.nextInput);
  return CancellationScope.nonCancellable(() => keep(log));
}

async function keep(log: OpenLog): Promise<never> {
  for (;;) {
    await condition(() => log.fullSegment !== null || log.toWake.length > 0 || log.isDueToContinue);
    await wakeWaiting(log);
    await file(log);
    if (!log.isDueToContinue) continue;
    await untilQuiet(log);
    await continueOnCurrentVersion(log.nextInput);
  }
}

async function file(log: OpenLog): Promise<void> {
  const segment = log.fullSegment;
  if (segment === null) return;
  try {
    await startChild<typeof eventSegment>('eventSegment', {
      workflowId: eventSegmentId(segment.number),
      args: [segment],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `Events ${segment.number * segment.events.length + 1} and on`,
    });
  } catch (error) {
    // A run that was ended in Temporal has filed it: the same events, for the log that goes on is what it left.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  log.filed();
}

/** One that does not run any more waits for nothing. */
async function wakeWaiting(log: OpenLog): Promise<void> {
  const waiting = log.toWake;
  log.woken(waiting);
  const told = waiting.map((id) => getExternalWorkflowHandle(id).signal(moreEventsSignal));
  await Promise.allSettled(told);
}

/**
 * A run cannot end while messages come in: Temporal would have all of it replayed, again and again. It waits for a moment in
 * which none does, and under a flood not for long.
 */
async function untilQuiet(log: OpenLog): Promise<void> {
  for (let rounds = 0, before = -1; before !== log.messages && rounds < MOST_ROUNDS; rounds += 1) {
    before = log.messages;
    await sleep(QUIET_MS, { summary: 'Quiet before the next run' });
  }
}

const QUIET_MS = 50;
const MOST_ROUNDS = 40;

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof eventLog>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});
