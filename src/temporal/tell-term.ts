import { randomUUID } from 'node:crypto';
import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { policyTermId, type TermName } from '../domain/workflow-ids.js';
import {
  booksComparedUpdate,
  type BooksCompared,
  type EndedTerm,
  type PolicyTermInput,
  type TermReply,
} from '../workflows/policy-term/messages.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { askTerm } from './ask-term.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered } from './errors.js';
import type { TermMessage } from './term-messages.js';
import { outcomeOfEarlier, type TermOutcome, type TermWord } from './term-outcome.js';
import { findTerm, type FoundTerm, isCutOffTerm, leftByTerm, TERM_WORKFLOW } from './terms.js';

/** How long a term that is opened waits. */
export type TermPatience = Pick<PolicyTermInput, 'unboundPatienceMs' | 'outagePatienceMs'>;

/** What is needed to open terms. */
export interface TermOpening extends Temporal {
  readonly termPatience: TermPatience;
  /** How long a term that is opened again stays; longer than anybody may hold what its earlier run left. Milliseconds. */
  readonly termIdleMs: number;
  /** Who opens it, for operators: ends the sentence "Term 1 of policy P-1, …". */
  readonly openedBy: string;
}

/** Long enough for whoever waits two minutes at most for an answer. */
export const DEFAULT_TERM_IDLE_MS = 120_000;

/**
 * Tells a term only when it is known: a term that nobody knows is not opened for the message. One that has ended is opened
 * again, unless the message had reached it before.
 *
 * @throws the errors of `askTerm`
 */
export async function tellKnownTerm<Content>(
  opening: TermOpening,
  message: TermMessage<Content>,
): Promise<TermOutcome> {
  const { update, updateId: id, content } = message;
  const termId = idOf(message);
  try {
    const outcome = await askTerm(opening, { termId, updateId: id }, (updateId) =>
      opening.client.workflow
        .getHandle(termId)
        .executeUpdate(update, { args: [content], updateId }),
    );
    if (!(await isCutOffSince(opening, termId))) return toOutcome(outcome);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  const found = await findTerm(opening, termId);
  if (!found) return { kind: 'unknown' };
  if (found.isRunning) throw new NoWorkerAnswered('takenPerhaps');
  return openAgain(opening, message, found);
}

/**
 * Tells a term, whether it is known or not: nothing that is said of money or of a bind is dropped. A term that nobody knows
 * is opened for it, and one that has ended goes on from where it ended. Only what had reached an ended term before opens
 * nothing.
 *
 * @throws the errors of `askTerm`
 */
export async function tellTerm<Content>(
  opening: TermOpening,
  message: TermMessage<Content>,
): Promise<TermWord> {
  const termId = idOf(message);
  try {
    const outcome = await tellAndOpen(opening, message, 'REJECT_DUPLICATE');
    if (!(await isCutOffSince(opening, termId))) return outcome;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const found = await findTerm(opening, termId);
  return !found || found.isRunning
    ? tellAndOpen(opening, message, 'ALLOW_DUPLICATE')
    : openAgain(opening, message, found);
}

/**
 * Temporal answers a message that it knows from the run that took it, also where that run was ended by an operator since:
 * what it answers then counts nowhere.
 */
async function isCutOffSince(temporal: Temporal, termId: string): Promise<boolean> {
  const found = await findTerm(temporal, termId);
  return found !== null && isCutOffTerm(found);
}

/** Tells a term that has ended. One that was cut off goes on whatever it is told, its bind and its deadlines with it. */
async function openAgain<Content>(
  opening: TermOpening,
  message: TermMessage<Content>,
  found: FoundTerm,
): Promise<TermWord> {
  const carried = await leftByTerm(opening, found);
  const isCutOff = isCutOffTerm(found);
  const earlier = carried && !isCutOff ? outcomeOfEarlier(carried, message.event) : null;
  if (earlier) return earlier;
  // Under the id that the run before knows, Temporal would answer for that run again. The term knows a repeat by itself.
  const again = isCutOff ? { ...message, updateId: randomUUID() } : message;
  const goingOn = carried ? { carried, idleMs: opening.termIdleMs } : {};
  return tellAndOpen(opening, again, 'ALLOW_DUPLICATE', goingOn);
}

/**
 * Has a term ask people about what a comparison has found, whether the term is known or not. One that nobody knows is opened for it and
 * waits for its bind, as it does when money comes before that; one that has ended goes on from where it ended.
 *
 * @throws WorkflowUpdateFailedError when the term refuses it, and the errors of Temporal when nobody answers
 */
export async function askAtTerm(
  opening: TermOpening,
  term: TermName,
  found: BooksCompared,
): Promise<void> {
  const { client, deadlines } = opening;
  const known = await findTerm(opening, policyTermId(term.policyNumber, term.termNumber));
  const isEnded = known !== null && !known.isRunning;
  const carried = isEnded ? await leftByTerm(opening, known) : null;
  const goingOn = carried ? { carried, idleMs: opening.termIdleMs } : {};
  await withinDeadline(client, deadlines.workerMs, () =>
    client.workflow.executeUpdateWithStart(booksComparedUpdate, {
      args: [found],
      startWorkflowOperation: startOf(opening, term, 'ALLOW_DUPLICATE', goingOn),
    }),
  );
}

/** @param whenEnded whether a term that has ended is opened again */
async function tellAndOpen<Content>(
  opening: TermOpening,
  { term, update, updateId: id, content }: TermMessage<Content>,
  whenEnded: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
  goingOn: Pick<PolicyTermInput, 'carried' | 'idleMs'> = {},
): Promise<TermWord> {
  const termId = policyTermId(term.policyNumber, term.termNumber);
  const reply = await askTerm(opening, { termId, updateId: id }, (updateId) =>
    opening.client.workflow.executeUpdateWithStart(update, {
      args: [content],
      updateId,
      startWorkflowOperation: startOf(opening, term, whenEnded, goingOn),
    }),
  );
  return toOutcome(reply);
}

/** Starts the term where it does not run. */
function startOf(
  { termPatience, openedBy }: TermOpening,
  { policyNumber, termNumber }: TermName,
  whenEnded: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE',
  goingOn: Pick<PolicyTermInput, 'carried' | 'idleMs'>,
) {
  return new WithStartWorkflowOperation<(input: PolicyTermInput) => Promise<EndedTerm>>(
    TERM_WORKFLOW,
    {
      workflowId: policyTermId(policyNumber, termNumber),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ policyNumber, termNumber, ...termPatience, ...goingOn }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: whenEnded,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: searchAttributes.policyNumber, value: policyNumber },
      ]),
      staticSummary: `Term ${termNumber} of policy ${policyNumber}, ${openedBy}`,
    },
  );
}

function idOf({ term }: TermMessage<unknown>): string {
  return policyTermId(term.policyNumber, term.termNumber);
}

function toOutcome(reply: TermReply): TermWord {
  return reply.outcome === 'answered'
    ? { kind: 'answered', answer: reply.answer }
    : { kind: 'refused', refusal: reply.refusal };
}
