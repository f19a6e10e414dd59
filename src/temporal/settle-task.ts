import { createHash } from 'node:crypto';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import type { OpenTask } from '../domain/task/open-task.js';
import type { NamedTask, SeenToTask } from '../domain/task-batch/task-batch.js';
import { settleTaskUpdate } from '../workflows/policy-term/messages.js';
import { decideUpdate } from '../workflows/mid-term/messages.js';
import { resumeUpdate } from '../workflows/renewal-batch/messages.js';
import { underwriteUpdate, type Settling } from '../workflows/task-batch/messages.js';
import { correctUpdate } from '../workflows/transaction/messages.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { UpdateRefused, WorkflowEnded } from './errors.js';
import { sendAct } from './send-act.js';
import { askForTasks, typeWithTasksOf } from './task-holder.js';

type Seen = Pick<SeenToTask, 'outcome' | 'reason'>;

/** A task that a batch settles. */
interface OfBatch {
  readonly batch: string;
  readonly settling: Settling;
  readonly task: NamedTask;
  /** An earlier attempt may have settled it, whose worker died before it could say so. */
  readonly isRepeat: boolean;
}

/**
 * Settles one task as a batch does: by the act that settles it, under a name of the batch's own, so that it counts once.
 *
 * @throws the errors of `sendAct` for what is unanswered
 */
export async function settleTask(temporal: Temporal, of: OfBatch): Promise<Seen> {
  const { task, settling, batch, isRepeat } = of;
  const updateId = updateIdOf(batch, task);
  try {
    if (isRepeat) {
      const earlier = await earlierOutcome(temporal, task.id, updateId);
      if (earlier !== null) return earlier;
    }
    const open = await openTask(temporal, task);
    if (open === null) return NOT_OPEN;
    const act = actOf(open, settling, task);
    if (typeof act === 'string') return { outcome: 'refused', reason: act };
    await act(temporal, task.id, updateId);
    return SETTLED;
  } catch (error) {
    if (error instanceof UpdateRefused) return refusedAs(error.cause);
    if (error instanceof WorkflowEnded || error instanceof WorkflowNotFoundError) return NOT_OPEN;
    throw error;
  }
}

const SETTLED: Seen = { outcome: 'settled', reason: null };
const NOT_OPEN: Seen = { outcome: 'notOpen', reason: null };
const LONGEST_REASON = 200;

function updateIdOf(batch: string, { id, task }: NamedTask): string {
  const digest = createHash('sha256').update(`${batch}\n${id}\n${task}`).digest('hex');
  return `task-batch:${digest.slice(0, 32)}`;
}

async function openTask(temporal: Temporal, { id, task }: NamedTask): Promise<OpenTask | null> {
  const type = typeWithTasksOf(id);
  if (type === null) return null;
  const { tasks } = await askForTasks(temporal, { workflowId: id, type, isFailing: false });
  return tasks.find(({ key }) => key === task) ?? null;
}

type Act = (temporal: Temporal, id: string, updateId: string) => Promise<unknown>;

/** The act that settles a task; in words where nobody can say it of many at once. */
function actOf(
  { cause, settling: { act, body } }: OpenTask,
  { by, reason, decision }: Settling,
  { task }: NamedTask,
): Act | string {
  const send =
    <Argument>(update: UpdateDefinition<unknown, [Argument]>, argument: Argument): Act =>
    (temporal, id, updateId) =>
      sendAct(temporal, id, update, argument, updateId);
  const said = { by, reason };
  switch (act) {
    case 'correct': {
      if (cause === 'unknownOutcome' && body?.['outcome'] !== undefined)
        return 'A write is in doubt: say of it alone whether it happened.';
      const { revision } = body ?? {};
      return send(correctUpdate, {
        ...said,
        changes: {},
        ...(typeof revision === 'number' ? { revision } : {}),
      });
    }
    case 'settle':
      // A renewal and a batch take it under the same name.
      return send(settleTaskUpdate, { ...said, task });
    case 'decide':
    case 'underwriting-decision':
      return decision === null ? NO_DECISION : send(decideUpdate, { ...said, decision });
    case 'underwrite':
      return send(underwriteUpdate, { by });
    case 'resume':
      // Whatever can be paused takes it under the same name.
      return send(resumeUpdate, said);
    case 'free':
      return 'What a quote has written is looked up before it is taken out: do it for it alone.';
    case 'edit':
      return 'What the next term costs is said of each by itself.';
    case 'record-notice':
      return 'Each notice has a proof of its own: record it for it alone.';
  }
}

const NO_DECISION = 'It is to be decided, and the batch does not say how.';

/** What the workflow's refusals say is written for people, without personal data. */
function refusedAs(cause: unknown): Seen {
  const reason =
    cause instanceof ApplicationFailure
      ? cause.message.slice(0, LONGEST_REASON)
      : 'It was refused; try it alone to be told why.';
  return { outcome: 'refused', reason };
}

/** What an earlier attempt came to; null where none reached the workflow. */
async function earlierOutcome(
  { client, deadlines }: Temporal,
  id: string,
  updateId: string,
): Promise<Seen | null> {
  try {
    await withinDeadline(client, deadlines.workerMs, () =>
      client.workflow.getHandle(id).getUpdateHandle(updateId).result(),
    );
    return SETTLED;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusedAs(error.cause);
    if (error instanceof WorkflowNotFoundError || isNotFound(error)) return null;
    throw error;
  }
}

const NOT_FOUND = 5;

function isNotFound(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && 'code' in cause && cause.code === NOT_FOUND;
}
