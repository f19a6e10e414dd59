import { WorkflowNotFoundError } from '@temporalio/client';
import type { AuditedRun } from '../domain/audit/audit.js';
import { TRANSACTION_KINDS } from '../domain/transaction/kinds.js';
import { auditOfHistory } from './audit-of-history.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { type Execution, instantOf, listExecutions, statusName } from './executions.js';

const AUDITED_TYPES = [
  ...TRANSACTION_KINDS,
  'policyTerm',
  'quoteGroup',
  'renewalBatch',
  'taskBatch',
  'reconciliation',
  'webhook',
] as const;

/** A run that is to be read, as the index has it. */
export type RunToRead = Pick<
  AuditedRun,
  'workflowId' | 'runId' | 'type' | 'startedAt' | 'closedAt'
>;

/** A page of closed runs, in no order. */
export interface ClosedRuns {
  readonly runs: readonly RunToRead[];
  /** Null at the end. */
  readonly nextPage: string | null;
}

/** The runs that were closed between two moments. */
export async function closedRuns(
  temporal: Temporal,
  { from, until }: { readonly from: string; readonly until: string },
  page: string | null,
): Promise<ClosedRuns> {
  const types = AUDITED_TYPES.map((type) => `WorkflowType = '${type}'`).join(' OR ');
  const { executions, nextPageToken } = await listExecutions(temporal, {
    query: `(${types}) AND CloseTime >= '${from}' AND CloseTime < '${until}'`,
    pageSize: PAGE_SIZE,
    nextPageToken: page === null ? null : Buffer.from(page, 'base64'),
  });
  return {
    runs: executions.flatMap((execution) => toRun(execution) ?? []),
    nextPage: nextPageToken.length > 0 ? Buffer.from(nextPageToken).toString('base64') : null,
  };
}

const PAGE_SIZE = 100;
/** Of one workflow; a term of a year has a few. */
const MOST_RUNS = 200;
const AT_ONCE = 8;

/** All runs of a workflow that Temporal knows, with what happened in them; none of one that it does not know. */
export async function auditedRuns(
  temporal: Temporal,
  workflowId: string,
): Promise<readonly AuditedRun[]> {
  const runs = new Map<string, RunToRead>();
  // An id that could end the text it stands in is not searched by: its newest run is known without.
  if (!/['"\\]/.test(workflowId)) {
    const query = `WorkflowId = '${workflowId}'`;
    const { executions } = await listExecutions(temporal, { query, pageSize: MOST_RUNS });
    for (const run of executions.flatMap((execution) => toRun(execution) ?? []))
      runs.set(run.runId, run);
  }
  const newest = await newestRun(temporal, workflowId);
  if (newest !== null) runs.set(newest.runId, newest);
  const all = [...runs.values()];
  const read: AuditedRun[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE).map((run) => readRun(temporal, run));
    read.push(...(await Promise.all(some)).filter((run) => run !== null));
  }
  return read;
}

/** A run with what happened in it; null where Temporal has forgotten it by now. */
export async function readRun(temporal: Temporal, run: RunToRead): Promise<AuditedRun | null> {
  const { client, deadlines } = temporal;
  try {
    const history = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(run.workflowId, run.runId).fetchHistory(),
    );
    return { ...run, entries: await auditOfHistory(client, run.type, history) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** The index follows by a second or so; this is known at once. */
async function newestRun(
  { client, deadlines }: Temporal,
  workflowId: string,
): Promise<RunToRead | null> {
  try {
    const { runId, type, startTime, closeTime } = await withinDeadline(
      client,
      deadlines.serverMs,
      () => client.workflow.getHandle(workflowId).describe(),
    );
    const closedAt = closeTime?.toISOString() ?? null;
    return { workflowId, runId, type, startedAt: startTime.toISOString(), closedAt };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function toRun({ execution, type, startTime, closeTime, status }: Execution): RunToRead | null {
  const { workflowId, runId } = execution ?? {};
  if (!workflowId || !runId || !type?.name) return null;
  const isClosed = !['RUNNING', 'PAUSED'].includes(statusName(status));
  return {
    workflowId,
    runId,
    type: type.name,
    startedAt: instantOf(startTime),
    closedAt: isClosed ? instantOf(closeTime) : null,
  };
}
