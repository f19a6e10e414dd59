import type { RequestHandler, Response } from 'express';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { z } from 'zod';
import type { Submission } from '../../domain/new-business/submission.js';
import { newRecord, type TransactionRecord } from '../../domain/transaction/record.js';
import { type TransactionMemo } from '../../workflows/transaction/messages.js';
import { searchAttributes } from '../../workflows/search-attributes.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { submissionRequestSchema } from '../../submission/submission-schema.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { submissionExamples } from './examples.js';
import { readQuery, wholeNumber } from '../query-parameters.js';
import { factsOf } from '../request-facts.js';
import { checkSubmission, type SubmissionRules } from '../../submission/check-submission.js';
import { requestDigest } from '../../submission/request-digest.js';
import { type Temporal, withinDeadline } from '../../temporal/deadlines.js';
import { answerOf, type TemporalUi, transactionPath } from '../transactions/answer-of-record.js';
import { awaitOutcome } from '../../temporal/await-outcome.js';
import {
  findTransaction,
  type FoundTransaction,
  queryRecord,
  readRecord,
} from '../../temporal/transactions.js';
import { WorkflowFailing } from '../../temporal/errors.js';
import {
  isEnded,
  type KnownRecord,
  recordOf,
  wasEndedInTemporal,
} from '../../temporal/visible-record.js';
import { WORKFLOW_TASK_QUEUE } from '../../workflows/task-queues.js';
import type { NewBusinessInput } from '../../workflows/new-business/messages.js';
import { newBusinessId } from '../../domain/workflow-ids.js';

const submissionsQuerySchema = z.strictObject({
  wait: wholeNumber(0, 60).optional().meta({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    description: 'Seconds to wait for the outcome; 0, the default, answers at once.',
    example: 10,
  }),
});

type SubmissionsContext = Temporal &
  SubmissionRules & { readonly temporalUi: TemporalUi | undefined };

/** POST /api/submissions: starts new business, or answers for the transaction that the same request started before. */
function postSubmission(context: SubmissionsContext): RequestHandler {
  return async (request, response) => {
    const { wait = 0 } = readQuery(request, submissionsQuerySchema);
    const checked = checkSubmission(request.body, context);
    if ('errors' in checked) {
      throw new Problem('invalid-request', {
        detail: 'Some fields cannot be accepted; nothing was started.',
        errors: checked.errors,
      });
    }
    const digest = requestDigest(checked.request);
    const facts = factsOf(request);
    const id = newBusinessId(checked.submission.reference);
    facts.transactionId = id;
    const { billing, timeZone, termTime, outagePatienceMs, documents } = checked.product;
    const input: NewBusinessInput = {
      submission: checked.submission,
      requestDigest: digest,
      requestedBy: facts.clientName ?? '',
      outagePatienceMs,
      documents,
      ...(billing === null ? {} : { billing: { product: billing, timeZone, termTime } }),
    };
    const first = await startOrFind(context, id, input);
    const latest = await latestRecord(context, first, wait * 1_000, hungUp(response));
    if (latest.failure?.code === 'conflict') throw differentRequest();
    response
      .status(isEnded(latest) ? 200 : 202)
      .location(transactionPath(id))
      .json(answerOf(latest, context.temporalUi));
  };
}

/** A transaction as it was just after the start, or as it was found. */
interface StartedTransaction {
  readonly record: KnownRecord;
  readonly isNew: boolean;
}

