import type { CivilDate } from '../calendar/civil-date.js';

/** What a notice says: the policy is cancelled before its end, or is not renewed at its end. */
export const NOTICE_ACTIONS = ['cancel', 'nonRenew'] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

/** Why a policy is cancelled, as far as the length of the notice goes: the law knows two reasons, and everything else. */
export const NOTICE_CATEGORIES = ['nonPayment', 'fraud', 'other'] as const;
export type NoticeCategory = (typeof NOTICE_CATEGORIES)[number];

/** How long before its effect a notice must be given: one rule of one state's law. Null in a condition fits anything. */
export interface NoticeRow {
  readonly id: string;
  readonly action: NoticeAction;
  /** Two letters. */
  readonly jurisdiction: string | null;
  /** A line of business or a class of lines, such as `commercial`. */
  readonly line: string | null;
  readonly category: NoticeCategory | null;
  /** Whether the carrier is admitted in the state; surplus lines often have rules of their own. */
  readonly isAdmitted: boolean | null;
  /** The row holds for new business only, up to this many days after the start of the term. */
  readonly underwritingDays: number | null;
  /** Terms that begin on this day or later. */
  readonly from: CivilDate | null;
  /** Terms that begin before this day. */
  readonly until: CivilDate | null;
  readonly minDays: number;
  /** Given earlier, the notice is none; only for what ends with the term. */
  readonly maxDays: number | null;
  /** Added to the days where it is mailed; null where nothing is said of it. */
  readonly mailingDays: number | null;
}

/** The law of notice as an installation gives it: data, not verified by anybody here. */
export interface NoticeRules {
  readonly rows: readonly NoticeRow[];
  /** States whose law adds days for mailing, so that a row used there must say how many. */
  readonly mailingStates: readonly string[];
}

/** A line of business of a policy, with the classes it belongs to, the narrowest first. */
export interface NoticeLine {
  readonly line: string;
  readonly classes: readonly string[];
}
