import { z } from 'zod';
import type { BatchProgress } from '../../domain/renewal-batch/progress.js';
import { renewalBatchId } from '../../domain/workflow-ids.js';
import { isCutOff, type RequestedWorkflow } from '../../temporal/requested-workflow.js';
import {
  actsField,
  count,
  moment,
  timeFields,
  timesOf,
  workState,
} from '../requested/work-fields.js';
import { answer } from '../route.js';
import { inPath } from '../transactions/answer-of-record.js';

/** How far a batch of renewals is, as JSON for clients. */
const batchSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of its workflow.' }),
    requestId: z.string(),
    state: workState().meta({
      description:
        '`done`: every policy was seen to, and nothing that was begun is being quoted; `unsettled` ones may wait for a person. `endedInTemporal`: terminated there; what was begun goes on by itself.',
    }),
    policies: count('Of the batch, each counted once.'),
    done: count('Policies of which is known what became, and whose renewal is not being quoted.'),
    toDo: count('Policies that were not looked at yet.'),
    open: count('Renewals that the batch has begun and that are being quoted.'),
    outcomes: z.strictObject({
      started: count('By this batch.'),
      known: count('Their renewal was begun by somebody else.'),
      refused: count('By the business, or by the policy system after the renewal was begun.'),
      unknown: count('Policies of which nothing is known.'),
      failed: count('For another reason; start them again.'),
    }),
    unsettled: count('Policies whose renewals were not begun, and that no person has seen to.'),
    perMinute: count('Begun in a minute, at most.'),
    mostOpen: count('Being quoted at once, at most.'),
    ratePerMinute: z.number().nullable().meta({
      description: 'Policies seen to in a minute, as of late; null while nobody can say.',
    }),
    estimatedEnd: moment().nullable(),
    ...timeFields,
    requestedBy: z.string(),
    acts: actsField(),
  })
  .meta({ id: 'RenewalBatch' });
type BatchAnswer = z.infer<typeof batchSchema>;

export const batchResponse = (description: string) => answer(description, batchSchema);

/** @param found null: it was started just now */
export function batchAnswer(progress: BatchProgress, found: RequestedWorkflow | null): BatchAnswer {
  const { requestId, policies, toDo, open, ratePerMinute, acts } = progress;
  const { started, known, refused, unknown, failed, unsettled = 0 } = progress;
  const { perMinute, mostOpen, estimatedEnd, requestedBy } = progress;
  return {
    id: renewalBatchId(requestId),
    requestId,
    // One that waits for people alone had come to its end.
    state: isCutOff(found) && progress.endedAt === null ? 'endedInTemporal' : progress.state,
    policies,
    done: policies - toDo - open,
    toDo,
    open,
    outcomes: { started, known, refused, unknown, failed },
    unsettled,
    perMinute,
    mostOpen,
    ratePerMinute: ratePerMinute === null ? null : Math.round(10 * ratePerMinute) / 10,
    estimatedEnd: isCutOff(found) ? null : estimatedEnd,
    ...timesOf(progress),
    requestedBy,
    acts: [...acts],
  };
}

/** Address of a batch. */
export function batchPath(requestId: string): string {
  return `/api/renewal-batches/${inPath(requestId)}`;
}
