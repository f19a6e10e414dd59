import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import { readCarried } from './carried.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';
import { termOfId } from '../../domain/workflow-ids.js';

const DAY_MS = 86_400_000;
const LONGEST_PATIENCE_MS = 3_650 * DAY_MS;
const MOST_MESSAGES_PER_RUN = 10_000;

/** Input that was looked at, and what of it could not be used. */
export interface ReadInput {
  readonly input: PolicyTermInput;
  /** What the run before left; null for a term that is begun. */
  readonly carried: CarriedTerm | null;
  /** The start came with a state that no term left: the term is begun without it, and a person must know. */
  readonly isStateUnreadable: boolean;
}

/**
 * Reads what a term is started with. Other clients start terms too: what cannot be would block the workflow for good, with
 * all the money that it holds.
 *
 * @throws ApplicationFailure when neither the workflow's id nor its input names a term
 * @throws Error, so that the workflow waits for another worker, when the run before left what this worker cannot read
 */
export function readInput(given: unknown): ReadInput {
  const sent = (typeof given === 'object' && given !== null ? given : {}) as Partial<
    Record<keyof PolicyTermInput, unknown>
  >;
  const { workflowId, continuedFromExecutionRunId } = workflowInfo();
  const term = termOfId(workflowId) ?? termOfInput(sent);
  if (!term) throw ApplicationFailure.nonRetryable(`${workflowId} names no term`, 'invalidInput');
  const isContinued = continuedFromExecutionRunId !== undefined;
  const carried = readCarried(sent.carried);
  const isStateUnreadable = carried === null && sent.carried !== undefined && sent.carried !== null;
  if (isStateUnreadable && isContinued) {
    throw new Error('the state that the run before left cannot be read by this version');
  }
  return {
    input: {
      ...term,
      unboundPatienceMs: between(sent.unboundPatienceMs, LONGEST_PATIENCE_MS, 90 * DAY_MS),
      outagePatienceMs: between(sent.outagePatienceMs, LONGEST_PATIENCE_MS, DAY_MS),
      idleMs: between(sent.idleMs, LONGEST_PATIENCE_MS, 0),
      indexPauseMs: between(sent.indexPauseMs, LONGEST_PATIENCE_MS, 10_000),
      messagesPerRun: between(sent.messagesPerRun, MOST_MESSAGES_PER_RUN, 500),
    },
    carried,
    isStateUnreadable,
  };
}

function between(asked: unknown, most: number, usual: number): number {
  return typeof asked === 'number' && asked >= 1 && asked <= most ? asked : usual;
}

/** Of a replay, whose workflow may go by another id. */
function termOfInput({ policyNumber, termNumber }: Partial<Record<string, unknown>>) {
  return typeof policyNumber === 'string' && typeof termNumber === 'number'
    ? { policyNumber, termNumber }
    : null;
}
