import type { BatchProgress } from '../domain/renewal-batch/progress.js';
import { heldMoneyIn, type HeldMoney } from '../domain/task/held-money.js';
import { headOf, type TaskHead } from '../domain/task/task-head.js';
import type { WebhookStatus } from '../domain/webhooks/status.js';
import { sumCents, type Cents } from '../domain/money/cents.js';
import {
  firstState,
  KINDS,
  stageOf,
  TRANSACTION_KINDS,
  TRANSACTION_STATES,
  type TransactionKind,
  type TransactionState,
} from '../domain/transaction/kinds.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from './errors.js';
import { listExecutions } from './executions.js';
import { queryProgress } from './renewal-batches.js';
import { askForTasks } from './task-holder.js';
import type { TypeWithTasks } from './transaction-search.js';
import { readWebhook, WEBHOOKS_QUERY } from './webhooks.js';
import { openTermsQuery } from './visible-terms.js';
import { waitingWorkflows, type WaitingWorkflow } from './waiting-workflows.js';

/** How much business is under way, and how much of it waits. The index follows by a second or so. */
export interface BusinessFigures {
  /** Of the transactions that have not ended, where the list has them. */
  readonly transactions: readonly {
    readonly kind: TransactionKind;
    readonly state: TransactionState;
    readonly count: number;
  }[];
  readonly openTerms: number;
  readonly tasks: readonly TaskFigures[];
  /** By kind of workflow, cause and currency. */
  readonly heldMoney: readonly HeldMoneyFigures[];
  /** Workflows whose code fails in the workers. */
  readonly failing: number;
  /** Of the batches of renewals that run; those that no worker answers for are left out. */
  readonly batches: readonly BatchProgress[];
  /** Those that are not removed; likewise. */
  readonly webhooks: readonly WebhookStatus[];
}

/** What waits for people at one kind of workflow for one cause. */
export interface TaskFigures {
  readonly of: TypeWithTasks;
  readonly cause: string;
  readonly count: number;
  /** Of the tasks that are about money, whatever its currency. */
  readonly cents: Cents;
  /** ISO instant. */
  readonly oldestSince: string;
}

/** Money that came and counts for nothing yet, at one kind of workflow. */
export interface HeldMoneyFigures extends HeldMoney {
  readonly of: TypeWithTasks;
}

/** More batches, webhooks, or groups than that are not asked; these are all at once, for each is waited for where no worker answers. */
const MOST_ASKED = 20;

/** Asks for all figures, the index one count after the other: nobody waits for them, and Temporal has other work. */
export async function businessFigures(temporal: Temporal): Promise<BusinessFigures> {
  const { waiting } = await waitingWorkflows(temporal, undefined);
  const groups = await groupsThatWait(temporal, waiting);
  const transactions = [];
  for (const one of OPEN_STATES) {
    transactions.push({ ...one, count: await count(temporal, stateQuery(one)) });
  }
  return {
    transactions,
    openTerms: await count(temporal, openTermsQuery(undefined)),
    tasks: tasksIn([...waiting.filter(({ type }) => type !== 'quoteGroup'), ...groups]),
    heldMoney: heldMoneyOf(waiting),
    failing: waiting.filter(({ isFailing }) => isFailing).length,
    batches: await ofRunning(
      temporal,
      `WorkflowType = 'renewalBatch' AND ExecutionStatus = 'Running'`,
      queryProgress,
    ),
    webhooks: await ofRunning(temporal, WEBHOOKS_QUERY, readWebhook),
  };
}

/** Of a group the index knows only that a quote of it was ended: it is asked itself. Those that no worker answers for are left out. */
async function groupsThatWait(
  temporal: Temporal,
  waiting: readonly WaitingWorkflow[],
): Promise<readonly WaitingWorkflow[]> {
  const groups = waiting.filter(({ type }) => type === 'quoteGroup').slice(0, MOST_ASKED);
  const asked = groups.map(async (group) => {
    const holder = await answerOrNull(() => askForTasks(temporal, group));
    return { ...group, heads: (holder?.tasks ?? []).map(headOf) };
  });
  return (await Promise.all(asked)).filter(({ heads }) => heads.length > 0);
}

interface KindAndState {
  readonly kind: TransactionKind;
  readonly state: TransactionState;
}

const OPEN_STATES: readonly KindAndState[] = TRANSACTION_KINDS.flatMap((kind) =>
  TRANSACTION_STATES.filter((state) => state in KINDS[kind].states)
    .filter((state) => stageOf(kind, state) !== 'ended')
    .map((state) => ({ kind, state })),
);

function stateQuery({ kind, state }: KindAndState): string {
  const { name } = searchAttributes.transactionState;
  // One that has not rested anywhere yet has written no state.
  const unwritten = state === firstState(kind) ? ` OR ${name} IS NULL` : '';
  return `WorkflowType = '${kind}' AND ExecutionStatus = 'Running' AND (${name} = '${state}'${unwritten})`;
}

async function count({ client, deadlines }: Temporal, query: string): Promise<number> {
  const { namespace } = client.options;
  const answer = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.countWorkflowExecutions({ namespace, query }),
  );
  return Number(answer.count);
}

/** @internal */
export function tasksIn(waiting: readonly WaitingWorkflow[]): readonly TaskFigures[] {
  const figures = new Map<string, TaskFigures>();
  for (const workflow of waiting) {
    const { type } = workflow;
    for (const { cause, money, since } of headsIn(workflow)) {
      const key = `${type} ${cause}`;
      const { count = 0, cents: sum = 0, oldestSince = since } = figures.get(key) ?? {};
      figures.set(key, {
        of: type,
        cause,
        count: count + 1,
        cents: sumCents([sum, ...money.map(({ cents }) => cents)]),
        oldestSince: Date.parse(since) < Date.parse(oldestSince) ? since : oldestSince,
      });
    }
  }
  return [...figures.values()];
}

type CountedHead = Pick<TaskHead, 'cause' | 'money' | 'since'>;

function headsIn({ heads, isFailing, startedAt }: WaitingWorkflow): readonly CountedHead[] {
  // One whose code fails is among the waiting, and asks nobody for anything.
  if (heads.length > 0 || isFailing) return heads;
  // A run that an older version began does not say what it waits for.
  return [{ cause: 'unknown', money: [], since: startedAt }];
}

/** @internal */
export function heldMoneyOf(waiting: readonly WaitingWorkflow[]): readonly HeldMoneyFigures[] {
  const figures = new Map<string, HeldMoneyFigures>();
  for (const { type: of, heads } of waiting) {
    for (const { cause, currency, cents } of heldMoneyIn(heads, of !== 'policyTerm')) {
      const key = [of, cause, currency].join(' ');
      const before = figures.get(key)?.cents ?? 0;
      figures.set(key, { of, cause, currency, cents: before + cents });
    }
  }
  return [...figures.values()];
}

/** Asks each of the workflows that run; those that no worker answers for are left out. */
async function ofRunning<Answer>(
  temporal: Temporal,
  query: string,
  ask: (
    temporal: Temporal,
    asked: { readonly workflowId: string; readonly isFailing: boolean },
  ) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const page = await listExecutions(temporal, { query, pageSize: MOST_ASKED });
  const asked = page.executions.map(({ execution }) =>
    answerOrNull(() =>
      ask(temporal, { workflowId: execution?.workflowId ?? '', isFailing: false }),
    ),
  );
  return (await Promise.all(asked)).flatMap((answer) => answer ?? []);
}

/** Null where no worker answers, or none can. */
async function answerOrNull<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NoWorkerAnswered || error instanceof WorkflowFailing) return null;
    throw error;
  }
}
