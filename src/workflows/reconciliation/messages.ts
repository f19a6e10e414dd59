import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Ordered } from '../../domain/batch/acts.js';
import type { BegunTogether } from '../../domain/batch/pace.js';
import type { Again } from '../../domain/reconciliation/looked-at-again.js';
import type {
  DifferencesAsked,
  DifferencesPage,
  ReconciliationNumbers,
  ReconciliationProgress,
  ReportedDifference,
} from '../../domain/reconciliation/report.js';
import type { Updated } from '../../domain/batch/updated.js';
import type { Order } from '../orders.js';
import type { PolicyAgain } from './policies.js';

/** Input of the `reconciliation` workflow. Its id names it. */
export interface ReconciliationInput {
  /** Terms that are looked at in a minute, at most. */
  readonly perMinute: number;
  /** After how long what differs, or is at work, is looked at again. */
  readonly againAfterSeconds: number;
  /** Whether what can be repaired safely is. */
  readonly repairs: boolean;
  readonly requestedBy: string;
  /** Steps that one run of the workflow makes before the next goes on; 100 unless said. */
  readonly stepsPerRun?: number;
  /** What the run before left; absent for one that begins. */
  readonly carried?: CarriedReconciliation;
}

/** What is looked through, in this order. */
export type Phase = 'terms' | 'sweep' | 'policies' | 'periods' | 'over';

/** What the runs of a comparison leave to each other, beside the input. */
export interface CarriedReconciliation extends Ordered, Updated {
  readonly startedAt: Instant;
  readonly phase: Phase;
  /** Where the next page of the phase begins; null at its start. */
  readonly page: string | null;
  readonly numbers: ReconciliationNumbers;
  readonly again: readonly Again[];
  /** Policies of ours that nobody here knew, looked for again. */
  readonly policiesAgain: readonly PolicyAgain[];
  readonly reported: readonly ReportedDifference[];
  readonly notListed: number;
  /** A billing system bills terms here; without one there is none to ask for its list. */
  readonly isBilled: boolean;
  readonly begun: readonly BegunTogether[];
}

/** Result of the workflow. */
export interface EndedReconciliation {
  readonly progress: ReconciliationProgress;
  readonly reported: readonly ReportedDifference[];
}

export const progressQuery = defineQuery<ReconciliationProgress>('progress');
export const differencesQuery = defineQuery<DifferencesPage, [DifferencesAsked]>('differences');

/** Refused (`ApplicationFailure`): `invalidInput`, `alreadyEnded`. Signals of the same names do the same without an answer. */
export const pauseUpdate = defineUpdate<ReconciliationProgress, [Order]>('pause');
export const resumeUpdate = defineUpdate<ReconciliationProgress, [Order]>('resume');
export const cancelUpdate = defineUpdate<ReconciliationProgress, [Order]>('cancel');
