import type { UpdateDefinition } from '@temporalio/common';
import { hear, NEW_GROUP, type GroupReply, type GroupWord } from '../domain/quote-group/group.js';
import { quoteGroupId } from '../domain/workflow-ids.js';
import {
  groupQuery,
  groupUpdate,
  nextInputQuery,
  type GroupRecord,
  type QuoteGroupInput,
} from '../workflows/quote-group/messages.js';
import type { Temporal } from './deadlines.js';
import { NoWorkerAnswered, WorkflowEnded } from './errors.js';
import {
  findRequested,
  startRequested,
  readRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';
import { sendAct } from './send-act.js';

/** Type of the workflow that is a group of quotes. */
const GROUP_WORKFLOW = 'quoteGroup';

/** A group as Temporal knows it, without a worker. */
export type FoundGroup = RequestedWorkflow;

/** Begins a group. @returns whether it was begun now; false where there is one under its name */
export async function startGroup(
  temporal: Temporal,
  input: QuoteGroupInput,
  requestDigest: string,
): Promise<boolean> {
  return begin(temporal, input, 'REJECT_DUPLICATE', requestDigest);
}

/** Looks a group up; null when there is none. */
export function findGroup(temporal: Temporal, workflowId: string): Promise<FoundGroup | null> {
  return findRequested(temporal, GROUP_WORKFLOW, workflowId);
}

/** How a group stands. @throws the errors of `readRequested` */
export function readGroup(temporal: Temporal, found: FoundGroup): Promise<GroupRecord> {
  return readRequested(temporal, found, {
    ended: recordOf,
    ask: (handle) => handle.query(groupQuery),
  });
}

/**
 * Tells a group what one of its quotes says. One that was ended in Temporal goes on with what it knew; one that is over answers as
 * it stood.
 *
 * @returns null where there is no such group
 * @throws the errors of `sendAct`; sent again, what is said counts once
 */
export async function tellGroup(
  temporal: Temporal,
  workflowId: string,
  word: GroupWord,
): Promise<GroupReply | null> {
  const update = groupUpdate(word.kind) as UpdateDefinition<GroupReply, [GroupWord]>;
  return actOnGroup(temporal, workflowId, {
    send: () => sendAct(temporal, workflowId, update, word),
    ended: (left) => hear(left, left.carried?.group ?? NEW_GROUP, word).reply,
  });
}

/** An act on a group, and what it comes to where the group is over. */
interface GroupAct<Answer> {
  readonly send: () => Promise<Answer>;
  readonly ended: (left: QuoteGroupInput) => Answer;
}

/** Acts on a group, however it stands in Temporal; null where there is none. */
export async function actOnGroup<Answer>(
  temporal: Temporal,
  workflowId: string,
  { send, ended }: GroupAct<Answer>,
): Promise<Answer | null> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof WorkflowEnded)) throw error;
  }
  const found = await findGroup(temporal, workflowId);
  if (found === null) return null;
  // Between two of its runs.
  if (found.isRunning) throw new NoWorkerAnswered('takenPerhaps');
  const left = await leftBy(temporal, found);
  if (found.isOver) return ended(left);
  await begin(temporal, left, 'ALLOW_DUPLICATE', found.requestDigest);
  return send();
}

/** How a group stood at its end, with its rules. */
export function recordOf(left: QuoteGroupInput): GroupRecord {
  const { system, id, uniform, uniqueState, carried } = left;
  return { system, id, uniform, uniqueState, ...(carried?.group ?? NEW_GROUP) };
}

/** With what a closed run would have had the next one go on. One that was cut off is asked by a worker, from its history. */
function leftBy(temporal: Temporal, found: FoundGroup): Promise<QuoteGroupInput> {
  return readRequested(temporal, found, {
    ended: (left: QuoteGroupInput) => left,
    ask: (handle) => handle.query(nextInputQuery),
  });
}

/** @returns false where there is one under its name, or was where that counts */
function begin(
  temporal: Temporal,
  input: QuoteGroupInput,
  workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
  requestDigest: string | null,
): Promise<boolean> {
  const { system, id } = input;
  return startRequested(
    temporal,
    {
      type: GROUP_WORKFLOW,
      workflowId: quoteGroupId(input),
      input,
      requestDigest,
      summary: `Quotes of ${system} ${id}`,
    },
    workflowIdReusePolicy,
  );
}
