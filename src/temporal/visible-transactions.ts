import type { Client, WorkflowExecutionStatusName } from '@temporalio/client';
import { newRecord, type TransactionRecord } from '../domain/transaction/record.js';
import type { TransactionMemo } from '../workflows/transaction/messages.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { TermName } from '../domain/workflow-ids.js';
import type { Temporal } from './deadlines.js';
import { transactionQuery } from './transaction-search.js';
import { hasReportedProblems } from './workflow-health.js';
import { QUOTE_STATES, restsAt } from '../domain/quote/quote.js';
import {
  firstState,
  isChange,
  kindOf,
  KINDS,
  lastMilestone,
  type Milestone,
  MILESTONES,
  stageOf,
  TRANSACTION_STATES,
  type TransactionKind,
  type TransactionState,
} from '../domain/transaction/kinds.js';

import {
  type Execution,
  type ExecutionPage,
  firstOf,
  instantOf,
  listExecutions,
  readAttributes,
  readMemo,
  statusName,
  textOf,
} from './executions.js';

/** A record as it is known: Temporal may have ended what the workflow could not. */
export type KnownRecord = Omit<TransactionRecord, 'failure' | 'quoteState'> & {
  /** Null where the index does not say. */
  readonly quoteState: TransactionRecord['quoteState'] | null;
  readonly failure: TransactionRecord['failure'] | EndedInTemporal;
  /** When something became of it last, where the record does not say that itself; null where nobody does. */
  readonly updatedAt?: string | null;
};

/** Why a transaction is over that did not end by itself. */
interface EndedInTemporal {
  readonly code: 'terminated' | 'cancelled' | 'timedOut' | 'crashed';
  readonly reason: string;
}

/** Whether nothing happens to the transaction any more. */
export function isEnded({ kind, state }: KnownRecord): boolean {
  return stageOf(kind, state) === 'ended';
}

/** More transactions than that are not listed of a policy; those started last are. */
const LISTED_OF_POLICY = 100;

/** What Temporal's index and memo tell of a transaction, without a worker. */
export interface VisibleTransaction {
  readonly workflowId: string;
  readonly kind: TransactionKind;
  readonly status: WorkflowExecutionStatusName;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly memo: Readonly<Record<string, unknown>>;
  /** When its run began. ISO instant. */
  readonly startedAt: string;
  /** When it was closed; null while it runs. */
  readonly closedAt: string | null;
}

/** A workflow that somebody or something ended in Temporal, past Bindery. */
const ENDED_IN_TEMPORAL: Partial<Record<WorkflowExecutionStatusName, EndedInTemporal>> = {
  TERMINATED: {
    code: 'terminated',
    reason:
      'An operator terminated the workflow in Temporal; what the policy system holds was left as it was.',
  },
  CANCELLED: {
    code: 'cancelled',
    reason:
      'An operator cancelled the workflow in Temporal; what the policy system holds was left as it was.',
  },
  TIMED_OUT: {
    code: 'timedOut',
    reason:
      'The workflow ran into a time limit set in Temporal; what the policy system holds was left as it was.',
  },
  FAILED: {
    code: 'crashed',
    reason:
      'The workflow failed; its history in Temporal says why. What the policy system holds was left as it was.',
  },
};

/** What new business is part of: a group of quotes, or a transaction that has it make a term; null of what stands alone. */
export function partOf({ attributes }: VisibleTransaction): string | null {
  return textOf(attributes[searchAttributes.partOf.name]);
}

/** Whether it was ended in Temporal, past Bindery, before its own end. */
export function wasEndedInTemporal({ status }: VisibleTransaction): boolean {
  return ENDED_IN_TEMPORAL[status] !== undefined;
}

/** How far it was asked to go by the end of what Temporal knows of it. */
export function askedOf({ kind, memo }: VisibleTransaction): Milestone {
  const asked = textOf(memo['advanceTo' satisfies keyof TransactionMemo]);
  return milestoneOf(asked) ?? lastMilestone(kind);
}

function milestoneOf(text: string | null): Milestone | null {
  return MILESTONES.find((milestone) => milestone === text) ?? null;
}

/** Where the quote stands once nothing happens any more. */
const QUOTE_STATE_AT_END: Partial<Record<TransactionState, KnownRecord['quoteState']>> = {
  completed: 'issued',
  failed: 'discarded',
};

