import { type Temporal, withinDeadline } from './deadlines.js';

/** Where Temporal itself puts what it deletes from its database; each null where it does not. */
export interface NamespaceArchive {
  readonly historyUri: string | null;
  readonly visibilityUri: string | null;
}

/** As the server numbers the states of an archive. */
const ENABLED = 2;

/** The archive of the namespace; null where it has none. */
export async function namespaceArchive({
  client,
  deadlines,
}: Temporal): Promise<NamespaceArchive | null> {
  const { namespace } = client.options;
  const { config } = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.describeNamespace({ namespace }),
  );
  const historyUri = uriIn(config?.historyArchivalState, config?.historyArchivalUri);
  const visibilityUri = uriIn(config?.visibilityArchivalState, config?.visibilityArchivalUri);
  return historyUri === null && visibilityUri === null ? null : { historyUri, visibilityUri };
}

function uriIn(state: number | null | undefined, uri: string | null | undefined): string | null {
  return state === ENABLED ? (uri ?? '') : null;
}
