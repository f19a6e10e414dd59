import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { RefusalCode } from '../domain/machine/refusals.js';
import type { TermReply } from '../workflows/policy-term/messages.js';
import { grpcCode, isUnavailable, type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered, TooManyAtOnce, UpdateRefused, WorkflowFailing } from './errors.js';
import { isFailureOfTask } from './workflow-health.js';

/** Refusals that the same message will always get. */
const FOR_GOOD: readonly RefusalCode[] = ['contentDiffers', 'amountNotPositive', 'wrongFlow'];

/**
 * Sends a message under an id that its repeats share, so that repeats while no worker answers are one update.
 *
 * Temporal answers an id from memory as long as it knows it, refusals and failures too. The term itself remembers neither,
 * so what time or a person may have mended is asked for again under a fresh id; to the term it is the same message.
 *
 * @throws NoWorkerAnswered when none answers in time; sent again, the message counts once
 * @throws WorkflowFailing when none can
 * @throws TooManyAtOnce when the term was sent more than it takes
 * @throws UpdateRefused when the term failed at it
 */
export async function askTerm(
  temporal: Temporal,
  { termId, updateId }: { readonly termId: string; readonly updateId: string },
  send: (updateId: string) => Promise<TermReply>,
): Promise<TermReply> {
  const remembered = await inTime(temporal, termId, () => send(updateId)).catch(
    (error: unknown) => {
      if (error instanceof UpdateRefused) return null;
      throw error;
    },
  );
  return remembered && isFinal(remembered)
    ? remembered
    : inTime(temporal, termId, () => send(randomUUID()));
}

function isFinal(reply: TermReply): boolean {
  return reply.outcome === 'answered' || FOR_GOOD.includes(reply.refusal.code);
}

const LONGEST_PAUSE_MS = 200;

/**
 * Asks the term, again where its run ended or went on between taking the message and answering it: under its id the
 * message counts once.
 */
async function inTime(
  temporal: Temporal,
  termId: string,
  call: () => Promise<TermReply>,
): Promise<TermReply> {
  const { client, deadlines } = temporal;
  const until = performance.now() + deadlines.workerMs;
  for (;;) {
    try {
      return await withinDeadline(client, until - performance.now(), call);
    } catch (error) {
      if (!isCutOff(error) || performance.now() + LONGEST_PAUSE_MS > until)
        throw await readable(temporal, termId, error);
      await pause(LONGEST_PAUSE_MS * (0.5 + Math.random() / 2));
    }
  }
}

/** gRPC codes of a server that takes no more of a kind, that is away, and that has nobody to hand the update to. */
const [RESOURCE_EXHAUSTED, UNAVAILABLE, FAILED_PRECONDITION] = [8, 14, 9];

async function readable(temporal: Temporal, termId: string, error: unknown): Promise<unknown> {
  if (isCutOff(error)) return new NoWorkerAnswered('takenPerhaps', { cause: error });
  if (error instanceof WorkflowUpdateFailedError) return new UpdateRefused({ cause: error });
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new NoWorkerAnswered('takenPerhaps', { cause: error });
  }
  if (await isFailureOfTask(temporal, termId, error)) return new WorkflowFailing({ cause: error });
  if (grpcCode(error) === UNAVAILABLE) return error;
  // Of the updates in flight that a workflow may have; other processes send some too.
  if (grpcCode(error) === RESOURCE_EXHAUSTED)
    return new TooManyAtOnce('notTaken', { cause: error });
  if (isUnavailable(error) || grpcCode(error) === FAILED_PRECONDITION) {
    return new NoWorkerAnswered('takenPerhaps', { cause: error });
  }
  return error;
}

/** The term ended, or began its next run, between taking the message and answering it. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'AcceptedUpdateCompletedWorkflow'
  );
}
