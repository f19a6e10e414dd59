import { z } from 'zod';
import { addressOf } from '../../domain/addresses.js';
import { formatCents } from '../../domain/money/cents.js';
import type { OpenTask, SettlingAct } from '../../domain/task/open-task.js';
import { groupOfId, termOfId, workOfId, type NamedWork } from '../../domain/workflow-ids.js';
import { TYPES_WITH_TASKS } from '../../temporal/transaction-search.js';
import type { WaitingWorkflow } from '../../temporal/waiting-workflows.js';
import { groupPath } from '../quote-groups/group-answer.js';
import { reconciliationPath } from '../reconciliation/report-answer.js';
import { batchPath } from '../renewal-batch/batch-answer.js';
import { taskBatchPath } from '../task-batch/task-batch-answer.js';
import { quotePath, type TemporalUi, workflowUrl } from '../transactions/answer-of-record.js';
import { webhookPath } from '../webhooks/webhook-answer.js';
import { ownerOf, type PlacedTask } from './task-page.js';

const moneySchema = z.strictObject({ amount: z.string(), currency: z.string().nullable() });

/** Something that waits for a person, wherever it is. */
export const listedTaskSchema = z
  .strictObject({
    of: z.enum(TYPES_WITH_TASKS).meta({
      description:
        'The kind of transaction, the term, the batch, the comparison, the webhook or the group of quotes.',
    }),
    id: z.string().meta({ description: 'Of the workflow that has it.' }),
    product: z.string().nullable(),
    policyNumber: z.string().nullable(),
    termNumber: z.int().nullable(),
    task: z.string().meta({
      description: 'Names it where it is settled: the step that stopped, or the id of the task.',
    }),
    cause: z.string().meta({
      description:
        'Why a person is asked, as a stable name: `attention.cause` of a stop, the code of a task of a term, or such as `underwriting`, `referral`, `notice`, `paused`; `unknown` where nobody can say.',
    }),
    what: z.string().meta({ description: 'What to do.' }),
    why: z.string().meta({ description: 'What has happened.' }),
    since: z.string().nullable().meta({ format: 'date-time' }),
    due: z.string().nullable().meta({
      format: 'date',
      description:
        'The day by which it is to be done; of what is not bound yet, that from which it is to hold.',
    }),
    money: moneySchema.nullable().meta({
      description:
        'The money that it is about; below zero is to be given back. Null where it is of several currencies, too.',
    }),
    moneyByCurrency: z
      .array(moneySchema)
      .meta({ description: 'The same by currency, of which there may be several.' }),
    links: z.strictObject({
      self: z.string(),
      settle: z.string().meta({ description: 'POST here when it is done.' }),
      temporalUi: z.string().optional(),
    }),
    request: z
      .strictObject({
        method: z.enum(['GET', 'POST']),
        path: z.string(),
        body: z.record(z.string(), z.unknown()).nullable(),
      })
      .meta({
        description:
          'What settles it, as an example that is taken as it is: say in it who you are, why, and what was found or decided. `body` is null where all of it is yours to say.',
      }),
  })
  .meta({ id: 'Task' });
export type ListedTask = z.infer<typeof listedTaskSchema>;

/** A task as JSON for clients. @param currencyOf what a product is billed in */
export function taskAnswer(
  placed: PlacedTask,
  ui: TemporalUi | undefined,
  currencyOf: (product: string | null) => string | null,
): ListedTask {
  const { workflow, holder, task, id } = placed;
  const { product, policyNumber } = ownerOf(task ?? {}, holder ?? workflow);
  const self = pathOf(workflow);
  const { words, settle } = task === null ? unknown(placed, self) : known(task, workflow, self);
  const moneyByCurrency = (task?.money ?? []).map(({ cents, currency }) => ({
    amount: formatCents(cents),
    currency: currency ?? currencyOf(product),
  }));
  return {
    of: workflow.type,
    id,
    product,
    policyNumber,
    termNumber: holder?.termNumber ?? termOfId(id)?.termNumber ?? null,
    ...words,
    since: placed.since,
    due: placed.due,
    money: moneyByCurrency.length === 1 ? (moneyByCurrency[0] ?? null) : null,
    moneyByCurrency,
    links: { self, settle: settle.path, ...(ui ? { temporalUi: workflowUrl(ui, id) } : {}) },
    request: settle,
  };
}

interface Answered {
  readonly words: Pick<ListedTask, 'task' | 'cause' | 'what' | 'why'>;
  readonly settle: ListedTask['request'];
}

function known(
  { key, cause, what, why, settling }: OpenTask,
  { workflowId }: WaitingWorkflow,
  self: string,
): Answered {
  const at = OF_QUOTE.includes(settling.act) ? quotePath(workflowId) : self;
  return {
    words: { task: key, cause, what, why },
    settle: {
      method: 'POST',
      path: `${at}/${settling.act}`,
      body: settling.body && { ...settling.body },
    },
  };
}

const OF_QUOTE: readonly SettlingAct[] = ['underwrite', 'underwriting-decision'];

/** Somebody is asked, and nobody can say for what: no worker answers, or its code fails. */
function unknown({ workflow: { heads, isFailing } }: PlacedTask, self: string): Answered {
  const why = isFailing
    ? 'Its code fails in the worker, again and again.'
    : 'It waits for a person, and no worker answers for what.';
  return {
    words: {
      task: 'unknown',
      cause: heads[0]?.cause ?? 'unknown',
      what: 'Look at it in the Temporal Web UI, and at the workers.',
      why,
    },
    settle: { method: 'GET', path: self, body: null },
  };
}

function pathOf({ workflowId }: WaitingWorkflow): string {
  if (groupOfId(workflowId) !== null) return groupPath(workflowId);
  const work = workOfId(workflowId);
  return work === null ? addressOf(workflowId) : PATHS[work.type](work.name);
}

const PATHS: Readonly<Record<NamedWork['type'], (name: string) => string>> = {
  renewalBatch: batchPath,
  taskBatch: taskBatchPath,
  reconciliation: reconciliationPath,
  webhook: webhookPath,
};
