import { activityInfo } from '@temporalio/activity';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import type { Likelihood } from './ensure.js';

/** What the worker knows of what transactions may have forgotten. */
export interface Forgetting {
  /** An ISO instant: every transaction begun before it may have forgotten writes; null when none has. */
  readonly begunBefore: string | null;
  /** How long a step may take, and the policy system with what is left of it. Milliseconds. */
  readonly stepLimitMs?: number | undefined;
  /** When this worker was told so. Milliseconds since 1970. */
  readonly toldAtMs: number;
}

/** The same from what a worker is told when it starts, which is now. */
export function forgettingOf(told: {
  readonly lookBeforeWritesBegunBefore?: string | null;
  readonly stepLimitMs?: number | undefined;
}): Forgetting {
  const { lookBeforeWritesBegunBefore = null, stepLimitMs } = told;
  return { begunBefore: lookBeforeWritesBegunBefore, stepLimitMs, toldAtMs: Date.now() };
}

/** What was asked for before the run, or the state of Temporal, that asks now may still be on its way. */
export class EarlierRunAtWork extends Error {
  override readonly name = 'EarlierRunAtWork';
  /** The run that asks now. */
  readonly run: string;
  /** Until everything has arrived. Milliseconds. */
  readonly settleMs: number;

  constructor(run: string, settleMs: number) {
    super('what was begun before a reset, or a restore, of Temporal may still be on its way');
    this.run = run;
    this.settleMs = settleMs;
  }
}

/**
 * Whether the transaction may have made the write in a past that it has forgotten: in a run before this one, or before
 * Temporal's own books were put back to an earlier state.
 */
export function comesAfterForgetting(
  { earlierRun, runId, begunAt }: Pick<WriteAttempt, 'earlierRun' | 'runId' | 'begunAt'>,
  begunBefore: string | null,
): boolean {
  return (
    earlierRun ||
    runId !== activityInfo().workflowExecution?.runId ||
    (begunBefore !== null && Date.parse(begunAt) < Date.parse(begunBefore))
  );
}

/**
 * A look proves nothing while a step that was begun before may still write. After a reset that is waited out once, from the
 * first look on, for nothing tells when the reset was; after a restore until the steps of the workers before are over.
 *
 * @throws EarlierRunAtWork when it is too early to look
 */
export function refuseEarlyLook(attempt: WriteAttempt, forgetting: Forgetting): void {
  const { workflowExecution, startToCloseTimeoutMs } = activityInfo();
  const run = workflowExecution?.runId ?? '';
  const { stepLimitMs = startToCloseTimeoutMs, begunBefore, toldAtMs } = forgetting;
  const { earlierRun, runId, firstRunId, waitedFor } = attempt;
  const isReset = runId !== run || (earlierRun && runId !== firstRunId);
  if (isReset && waitedFor !== run) throw new EarlierRunAtWork(run, stepLimitMs);

  const begunAtMs = Date.parse(attempt.begunAt);
  const leftMs = toldAtMs + stepLimitMs - Date.now();
  const isForgotten = begunBefore !== null && begunAtMs < Date.parse(begunBefore);
  if (isForgotten && begunAtMs < toldAtMs && leftMs > 0) throw new EarlierRunAtWork(run, leftMs);
}

/**
 * Whether the write of an attempt was made before. One after the first follows one that failed before it could write, or
 * Temporal would not have repeated it.
 *
 * @throws EarlierRunAtWork when it is too early to look
 */
export function likelihoodOf(attempt: WriteAttempt, forgetting: Forgetting): Likelihood {
  refuseEarlyLook(attempt, forgetting);
  if (attempt.again || comesAfterForgetting(attempt, forgetting.begunBefore)) return 'likely';
  return activityInfo().attempt > 1 ? 'perhaps' : 'no';
}