/** The record as far as the index knows it: no steps, no premium, no ids of the policy system. */
export function recordOf(visible: VisibleTransaction): KnownRecord {
  const failure = ENDED_IN_TEMPORAL[visible.status] ?? null;
  const text = (key: { readonly name: string }) => textOf(visible.attributes[key.name]);
  const { kind } = visible;
  const record = newRecord(visible.workflowId, kind, {
    reference: {
      system: text(searchAttributes.externalSystem) ?? '',
      id: text(searchAttributes.externalId) ?? '',
    },
    product: textOf(visible.memo['product']) ?? '',
    effectiveDate: text(searchAttributes.effectiveDate) ?? '',
    expirationDate: textOf(visible.memo['expirationDate']) ?? '',
    ...(isChange(kind)
      ? {
          changes: {
            policyNumber: text(searchAttributes.policyNumber) ?? '',
            termNumber: numberOf(visible.memo['termNumber']) ?? 0,
          },
        }
      : {}),
  });
  const state = failure
    ? KINDS[kind].givenUp
    : stateOf(kind, text(searchAttributes.transactionState));
  const waitsAt = visible.status === 'RUNNING' ? text(searchAttributes.heldAt) : null;
  const held = QUOTE_STATES.find((one) => one === waitsAt);
  const heldAt = isChange(kind) || !held ? milestoneOf(waitsAt) : restsAt(held);
  const quoteState = failure || isChange(kind) ? null : (QUOTE_STATE_AT_END[state] ?? held ?? null);
  return {
    ...record,
    state,
    quoteState,
    advanceTo: askedOf(visible),
    heldAt,
    policyNumber: text(searchAttributes.policyNumber),
    failure,
    createdAt: visible.startedAt,
    updatedAt: visible.closedAt,
  };
}

/** Whether a person is awaited, or its code fails; a workflow that is closed waits for nobody. */
export function needsAttention(visible: VisibleTransaction): boolean {
  return (
    visible.status === 'RUNNING' &&
    (firstOf(visible.attributes[searchAttributes.needsAttention.name]) === true ||
      hasReportedProblems(visible.attributes))
  );
}

/** The transactions of the index that carry this policy number. */
export async function transactionsOfPolicy(
  temporal: Temporal,
  policyNumber: string,
): Promise<readonly VisibleTransaction[]> {
  const query = transactionQuery({ policyNumber });
  const page = await listExecutions(temporal, { query, pageSize: LISTED_OF_POLICY });
  return transactionsOf(temporal.client, page);
}

/** The policies that have a transaction of this reference, and whether any transaction has it at all. */
export async function policiesOfReference(
  temporal: Temporal,
  reference: { readonly externalSystem: string; readonly externalId: string },
): Promise<{ readonly isKnown: boolean; readonly policyNumbers: readonly string[] }> {
  const query = transactionQuery(reference);
  const page = await listExecutions(temporal, { query, pageSize: LISTED_OF_POLICY });
  const numbers = page.executions.map(({ searchAttributes: indexed }) =>
    textOf(readAttributes(indexed?.indexedFields)[searchAttributes.policyNumber.name]),
  );
  const policyNumbers = [...new Set(numbers.filter((number) => number !== null))];
  return { isKnown: numbers.length > 0, policyNumbers };
}

/** The changes of a kind that are under way on a term, from the index. */
export async function changesUnderWay(
  temporal: Temporal,
  kind: TransactionKind,
  { policyNumber, termNumber }: TermName,
): Promise<readonly VisibleTransaction[]> {
  const transactions = await transactionsOfPolicy(temporal, policyNumber);
  return transactions.filter(
    ({ kind: its, status, memo }) =>
      its === kind && status === 'RUNNING' && memo['termNumber'] === termNumber,
  );
}

/** Those of a page that are transactions. */
export async function transactionsOf(
  client: Client,
  { executions }: ExecutionPage,
): Promise<readonly VisibleTransaction[]> {
  const visible = await Promise.all(executions.map((execution) => toVisible(client, execution)));
  return visible.filter((transaction) => transaction !== null);
}

async function toVisible(client: Client, execution: Execution): Promise<VisibleTransaction | null> {
  const workflowId = execution.execution?.workflowId;
  const kind = kindOf(execution.type?.name);
  if (!workflowId || kind === null) return null;
  return {
    workflowId,
    kind,
    status: statusName(execution.status),
    attributes: readAttributes(execution.searchAttributes?.indexedFields),
    memo: await readMemo(client, execution.memo?.fields),
    startedAt: instantOf(execution.startTime),
    closedAt: execution.closeTime ? instantOf(execution.closeTime) : null,
  };
}

function stateOf(kind: TransactionKind, text: string | null): TransactionState {
  return TRANSACTION_STATES.find((state) => state === text) ?? firstState(kind);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
