import { sleep } from '@temporalio/workflow';

/** A term that waits, as an earlier version of the code has it. */
export async function policyTerm(): Promise<void> {
  await sleep('30 days');
}
