import { sentence } from '../../domain/sentence.js';
import { log } from '@temporalio/activity';
import { compareTerm } from '../../domain/reconciliation/compare.js';
import {
  differenceText,
  type Difference,
  type DifferenceCode,
  type Repair,
} from '../../domain/reconciliation/difference.js';
import { differenceTaskKey, isDifferenceTask } from '../../domain/reconciliation/tasks.js';
import { booksOfTerm, markOf } from '../../domain/reconciliation/term-view.js';
import type { BillingBooks, PolicyBooks } from '../../domain/reconciliation/books.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import {
  NoWorkerAnswered,
  UpdateRefused,
  WorkflowEnded,
  WorkflowFailing,
} from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { queryTerm } from '../../temporal/terms.js';
import { boundTermsPage } from '../../temporal/terms-to-compare.js';
import { booksComparedUpdate, type TermRecord } from '../../workflows/policy-term/messages.js';
import { each } from '../each.js';
import { errorFacts } from '../error-facts.js';
import { TermHandOverUnavailable } from '../term-hand-over-errors.js';
import { mayAnswerYet, temporal, told } from '../told.js';
import { translated } from '../translated.js';
import type { TermToRead } from './policy-books.js';
import type { ReadOutcome } from './read-or-not.js';
import { repair } from './repairs.js';

/** How a term stands that is to be compared. */
export type Standing =
  /** Nobody is at work on it. @property mark changes with it */
  | { readonly kind: 'rests'; readonly mark: string; readonly term: TermToCompare }
  | { readonly kind: 'underWay'; readonly reason: string }
  | { readonly kind: 'unread'; readonly reason: string };

export interface TermToCompare extends TermToRead {
  readonly isBilled: boolean;
}

/** What the systems say of a term that rested when they were asked. */
export interface ReadTerm {
  readonly term: TermName;
  readonly mark: string;
  readonly policySystem: ReadOutcome<PolicyBooks>;
  readonly billing: ReadOutcome<BillingBooks>;
}

/** What came of comparing a term. */
export type ComparedTerm =
  | ({ readonly kind: 'agrees' } & ToldTerm)
  | ({ readonly kind: 'differs'; readonly differences: readonly Difference[] } & ToldTerm)
  | { readonly kind: 'underWay'; readonly reason: string }
  | { readonly kind: 'unread'; readonly reason: string };

interface ToldTerm {
  /** What the term asks people about is just that already. */
  readonly isTold: boolean;
  /** False where one of the systems cannot be asked in this installation. */
  readonly isWhole: boolean;
}

export interface TermsPage {
  readonly terms: readonly TermName[];
  /** Null at the end. */
  readonly nextPage: string | null;
}

export type TermBooksActivities = ReturnType<typeof createTermBooksActivities>;

/** For one call to Temporal. */
const CALL_MS = 10_000;
/** A term that is told has the policy system or billing asked. */
const REPAIR_MS = 60_000;

/** What Temporal has of terms, compared with what was read elsewhere. */
export function createTermBooksActivities() {
  return translated({
    /** One page of the terms that run and are bound. @param asked.isSweep those that were begun anew since the start, in place of all others */
    async listTermsToCompare(asked: {
      readonly startedAt: Instant;
      readonly isSweep: boolean;
      readonly page: string | null;
      readonly count: number;
    }): Promise<TermsPage> {
      return told('index', () => boundTermsPage(temporal(CALL_MS), asked));
    },

    /** How terms stand, in their order. */
    standingOfTerms({
      terms,
    }: {
      readonly terms: readonly TermName[];
    }): Promise<readonly Standing[]> {
      return each(terms, (term) => orUnread(async () => standingOf(await recordOf(term))));
    },

    /** Compares terms, in their order. Whatever happened to one since it was looked at makes it one that is at work. */
    compareTerms({
      terms,
    }: {
      readonly terms: readonly ReadTerm[];
    }): Promise<readonly ComparedTerm[]> {
      return each(terms, (read) => orUnread(async () => compared(read, await recordOf(read.term))));
    },

    /** Has terms repaired, each by its owner. Repeatable under the id. @returns what was done about each, in a sentence */
    repairTerms({
      terms,
      id,
    }: {
      readonly id: string;
      readonly terms: readonly { readonly term: TermName; readonly repair: Repair }[];
    }): Promise<readonly string[]> {
      return each(terms, async ({ term, repair: how }) => {
        try {
          return await repair(temporal(REPAIR_MS), term, how, id);
        } catch (error) {
          log.warn('A difference was not repaired', { ...term, unexpected: errorFacts(error) });
          return 'It could not be done just now.';
        }
      });
    },

    /** Has terms ask people about their differences, and nothing more about those that are gone. @returns whether each has heard */
    tellTerms({
      terms,
    }: {
      readonly terms: readonly {
        readonly term: TermName;
        readonly differences: readonly Difference[];
      }[];
    }): Promise<readonly boolean[]> {
      return each(terms, ({ term, differences }) => tell(term, differences));
    },
  });
}

