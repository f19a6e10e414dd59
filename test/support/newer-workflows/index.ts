import { patched } from '@temporalio/workflow';
import * as current from '../../../src/workflows/index.js';

export * from '../../../src/workflows/index.js';

/**
 * Workflow code as the next version may have it: it records a command more than today's, so that today's code cannot go on
 * with what it began.
 */
export function newBusiness(
  ...args: Parameters<typeof current.newBusiness>
): ReturnType<typeof current.newBusiness> {
  patched('newer');
  return current.newBusiness(...args);
}

export function policyTerm(
  ...args: Parameters<typeof current.policyTerm>
): ReturnType<typeof current.policyTerm> {
  patched('newer');
  return current.policyTerm(...args);
}
