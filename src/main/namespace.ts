import type { Connection } from '@temporalio/client';
import {
  encodeSearchAttributeIndexedValueType,
  TypedSearchAttributes,
} from '@temporalio/common/lib/search-attributes.js';
import { msNumberToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '../workflows/search-attributes.js';

const VISIBLE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;
const CALL_TIMEOUT_MS = 10_000;
const ALREADY_EXISTS = 6;

/**
 * Makes the namespace when there is none, with its retention, and registers the search attributes that it lacks.
 * Repeatable: what is there is left as it is.
 *
 * @param retentionMs how long closed transactions are kept, and with them the uniqueness of their ids
 */
export async function prepareNamespace(
  connection: Connection,
  namespace: string,
  retentionMs: number,
): Promise<void> {
  const call = <T>(work: () => Promise<T>): Promise<T> =>
    connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, work);
  await call(() =>
    connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msNumberToTs(retentionMs),
    }),
  ).catch(unlessItExists);
  await untilTrue(() =>
    call(() => connection.workflowService.describeNamespace({ namespace })).then(
      () => true,
      () => false,
    ),
  );
  const missing = await call(() => missingAttributes(connection, namespace));
  if (Object.keys(missing).length === 0) return;
  await call(() =>
    connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing }),
  ).catch(unlessItExists);
  await untilTrue(async () => {
    const left = await call(() => missingAttributes(connection, namespace));
    return Object.keys(left).length === 0;
  });
}

/** Keeps closed transactions of an existing namespace for so long. */
export async function setRetention(
  connection: Connection,
  namespace: string,
  retentionMs: number,
): Promise<void> {
  await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
    connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msNumberToTs(retentionMs) },
    }),
  );
}

type IndexedValueType = NonNullable<ReturnType<typeof encodeSearchAttributeIndexedValueType>>;

async function missingAttributes(
  connection: Connection,
  namespace: string,
): Promise<Record<string, IndexedValueType>> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing: Record<string, IndexedValueType> = {};
  for (const { name, type } of Object.values(searchAttributes)) {
    const indexed = encodeSearchAttributeIndexedValueType(type);
    if (indexed !== undefined && !(name in customAttributes)) missing[name] = indexed;
  }
  return missing;
}

/** The attributes as the dev server's command line takes them. */
export function searchAttributeArguments(): readonly string[] {
  return Object.values(searchAttributes).flatMap(({ name, type }) => [
    '--search-attribute',
    `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
  ]);
}

function unlessItExists(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== ALREADY_EXISTS) throw error;
}

async function untilTrue(look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + VISIBLE_WITHIN_MS;
  while (!(await look())) {
    if (Date.now() > deadline) {
      throw new Error('The Temporal server accepted a namespace setting but does not show it.');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
