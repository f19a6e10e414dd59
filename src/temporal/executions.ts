import type { Client, WorkflowExecutionStatusName } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { Instant } from '../domain/calendar/instant.js';
import { type Temporal, withinDeadline } from './deadlines.js';

export type ExecutionPage = Awaited<
  ReturnType<Client['workflowService']['listWorkflowExecutions']>
>;
export type Execution = ExecutionPage['executions'][number];

export interface Page {
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken?: Uint8Array | null;
}

/** One page of Temporal's index. */
export function listExecutions(
  { client, deadlines }: Temporal,
  { query, pageSize, nextPageToken = null }: Page,
): Promise<ExecutionPage> {
  return withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query,
      pageSize,
      nextPageToken,
    }),
  );
}

/** Search attributes as the server sends them; they are never encrypted. */
export function readAttributes(
  fields: Readonly<Record<string, Payload>> | null | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, payload]) => [
      name,
      defaultPayloadConverter.fromPayload<unknown>(payload),
    ]),
  );
}

/** Values arrive bare from a list and as lists of one from a description. */
export function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** The same of what is a text; null of anything else. */
export function textOf(value: unknown): string | null {
  const first = firstOf(value);
  return typeof first === 'string' ? first : null;
}

/** A memo as the server sends it, through the installation's own codecs. */
export async function readMemo(
  client: Pick<Client, 'options'>,
  fields: Readonly<Record<string, Payload>> | null | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  const entries = Object.entries(fields ?? {}).map(async ([name, payload]) => {
    let decoded = payload;
    for (const codec of [...payloadCodecs].reverse()) {
      decoded = (await codec.decode([decoded]))[0] ?? decoded;
    }
    return [name, payloadConverter.fromPayload<unknown>(decoded)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** A moment as the server sends it, of what has one. ISO instant to the millisecond. */
export function instantOf(time: Execution['startTime']): Instant {
  const { seconds, nanos } = time ?? {};
  return new Date(Number(seconds ?? 0) * 1_000 + Math.floor((nanos ?? 0) / 1e6)).toISOString();
}

/** Names of the server's `WorkflowExecutionStatus` numbers, as descriptions have them. */
const STATUS_NAMES: Readonly<Record<number, WorkflowExecutionStatusName>> = {
  1: 'RUNNING',
  2: 'COMPLETED',
  3: 'FAILED',
  4: 'CANCELLED',
  5: 'TERMINATED',
  6: 'CONTINUED_AS_NEW',
  7: 'TIMED_OUT',
  8: 'PAUSED',
};

/** By what the server calls a status in its list. */
export function statusName(status: number | null | undefined): WorkflowExecutionStatusName {
  return STATUS_NAMES[status ?? 0] ?? 'UNKNOWN';
}
