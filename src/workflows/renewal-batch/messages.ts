import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Ordered } from '../../domain/batch/acts.js';
import type { PackedItems, ResultsAsked, ResultsPage } from '../../domain/renewal-batch/items.js';
import type { BegunTogether, SeenBy } from '../../domain/batch/pace.js';
import type { BatchProgress } from '../../domain/renewal-batch/progress.js';
import type { Order } from '../orders.js';

/** Input of the `renewalBatch` workflow. */
export interface RenewalBatchInput {
  /** The caller's own name for it; the same for every repeat. */
  readonly requestId: string;
  /** Renewed in this order, each once. */
  readonly policyNumbers: readonly string[];
  /** Renewals that are begun in a minute, at most. */
  readonly perMinute: number;
  /** Renewals that are being quoted at once, at most: what is begun is finished first. */
  readonly mostOpen: number;
  readonly requestedBy: string;
  /** Steps that one run of the workflow makes before the next goes on; 300 unless said. */
  readonly stepsPerRun?: number;
  /** What the run before left; absent for a batch that begins. */
  readonly carried?: CarriedBatch;
}

/** What the runs of a batch leave to each other, beside the input. */
export interface CarriedBatch extends PackedItems, Ordered {
  readonly startedAt: Instant;
  /** Positions of the policies whose renewals are being quoted. */
  readonly open: readonly number[];
  readonly begun: readonly BegunTogether[];
  readonly seenBy: readonly SeenBy[];
}

/** Result of the workflow. */
export interface EndedBatch extends PackedItems {
  readonly progress: BatchProgress;
  readonly policyNumbers: readonly string[];
}

export const progressQuery = defineQuery<BatchProgress>('progress');
export const resultsQuery = defineQuery<ResultsPage, [ResultsAsked]>('results');

/** Refused (`ApplicationFailure`): `invalidInput`, `alreadyEnded`. Signals of the same names do the same without an answer. */
export const pauseUpdate = defineUpdate<BatchProgress, [Order]>('pause');
export const resumeUpdate = defineUpdate<BatchProgress, [Order]>('resume');
export const cancelUpdate = defineUpdate<BatchProgress, [Order]>('cancel');

/** Input of the `dueRenewals` workflow. */
export interface DueRenewalsInput {
  /** Of the batch that it starts. */
  readonly perMinute: number;
  readonly mostOpen: number;
}

/** Result of the `dueRenewals` workflow. */
export interface DueRenewals {
  /** Policies whose renewal was due. */
  readonly found: number;
  /** Id of the batch that starts them; null where none was due. */
  readonly batch: string | null;
}
