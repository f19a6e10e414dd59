import pLimit from 'p-limit';
import type { OpenTask } from '../../domain/task/open-task.js';
import { MOST_HEADS } from '../../domain/task/task-head.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from '../../temporal/errors.js';
import { askForTasks, type TaskHolder } from '../../temporal/task-holder.js';
import type { WaitingWorkflow } from '../../temporal/waiting-workflows.js';
import { isMeant, isOf, mayBeMeant, type TaskFilter } from './task-filter.js';
import { byPlace, placeOfHead, type ListPlace } from './task-place.js';

/** A task in its place, with what has it. */
export interface PlacedTask extends ListPlace {
  readonly workflow: WaitingWorkflow;
  /** Null where nobody could say: no worker answers, or the code fails. */
  readonly holder: TaskHolder | null;
  /** Null where nobody could say. */
  readonly task: OpenTask | null;
}

/** Which part of the list is wanted. */
export interface PageAsked {
  readonly filter: TaskFilter;
  /** Those behind it; null for the first. */
  readonly after: ListPlace | null;
  readonly pageSize: number;
}

/** Each is asked of its worker. */
const AT_ONCE = 8;

/**
 * One page of the ordered list. The index says where the tasks of each workflow stand; the workflows of the page alone are asked what
 * they want now, so that a page holds no false alarm, and one that the index has late stands where it belongs.
 *
 * @returns one task more than was asked for where there are more
 */
export async function pageOfTasks(
  temporal: Temporal,
  waiting: readonly WaitingWorkflow[],
  { filter, after, pageSize }: PageAsked,
): Promise<readonly PlacedTask[]> {
  const meant = waiting.filter((workflow) => mayBeMeant(filter, workflow));
  const ahead = meant
    .flatMap((workflow) => firstPlaceOf(workflow, filter, after) ?? [])
    .sort(({ place: one }, { place: other }) => byPlace(one, other));
  const found: PlacedTask[] = [];
  const atOnce = pLimit(AT_ONCE);
  for (let from = 0; from < ahead.length;) {
    const next = ahead.slice(from, from + Math.max(AT_ONCE, pageSize + 1 - found.length));
    from += next.length;
    const asked = next.map(({ workflow }) => atOnce(() => placedTasks(temporal, workflow)));
    const tasks = (await Promise.all(asked)).flat();
    found.push(...tasks.filter((task) => isOnPage(task, filter, after)));
    // What stands before all that was not asked yet stands there for good.
    const edge = ahead[from]?.place;
    const certain = edge === undefined ? found : found.filter((one) => byPlace(one, edge) < 0);
    if (certain.length > pageSize || edge === undefined)
      return [...certain].sort(byPlace).slice(0, pageSize + 1);
  }
  return [];
}

/** Where the first of its tasks stands that may be on the page or behind it; null where none is. */
function firstPlaceOf(
  workflow: WaitingWorkflow,
  filter: TaskFilter,
  after: ListPlace | null,
): { readonly workflow: WaitingWorkflow; readonly place: ListPlace } | null {
  const { workflowId: id, heads } = workflow;
  // What the index does not say, or says of a part alone, stands where it may: it is asked first.
  const isKnown = heads.length > 0 && heads.length < MOST_HEADS;
  const start = after ?? FIRST;
  if (!isKnown) return { workflow, place: { ...start, id: '', key: '' } };
  const places = heads
    .filter((head) => isMeant(filter, head))
    .map((head) => placeOfHead(head, id))
    .filter((place) => after === null || byPlace({ ...place, key: LAST_KEY }, after) > 0);
  const [place] = places.sort(byPlace);
  return place === undefined ? null : { workflow, place };
}

const FIRST: ListPlace = { due: '0001-01-01', since: null, id: '', key: '' };
const LAST_KEY = '\uffff';

function isOnPage(one: PlacedTask, filter: TaskFilter, after: ListPlace | null): boolean {
  const { task, holder } = one;
  const isOfFilter =
    task === null ||
    holder === null ||
    (isOf(filter, ownerOf(task, holder)) && isMeant(filter, task));
  return isOfFilter && (after === null || byPlace(one, after) > 0);
}

/** Of which product and policy a task is: its own where it says so, else those of what has it. */
export function ownerOf(
  { product, policyNumber }: Pick<OpenTask, 'product' | 'policyNumber'>,
  holder: Pick<TaskHolder, 'product' | 'policyNumber'>,
): Pick<TaskHolder, 'product' | 'policyNumber'> {
  return {
    product: product ?? holder.product,
    policyNumber: policyNumber ?? holder.policyNumber,
  };
}

async function placedTasks(
  temporal: Temporal,
  workflow: WaitingWorkflow,
): Promise<readonly PlacedTask[]> {
  const { workflowId: id, heads } = workflow;
  try {
    const holder = await askForTasks(temporal, workflow);
    return holder.tasks.map((task) => {
      const { due, since, key } = task;
      return { due, since, id, key, workflow, holder, task };
    });
  } catch (error) {
    if (!(error instanceof NoWorkerAnswered) && !(error instanceof WorkflowFailing)) throw error;
    // It stands where the index has it.
    const { due = null, since = workflow.startedAt } = heads[0] ?? {};
    return [{ due, since, id, key: 'unknown', workflow, holder: null, task: null }];
  }
}
