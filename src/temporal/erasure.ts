import { setTimeout as pause } from 'node:timers/promises';
import { searchAttributes } from '../workflows/search-attributes.js';
import { grpcCode, type Temporal, withinDeadline } from './deadlines.js';
import {
  type Execution,
  instantOf,
  listExecutions,
  readAttributes,
  statusName,
} from './executions.js';

/** Whose data is asked for: that of a policy, or of the transaction that a source system calls so. */
export type ErasureSubject =
  | { readonly policyNumber: string }
  | { readonly reference: { readonly system: string; readonly id: string } };

/** A run of a workflow, as Temporal keeps it. */
export interface KeptRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
  /** ISO instant; null while it runs. */
  readonly closedAt: string | null;
}

export interface FoundRuns {
  /** The policy, and those that it followed or that followed it under another number. */
  readonly policyNumbers: readonly string[];
  readonly runs: readonly KeptRun[];
}

/** Kinds of ids that begin with a policy number: what is known of a policy before the index has its number, too. */
const OF_POLICY = [
  ...['policy-term', 'cancellation', 'endorsement', 'reinstatement', 'renewal', 'rewrite'],
  ...['policy-reading', 'policy-opening'],
];
/** Of these the id names a policy whose next term, or whose rewritten one, may have another number. */
const NAMES_POLICY = new RegExp(`^(?:${OF_POLICY.join('|')}):(.+):[^:]+$`);
const OF_REFERENCE = ['new-business', 'conversion-check', 'policies-of-reference'];

const PAGE_SIZE = 500;
/** So that a query stays one that the server reads. */
const ROOTS_AT_ONCE = 20;

/**
 * Everything in Temporal that is about a policy or a reference: transactions, terms, look-ups, and whatever they started. A policy leads to
 * the policy before it and after it. Batches, comparisons and groups of quotes, which have ids, digests and typed reasons alone, are not among it.
 *
 * @param subject whoever asks has checked that no text of it holds a quote or a backslash
 */
export async function runsAbout(temporal: Temporal, subject: ErasureSubject): Promise<FoundRuns> {
  const runs = new Map<string, KeptRun>();
  const policyNumbers = new Set<string>();
  const add = (execution: Execution): void => {
    const run = runOf(execution);
    runs.set(run.runId, run);
    for (const number of policiesOf(execution)) policyNumbers.add(number);
  };
  if ('policyNumber' in subject) policyNumbers.add(subject.policyNumber);
  else for (const one of await all(temporal, queryOfReference(subject.reference))) add(one);
  // A set goes on with what is added to it meanwhile.
  for (const number of policyNumbers)
    for (const one of await all(temporal, queryOfPolicy(number))) add(one);
  for (const query of queriesOfStarted([...runs.values()]))
    for (const one of await all(temporal, query)) runs.set(runOf(one).runId, runOf(one));
  return { policyNumbers: [...policyNumbers], runs: [...runs.values()] };
}

/** Has Temporal delete closed runs, with their histories. @returns those that it still shows after `patienceMs`; it goes on by itself */
export async function deleteRuns(
  temporal: Temporal,
  runs: readonly KeptRun[],
  patienceMs: number,
): Promise<readonly KeptRun[]> {
  for (const { workflowId, runId } of runs) await deleteRun(temporal, { workflowId, runId });
  const deadline = Date.now() + patienceMs;
  let left = runs;
  for (;;) {
    const shown = await Promise.all(left.map((run) => isShown(temporal, run)));
    left = left.filter((_, at) => shown[at] === true);
    if (left.length === 0 || Date.now() > deadline) return left;
    await pause(LOOK_EVERY_MS);
  }
}

const LOOK_EVERY_MS = 1_000;
const NOT_FOUND = 5;

async function deleteRun(
  { client, deadlines }: Temporal,
  workflowExecution: { readonly workflowId: string; readonly runId: string },
): Promise<void> {
  const { namespace } = client.options;
  try {
    await withinDeadline(client, deadlines.serverMs, () =>
      client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution }),
    );
  } catch (error) {
    if (grpcCode(error) !== NOT_FOUND) throw error;
  }
}

async function isShown(temporal: Temporal, { runId }: KeptRun): Promise<boolean> {
  const { executions } = await listExecutions(temporal, {
    query: `RunId = '${runId}'`,
    pageSize: 1,
  });
  return executions.length > 0;
}

async function all(temporal: Temporal, query: string): Promise<readonly Execution[]> {
  const found: Execution[] = [];
  let nextPageToken: Uint8Array | null = null;
  do {
    const page = await listExecutions(temporal, { query, pageSize: PAGE_SIZE, nextPageToken });
    found.push(...page.executions);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  return found;
}

function queryOfReference({ system, id }: { system: string; id: string }): string {
  const { externalSystem, externalId } = searchAttributes;
  const ids = OF_REFERENCE.map((kind) => `WorkflowId STARTS_WITH '${kind}:${system}:${id}:'`);
  const exact = OF_REFERENCE.map((kind) => `WorkflowId = '${kind}:${system}:${id}'`);
  return [
    `(${externalSystem.name} = '${system}' AND ${externalId.name} = '${id}')`,
    ...exact,
    ...ids,
  ].join(' OR ');
}

function queryOfPolicy(policyNumber: string): string {
  return [
    `${searchAttributes.policyNumber.name} = '${policyNumber}'`,
    ...OF_POLICY.map((kind) => `WorkflowId STARTS_WITH '${kind}:${policyNumber}:'`),
  ].join(' OR ');
}

/** What they started, and what that started. */
function queriesOfStarted(runs: readonly KeptRun[]): readonly string[] {
  const ids = [...new Set(runs.map(({ workflowId }) => workflowId))];
  return Array.from({ length: Math.ceil(ids.length / ROOTS_AT_ONCE) }, (_, at) => {
    const some = ids.slice(at * ROOTS_AT_ONCE, (at + 1) * ROOTS_AT_ONCE);
    return `RootWorkflowId IN (${some.map((id) => `'${id}'`).join(', ')})`;
  });
}

function runOf({ execution, type, status, closeTime }: Execution): KeptRun {
  const isRunning = ['RUNNING', 'PAUSED'].includes(statusName(status));
  return {
    workflowId: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
    workflowType: type?.name ?? '',
    closedAt: isRunning ? null : instantOf(closeTime),
  };
}

function policiesOf({ execution, searchAttributes: attributes }: Execution): readonly string[] {
  const listed = readAttributes(attributes?.indexedFields)[searchAttributes.policyNumber.name];
  const [, named] = NAMES_POLICY.exec(execution?.workflowId ?? '') ?? [];
  return [listed, named].filter((one): one is string => typeof one === 'string' && one !== '');
}
