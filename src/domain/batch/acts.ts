import { momentInWords, type Instant } from '../calendar/instant.js';
import { sentences } from '../sentence.js';

/** `paused` and `cancelled` by a person; what is cancelled begins no more, and what it has begun goes on by itself. */
export type BatchState = 'running' | 'paused' | 'cancelled' | 'done';

/** What people have work on many things do. */
export type BatchOrder = 'pause' | 'resume' | 'cancel';

/** Somebody has paused, resumed or cancelled work on many things, or has seen to what it asked for. */
export interface BatchAct {
  readonly at: Instant;
  readonly act: BatchOrder | 'settle';
  readonly by: string;
  readonly reason: string;
}

/** What people have made of it. */
export interface Ordered {
  readonly isPaused: boolean;
  readonly isCancelled: boolean;
  /** The last ones, the earliest first. */
  readonly acts: readonly BatchAct[];
}

const KEPT_ACTS = 50;

export const NOT_ORDERED: Ordered = { isPaused: false, isCancelled: false, acts: [] };

/** Somebody has it stop or go on. @returns null where it does that already, or is cancelled */
export function orderedBy(
  before: Ordered,
  order: BatchAct & { readonly act: BatchOrder },
): Ordered | null {
  const { isPaused, isCancelled, acts } = before;
  const { act } = order;
  if (isCancelled || (act === 'pause' && isPaused) || (act === 'resume' && !isPaused)) return null;
  return {
    isPaused: act === 'pause',
    isCancelled: act === 'cancel',
    acts: withAct(acts, order),
  };
}

/** With one more act; the last ones are kept. */
export function withAct(acts: readonly BatchAct[], act: BatchAct): readonly BatchAct[] {
  return [...acts, act].slice(-KEPT_ACTS);
}

/** @param isOver nothing is left to do */
export function stateOf({ isPaused, isCancelled }: Ordered, isOver: boolean): BatchState {
  if (isCancelled) return 'cancelled';
  if (isOver) return 'done';
  return isPaused ? 'paused' : 'running';
}

/** By whom it was stopped, as its page says it; nothing where it was not. */
export function stopInWords({
  state,
  acts,
}: {
  readonly state: BatchState;
  readonly acts: readonly BatchAct[];
}): readonly string[] {
  const isStopped = state === 'paused' || state === 'cancelled';
  const act = isStopped ? acts.findLast((one) => one.act !== 'settle') : undefined;
  return act
    ? [sentences(`It was ${state} by ${act.by} on ${momentInWords(act.at)}`, act.reason)]
    : [];
}
