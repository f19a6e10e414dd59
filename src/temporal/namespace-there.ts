import { type Temporal, withinDeadline } from './deadlines.js';

/** Asks Temporal for the namespace. @throws the client's error when it does not answer in time, or has no such namespace */
export async function askForNamespace(
  { client }: Pick<Temporal, 'client'>,
  ms: number,
): Promise<void> {
  const { namespace } = client.options;
  await withinDeadline(client, ms, () => client.workflowService.describeNamespace({ namespace }));
}

/** Whether Temporal answers for the namespace. */
export async function isNamespaceThere(
  temporal: Pick<Temporal, 'client'> & { readonly deadlines: { readonly readyMs: number } },
): Promise<boolean> {
  return askForNamespace(temporal, temporal.deadlines.readyMs).then(
    () => true,
    () => false,
  );
}
