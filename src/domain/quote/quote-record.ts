import type { Instant } from '../calendar/instant.js';
import type { QuoteState } from './quote.js';
import type { RatedLine } from '../rating/rated-lines.js';
import type { Finding } from '../transaction/finding.js';
import type { RaisedFlag } from './underwriting-rules.js';

/** One run of the rules of underwriting. */
export interface UnderwritingRun {
  readonly at: Instant;
  readonly flags: readonly RaisedFlag[];
  /** Where the quote stood after it. */
  readonly quoteState: QuoteState;
  /** Whether a reset has cleared it: it is kept for the audit, and counts no more. */
  readonly isCleared: boolean;
}

/** What people did to a quote, beside having it go on and editing it. */
export const RECORDED_QUOTE_ACTS = [
  'approve',
  'decline',
  'reject',
  'refuse',
  'reset',
  'discard',
] as const;

/** Somebody acted on a quote; kept for the audit. */
export interface QuoteActRecord {
  readonly at: Instant;
  readonly by: string;
  readonly act: (typeof RECORDED_QUOTE_ACTS)[number];
  readonly reason: string;
}

/** What is kept of a quote beside what every transaction keeps. */
export interface QuoteRecord {
  /** Until when it may be bound; null where it does not expire. */
  readonly expiresAt: Instant | null;
  /** What stands against the step that was tried last; empty where nothing does. */
  readonly findings: readonly Finding[];
  /** How a rate plan has come to the premium, line by line; null until then, and of what is priced otherwise. */
  readonly rating: readonly RatedLine[] | null;
  /** Oldest first. */
  readonly underwriting: readonly UnderwritingRun[];
  /** Until when somebody is to decide about a quote that underwriting has blocked; null where nobody is. */
  readonly decisionDue: Instant | null;
  readonly acts: readonly QuoteActRecord[];
  /** Id of the group of quotes that it is one of; absent where it is its own opportunity. */
  readonly group?: string;
}

export const NEW_QUOTE: QuoteRecord = {
  expiresAt: null,
  findings: [],
  rating: null,
  underwriting: [],
  decisionDue: null,
  acts: [],
};
