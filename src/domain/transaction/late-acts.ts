import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { ActRecord } from './change-record.js';
import type { LateAct } from './change-acts.js';
import { KINDS, stageOf, type TransactionKind, type TransactionState } from './kinds.js';

/** An act, and where the change is that it is about. */
interface LatelyAsked {
  readonly kind: TransactionKind;
  readonly state: TransactionState;
  readonly act: ActRecord['act'];
}

/**
 * What an act is told that comes after the end of a change, whether its workflow is still on the way out or gone: `done` where it has
 * come to what was asked for, or why it is too late and what can be done instead. Null before the end, and where all that is to be said
 * is that it has ended.
 */
export function lateAnswer({ kind, state, act }: LatelyAsked): 'done' | Refusal | null {
  const byAct: Readonly<Record<string, Readonly<Record<string, LateAct>> | undefined>> =
    KINDS[kind].lateActs;
  const late = stageOf(kind, state) === 'ended' ? byAct[state]?.[act] : undefined;
  if (late === undefined || late === 'done') return late ?? null;
  const found = `${act} after the ${KINDS[kind].title.toLowerCase()} was ${state}`;
  return refusalOf(late.never, { field: 'state', found, allowed: late.allowed });
}
