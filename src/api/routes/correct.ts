import type { RequestHandler } from 'express';
import type { Submission } from '../../domain/submission.js';
import { type Correction, correctUpdate, submissionQuery } from '../../workflows/messages.js';
import { Problem } from '../problem.js';
import { readBody } from '../json-body.js';
import { factsOf } from '../request-facts.js';
import type { SubmissionRules } from '../../submission/check-submission.js';
import { correctedSubmission } from '../../submission/corrected-submission.js';
import { withinDeadline } from '../temporal-deadline.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import {
  answeredByWorker,
  findTransaction,
  queryRecord,
  type Temporal,
} from '../transactions/find-transaction.js';
import { updateTransaction } from '../transactions/update-transaction.js';
import { correctionRequestSchema } from '../../submission/correction-schema.js';
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
    const wanted = correctedSubmission(current, changes, context);
    if ('errors' in wanted) {
      throw new Problem('invalid-request', {
        detail: 'Some fields cannot be corrected.',
        errors: wanted.errors,
      });
    }
    const correction: Correction = {
      by,
      reason,
      revision: revision ?? record.revision,
      ...wanted,
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