function recordOf({ policyNumber, termNumber }: TermName): Promise<TermRecord> {
  return queryTerm(temporal(CALL_MS), policyTermId(policyNumber, termNumber));
}

async function orUnread<T>(
  work: () => Promise<T>,
): Promise<T | { readonly kind: 'unread'; readonly reason: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoWorkerAnswered || error instanceof WorkflowFailing)
      return { kind: 'unread', reason: sentence(`The term does not answer: ${error.message}`) };
    log.error('A term could not be compared', { unexpected: errorFacts(error) });
    return { kind: 'unread', reason: 'An unexpected error; the log of the worker has it.' };
  }
}

function standingOf(record: TermRecord): Standing {
  const { policyNumber, termNumber, effectiveDate, productKey, state } = record;
  if (effectiveDate === null || productKey === null || state === null)
    return { kind: 'underWay', reason: 'It is not bound yet.' };
  const atWork = workOn(record);
  if (atWork !== null) return { kind: 'underWay', reason: atWork };
  const isBilled = record.isBilled === true;
  const term = { policyNumber, termNumber, effectiveDate, productKey, state, isBilled };
  return { kind: 'rests', mark: markOf(record), term };
}

function workOn({ turn: { holder, queue } }: TermRecord): string | null {
  const at = holder ?? queue[0];
  return at === undefined ? null : `${at.transaction} has the turn.`;
}

function compared({ mark, policySystem, billing }: ReadTerm, record: TermRecord): ComparedTerm {
  const atWork = workOn(record);
  if (atWork !== null) return { kind: 'underWay', reason: atWork };
  const term = booksOfTerm(record);
  if (term === null || markOf(record) !== mark)
    return { kind: 'underWay', reason: 'Something happened to it while it was looked at.' };
  if (policySystem.kind === 'unread') return policySystem;
  if (billing.kind === 'unread') return billing;
  const differences = compareTerm({ term, policySystem, billing });
  const told = {
    isTold: isToldOf(record, differences),
    isWhole:
      policySystem.kind !== 'notCompared' && (billing.kind !== 'notCompared' || !term.isBilled),
  };
  return differences.length === 0
    ? { kind: 'agrees', ...told }
    : { kind: 'differs', differences, ...told };
}

/** Every difference but what the term asks about itself. */
function askedOf(term: TermName, differences: readonly Difference[]) {
  return differences
    .filter(({ code }) => code !== 'doneByHand')
    .map((one): { readonly code: DifferenceCode; readonly text: string } => ({
      code: one.code,
      text: differenceText(one, term),
    }));
}

function isToldOf(record: TermRecord, differences: readonly Difference[]): boolean {
  const open = record.tasks
    .filter(({ key }) => isDifferenceTask(key))
    .map(({ key, text }) => `${key} ${text}`)
    .sort();
  const wanted = askedOf(record, differences)
    .map(({ code, text }) => `${differenceTaskKey(code)} ${text}`)
    .sort();
  return open.length === wanted.length && open.every((one, at) => one === wanted[at]);
}

async function tell(term: TermName, differences: readonly Difference[]): Promise<boolean> {
  const id = policyTermId(term.policyNumber, term.termNumber);
  const asked = { differences: askedOf(term, differences) };
  try {
    await sendAct(temporal(CALL_MS), id, booksComparedUpdate, asked);
    return true;
  } catch (error) {
    if (error instanceof WorkflowEnded || error instanceof UpdateRefused) return false;
    if (mayAnswerYet(error)) throw new TermHandOverUnavailable(id, { cause: error });
    log.warn('A term was not told of its differences', { ...term, unexpected: errorFacts(error) });
    return false;
  }
}
