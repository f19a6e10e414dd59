import { QUOTE_STATES, restsAt, type QuoteState } from '../domain/quote/quote.js';
import type { CivilDate } from '../domain/calendar/civil-date.js';
import {
  type Milestone,
  TRANSACTION_KINDS,
  type TransactionKind,
  type TransactionState,
} from '../domain/transaction/kinds.js';
import { GROUP_PREFIX } from '../domain/workflow-ids.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { IS_FAILING, IS_NOT_FAILING } from './workflow-health.js';

/** Which transactions are looked for. Whoever asks has checked that no text holds a quote or a backslash. */
export interface TransactionSearch {
  readonly policyNumber?: string | undefined;
  readonly externalSystem?: string | undefined;
  readonly externalId?: string | undefined;
  readonly state?: TransactionState | undefined;
  readonly kind?: TransactionKind | undefined;
  /** Those that wait there to be asked to go further. */
  readonly heldAt?: Milestone | undefined;
  /** Quotes that people steer alone: no term that a renewal, a rewrite or a conversion makes. */
  readonly areQuotes?: true;
  /** Quotes of this group alone, by its id. */
  readonly group?: string | undefined;
  /** Of quotes: those that are in that state while they wait, or at their end; or all but the discarded ones. */
  readonly quoteState?: QuoteState | 'open' | 'notDiscarded' | undefined;
  /** Those that wait for a person, or whose code fails; or all others. */
  readonly needsAttention?: boolean | undefined;
}

/** Cancellations that a moratorium can still stop, and those that were withdrawn since a day, perhaps by it. */
export function moratoriumQuery(since: CivilDate): string {
  const state = searchAttributes.transactionState.name;
  const open = MAY_BE_STOPPED.map((one) => `${state} = '${one}'`).join(' OR ');
  const withdrawn = `${state} = 'withdrawn' AND CloseTime >= '${since}T00:00:00Z'`;
  return [
    `${searchAttributes.transactionKind.name} = 'cancellation'`,
    `((ExecutionStatus = 'Running' AND (${open})) OR (ExecutionStatus = 'Completed' AND ${withdrawn}))`,
  ].join(' AND ');
}

const MAY_BE_STOPPED: readonly TransactionState[] = ['requested', 'quoted', 'pending'];

/** It was ended in Temporal. */
const CLOSED_BY_OTHERS = ['Terminated', 'Canceled', 'Failed', 'TimedOut']
  .map((status) => `ExecutionStatus = '${status}'`)
  .join(' OR ');

/** The search in Temporal's query language. */
export function transactionQuery(search: TransactionSearch): string {
  const types = TRANSACTION_KINDS.map((type) => `WorkflowType = '${type}'`).join(' OR ');
  const equal = (key: { readonly name: string }, value: string | undefined) =>
    value === undefined ? [] : [`${key.name} = '${value}'`];
  return [
    `(${types})`,
    ...equal(searchAttributes.policyNumber, search.policyNumber),
    ...equal(searchAttributes.externalSystem, search.externalSystem),
    ...equal(searchAttributes.externalId, search.externalId),
    ...equal(searchAttributes.transactionKind, search.kind),
    ...(search.areQuotes ? [QUOTES] : []),
    ...equal(searchAttributes.partOf, search.group),
    ...stateClause(search.state),
    ...heldClause(search.heldAt),
    ...quoteClause(search.quoteState),
    ...attentionClause(search.needsAttention),
  ].join(' AND ');
}

/** What stands alone, or is in a group. */
const QUOTES = `(${searchAttributes.partOf.name} IS NULL OR ${searchAttributes.partOf.name} STARTS_WITH '${GROUP_PREFIX}')`;

/** A workflow that was ended in Temporal counts as failed, whatever state it had written last. */
function stateClause(state: TransactionSearch['state']): string[] {
  if (state === undefined) return [];
  const own = `${searchAttributes.transactionState.name} = '${state}'`;
  if (state === 'failed') return [`(${own} OR ${CLOSED_BY_OTHERS})`];
  return [own, `(ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed')`];
}

function heldClause(heldAt: TransactionSearch['heldAt']): string[] {
  if (heldAt === undefined) return [];
  // A quote that is off its way rests at the milestone that it came to.
  const states = QUOTE_STATES.filter((state) => state !== heldAt && restsAt(state) === heldAt);
  const places = [heldAt, ...states].map((one) => `${searchAttributes.heldAt.name} = '${one}'`);
  return [`(${places.join(' OR ')})`, `ExecutionStatus = 'Running'`];
}

function quoteClause(quoteState: TransactionSearch['quoteState']): string[] {
  if (quoteState === undefined) return [];
  if (quoteState === 'open') return [`ExecutionStatus = 'Running'`];
  if (quoteState === 'issued') return stateClause('completed');
  if (quoteState === 'discarded') return stateClause('failed');
  if (quoteState === 'notDiscarded')
    return [
      `(ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed')`,
      `${searchAttributes.transactionState.name} != 'failed'`,
    ];
  return [`${searchAttributes.heldAt.name} = '${quoteState}'`, `ExecutionStatus = 'Running'`];
}

/** Types of workflows that can wait for a person. */
export const TYPES_WITH_TASKS = [
  ...TRANSACTION_KINDS,
  'policyTerm',
  'renewalBatch',
  'taskBatch',
  'reconciliation',
  'webhook',
  'quoteGroup',
] as const;
export type TypeWithTasks = (typeof TYPES_WITH_TASKS)[number];

/** Quotes of groups that were ended in Temporal, so that they can tell their group nothing. @param group of this alone */
export function endedQuotesQuery(group?: string): string {
  const { name } = searchAttributes.partOf;
  const ofGroup =
    group === undefined ? `${name} STARTS_WITH '${GROUP_PREFIX}'` : `${name} = '${group}'`;
  return [`WorkflowType = 'newBusiness'`, ofGroup, `(${CLOSED_BY_OTHERS})`].join(' AND ');
}

/** Whatever waits for a person. @param type all of them unless said */
export function attentionQuery(type?: TypeWithTasks): string {
  const types = type === undefined ? TYPES_WITH_TASKS : [type];
  const ofTypes = types.map((one) => `WorkflowType = '${one}'`).join(' OR ');
  return [`(${ofTypes})`, ...attentionClause(true)].join(' AND ');
}

/** A person is awaited, or the code fails. */
export function attentionClause(needsAttention: boolean | undefined): string[] {
  if (needsAttention === undefined) return [];
  const { name } = searchAttributes.needsAttention;
  // One that has written nothing yet has no attribute.
  return needsAttention
    ? [`(${name} = true OR ${IS_FAILING})`, `ExecutionStatus = 'Running'`]
    : [`(${name} = false OR ${name} IS NULL)`, IS_NOT_FAILING];
}
