import { setCurrentDetails } from '@temporalio/workflow';
import { foldedPolicyNumber } from '../../domain/policy-term/policy-number.js';
import { searchAttributes } from '../search-attributes.js';
import { termDetails } from './current-details.js';
import type { ListEntry } from './list-entry.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';

/** Has Temporal's lists show which term it is. */
export function showName(list: ListEntry, { policyNumber }: PolicyTermInput): void {
  list.show({ key: searchAttributes.transactionKind, value: 'policyTerm' });
  list.show({ key: searchAttributes.policyNumber, value: policyNumber });
  list.show({ key: searchAttributes.policyNumberFolded, value: foldedPolicyNumber(policyNumber) });
}

/** Has Temporal's lists and the page of the workflow show how the term stands. */
export function showTerm(list: ListEntry, input: PolicyTermInput, held: CarriedTerm): void {
  const { term, tasks, bound } = held;
  list.show({ key: searchAttributes.transactionState, value: term.status });
  list.show({ key: searchAttributes.needsAttention, value: tasks.length > 0 });
  if (bound) list.show({ key: searchAttributes.effectiveDate, value: bound.effectiveDate });
  setCurrentDetails(termDetails(input, held));
}
