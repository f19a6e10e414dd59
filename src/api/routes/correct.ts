import type { RequestHandler } from 'express';
import type { Submission } from '../../domain/submission.js';
import { type Correction, correctUpdate, submissionQuery } from '../../workflows/messages.js';
import { Problem } from '../problem.js';
import { readBody } from '../json-body.js';
import { factsOf } from '../request-facts.js';
import { checkSubmission, type SubmissionRules } from '../submission/check-submission.js';
import { changedPaths, mergePatch } from '../submission/merge-patch.js';
import { requestOfSubmission } from '../submission/request-of-submission.js';
import { withinDeadline } from '../temporal-deadline.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import {
  answeredByWorker,
  findTransaction,
  queryRecord,
  type Temporal,
} from '../transactions/find-transaction.js';
import { updateTransaction } from '../transactions/update-transaction.js';
import { correctionRequestSchema } from './correction-schema.js';
import { transactionId } from './transaction-id.js';

type CorrectContext = Temporal & SubmissionRules & { readonly temporalUi: TemporalUi | undefined };

/** POST /api/transactions/:id/correct: changes the input of a stopped step, and runs it again. */
export function correctTransaction(context: CorrectContext): RequestHandler {
  return async (request, response) => {
    const { by, reason, changes, revision, outcome } = readBody(request, correctionRequestSchema);
    const found = await findTransaction(context, transactionId(request));
    const id = found.visible.workflowId;
    factsOf(request).transactionId = id;
    if (!found.isRunning) throw new Problem('already-ended');
    // The revision is read first: a correction between the two reads makes this one stale, never silently lost.
    const record = await queryRecord(context, id);
    const current = await querySubmission(context, id);
    const correction: Correction = {
      by,
      reason,
      revision: revision ?? record.revision,
      ...correctedSubmission(current, changes, context),
      ...(outcome === undefined ? {} : { outcome }),
    };
    const corrected = await updateTransaction(context, id, correctUpdate, correction);
    response.json(answerOf(corrected, context.temporalUi));
  };
}

function querySubmission({ client, deadlines }: Temporal, id: string): Promise<Submission> {
  return answeredByWorker(() =>
    withinDeadline(client, deadlines.workerMs, () =>
      client.workflow.getHandle(id).query(submissionQuery),
    ),
  );
}

/** The submission as it shall be, checked as a whole, and the paths that differ. */
function correctedSubmission(
  current: Submission,
  changes: Readonly<Record<string, unknown>>,
  rules: SubmissionRules,
): Pick<Correction, 'submission' | 'fields'> {
  if (Object.keys(changes).length === 0) return { submission: current, fields: [] };
  const before = requestOfSubmission(current);
  const after = mergePatch(before, changes);
  refuseIdentityChange(changedPaths(before, after));
  const { submission } = checkSubmission(after, rules);
  return { submission, fields: changedPaths(before, requestOfSubmission(submission)) };
}

/** What a transaction is known by, and the product that its steps were taken from, stay. */
const FIXED: ReadonlySet<string> = new Set(['externalSystem', 'externalId', 'product']);

function refuseIdentityChange(paths: readonly string[]): void {
  const errors = paths
    .filter((path) => FIXED.has(path.split('.')[0] ?? ''))
    .map((field) => ({
      field,
      reason: 'cannot be corrected',
      remedy: 'Leave it as it is; abandon this transaction and post another one.',
    }));
  if (errors.length > 0) {
    throw new Problem('invalid-request', { detail: 'Some fields cannot be corrected.', errors });
  }
}
