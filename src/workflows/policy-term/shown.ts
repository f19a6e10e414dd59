import { patched, setCurrentDetails } from '@temporalio/workflow';
import { foldedPolicyNumber } from '../../domain/policy-term/policy-number.js';
import type { OpenTask } from '../../domain/task/open-task.js';
import { headsOf } from '../../domain/task/task-head.js';
import { isAboutAllHeld } from '../../domain/task/term-tasks.js';
import { searchAttributes } from '../search-attributes.js';
import { termDetails } from './current-details.js';
import type { ListEntry } from './list-entry.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';
import { openTasks } from './open-tasks.js';

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
  if (bound) {
    list.show({ key: searchAttributes.effectiveDate, value: bound.effectiveDate });
    list.accompany({ key: searchAttributes.product, value: bound.productKey });
  }
  showTasks(list, held);
  setCurrentDetails(termDetails(input, held));
}

/** What a person is asked, for the list of all tasks. A run that an older version began shows it with whatever else it shows. */
function showTasks(list: ListEntry, held: CarriedTerm): void {
  const shown = { key: searchAttributes.tasks, value: headsOf(listedTasks(held)) };
  list.accompany(shown);
  const isNews = !list.isDue && !list.shows(shown);
  if (isNews && patched('lists-tasks')) list.show(shown);
}

/** The tasks as the list tells them. Runs that older versions began did not say how much waits for the bind, or only of one currency. */
function listedTasks(held: CarriedTerm): readonly OpenTask[] {
  const tasks = openTasks(held);
  const isAnyHeld = tasks.some(({ cause }) => isAboutAllHeld(cause));
  const isMixed = tasks.some(({ money }) => money.length > 1);
  const isSaid =
    (!isAnyHeld || patched('lists-held-money')) && (!isMixed || patched('lists-each-currency'));
  return isSaid
    ? tasks
    : tasks.map((task) => (isAboutAllHeld(task.cause) ? { ...task, money: [] } : task));
}
