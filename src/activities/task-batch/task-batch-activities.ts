import { Context } from '@temporalio/activity';
import type { NamedTask, SeenToTask } from '../../domain/task-batch/task-batch.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { settleTask } from '../../temporal/settle-task.js';
import type { Settling } from '../../workflows/task-batch/messages.js';
import { isLastAttempt, isUnanswered, temporal } from '../told.js';
import { TermHandOverUnavailable } from '../term-hand-over-errors.js';
import { translated } from '../translated.js';

export type TaskBatchActivities = ReturnType<typeof createTaskBatchActivities>;

/** For one call to Temporal. */
const CALL_MS = 10_000;
const HEARTBEAT_EVERY_MS = 2_000;

/** What a batch of tasks has done: it asks Temporal alone. */
export function createTaskBatchActivities() {
  return translated({
    /** Settles tasks one after the other, and says of each what became of that. Made again, it settles none twice. */
    async settleTasks({
      batch,
      settling,
      tasks,
    }: {
      readonly batch: string;
      readonly settling: Settling;
      readonly tasks: readonly NamedTask[];
    }): Promise<readonly SeenToTask[]> {
      const beat = setInterval(() => {
        Context.current().heartbeat();
      }, HEARTBEAT_EVERY_MS);
      try {
        const asked = temporal(CALL_MS);
        const seen: SeenToTask[] = [];
        for (const task of tasks) seen.push(await seenTo(asked, batch, settling, task));
        return seen;
      } finally {
        clearInterval(beat);
      }
    },
  });
}

async function seenTo(
  asked: Temporal,
  batch: string,
  settling: Settling,
  task: NamedTask,
): Promise<SeenToTask> {
  try {
    const isRepeat = Context.current().info.attempt > 1;
    return { ...task, ...(await settleTask(asked, { batch, settling, task, isRepeat })) };
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    if (!isLastAttempt()) throw new TermHandOverUnavailable(task.id, { cause: error });
    return {
      ...task,
      outcome: 'failed',
      reason: 'It did not answer; look whether it was settled.',
    };
  }
}
