import type { PoliciesOfReference } from '../../activities/read-back/read-back-activities.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { NotReadable } from '../../domain/read-back/sold-as.js';
import type { SyncedChange, TermRecord } from '../policy-term/messages.js';

/** Input of the workflow that reads a policy that nobody here knows. */
export interface ReadBackInput extends TermName {
  /** Which product it is, where somebody says it; key of a product file. */
  readonly product?: string;
  /** The other terms of the policy that are known: where renewals keep the policy number, several have it. */
  readonly others: readonly { readonly termNumber: number; readonly effectiveDate: CivilDate }[];
  /** Whether its term is opened with what is read. */
  readonly opens: boolean;
  /** Of a policy of ours that was lost: the first day of the term that is meant. */
  readonly lost?: { readonly effectiveDate: CivilDate };
}

/** What came of it. */
export type ReadBackOutcome =
  /** Read, and nothing kept: the term as it would be opened. */
  | { readonly kind: 'read'; readonly record: TermRecord }
  /** The term is there now, with what was done since its bind. */
  | { readonly kind: 'opened'; readonly found: readonly SyncedChange[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'noLookUp'; readonly lookUp: string }
  | { readonly kind: 'notReadable'; readonly why: NotReadable }
  /** What is read is another term, by its first day. */
  | { readonly kind: 'isTerm'; readonly termNumber: number }
  /** Its days are over: nothing of it can be changed. */
  | { readonly kind: 'over'; readonly expirationDate: string }
  /** A transaction here is binding it, and hands it over. */
  | { readonly kind: 'beingBound'; readonly transaction: string }
  /** A system did not answer. */
  | { readonly kind: 'notRead'; readonly reason: string };

/** Input of the workflow that looks for the policies of a reference. */
export type PoliciesOfReferenceInput = ExternalReference;
export type PoliciesOfReferenceOutcome =
  PoliciesOfReference | { readonly kind: 'notRead'; readonly reason: string };
