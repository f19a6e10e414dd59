import type { BegunTogether } from '../batch/pace.js';
import type { Item } from './items.js';

/** What became of one policy in a step that began renewals. */
export interface BegunItem extends Item {
  /** How long before the end of the step that was, in milliseconds. Absent where older code took it. */
  readonly begunAgoMs?: number;
}

/**
 * What a step has begun, for the throttle. What was known already has asked the policy system for nothing.
 *
 * @param step when it was asked for, and when its answer was there: milliseconds since 1970
 */
export function begunTogether(
  items: readonly BegunItem[],
  step: { readonly askedAtMs: number; readonly doneAtMs: number },
): BegunTogether {
  const begun = items.filter(({ outcome }) => outcome !== 'known');
  const eachAtMs = begun.flatMap(({ begunAgoMs }) =>
    begunAgoMs === undefined ? [] : [step.doneAtMs - begunAgoMs],
  );
  const isEachKnown = eachAtMs.length === begun.length;
  return { ...step, count: begun.length, ...(isEachKnown ? { eachAtMs } : {}) };
}
