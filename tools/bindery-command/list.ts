import type { z } from 'zod';
import { momentInWords } from '../../src/domain/calendar/instant.js';
import type { Api } from '../api/api-client.js';
import { type Task, taskListSchema } from './answers.js';
import type { Filter } from './arguments.js';
import { howToSettle } from './settling-words.js';

/** What waits for a person. */
export interface ListedTasks {
  /** The most urgent first. */
  readonly items: readonly Task[];
  /** False where more wait than the API puts in order. */
  readonly isComplete: boolean;
}

const PAGE = 200;

type TaskList = z.output<typeof taskListSchema>;

/** Every task that a filter means, whatever number of pages that is. */
export async function listTasks(api: Api, filter: Filter): Promise<ListedTasks> {
  const items: Task[] = [];
  let isComplete = true;
  let cursor: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams({
      ...filter,
      pageSize: String(PAGE),
      ...(cursor === null ? {} : { cursor }),
    });
    const page: TaskList = await api.ask(taskListSchema, `/api/tasks?${query.toString()}`);
    items.push(...page.items);
    isComplete &&= page.isComplete;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, isComplete };
}

export function listInWords({ items, isComplete }: ListedTasks): string {
  if (items.length === 0) return 'Nothing waits for a person.\n';
  const head =
    items.length === 1
      ? 'One task waits for a person.'
      : `${String(items.length)} tasks wait for a person, the most urgent first.`;
  const more = isComplete
    ? []
    : ['There are more; they are listed once some of these are settled.'];
  return `${[head, ...items.map(taskInWords), ...more].join('\n\n')}\n`;
}

export function taskInWords(task: Task): string {
  const { of, id, cause, what, why } = task;
  return [
    `${id}  ${task.task} (${cause})`,
    `  ${[of, ...factsOf(task)].join(', ')}`,
    `  ${why} ${what}`,
    `  ${howToSettle(task)}`,
  ].join('\n');
}

/** @param money with its currency, where that is known */
export function moneyInWords({ amount, currency }: NonNullable<Task['money']>): string {
  return currency === null ? amount : `${amount} ${currency}`;
}

function factsOf({ due, money, since, policyNumber }: Task): string[] {
  return [
    ...(due === null ? [] : [`due ${due}`]),
    ...(money === null ? [] : [moneyInWords(money)]),
    ...(policyNumber === null ? [] : [`policy ${policyNumber}`]),
    ...(since === null ? [] : [`since ${momentInWords(since)}`]),
  ];
}
