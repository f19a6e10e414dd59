import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import type { NoticeProof } from '../notice/notice-days.js';
import type { WorkedRow } from '../premium/worked-row.js';
import type { RenewalRecord } from './renewal-record.js';
import type { KEPT_ACTS } from './change-acts.js';

/** What a change of a bound term comes to, by the rules of its product. */
export interface QuotedChange {
  /** First day on which it holds; of a cancellation, the first day without cover. */
  readonly effectiveDate: CivilDate;
  /** What it books, with how each amount came about. */
  readonly rows: readonly WorkedRow[];
  /** Above zero is to be paid, below zero is given back. */
  readonly totalCents: Cents;
  /** Names these numbers; a preview with the same numbers has the same. */
  readonly digest: string;
}

/** The insurer's duty to tell the insured before a cancellation, and how it was done. */
export interface NoticeRecord {
  /** Row of the notice file that asks for it. */
  readonly row: string;
  /** The first day that it allows. */
  readonly earliestDate: CivilDate;
  /** Null until it is recorded. */
  readonly proof: NoticeProof | null;
}

/** What somebody did about a change, kept for the audit. */
export interface ActRecord {
  readonly at: Instant;
  readonly by: string;
  readonly act: (typeof KEPT_ACTS)[number];
  /** Null where none was asked for. */
  readonly reason: string | null;
}

/** What is known of a change within a term, beside what every transaction has. */
export interface ChangeRecord {
  readonly termNumber: number;
  /** As it was quoted last, and then as it was booked; null until it is quoted. */
  readonly quote: QuotedChange | null;
  /** Null where nobody has to be told first. */
  readonly notice: NoticeRecord | null;
  /** When it goes on by itself; null where it does not wait for a moment. */
  readonly goesOnAt: Instant | null;
  /** Nothing happens until a moment comes or somebody acts. */
  readonly isResting: boolean;
  readonly acts: readonly ActRecord[];
  /** Of a renewal; absent of every other change. */
  readonly renewal?: RenewalRecord;
  /** The moratorium that withdrew it; absent where none did. */
  readonly moratorium?: string;
}

/** Of a change of which nothing is known yet but its term. */
export function newChange(termNumber: number): ChangeRecord {
  return { termNumber, quote: null, notice: null, goesOnAt: null, isResting: false, acts: [] };
}
