import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Ordered } from '../../domain/batch/acts.js';
import type { PackedItems, ResultsAsked, ResultsPage } from '../../domain/renewal-batch/items.js';
import type { BegunTogether, SeenBy } from '../../domain/batch/pace.js';
import type { BatchProgress } from '../../domain/renewal-batch/progress.js';
import type { UnbegunRenewal, Unsettled } from '../../domain/renewal-batch/unbegun.js';
import type { Updated } from '../../domain/batch/updated.js';
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
export interface CarriedBatch extends PackedItems, Ordered, Updated {
  readonly startedAt: Instant;
  /** When everything was seen to; it waits for people alone since then. */
  readonly endedAt?: Instant;
  /** Those whose renewals were not begun, and that no person has seen to. */
  readonly unsettled?: readonly Unsettled[];
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
export const askedQuery = defineQuery<AskedOfPeople>('asked');

/** Refused (`ApplicationFailure`): `invalidInput`, `alreadyEnded`. Signals of the same names do the same without an answer. */
export const pauseUpdate = defineUpdate<BatchProgress, [Order]>('pause');
export const resumeUpdate = defineUpdate<BatchProgress, [Order]>('resume');
export const cancelUpdate = defineUpdate<BatchProgress, [Order]>('cancel');

/** A person has seen to a policy whose renewal was not begun. Refused (`ApplicationFailure`): `invalidInput`, `noSuchTask`. */
export const settleUnbegunUpdate = defineUpdate<BatchProgress, [SettledUnbegun]>('settleTask');

export interface SettledUnbegun extends Order {
  readonly task: string;
}

/** From another batch: it sees to these now, and asks about them itself where it must. */
export const seenElsewhereSignal = defineSignal<[SeenElsewhere]>('seenElsewhere');

/** From whoever brings newer code, for a batch that waits for people alone. */
export const moveOnSignal = defineSignal('moveOn');

export interface SeenElsewhere {
  readonly policyNumbers: readonly string[];
}

/** What a batch asks of people. */
export interface AskedOfPeople {
  readonly progress: BatchProgress;
  /** The first of them, in the order in which they were found. */
  readonly unbegun: readonly UnbegunRenewal[];
}

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
