import { setHandler } from '@temporalio/workflow';
import { answerOrders } from '../orders.js';
import { progressQuery, resultsQuery } from './messages.js';
import type { OpenBatch } from './open-batch.js';

/** Answers whoever asks how a batch is, or has it stop or go on. Call it before the first await. */
export function answerAsked(batch: OpenBatch): void {
  setHandler(progressQuery, () => batch.progress);
  setHandler(resultsQuery, (asked) => batch.results(asked));
  answerOrders(batch);
}
