import { log } from '@temporalio/workflow';
import type { PolicyTerm } from '../../domain/policy-term/state.js';
import type { PolicyTermInput, TermTask } from './messages.js';

/**
 * What operators hear of a term in the worker's log: what it asks people, and its end. Told once, not again when the history is replayed.
 * Numbers and codes alone, no words: those may name what a sender said.
 */

/** People are asked something, or need no longer do it. */
export function tellTasks(
  input: PolicyTermInput,
  before: readonly TermTask[],
  after: readonly TermTask[],
): void {
  for (const code of codesIn(after, before)) log.warn('term asks', { ...facts(input), code });
  for (const code of codesIn(before, after))
    log.info('term asks no more', { ...facts(input), code });
}

/** The term is over. */
export function tellTermEnded(input: PolicyTermInput, { status }: PolicyTerm): void {
  log.info('term ended', { ...facts(input), status });
}

/** Of the tasks that are in one list and not in the other. */
function codesIn(tasks: readonly TermTask[], others: readonly TermTask[]): readonly string[] {
  const keys = new Set(others.map(({ key }) => key));
  return tasks.flatMap(({ key, code }) => (keys.has(key) ? [] : [code]));
}

function facts({ policyNumber, termNumber }: PolicyTermInput): Record<string, unknown> {
  return { policyNumber, termNumber };
}
