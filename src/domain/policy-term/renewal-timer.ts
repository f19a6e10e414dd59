import { instantMs, type Instant } from '../calendar/instant.js';
import type { RefusalCode } from '../machine/refusals.js';
import { isByHand } from '../workflow-ids.js';
import type { PolicyTerm } from './state.js';
import { isInForce } from './term-facts.js';

/** When a term starts its renewal by itself, as its product and the law of notice say now. */
export type RenewalStart =
  /** `why` goes on a sentence: "which starts …". */
  | { readonly startsAt: Instant; readonly why: string }
  /** It does not; in a sentence. */
  | { readonly never: string }
  /** The files do not say, and a person must mend them; in a sentence. */
  | { readonly unclear: string; readonly code: RefusalCode };

/** How a term waits for its renewal. Files change while it does, so that it asks again. */
export interface RenewalTimer {
  /** As it was answered last; null until it was. */
  readonly start: RenewalStart | null;
  readonly askedAt: Instant | null;
  /** The time came, and the renewal was started or held back: nothing more happens by itself. */
  readonly isOver: boolean;
}

/** The timer of a term that has yet to ask. */
export const UNASKED: RenewalTimer = { start: null, askedAt: null, isOver: false };

const DAY_MS = 86_400_000;

/** After so many days a changed product file or notice table reaches a term that waits. */
const ASKS_EVERY_MS = 30 * DAY_MS;

/** When it is to be asked next. Milliseconds; in the past before it ever was. */
export function asksNextMs({ start, askedAt }: RenewalTimer): number {
  if (start === null || askedAt === null) return 0;
  const askedMs = instantMs(askedAt);
  if ('unclear' in start) return askedMs + DAY_MS;
  const again = askedMs + ASKS_EVERY_MS;
  return 'startsAt' in start ? Math.min(again, instantMs(start.startsAt)) : again;
}

/**
 * Whether a term may start a renewal by itself: it is in force, and neither has one nor was left to people. One that nobody here
 * has ever bound is renewed by whoever did so before.
 */
export function awaitsRenewal(term: PolicyTerm): boolean {
  const { binding, isRenewalStarted, nextTerm, renewalEnded } = term;
  if (binding === null) return false;
  if (isByHand(binding.transaction) && binding.isOurs !== true) return false;
  return isInForce(term) && !isRenewalStarted && nextTerm === null && renewalEnded === null;
}
