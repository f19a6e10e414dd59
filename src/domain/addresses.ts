import { termOfId } from './workflow-ids.js';

/* Where the API answers for what; the same in its answers and in events. */

/** Address of a transaction. A policy number in its id may hold what an address must not. */
export function transactionPath(id: string): string {
  return `/api/transactions/${inPath(id)}`;
}

/** Address of the quote of a transaction. */
export function quotePath(id: string): string {
  return `/api/quotes/${inPath(id)}`;
}

export function policyPath(policyNumber: string): string {
  return `/api/policies/${encodeURIComponent(policyNumber)}`;
}

export function termPath(policyNumber: string, termNumber: number): string {
  return `${policyPath(policyNumber)}/terms/${termNumber}`;
}

/** Address of the term or transaction that has a workflow id. */
export function addressOf(workflowId: string): string {
  const term = termOfId(workflowId);
  return term ? termPath(term.policyNumber, term.termNumber) : transactionPath(workflowId);
}

/** As an id stands in an address. */
export function inPath(id: string): string {
  return encodeURIComponent(id).replaceAll('%3A', ':');
}
