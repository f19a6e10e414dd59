import type { Connection } from '@temporalio/client';

/** A payload as Temporal keeps it, or a message of a failure, which is none and stands beside it. */
export interface KeptPayload {
  readonly workflowId: string;
  readonly runId: string;
  /** The event, such as `activityTaskScheduled`, or `header`, `memo`, `userMetadata` or `searchAttributes`. */
  readonly kind: string;
  /** Null of a message. */
  readonly encoding: string | null;
  readonly message: string | null;
}

/** Everything that the histories and the index of a namespace hold, read past every client of ours. */
export async function keptPayloads(
  { workflowService }: Connection,
  namespace: string,
): Promise<readonly KeptPayload[]> {
  const { executions } = await workflowService.listWorkflowExecutions({ namespace, query: '' });
  const kept: KeptPayload[] = [];
  for (const { execution, memo, searchAttributes } of executions) {
    const run = { workflowId: execution?.workflowId ?? '', runId: execution?.runId ?? '' };
    kept.push(...found({ memo, searchAttributes }, 'index', run));
    const { history } = await workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: run,
    });
    for (const event of history?.events ?? []) kept.push(...found(event, 'event', run));
  }
  return kept;
}

type Run = Pick<KeptPayload, 'workflowId' | 'runId'>;

function found(value: unknown, kind: string, run: Run): KeptPayload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const encoding = encodingOf(value);
  if (encoding !== null) return [{ ...run, kind, encoding, message: null }];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const message = name === 'message' && typeof part === 'string' ? part : null;
    if (message !== null) return [{ ...run, kind, encoding: null, message }];
    return found(part, kindWithin(kind, name), run);
  });
}

/** What an event is called, and within it whatever is searched by, shown or kept beside it. */
function kindWithin(kind: string, name: string): string {
  if (NAMED.has(name)) return name;
  return /^(\w+)EventAttributes$/.exec(name)?.[1] ?? kind;
}

const NAMED: ReadonlySet<string> = new Set(['header', 'memo', 'searchAttributes', 'userMetadata']);

function encodingOf(value: object): string | null {
  if (!('metadata' in value) || typeof value.metadata !== 'object' || value.metadata === null)
    return null;
  const encoding = (value.metadata as Readonly<Record<string, unknown>>)['encoding'];
  return encoding instanceof Uint8Array ? Buffer.from(encoding).toString() : null;
}
