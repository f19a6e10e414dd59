import { condition, defineQuery, setHandler } from '@temporalio/workflow';

/** The same in a version that cannot have come to where the earlier one stands: it sets no timer. */
export async function policyTerm(): Promise<void> {
  setHandler(defineQuery('term'), () => null);
  await condition(() => false);
}