async function startOrFind(
  context: SubmissionsContext,
  id: string,
  input: NewBusinessInput,
): Promise<StartedTransaction> {
  try {
    return await start(context, id, input, { workflowIdReusePolicy: 'REJECT_DUPLICATE' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const found = await known(context, id);
  const digest = found.visible.memo['requestDigest'];
  const isSame = digest === input.requestDigest;
  if (isSame && wasEndedInTemporal(found.visible)) {
    return startAgain(context, id, input, { takesUpRun: found.runId });
  }
  const record = found.isRunning ? recordOf(found.visible) : await readRecord(context, found);
  if (isSame) return { record, isNew: false };
  if (typeof digest !== 'string') throw startedElsewhere(found);
  if (record.failure?.code !== 'conflict') throw differentRequest();
  // The other request lost to what the policy system holds and wrote nothing: it must not bar the rightful one.
  return startAgain(context, id, input, {});
}

/** What another start under the id has just made. */
async function known(context: Temporal, id: string): Promise<FoundTransaction> {
  const found = await findTransaction(context, id);
  if (!found) throw new Problem('unknown-transaction');
  return found;
}

/** Begins anew under the id of a transaction that is over. Of several that do so at once one begins, for all of them. */
async function startAgain(
  context: SubmissionsContext,
  id: string,
  input: NewBusinessInput,
  memo: Pick<TransactionMemo, 'takesUpRun'>,
): Promise<StartedTransaction> {
  try {
    return await start(context, id, input, { workflowIdReusePolicy: 'ALLOW_DUPLICATE', memo });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const { visible } = await known(context, id);
  if (visible.memo['requestDigest'] !== input.requestDigest) throw differentRequest();
  return { record: recordOf(visible), isNew: false };
}

async function start(
  { client, deadlines }: Temporal,
  id: string,
  input: NewBusinessInput,
  how: {
    readonly workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE';
    readonly memo?: Pick<TransactionMemo, 'takesUpRun'>;
  },
): Promise<StartedTransaction> {
  const { submission, requestDigest: digest } = input;
  const memo: TransactionMemo = {
    requestDigest: digest,
    product: submission.product,
    expirationDate: submission.expirationDate,
    ...how.memo,
  };
  await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.start<(input: NewBusinessInput) => Promise<TransactionRecord>>('newBusiness', {
      workflowId: id,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: how.workflowIdReusePolicy,
      workflowIdConflictPolicy: 'FAIL',
      typedSearchAttributes: attributesOf(submission),
      memo: { ...memo },
      staticSummary: `New business ${submission.reference.system} ${submission.reference.id}, ${submission.product}, ${submission.effectiveDate}`,
    }),
  );
  return { record: newRecord(id, 'newBusiness', submission), isNew: true };
}

function attributesOf({ reference, effectiveDate }: Submission): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: searchAttributes.transactionKind, value: 'newBusiness' },
    { key: searchAttributes.transactionState, value: 'started' },
    { key: searchAttributes.externalSystem, value: reference.system },
    { key: searchAttributes.externalId, value: reference.id },
    { key: searchAttributes.effectiveDate, value: effectiveDate },
    { key: searchAttributes.needsAttention, value: false },
  ]);
}

/** A short look at a known transaction must not make the answer late when no worker is there. */
const GLANCE_MS = 2_000;

async function latestRecord(
  context: Temporal,
  { record, isNew }: StartedTransaction,
  waitMs: number,
  gone: AbortSignal,
): Promise<KnownRecord> {
  if (isEnded(record)) return record;
  if (waitMs > 0) return (await awaitOutcome(context, record.id, waitMs, gone)) ?? record;
  if (isNew) return record;
  const glanceMs = Math.min(GLANCE_MS, context.deadlines.workerMs);
  return queryRecord(context, record.id, glanceMs).catch(() => record);
}

/** Aborted when the client goes away before its answer. */
function hungUp(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    controller.abort();
  });
  if (response.closed) controller.abort();
  return controller.signal;
}

function differentRequest(): Problem {
  return new Problem('different-request', {
    detail:
      'The external system and id belong to a transaction that was posted with other content. Post the same content, or use another external id.',
  });
}

/** Only this route notes what was posted, so that nobody can say whether the content is the same. */
function startedElsewhere({ isFailing }: FoundTransaction): Error {
  if (isFailing) return new WorkflowFailing();
  return new Problem('different-request', {
    detail:
      'The external system and id belong to a transaction that was not posted here: another client of Temporal started it, and whether its content is the same is not known. Look at it, or use another external id.',
  });
}

export const postSubmissionRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/submissions',
  admits: { by: 'key', scope: 'transactions:write' },
  operationId: 'postSubmission',
  tag: 'submissions',
  summary: 'Start new business',
  description:
    'The same request under the same external system and id is one transaction, however often it is posted; a different one is refused.',
  request: {
    query: submissionsQuerySchema,
    body: json(submissionRequestSchema, { examples: submissionExamples() }),
  },
  answers: {
    200: transactionResponse('The transaction has ended; `state` says how.', true),
    202: transactionResponse('The transaction is under way, or waits for a person.', true),
  },
  problems: [
    'invalid-parameter',
    'different-request',
    'temporal-unavailable',
    'worker-unavailable',
    'workflow-failing',
  ],
  handle: postSubmission,
};
