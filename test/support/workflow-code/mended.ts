import { condition } from '@temporalio/workflow';

/** What goes on from where the faulty code stands. */
export async function newBusiness(): Promise<void> {
  await condition(() => false);
}

export async function policyTerm(): Promise<void> {
  await condition(() => false);
}
