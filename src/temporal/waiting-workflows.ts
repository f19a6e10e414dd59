import { QUOTE_ENDED } from '../domain/task/group-tasks.js';
import { readHead, type TaskHead } from '../domain/task/task-head.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { endedQuotes } from './ended-quotes.js';
import { type Execution, instantOf, listExecutions, readAttributes, textOf } from './executions.js';
import { attentionQuery, TYPES_WITH_TASKS, type TypeWithTasks } from './transaction-search.js';
import { hasReportedProblems } from './workflow-health.js';

/** A workflow that waits for a person, as the index has it. */
export interface WaitingWorkflow {
  readonly workflowId: string;
  readonly type: TypeWithTasks;
  /** The most urgent of its tasks; empty where a run that an older version began has not said them. */
  readonly heads: readonly TaskHead[];
  /** Null where the index does not have it. */
  readonly product: string | null;
  readonly policyNumber: string | null;
  /** Its code fails in the worker, again and again. */
  readonly isFailing: boolean;
  /** When its run began. ISO instant. */
  readonly startedAt: string;
}

/** More are not put in order at once: who has more of them settles the cause they share. */
export const MOST_WAITING = 10_000;
const PAGE_SIZE = 1_000;

/** All workflows that wait for a person, in no order. @returns also whether there are more than are read */
export async function waitingWorkflows(
  temporal: Temporal,
  type: TypeWithTasks | undefined,
): Promise<{ readonly waiting: readonly WaitingWorkflow[]; readonly isComplete: boolean }> {
  const query = attentionQuery(type);
  const waiting: WaitingWorkflow[] = [];
  let nextPageToken: Uint8Array | null = null;
  do {
    const page = await listExecutions(temporal, { query, pageSize: PAGE_SIZE, nextPageToken });
    waiting.push(...page.executions.flatMap((execution) => toWaiting(execution) ?? []));
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : null;
  } while (nextPageToken !== null && waiting.length < MOST_WAITING);
  const isComplete = nextPageToken === null;
  const mayBeGroups = type === undefined || type === 'quoteGroup';
  if (!mayBeGroups) return { waiting, isComplete };
  const known = new Set(waiting.map(({ workflowId }) => workflowId));
  const groups = (await groupsWithEnded(temporal)).filter((one) => !known.has(one.workflowId));
  return { waiting: [...waiting, ...groups], isComplete };
}

/** Groups of which a quote was ended in Temporal: that quote could tell its group nothing. Some of them may have got over it. */
async function groupsWithEnded(temporal: Temporal): Promise<readonly WaitingWorkflow[]> {
  const byGroup = new Map<string, TaskHead[]>();
  for (const { group, endedAt, effectiveDate } of await endedQuotes(temporal)) {
    const head = { due: effectiveDate, since: endedAt, cause: QUOTE_ENDED, money: [] };
    byGroup.set(group, [...(byGroup.get(group) ?? []), head]);
  }
  return [...byGroup].map(([workflowId, heads]) => ({
    workflowId,
    type: 'quoteGroup',
    heads,
    product: null,
    policyNumber: null,
    isFailing: false,
    startedAt: heads[0]?.since ?? '',
  }));
}

function toWaiting({
  execution,
  type,
  searchAttributes: indexed,
  startTime,
}: Execution): WaitingWorkflow | null {
  const known = TYPES_WITH_TASKS.find((one) => one === type?.name);
  const workflowId = execution?.workflowId;
  if (!workflowId || known === undefined) return null;
  const attributes = readAttributes(indexed?.indexedFields);
  return {
    workflowId,
    type: known,
    heads: textsOf(attributes[searchAttributes.tasks.name]).flatMap((text) => readHead(text) ?? []),
    product: textOf(attributes[searchAttributes.product.name]),
    policyNumber: textOf(attributes[searchAttributes.policyNumber.name]),
    isFailing: hasReportedProblems(attributes),
    startedAt: instantOf(startTime),
  };
}

/** A list of one may arrive bare. */
function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string');
}
