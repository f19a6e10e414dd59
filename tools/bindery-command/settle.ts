import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { inPath, transactionPath } from '../../src/domain/addresses.js';
import { UsageError } from '../../src/main/usage-error.js';
import type { Api } from '../api/api-client.js';
import { parsedOrNull, readInput } from '../api/read-input.js';
import {
  barLine,
  countsInWords,
  isUnderWay,
  watchBatch,
  type Surroundings,
} from '../api/watch-batch.js';
import { batchResultsSchema, batchSchema, transactionSchema, type Batch } from './answers.js';
import type { Asked } from './arguments.js';

type Retry = Extract<Asked, { readonly kind: 'retry' }>;
type Settling = Extract<Asked, { readonly kind: 'settle' }>;

interface NamedTask {
  readonly id: string;
  readonly task: string;
}

/** What came of a batch, as far as it was seen. */
export interface SettledBatch {
  /** Null where it was left before anything was seen of it. */
  readonly batch: Batch | null;
  /** What was not settled by it. */
  readonly others: z.output<typeof batchResultsSchema>['items'];
}

/** Has stopped steps run again, as a batch that goes on whatever dies. */
export async function retry(
  api: Api,
  { ids, filter, batch }: Retry,
  around: Surroundings,
): Promise<SettledBatch> {
  const requestId = batch.requestId ?? newName('retry');
  const { by, reason } = batch;
  if (ids.length === 0) {
    const body = { requestId, by, reason, filter };
    return settled(api, '/api/transactions:retry', body, around);
  }
  const tasks: NamedTask[] = [];
  for (const id of ids) tasks.push({ id, task: await stoppedStep(api, id) });
  const body = { requestId, by, reason, tasks };
  return settled(api, '/api/tasks:settle', body, around);
}

async function stoppedStep(api: Api, id: string): Promise<string> {
  const { attention, state } = await api.ask(transactionSchema, transactionPath(id));
  if (attention !== null) return attention.step;
  throw new UsageError(
    `${id} has not stopped: it is in the state ${state}. Nothing was run again.`,
  );
}

/** Settles tasks, as a batch likewise. */
export async function settle(
  api: Api,
  { task, file, filter, decision, perMinute, batch }: Settling,
  around: Surroundings,
): Promise<SettledBatch> {
  const tasks = task === null ? (file === null ? null : tasksIn(file)) : [task];
  const body = {
    requestId: batch.requestId ?? newName('settle'),
    by: batch.by,
    reason: batch.reason,
    ...(decision === null ? {} : { decision }),
    ...(perMinute === null ? {} : { perMinute }),
    ...(tasks === null ? { filter } : { tasks }),
  };
  return settled(api, '/api/tasks:settle', body, around);
}

/** A new one each time: what has stopped again since is meant again. */
function newName(verb: string): string {
  const now = new Date().toISOString().replaceAll(/[:-]|\.\d+/g, '');
  return `${verb}-${now}-${randomBytes(3).toString('hex')}`;
}

const namedSchema = z.array(z.object({ id: z.string(), task: z.string() }));

/** What `list --json` wrote, or one task a line. */
function tasksIn(file: string): readonly NamedTask[] {
  const text = readInput(file);
  const tasks = /^\s*[[{]/.test(text) ? tasksOfJson(text) : tasksOfLines(text);
  if (tasks.length === 0) throw new UsageError('The file names no tasks.');
  return tasks;
}

function tasksOfJson(text: string): readonly NamedTask[] {
  const read = z
    .union([namedSchema, z.object({ items: namedSchema }).transform(({ items }) => items)])
    .safeParse(parsedOrNull(text));
  if (read.success) return read.data;
  throw new UsageError('The file is not what list --json writes.');
}

function tasksOfLines(text: string): readonly NamedTask[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [id, task] = line.split('\t').map((part) => part.trim());
      if (id && task) return { id, task };
      throw new UsageError(`This line names no task: ${line}. Write the id, a tab, and the task.`);
    });
}

async function settled(
  api: Api,
  path: string,
  body: { readonly requestId: string },
  around: Surroundings,
): Promise<SettledBatch> {
  const self = `/api/task-batches/${inPath(body.requestId)}`;
  const batch = await watchBatch(
    {
      start: () => api.ask(batchSchema, path, body),
      look: () => api.ask(batchSchema, self),
      line: batchLine,
    },
    around,
  );
  const isOver = batch !== null && !isUnderWay(batch);
  return { batch, others: isOver ? await notSettled(api, batch, self) : [] };
}

function batchLine({ tasks, toDo, outcomes, state }: Batch, width: number): string {
  const parts = [countsInWords(outcomes), state === 'running' ? '' : state];
  return barLine({ done: tasks - toDo, all: tasks }, parts, width);
}

async function notSettled(
  api: Api,
  { outcomes }: Batch,
  self: string,
): Promise<SettledBatch['others']> {
  const others: SettledBatch['others'] = [];
  for (const outcome of ['notOpen', 'refused', 'failed'] as const) {
    if (outcomes[outcome] === 0) continue;
    let after: string | null = null;
    do {
      const query = `outcome=${outcome}${after === null ? '' : `&after=${after}`}`;
      const page: z.output<typeof batchResultsSchema> = await api.ask(
        batchResultsSchema,
        `${self}/results?${query}`,
      );
      others.push(...page.items);
      after = page.next;
    } while (after !== null);
  }
  return others;
}

/** Whether everything that it was to settle is settled, or nobody asks for it any more. */
export function isAllSettled({ batch }: SettledBatch): boolean {
  if (batch === null || isUnderWay(batch)) return true;
  return batch.state === 'done' && batch.outcomes.refused === 0 && batch.outcomes.failed === 0;
}

export function batchInWords({ batch, others }: SettledBatch): string {
  if (batch === null) return 'It was left before the API had answered.\n';
  const { requestId, tasks, toDo, outcomes } = batch;
  if (isUnderWay(batch))
    return `Batch ${requestId} goes on. The same command with --request-id ${requestId} shows it again; POST /api/task-batches/${requestId}/cancel ends it.\n`;
  const left = toDo === 0 ? '' : ` ${String(toDo)} were not looked at.`;
  const counts = countsInWords(outcomes);
  const head = `Batch ${requestId} is over: of ${String(tasks)} tasks ${counts === '' ? 'none were seen to' : counts}.${left}`;
  const rows = others.map(({ id, task, outcome, reason }) =>
    [id, task, outcome, reason ?? ''].join('\t'),
  );
  return `${[head, ...rows].join('\n')}\n`;
}
