import { termOfId } from '../domain/workflow-ids.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { attentionClause } from './transaction-search.js';
import {
  type Execution,
  type ExecutionPage,
  listExecutions,
  readAttributes,
  statusName,
} from './executions.js';
import type { Temporal } from './deadlines.js';
import { hasReportedProblems } from './workflow-health.js';
import { TERM_WORKFLOW } from './terms.js';

/** A policy has a term for each year; this many are listed, those started last. */
const LISTED = 100;

/** A term as Temporal's index has it. */
export interface VisibleTerm {
  readonly workflowId: string;
  readonly policyNumber: string;
  readonly termNumber: number;
  /** As the term wrote it last; null when the index does not have it. */
  readonly status: unknown;
  readonly needsAttention: boolean;
  readonly isRunning: boolean;
}

/** The terms of a policy, first term first. The index follows by a second or so. */
export async function termsOfPolicy(
  temporal: Temporal,
  policyNumber: string,
): Promise<readonly VisibleTerm[]> {
  const page = await listExecutions(temporal, {
    // The number was checked to hold no quote and no backslash.
    query: `WorkflowType = '${TERM_WORKFLOW}' AND ${searchAttributes.policyNumber.name} = '${policyNumber}' AND ExecutionStatus != 'ContinuedAsNew'`,
    pageSize: LISTED,
  });
  const byNumber = new Map<number, VisibleTerm>();
  for (const execution of page.executions) {
    const term = toTerm(execution);
    if (term?.policyNumber !== policyNumber) continue;
    // A term can have been opened again after its end: the run that lives is the one that counts, else the newest.
    if (byNumber.has(term.termNumber) && !term.isRunning) continue;
    byNumber.set(term.termNumber, term);
  }
  return [...byNumber.values()].sort((a, b) => a.termNumber - b.termNumber);
}

/** The terms that are not over, in Temporal's query language. One with a task is not over. */
export function openTermsQuery(needsAttention: boolean | undefined): string {
  const running = [`WorkflowType = '${TERM_WORKFLOW}'`, `ExecutionStatus = 'Running'`];
  return [...new Set([...running, ...attentionClause(needsAttention)])].join(' AND ');
}

/** Those of a page that are terms. */
export function termsOf({ executions }: Pick<ExecutionPage, 'executions'>): VisibleTerm[] {
  return executions.map(toTerm).filter((term) => term !== null);
}

function toTerm(execution: Execution): VisibleTerm | null {
  const workflowId = execution.execution?.workflowId ?? '';
  const term = termOfId(workflowId);
  if (execution.type?.name !== TERM_WORKFLOW || term === null) return null;
  const attributes = readAttributes(execution.searchAttributes?.indexedFields);
  const isRunning = ['RUNNING', 'PAUSED'].includes(statusName(execution.status));
  return {
    workflowId,
    ...term,
    status: attributes[searchAttributes.transactionState.name] ?? null,
    needsAttention:
      isRunning &&
      (attributes[searchAttributes.needsAttention.name] === true ||
        hasReportedProblems(attributes)),
    isRunning,
  };
}
