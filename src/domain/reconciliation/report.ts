import { momentInWords, type Instant } from '../calendar/instant.js';
import { stopInWords, type BatchAct, type BatchState } from '../batch/acts.js';
import type { Updated } from '../batch/updated.js';
import { pageOf, type Page, type PageAsked } from '../batch/page.js';
import type { DifferenceCode, FoundDifference } from './difference.js';

/**
 * What became of a difference. `repaired`: it is gone. `task`: the term asks a person. `untold`: nobody is asked; the next comparison
 * looks again.
 */
export const DIFFERENCE_OUTCOMES = ['repaired', 'task', 'untold'] as const;
export type DifferenceOutcome = (typeof DIFFERENCE_OUTCOMES)[number];

/** A difference as the report has it. */
export interface ReportedDifference extends FoundDifference {
  readonly outcome: DifferenceOutcome;
  /** What was done about it, in a sentence; null where nothing was tried. */
  readonly tried: string | null;
}

/** What a comparison has come to. */
export interface ReconciliationNumbers {
  /** Terms looked at, each once. */
  readonly terms: number;
  /** Of them: the systems agree; they did not, when it was over; could not be read; were at work all the while. */
  readonly agreed: number;
  readonly differed: number;
  readonly unread: number;
  readonly underWay: number;
  /** Of those that agreed or differed: a system cannot be asked in this installation. */
  readonly partly: number;
  readonly differences: Readonly<Partial<Record<DifferenceCode, DifferenceCount>>>;
  /** Terms that the policy system has in force; null where it cannot list them, or they were not come to yet. */
  readonly inPolicySystem: ListedTerms | null;
  /** Terms that billing has; null likewise. */
  readonly inBilling: ListedTerms | null;
}

export interface DifferenceCount {
  readonly found: number;
  /** Of them. */
  readonly repaired: number;
}

/** All terms of a system, whoever made them. */
export interface ListedTerms {
  readonly listed: number;
  readonly knownHere: number;
  /** Made by others, or over and forgotten here. */
  readonly others: number;
}

export const NO_NUMBERS: ReconciliationNumbers = {
  terms: 0,
  agreed: 0,
  differed: 0,
  unread: 0,
  underWay: 0,
  partly: 0,
  differences: {},
  inPolicySystem: null,
  inBilling: null,
};

/** How far a comparison is. */
export interface ReconciliationProgress extends Updated {
  readonly requestId: string;
  readonly state: BatchState;
  /** What it is at, in a few words; null when it is over. */
  readonly at: string | null;
  readonly numbers: ReconciliationNumbers;
  /** Terms that are looked at again after a while. */
  readonly again: number;
  /** Differences that the list has no room for. */
  readonly notListed: number;
  readonly perMinute: number;
  readonly againAfterSeconds: number;
  readonly repairs: boolean;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly requestedBy: string;
  /** The last ones, the earliest first. */
  readonly acts: readonly BatchAct[];
}

/** Of one that was started just now. */
export function reportAtStart(
  comparison: Pick<
    ReconciliationProgress,
    'requestId' | 'perMinute' | 'againAfterSeconds' | 'repairs' | 'requestedBy'
  >,
  startedAt: Instant,
): ReconciliationProgress {
  return {
    ...comparison,
    state: 'running',
    at: null,
    numbers: NO_NUMBERS,
    again: 0,
    notListed: 0,
    startedAt,
    endedAt: null,
    updatedAt: startedAt,
    acts: [],
  };
}

/** With one more difference. */
export function withFound(
  differences: ReconciliationNumbers['differences'],
  { code, outcome }: Pick<ReportedDifference, 'code' | 'outcome'>,
): ReconciliationNumbers['differences'] {
  const { found = 0, repaired = 0 } = differences[code] ?? {};
  const count = { found: found + 1, repaired: repaired + (outcome === 'repaired' ? 1 : 0) };
  return { ...differences, [code]: count };
}

/** What the page of a comparison says, in Markdown. */
export function reportInWords(progress: ReconciliationProgress): string {
  const { requestId, state, at, numbers, again, endedAt } = progress;
  const { terms, agreed, differed, unread, underWay, partly } = numbers;
  return [
    `The comparison ${requestId} is ${state}${at === null ? '' : ` (${at})`}.`,
    `Of ${terms} terms ${agreed} agree, ${differed} differ, ${unread} could not be read and ${underWay} were at work; ${again} are looked at again. Of ${partly} one system cannot be asked here.`,
    ...countsInWords(numbers),
    ...stopInWords(progress),
    ...(endedAt === null ? [] : [`It ended at ${momentInWords(endedAt)}.`]),
  ].join('\n\n');
}

function countsInWords({
  differences,
  inPolicySystem,
  inBilling,
}: ReconciliationNumbers): readonly string[] {
  const rows = Object.entries(differences).map(
    ([code, { found, repaired }]) => `| ${code} | ${found} | ${repaired} |`,
  );
  const table = ['| difference | found | repaired |', '| --- | --- | --- |', ...rows].join('\n');
  return [
    ...(rows.length > 0 ? [table] : []),
    ...listedInWords('The policy system', inPolicySystem),
    ...listedInWords('Billing', inBilling),
  ];
}

function listedInWords(system: string, listed: ListedTerms | null): readonly string[] {
  if (listed === null) return [];
  return [
    `${system} has ${listed.listed} terms, of which ${listed.knownHere} are known here and ${listed.others} are of others, which are left alone.`,
  ];
}

/** Which differences are looked at. */
export interface DifferencesAsked extends PageAsked {
  readonly code?: DifferenceCode | undefined;
  readonly outcome?: DifferenceOutcome | undefined;
}

export type DifferencesPage = Page<ReportedDifference>;

/** A page of a report, in the order in which they were found. */
export function differencesPage(
  reported: readonly ReportedDifference[],
  { code, outcome, ...page }: DifferencesAsked,
): DifferencesPage {
  return pageOf(reported, page, (one) => {
    const isWanted =
      (code === undefined || one.code === code) &&
      (outcome === undefined || one.outcome === outcome);
    return isWanted ? one : null;
  });
}
