import type { CivilDate } from '../calendar/civil-date.js';
import type { ExternalReference } from '../transaction/external-reference.js';
import { words, type Difference } from './difference.js';
import type { DifferenceOutcome } from './report.js';

/** A policy that carries our mark in the policy system and that nobody here knows: work that was lost. */
export interface LostPolicy {
  readonly policyNumber: string;
  readonly effectiveDate: CivilDate;
  readonly quoteGuid: string;
  /** What a source system calls it; null where none is linked. */
  readonly reference: ExternalReference | null;
  /** Absent where an earlier version has listed it. */
  readonly isIssued?: boolean;
}

/** What became of one. `known`: a term here has it by now, or is about to. */
export interface SeenToLost {
  readonly outcome: DifferenceOutcome | 'known';
  /** Null where nobody can say which term of its policy it is. */
  readonly termNumber: number | null;
  /** What was done about it, in a sentence; null where nothing was. */
  readonly tried: string | null;
}

/** A bound term of a policy. */
export interface BoundTerm {
  readonly termNumber: number;
  readonly effectiveDate: CivilDate;
}

const HALF_A_YEAR_MS = 182 * 86_400_000;

/** A term whose days were changed by hand is still that term. */
export function isSameTerm(one: CivilDate, other: CivilDate): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) < HALF_A_YEAR_MS;
}

/**
 * Which term of its policy a lost one is: the one after the last that began before it, or the one before the first that is known; where
 * none is known, the one that money was told of, or the first.
 *
 * @param bound   the terms of the policy that are bound here
 * @param awaited number of the last one of which something was said and that nobody has bound; null without one
 * @returns null where that number has been given to another
 */
export function numberOfLost(
  { effectiveDate }: Pick<LostPolicy, 'effectiveDate'>,
  bound: readonly BoundTerm[],
  awaited: number | null,
): number | null {
  const same = bound.find((one) => isSameTerm(one.effectiveDate, effectiveDate));
  if (same) return same.termNumber;
  const known = [...bound].sort((one, other) => (one.effectiveDate < other.effectiveDate ? -1 : 1));
  const before = known.findLast((one) => one.effectiveDate < effectiveDate);
  const [first] = known;
  const termNumber = before
    ? before.termNumber + 1
    : first
      ? first.termNumber - 1
      : (awaited ?? FIRST_TERM);
  const isFree = !known.some((one) => one.termNumber === termNumber);
  return isFree && termNumber >= FIRST_TERM ? termNumber : null;
}

const FIRST_TERM = 1;

/** In what the policy system and Bindery differ about it. No repair of a term: it has none. */
export function differenceOfLost({
  effectiveDate,
  quoteGuid,
  reference,
}: Pick<LostPolicy, 'effectiveDate' | 'quoteGuid' | 'reference'>): Difference {
  const named = reference === null ? '' : `, reference ${reference.system}:${reference.id}`;
  const sides = [words('term', `bound from ${effectiveDate} (${quoteGuid}${named})`, 'unknown')];
  return { code: 'unknownHere', sides, repair: null };
}
