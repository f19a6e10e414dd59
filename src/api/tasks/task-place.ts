import { byUrgency, type TaskHead, type TaskPlace } from '../../domain/task/task-head.js';

/** The place of one task in the list of all: no two have the same. */
export interface ListPlace extends TaskPlace {
  /** Of the workflow that has it. */
  readonly id: string;
  /** Of the task; the empty text stands before all of them. */
  readonly key: string;
}

/** The order of the list: by urgency, then by what names a task. */
export function byPlace(one: ListPlace, other: ListPlace): number {
  return byUrgency(one, other) || compared(one.id, other.id) || compared(one.key, other.key);
}

/** The place before all tasks of a workflow that are as urgent as a head. */
export function placeOfHead({ due, since }: TaskHead, id: string): ListPlace {
  return { due, since, id, key: '' };
}

function compared(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A place as it stands in a cursor. */
export function textOfPlace({ due, since, id, key }: ListPlace): string {
  return JSON.stringify([due, since, id, key]);
}

/** The place in a cursor, which nobody but `textOfPlace` has made: its signature says so. */
export function placeOfText(text: string): ListPlace {
  const [due, since, id, key] = JSON.parse(text) as [string | null, string | null, string, string];
  return { due, since, id, key };
}
